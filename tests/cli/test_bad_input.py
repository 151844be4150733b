"""Whatever is wrong with what comes in, the program says what, what to try, and leaves with a documented code.

In this process where that is the same thing; in a real one where the system takes part: pipes, disks, rights.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.interview import replies
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.interview.replies import Day, Refused
from kronobarn_cli.main import main
from kronobarn_cli.model.terms import Question
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.text import personal_number, plan_text
from tests.conftest import Program, Ran
from tests.crash.conversations import REPLIES
from tests.house.surface import ROOT
from tests.render.samples import full, terms

# The form of a personal number, with a wrong check digit; put together here, so that this very file holds none.
_BORN, _LAST = "20170101", "2384"
NUMBER = f"{_BORN}-{_LAST}"
POSIX = pytest.mark.skipif(os.name == "nt", reason="rights, mounts and pipes as on Linux and Mac")


def told(ran: Ran) -> None:
    """Nothing of the program's inside is shown, and a failure says what to try."""
    assert "Traceback" not in ran.all
    assert ran.code in set(ExitCode)
    assert ran.code != ExitCode.OUR_FAULT, ran.all
    if ran.code not in {ExitCode.WELL, ExitCode.CHECK_FOUND_ERRORS}:
        assert [line for line in ran.err.splitlines() if line.startswith("Prova: ")] != [], ran.all


def failed(ran: Ran, code: ExitCode, *words: str) -> None:
    """It failed in this way, and the words are among those that tell of it."""
    told(ran)
    assert ran.code == code, ran.all
    assert [word for word in words if word not in ran.all] == [], ran.all


def process(*arguments: object, cwd: Path, typed: bytes = b"", before: tuple[str, ...] = (), **more: str) -> Ran:
    """Run a command in a process of its own, `before` in front of it."""
    ran = subprocess.run(
        [*before, sys.executable, "-m", "kronobarn_cli", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"} | more,
        input=typed,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def plan_file(folder: Path) -> Path:
    """The file of the plan that most tests spoil."""
    return folder / "plans" / "k7mtr.yaml"


# What is named is not there, or is something else


def test_a_folder_that_is_no_plan_folder(kronobarn: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fil").write_text("x")
    for folder in (".", "finns-inte", "fil"):
        for command in ("list", "show", "check", "new-plan", "continue", "wheel", "render", "edit"):
            failed(kronobarn(command, "--folder", folder), ExitCode.NOT_FOUND)


def test_a_folder_whose_name_no_disk_could_hold(kronobarn: Program, tmp_path: Path) -> None:
    failed(kronobarn("list", "--folder", "x" * 5000), ExitCode.NOT_FOUND)


def test_a_missing_plan(kronobarn: Program, examples: Path) -> None:
    for command in ("show", "check", "continue", "wheel", "render", "edit"):
        failed(kronobarn(command, "b2345"), ExitCode.NOT_FOUND, "b2345")
        failed(kronobarn(command, "../../etc/passwd"), ExitCode.NOT_FOUND)


def test_an_ambiguous_code(kronobarn: Program, examples: Path) -> None:
    other = plan_file(examples).read_text("utf8").replace("code: k7mtr", "code: k7xyz")
    plan_file(examples).with_name("k7xyz.yaml").write_text(other, "utf8")
    for command in ("show", "check", "continue", "wheel", "render", "edit"):
        failed(kronobarn(command, "k7"), ExitCode.USAGE, "k7mtr", "k7xyz")
    assert kronobarn("show", "k7m").code == 0


def test_a_plan_is_asked_for_and_nobody_can_answer(kronobarn: Program, examples: Path) -> None:
    for command in ("show", "continue", "wheel", "render", "edit"):
        failed(kronobarn(command, "--no-input"), ExitCode.USAGE, "k7mtr")


def test_a_folder_named_like_a_plan(kronobarn: Program, examples: Path) -> None:
    (examples / "plans" / "b2345.yaml").mkdir()
    assert "b2345" not in kronobarn("list").out
    failed(kronobarn("show", "b2345"), ExitCode.NOT_FOUND)
    told(kronobarn("check"))
    told(kronobarn("doctor"))


def test_a_file_where_the_folder_of_plans_should_be(kronobarn: Program, folder: Path) -> None:
    shutil.rmtree(folder / "plans")
    (folder / "plans").write_text("x")
    for command in ("list", "show", "check", "new-plan", "doctor"):
        ran = kronobarn(command, typed="n\nM\n:q\n")
        told(ran)
        assert ran.code != 0


@pytest.mark.parametrize(
    "text", ["language = ", "språk\x00", "= = =", "\ufeff[", "language = 7", "practice = 'kanske'"]
)
def test_a_broken_settings_file(kronobarn: Program, folder: Path, text: str) -> None:
    (folder / "kronobarn.toml").write_text(text, "utf8")
    for command in (("list",), ("config", "list"), ("doctor",), ("new-plan",), ("config", "set", "git", "av")):
        told(kronobarn(*command, typed=":q\n"))


def test_a_practice_day_that_no_calendar_has(kronobarn: Program, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KRONOBARN_TODAY")
    failed(kronobarn("config", "set", "practice-day", "2026-99-99"), ExitCode.USAGE)


def test_a_practice_day_in_the_file_that_no_calendar_has(
    kronobarn: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KRONOBARN_TODAY")
    (folder / "kronobarn.toml").write_text('practice-day = "2026-02-30"\n', "utf8")
    told(kronobarn("list"))


def test_an_unknown_area_voice_score_document_audience_or_format(kronobarn: Program, examples: Path) -> None:
    before = plan_file(examples).read_bytes()
    wheel = ("wheel", "k7", "--voice", "child")
    for arguments in (
        ("wheel", "k7", "--voice", "finns-inte", "--works", "larande=x"),
        (*wheel, "--works", "hälsan=x"),
        (*wheel, "--works", "larande"),
        (*wheel, "--set", "larande=99"),
        (*wheel, "--set", "larande=fem"),
        (*wheel, "--need", "larande=kanske"),
        ("render", "k7", "finns-inte"),
        ("render", "k7", "plan", "--for", "finns-inte"),
        ("render", "k7", "plan", "--to", "finns-inte"),
        ("check", "--explain", "K999"),
        ("glossary", "finns-inte"),
        ("config", "get", "finns-inte"),
    ):
        ran = kronobarn(*arguments)
        told(ran)
        assert ran.code in {ExitCode.USAGE, ExitCode.NOT_FOUND}, arguments
    assert plan_file(examples).read_bytes() == before


def test_a_place_that_cannot_take_a_document(kronobarn: Program, examples: Path) -> None:
    failed(kronobarn("render", "k7", "plan", "--out", "."), ExitCode.USAGE)
    failed(kronobarn("render", "k7", "plan", "--out", "plans", "--force"), ExitCode.USAGE)
    failed(kronobarn("render", "k7", "plan", "--out", "plans/k7mtr.yaml", "--force"), ExitCode.USAGE)
    failed(kronobarn("render", "k7", "plan", "--out", "kronobarn.toml", "--force"), ExitCode.USAGE)
    failed(kronobarn("render", "k7", "plan", "--out", "finns/inte.html"), ExitCode.CANNOT_WRITE)
    failed(kronobarn("wheel", "k7", "--svg", "finns/inte.svg"), ExitCode.CANNOT_WRITE)


def test_the_folder_one_stands_in_is_no_file_to_write_over(kronobarn: Program, examples: Path) -> None:
    failed(kronobarn("render", "k7", "plan", "--out", ".", "--force"), ExitCode.USAGE)
    failed(kronobarn("wheel", "k7", "--svg", ".", "--force"), ExitCode.USAGE)


# Files that do not hold what they should


def test_a_broken_terms_file_is_told_with_its_line(kronobarn: Program, examples: Path) -> None:
    text = (ROOT / "templates/terms/kronoberg.sv.yaml").read_text("utf8")
    own = examples / "ord.yaml"
    own.write_text(text, "utf8")
    assert kronobarn("config", "set", "terms", own).code == 0
    line = text.splitlines().index("areas:") + 2
    own.write_text(text.replace("areas:\n  - id: halsa\n", "areas:\n  - id: hälsan\n", 1), "utf8")
    for command in (("new-plan",), ("render", "k7", "plan"), ("wheel", "k7", "--show")):
        failed(kronobarn(*command), ExitCode.UNREADABLE, f"{line}:")
    assert f"{line}:" in kronobarn("terms", "check").all


def test_a_terms_file_that_is_not_there(kronobarn: Program, examples: Path) -> None:
    own = examples / "finns-inte.yaml"
    failed(kronobarn("config", "set", "terms", own), ExitCode.NOT_FOUND)
    own.write_text("x", "utf8")
    assert kronobarn("config", "set", "terms", own).code == 0
    own.unlink()
    for command in (("new-plan",), ("render", "k7", "plan"), ("glossary",), ("terms", "show"), ("terms", "check")):
        failed(kronobarn(*command), ExitCode.NOT_FOUND, "finns-inte.yaml")


@pytest.mark.parametrize(
    "template", ["{{ hemligt }}", "# Plan\n\n{% if %}", "{{ child.name", "{% for x in y %}", "{{ 1/0 }}"]
)
def test_a_broken_template_is_told_with_file_and_line(kronobarn: Program, examples: Path, template: str) -> None:
    own = examples.parent / "mallar"
    assert kronobarn("templates", "copy", "plan", own).code == 0
    (own / "documents/sv/plan.md.j2").write_text(template, "utf8")
    assert kronobarn("config", "set", "templates", own).code == 0
    failed(kronobarn("render", "k7", "plan"), ExitCode.UNREADABLE, "documents/sv/plan.md.j2", "rad ")
    assert "plan.md.j2" in kronobarn("templates", "check", own).all


def test_a_folder_of_templates_that_is_not_there(kronobarn: Program, examples: Path) -> None:
    own = examples.parent / "finns-inte"
    failed(kronobarn("config", "set", "templates", own), ExitCode.NOT_FOUND)
    own.mkdir()
    assert kronobarn("config", "set", "templates", own).code == 0
    own.rmdir()
    told(kronobarn("render", "k7", "plan"))


def test_a_plan_from_a_newer_version_is_shown_and_left_alone(kronobarn: Program, examples: Path) -> None:
    path = plan_file(examples)
    path.write_text(path.read_text("utf8").replace("kronobarn: 1", "kronobarn: 2"), "utf8")
    before = path.read_bytes()
    assert "Mio" in kronobarn("show", "k7").out
    failed(kronobarn("wheel", "k7", "--voice", "child", "--works", "larande=x"), ExitCode.UNREADABLE, "nyare")
    assert path.read_bytes() == before


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "a NUL": lambda data: data.replace(b"Mio", b"M\x00o", 1),
    "only NULs": lambda data: b"\x00" * len(data),
    "a megabyte": lambda data: data.removesuffix(b"...\n") + b"# x\n" * 262_144 + b"...\n",
    "a megabyte on one line": lambda data: data.replace(b"name: Mio", b"name: " + b"x" * 2**20),
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "nothing": lambda data: b"",
    "noise": lambda data: bytes(range(256)) * 64,
    "a picture": lambda data: b"\x89PNG\r\n\x1a\n" + data,
    "another plan": lambda data: data.replace(b"code: k7mtr", b"code: b2345"),
}


@pytest.mark.parametrize("way", SPOILT)
def test_a_spoilt_plan_is_refused_and_left_alone(kronobarn: Program, examples: Path, way: str) -> None:
    path = plan_file(examples)
    path.write_bytes(SPOILT[way](path.read_bytes()))
    before = path.read_bytes()
    for command in (("show",), ("wheel", "--show"), ("render", "--for", "chair"), ("continue",)):
        failed(kronobarn(command[0], "k7", *command[1:]), ExitCode.UNREADABLE, "k7mtr.yaml")
    assert kronobarn("check", "k7").code == ExitCode.CHECK_FOUND_ERRORS
    assert "t8qzg" in kronobarn("list").out, "one bad file hides no other plan"
    told(kronobarn("doctor"))
    assert path.read_bytes() == before


@POSIX
def test_a_plan_that_points_elsewhere_is_not_followed(kronobarn: Program, examples: Path) -> None:
    (examples / "plans" / "b2345.yaml").symlink_to("/etc/passwd")
    failed(kronobarn("show", "b2345"), ExitCode.NOT_FOUND)
    assert "root:" not in kronobarn("check").all


# Personal numbers


def nowhere(tmp_path: Path) -> None:
    """No file holds the number: not the plans, the drafts, the settings, the printouts."""
    held = [path for path in tmp_path.rglob("*") if path.is_file() and NUMBER.encode() in path.read_bytes()]
    assert held == []


@pytest.mark.parametrize("place", range(len(REPLIES)))
def test_a_personal_number_at_any_prompt_is_asked_again(
    kronobarn: Program, folder: Path, tmp_path: Path, place: int
) -> None:
    ran = kronobarn("new-plan", typed="\n".join((*REPLIES[:place], NUMBER)) + "\n")
    failed(ran, ExitCode.INTERRUPTED, "personnummer")
    nowhere(tmp_path)


@pytest.mark.parametrize("question", terms("sv").questions, ids=lambda question: question.id)
def test_a_personal_number_is_no_answer_to_any_question(question: Question) -> None:
    """The walk reads every reply, from a person or a file, in this one place."""
    asked = Asked(question.id, question, question.ask, choices=question.choices)
    for text in (NUMBER, f"1, {NUMBER}", f"Mamma\n{NUMBER}", NUMBER.replace("-", "+"), NUMBER.replace("-", "")):
        answer = replies.read(asked, text, Day(date(2026, 4, 27), "sv"))
        assert isinstance(answer, Refused)
        assert "personnummer" in answer.sentence


def test_a_personal_number_in_a_file_of_answers(kronobarn: Program, folder: Path, tmp_path: Path) -> None:
    answers = {"child.protected": "n", "child.stage": "school", "notices.n1.seen": "Ont i magen.", "pick.wheel": "n"}
    for question in ("child.name", "child.needs", "child.born", "child.stage", "notices.n1.seen", "pick.wheel.why"):
        lines = (f"{key}: {value}\n" for key, value in (answers | {question: f"hej {NUMBER}"}).items())
        path = tmp_path.parent / f"{tmp_path.name}-svar.yaml"
        path.write_text("questions.in-the-way: x\nquestions.others: x\n" + "".join(lines), "utf8")
        failed(kronobarn("new-plan", "--answers", path), ExitCode.USAGE)
        path.unlink()
        nowhere(tmp_path)


def test_a_personal_number_as_an_option(kronobarn: Program, examples: Path, tmp_path: Path) -> None:
    for option in ("--works", "--hard"):
        ran = kronobarn("wheel", "k7", "--voice", "child", option, f"larande=Ring {NUMBER}")
        failed(ran, ExitCode.USAGE, "personnummer")
    nowhere(tmp_path)


def test_a_personal_number_as_municipality(kronobarn: Program, folder: Path, tmp_path: Path) -> None:
    failed(kronobarn("config", "set", "municipality", NUMBER), ExitCode.USAGE, "personnummer")
    nowhere(tmp_path)


def test_a_personal_number_as_municipality_of_a_new_folder(kronobarn: Program, tmp_path: Path) -> None:
    failed(kronobarn("init", tmp_path / "ny", "--no-git", "--municipality", NUMBER), ExitCode.USAGE, "personnummer")
    nowhere(tmp_path)


# Texts that would act


NASTY = "\x1b[31mRÖD\x1b]0;titel\x07\x9b2J[red]x[/red]\u202egnuter\u2066\u200b\x08\r\x00{{ 1 }}\u2028slut"


def unseen(text: str) -> set[str]:
    """Characters that a screen would obey instead of showing."""
    return {one for one in text if one != "\n" and unicodedata.category(one) in {"Cc", "Cf", "Zl", "Zp", "Cs"}}


@pytest.fixture
def nasty(folder: Path) -> Path:
    """A plan with the nasty text in every place that takes a text."""
    plan = full(NASTY)
    (folder / "plans" / f"{plan.code}.yaml").write_text(plan_text.write(plan), "utf8", newline="\n")
    return folder


LOOKED_AT = (
    ("show", "k7"),
    ("list", "--all"),
    ("check",),
    ("wheel", "k7", "--show"),
    ("check", "--json"),
    ("wheel", "k7", "--json"),
    ("list", "--json"),
    ("render", "k7", "agenda", "--to", "txt", "--out", "-"),
    ("render", "k7", "plan", "--for", "archive", "--to", "md", "--out", "-"),
    ("render", "k7", "wheel", "--for", "archive", "--to", "html", "--out", "-"),
)


@pytest.mark.parametrize("command", LOOKED_AT, ids=" ".join)
def test_no_text_of_a_plan_acts_on_the_screen(kronobarn: Program, nasty: Path, command: tuple[str, ...]) -> None:
    ran = kronobarn(*command)
    told(ran)
    assert ran.out
    assert unseen(ran.all) == set()


def test_brackets_are_shown_as_they_were_written(kronobarn: Program, nasty: Path) -> None:
    assert "[red]x[/red]" in kronobarn("show", "k7").out
    assert "[red]x[/red]" in kronobarn("wheel", "k7", "--show").out


@POSIX
@pytest.mark.parametrize("command", [one for one in LOOKED_AT[:5] if "--json" not in one], ids=" ".join)
def test_no_text_of_a_plan_acts_on_a_real_terminal(nasty: Path, command: tuple[str, ...]) -> None:
    import pexpect

    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
    child = pexpect.spawn(
        sys.executable, ["-m", "kronobarn_cli", *command], cwd=nasty, env=environment, encoding="utf8", timeout=30,
        dimensions=(60, 400),
    )  # fmt: skip
    child.expect(pexpect.EOF)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", str(child.before)).replace("\r\n", "\n")
    assert shown.strip()
    assert unseen(shown) == set()
    assert "\x1b[31mRÖD" not in str(child.before)


def test_a_code_that_acts_is_shown_and_not_obeyed(kronobarn: Program, examples: Path) -> None:
    for command in (
        ("show", NASTY),
        ("render", "k7", NASTY),
        ("render", "k7", "--for", NASTY),
        ("glossary", NASTY),
        (NASTY,),
    ):
        ran = kronobarn(*command)
        told(ran)
        assert unseen(ran.all) == set(), command


def test_bytes_that_are_not_utf8_are_taken_or_asked_again(folder: Path) -> None:
    ran = process("new-plan", cwd=folder, typed=b"n\nM\xe5ns\nMans\n3\n2017\n\n\nn\n:q\n")
    told(ran)
    assert ran.code == 0, ran.all
    [path] = (folder / "plans").glob("?????.yaml")
    assert plan_text.read(path.read_text("utf8")).plan.child.name == "Mans"


def test_bytes_that_are_no_answer_at_all(folder: Path) -> None:
    ran = process("new-plan", cwd=folder, typed=b"\xff\xfe\x00\x1b[A\n" * 5)
    failed(ran, ExitCode.INTERRUPTED)
    assert unseen(ran.all.replace("\ufffd", "")) == set()


# Disks, rights and pipes


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, taken away afterwards."""
    place = tmp_path / "disk"
    place.mkdir()
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        pytest.skip("a small disk is only mounted on Linux")
    if (
        os.geteuid() != 0
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "none", place], check=False).returncode
    ):
        pytest.skip("the system lets only root mount a small disk")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk: Path) -> Path:
    """Fill the disk to the last byte; removing the file makes room again."""
    path = disk / "fyllning"
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 512)
    assert shutil.disk_usage(disk).free == 0
    return path


def test_a_full_disk_costs_no_answer(
    kronobarn: Program, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kronobarn("init", disk / "planer", "--no-git").code == 0
    monkeypatch.chdir(disk / "planer")
    filling = fill(disk)
    failed(kronobarn("new-plan", typed="\n".join((*REPLIES, ":q")) + "\n"), ExitCode.CANNOT_WRITE, "disken är full")
    assert list((disk / "planer" / "plans").glob("?????.yaml")) == []
    assert [path.name for path in disk.rglob("*.kbtmp")] == []
    [draft] = (tmp_path / "state").rglob("*.draft")
    filling.unlink()
    ran = kronobarn("continue", typed=":q\n")
    assert ran.code == 0, ran.all
    plan = plan_text.read((disk / "planer" / "plans" / f"{draft.stem}.yaml").read_text("utf8")).plan
    assert (plan.child.name, plan.notices[0].seen) == ("M", "Borta 11 dagar.\nOnt i magen.")
    assert not draft.exists()


def test_no_question_is_asked_whose_answer_cannot_be_kept(
    kronobarn: Program, folder: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRONOBARN_STATE", str(disk))
    filling = fill(disk)
    ran = kronobarn("new-plan", typed="j\nM\nn\nn\n")
    assert "disken är full" in ran.out
    assert "Vad ska barnet kallas" not in ran.out
    [code] = Folder(folder).codes()
    assert Folder(folder).load(code).plan.child.protected
    filling.unlink()


def test_a_read_only_disk(kronobarn: Program, disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(disk)
    assert kronobarn("practice", "--no-input").code == 0
    monkeypatch.chdir(disk / "kronobarn-ovning")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert "Mio" in kronobarn("show", "k7").out
    assert kronobarn("check", "k7").code == 0
    assert kronobarn("render", "k7", "--to", "txt", "--out", "-").code == 0
    for command in (
        ("wheel", "k7", "--voice", "child", "--works", "larande=x"),
        ("render", "k7"),
        ("config", "set", "git", "av"),
    ):
        failed(kronobarn(*command), ExitCode.CANNOT_WRITE, "bara att läsa")
    failed(kronobarn("init", disk / "ny"), ExitCode.CANNOT_WRITE)
    assert "Prova: " in kronobarn("doctor").all


def without_rights() -> tuple[str, ...]:
    """In front of a command: root is bound by rights like everybody else."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root is bound by no rights, and setpriv is not here to change that")
    return ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


@POSIX
def test_a_folder_that_may_not_be_read(examples: Path) -> None:
    before = without_rights()
    (examples / "plans").chmod(0)
    try:
        for command in ("list", "show", "check", "new-plan", "continue"):
            failed(process(command, cwd=examples, before=before, typed=b"n\nM\n:q\n"), ExitCode.NOT_FOUND)
        told(process("doctor", cwd=examples, before=before))
    finally:
        (examples / "plans").chmod(0o700)


@POSIX
def test_a_plan_that_may_not_be_read_hides_no_other(examples: Path) -> None:
    before = without_rights()
    plan_file(examples).chmod(0)
    failed(process("show", "k7", cwd=examples, before=before), ExitCode.UNREADABLE)
    ran = process("list", cwd=examples, before=before)
    told(ran)
    assert "t8qzg" in ran.out
    told(process("check", cwd=examples, before=before))
    ran = process("doctor", cwd=examples, before=before)
    told(ran)
    assert "k7mtr" in ran.out


@POSIX
def test_a_folder_that_may_not_be_written(examples: Path) -> None:
    before, plan = without_rights(), plan_file(examples).read_bytes()
    (examples / "plans").chmod(0o500)
    try:
        ran = process("wheel", "k7", "--voice", "child", "--works", "larande=x", cwd=examples, before=before)
        failed(ran, ExitCode.CANNOT_WRITE)
    finally:
        (examples / "plans").chmod(0o700)
    assert plan_file(examples).read_bytes() == plan


def test_a_folder_that_is_synced_is_warned_of(
    kronobarn: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "OneDrive - Växjö kommun" / "planer"
    ran = kronobarn("init", target, "--no-git")
    assert ran.code == 0
    assert "OneDrive" in ran.out.replace(str(target), "")
    monkeypatch.chdir(target)
    ran = kronobarn("doctor")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "OneDrive" in ran.out.replace(str(target), "")
    assert "Prova: " in ran.out


def test_two_windows_that_save_the_same_plan(examples: Path) -> None:
    areas = ("halsa", "utveckling", "larande", "omsorg", "hemmet", "relationer")
    command = [sys.executable, "-m", "kronobarn_cli", "wheel", "t8", "--voice", "guardian-2", "--works"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    path = examples / "plans" / "t8qzg.yaml"
    before = plan_text.read(path.read_text("utf8")).plan
    running = [
        subprocess.Popen([*command, f"{area}=ord om {area}"], cwd=examples, env=environment, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, encoding="utf8")
        for area in areas
    ]  # fmt: skip
    ended = [Ran(one.returncode, out, err) for one in running for out, err in [one.communicate(timeout=60)]]
    after = plan_text.read(path.read_text("utf8"))
    for area, ran in zip(areas, ended, strict=True):
        told(ran)
        assert ran.code in {ExitCode.WELL, ExitCode.CHANGED_ON_DISK}
        assert (f"ord om {area}" in after.text) == (ran.code == ExitCode.WELL), "what was said to be saved is there"
    saved = [ran for ran in ended if ran.code == ExitCode.WELL]
    assert saved
    assert after.plan.revision == before.revision + len(saved)
    assert msgspec.structs.replace(after.plan, wheel=(), revision=0) == msgspec.structs.replace(
        before, wheel=(), revision=0
    )


LEFT = (("schema",), ("show", "k7"), ("list",), ("check", "k7"), ("--help",), ("--version",), ("glossary",))


@POSIX
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["at-the-end", "at-once"])
@pytest.mark.parametrize("command", LEFT, ids=" ".join)
def test_a_reader_that_leaves_is_no_failure(examples: Path, command: tuple[str, ...], unbuffered: str) -> None:
    """As in `kronobarn list | head -0`: nobody reads, nothing is said about it."""
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "kronobarn_cli", *command],
        cwd=examples,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": unbuffered},
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf8",
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, "")


@POSIX
def test_the_first_line_is_enough_for_head(examples: Path) -> None:
    line = f'"{sys.executable}" -m kronobarn_cli schema | head -1; exit ${{PIPESTATUS[0]}}'
    ran = subprocess.run(
        ["bash", "-c", line], cwd=examples, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True,
        encoding="utf8", timeout=60, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "{\n", "")


# Ctrl-C


def stop(*_arguments: object, **_settings: object) -> NoReturn:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("where", "command"),
    [
        ("kronobarn_cli.store.folder.Folder.codes", ("list",)),
        ("kronobarn_cli.store.files.read", ("show", "k7")),
        ("kronobarn_cli.text.plan_text.read", ("check",)),
        ("kronobarn_cli.store.kept_terms.find", ("wheel", "k7", "--show")),
        ("kronobarn_cli.render.documents.fill", ("render", "k7", "plan")),
        ("kronobarn_cli.store.files.replace", ("render", "k7", "plan")),
        ("kronobarn_cli.store.files.flush_folder", ("wheel", "k7", "--voice", "child", "--works", "larande=x")),
        ("kronobarn_cli.store.git.program.run", ("doctor",)),
        ("kronobarn_cli.cli.screen.say", ("list",)),
        ("kronobarn_cli.cli.screen.prompt", ("new-plan",)),
        ("kronobarn_cli.store.settings._load", ("config", "list")),
    ],
)
def test_stopping_anywhere_ends_with_130(
    kronobarn: Program, examples: Path, monkeypatch: pytest.MonkeyPatch, where: str, command: tuple[str, ...]
) -> None:
    assert kronobarn("show", "k7").code == 0
    before = plan_file(examples).read_bytes()
    monkeypatch.setattr(where, stop)
    ran = kronobarn(*command)
    failed(ran, ExitCode.INTERRUPTED)
    assert "flush_folder" in where or plan_file(examples).read_bytes() == before


def test_stopping_before_the_language_is_known_ends_with_130(examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings are read for their language before any command runs."""
    monkeypatch.setattr("kronobarn_cli.store.settings._load", stop)
    with pytest.raises(SystemExit) as left:
        main(["list"])
    assert left.value.code == ExitCode.INTERRUPTED


def test_stopping_a_conversation_keeps_it(kronobarn: Program, folder: Path) -> None:
    ran = kronobarn("new-plan", typed="n\nM\n")
    failed(ran, ExitCode.INTERRUPTED, "kronobarn continue")
    [row] = json.loads(kronobarn("list", "--json").out)["plans"]
    assert row["unsaved-answers"] == 2
    assert personal_number.find(ran.all) == ()


def test_a_score_beside_the_scale_is_put_right_in_the_same_voice(kronobarn: Program, examples: Path) -> None:
    """Typed as it stands, the line must not write in another's voice."""
    before = len(Folder(examples).load("k7mtr").plan.wheel)
    ran = kronobarn("wheel", "k7", "--voice", "guardian-2", "--set", "larande=9")
    assert ran.code == ExitCode.USAGE
    [hint] = re.findall("Prova: kronobarn (.*)", ran.err)
    assert hint == "wheel k7mtr --voice guardian-2 --set larande=5"
    assert kronobarn(*hint.split()).code == 0
    readings = Folder(examples).load("k7mtr").plan.wheel
    assert [one.voice for one in readings[before:]] == ["guardian-2"]
