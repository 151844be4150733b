"""The four made-up children are what their README says, and show what they are there to show."""

import json
import re
from pathlib import Path

import pytest

from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.text import personal_number, plan_text
from tests.conftest import Program

FOLDER = Path(__file__).resolve().parents[2] / "examples"
FILES = sorted(FOLDER.glob("*.yaml"))
CODES = tuple(path.stem for path in FILES)

# What `check` finds on 27 April 2026: code and line. Each finding is told of in examples/README.md.
FINDINGS: dict[str, list[tuple[str, str, str]]] = {
    "k7mtr": [],
    "p3wdh": [("K184", "note", "actions.a1.by")],
    "t8qzg": [
        ("K143", "warning", "consents.c1.until"),
        ("K143", "warning", "consents.c2.until"),
        ("K161", "error", "actions.a3.by"),
        ("K165", "error", "agreement"),
    ],
    "v5xjc": [
        ("K144", "warning", "consents"),
        ("K154", "note", "meetings.m1.invited"),
        ("K189", "note", "disagreements.o1.about"),
    ],
}
# How far each has come, in the words of the terms file: p3wdh waits for BVC, t8qzg is not in force yet.
STAGES = {"k7mtr": "follow-up", "p3wdh": "hand-over", "t8qzg": "plan", "v5xjc": "collaborate"}


def text(code: str) -> str:
    return (FOLDER / f"{code}.yaml").read_text("utf8")


def plan(code: str) -> Plan:
    return plan_text.read(text(code)).plan


def without_comments(lines: str) -> list[str]:
    """The lines but those that only a person wrote; the first names the schema and is the program's own."""
    first, *rest = lines.splitlines()
    return [first, *(line for line in rest if not line.lstrip().startswith("#"))]


def test_there_are_four_and_the_readme_names_them_all() -> None:
    told = re.findall(r"\(([a-z0-9]{5})\.yaml\)", (FOLDER / "README.md").read_text("utf8"))
    assert sorted(told) == list(CODES)
    assert len(CODES) == 4


@pytest.mark.parametrize("code", CODES)
def test_it_is_read_without_a_remark(code: str) -> None:
    read = plan_text.read(text(code))
    assert read.notes == ()
    assert not read.newer
    assert read.plan.code == code


@pytest.mark.parametrize("code", CODES)
def test_it_is_written_as_the_program_writes(code: str) -> None:
    assert without_comments(plan_text.write(plan(code))) == without_comments(text(code))


@pytest.mark.parametrize("code", CODES)
def test_it_is_practice_and_holds_no_personal_number(code: str) -> None:
    assert plan(code).practice
    assert personal_number.find(text(code)) == ()


def test_one_letter_is_enough_to_name_each() -> None:
    assert len({code[0] for code in CODES}) == len(CODES)


@pytest.mark.parametrize("code", CODES)
def test_check_finds_just_this(kronobarn: Program, examples: Path, code: str) -> None:
    ran = kronobarn("check", code, "--json")
    [report] = json.loads(ran.out)["plans"]
    found = [(one["code"], one["severity"], ".".join(one["path"])) for one in report["findings"]]
    assert found == FINDINGS[code]
    assert ran.code == any(severity == "error" for _, severity, _ in FINDINGS[code])


def test_each_has_come_as_far_as_is_told(kronobarn: Program, examples: Path) -> None:
    rows = json.loads(kronobarn("list", "--json").out)["plans"]
    assert {row["code"]: row["stage"] for row in rows} == STAGES


def test_practice_lays_out_the_very_files(kronobarn: Program, examples: Path) -> None:
    for code in CODES:
        assert (examples / "plans" / f"{code}.yaml").read_bytes() == (FOLDER / f"{code}.yaml").read_bytes()


def test_they_show_what_the_readme_says() -> None:
    mio, lo, kim, arta = plan("k7mtr"), plan("t8qzg"), plan("v5xjc"), plan("p3wdh")
    assert [one.day.isoformat() for one in mio.wheel if one.voice == "child" and one.day] == [
        "2026-03-05",
        "2026-04-23",
    ]
    assert mio.follow_up
    assert str(mio.follow_up.day) == "2026-05-07"
    assert {one.voice for one in mio.wheel} == {"child", "guardian-1", "guardian-2", "school"}
    described = [area for one in lo.wheel for name in AREAS if (area := getattr(one.areas, name)) is not None]
    assert described
    assert all(area.score is None for area in described)
    assert [area.skipped for area in described if area.skipped] != []
    assert lo.meetings[0].absent
    assert lo.hand_overs[0].accepted
    assert "bup" not in kim.meetings[0].invited
    assert any(one.withdrawn for one in kim.consents)
    assert any(one.private for one in kim.wheel)
    assert arta.hand_overs[0].accepted is None
    assert not [one for one in arta.voices if one.of == "child"]
