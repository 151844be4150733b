"""A little of what the gate does in full, and proof that it would see what it looks for."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec

import pytest

from kronobarn_cli.store import drafts
from kronobarn_cli.text import plan_text
from tests.hostile import damage, fuzzing, memory, targets
from tests.hostile.damage import EXAMPLES
from tests.hostile.fuzzing import MOST_MEGABYTES


def test_a_cut_file_is_never_read() -> None:
    figures = damage.cuts(200, 1)
    assert figures.well, figures.told


def test_a_turned_bit_is_refused_or_told_or_seen() -> None:
    figures = damage.flips(200, 1)
    assert figures.well, figures.told


def test_the_memory_of_the_one_who_starts_a_process_is_not_counted() -> None:
    ballast = bytearray(300 << 20)
    ballast[:: 1 << 12] = b"x" * len(range(0, len(ballast), 1 << 12))
    assert memory.peak() > MOST_MEGABYTES
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert 0 < pool.submit(memory.peak).result() < MOST_MEGABYTES


def test_a_reader_that_does_not_look_for_the_end_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_text, "cut_off", lambda _text: ())
    outcomes = {damage._cut_plan(EXAMPLES[0], end) for end in range(2000, 4000)}
    assert [one for one in outcomes if one.startswith("silent: ")]


def test_two_texts_in_one_are_no_damage_and_a_reader_that_leaves_out_a_part_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [plan] = (path for path in EXAMPLES if path.name == "k7mtr.yaml")
    first, second = "paus efter 20 minuter", "    - få veta i förväg"
    data = plan.read_bytes()
    from_line_end_to_j = (data.index(f"{first}\n{second}".encode()) + len(first)) * 8 + 6
    assert damage._turned_plan(plan, from_line_end_to_j) == "two-texts-in-one"

    read = plan_text.read
    monkeypatch.setattr(plan_text, "read", lambda text: read(text.replace(f"{first}J{second}", f"{first}J")))
    assert damage._turned_plan(plan, from_line_end_to_j).startswith("silent: ")


def test_a_draft_without_checksums_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Trusting:
        crc32 = staticmethod(lambda _body: 0)

    monkeypatch.setattr(drafts, "zlib", Trusting)
    monkeypatch.setattr(damage, "_draft", lambda: b'\n00000000 {"rev":3,"q":"child.name","v":"Mio"}\n' * 2)
    assert [one for one in damage._turn_draft() if one.startswith("draft: ")]


def test_what_costs_too_much_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "MOST_SECONDS", 0.0)
    with pytest.raises(targets.TooSlow):
        targets.run(targets.find("loader"), b"kronobarn: 1\ncode: k7mtr\n...\n")


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is only made for Linux")
def test_a_fuzzer_that_stumbles_says_how_to_repeat_it(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = fuzzing.tried("draft", 500, 1)
    assert (ran.trouble, ran.inputs) == ("", 500)
    monkeypatch.setattr(fuzzing, "MOST_MEGABYTES", 1)
    assert fuzzing.tried("no-such-target", 10, 1).trouble
