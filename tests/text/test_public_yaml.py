"""What others have gathered to break readers of YAML and of text: the YAML Test Suite and the naughty strings.

No document in the world makes the reader do anything but answer or say what is wrong, and quickly.
"""

import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import yaml
from ruamel.yaml import YAML

from kronobarn_cli.model.plan import Notice, Plan
from kronobarn_cli.store import folder
from kronobarn_cli.text import personal_number, plan_text
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.text.yaml_door import decode
from tests.public_data import naughty_strings, yaml_suite_files

SECONDS = 1.0
SUITE = yaml_suite_files()


def test_the_suite_is_whole() -> None:
    assert len(SUITE) > 300
    assert any(path.name.endswith(".invalid.yaml") for path in SUITE)


@pytest.mark.parametrize("path", SUITE, ids=lambda path: path.name)
def test_any_yaml_gives_a_plan_or_named_problems(path: Path) -> None:
    data = path.read_bytes()
    readings: tuple[Callable[[], object], ...] = (
        lambda: plan_text.read(decode(data)),
        lambda: folder.read("k7mtr", data),
    )
    for reading in readings:
        began = time.perf_counter()
        with pytest.raises(Troubled) as caught:  # none of them is a plan
            reading()
        assert time.perf_counter() - began < SECONDS
        assert caught.value.problems
        assert all(problem.code.startswith("K0") and problem.line >= 1 for problem in caught.value.problems)


@pytest.mark.parametrize("path", SUITE, ids=lambda path: path.name)
def test_any_yaml_beside_a_plan_stops_nothing_or_is_named(path: Path) -> None:
    """The same documents as a value in a plan: read as something, or refused, and always kept to the letter."""
    inside = "".join(f"  {line}\n" for line in decode(path.read_bytes()).splitlines())
    text = f"kronobarn: 1\ncode: k7mtr\nrevision: 1\nlocal:\n{inside}...\n"
    try:
        found = plan_text.read(text)
    except Troubled as trouble:
        assert trouble.problems  # noqa: PT017 - both ways are right, neither may be silent
        return
    assert found.plan == Plan(code="k7mtr", revision=1)
    assert plan_text.write(found.plan, found) == text


def test_a_file_that_leaves_out_its_revision_is_written_as_it_was_read() -> None:
    text = "kronobarn: 1\ncode: k7mtr\n...\n"
    read = plan_text.read(text)
    assert plan_text.write(read.plan, read) == text


def storable(text: str) -> bool:
    """Personal numbers may not stand in a plan, and half a character cannot be written to any file."""
    return not personal_number.find(text) and text.isprintable() | (text == text.encode("utf8", "ignore").decode())


NAUGHTY = [text for text in naughty_strings() if storable(text)]


def test_nearly_all_naughty_strings_can_be_written() -> None:
    assert len(naughty_strings()) > 400
    assert len(naughty_strings()) - len(NAUGHTY) < 10


@pytest.mark.parametrize("place", range(0, len(NAUGHTY), 25))
def test_a_naughty_string_is_read_back_as_it_was_written(place: int) -> None:
    for text in NAUGHTY[place : place + 25]:
        plan = Plan(code="k7mtr", notices=(Notice(id="n1", seen=text, works=f"Först.\n{text}\nSist."),))
        written = plan_text.write(plan)
        assert plan_text.read(written).plan == plan
        for read in (yaml.safe_load, YAML(typ="safe", pure=True).load):
            found = read(written)["notices"][0]
            assert (found["seen"], found["works"]) == (text, f"Först.\n{text}\nSist.")


def test_a_naughty_string_can_take_the_place_of_any_other() -> None:
    """Each is edited into the file that holds the one before, as when a person changes a text."""
    before = plan_text.read(plan_text.write(Plan(code="k7mtr", notices=(Notice(id="n1", seen="x"),))))
    for text in NAUGHTY:
        plan = msgspec.structs.replace(before.plan, notices=(Notice(id="n1", seen=text),))
        before = plan_text.read(plan_text.write(plan, before))
        assert before.plan == plan
