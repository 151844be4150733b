"""Drafts whose lines are whole but whose answers fit no more: from an older version, or made by somebody who can count."""

import json
import zlib
from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.store import places
from tests.conftest import Program
from tests.hostile.pty_eye import told

GOOD = {"rev": 7, "q": "child.born", "v": "2017"}
BAD = (
    {"q": "child.stage", "v": 12},
    {"q": "child.stage", "v": "no-such-stage"},
    {"q": "child.name", "v": ["x"]},
    {"q": "child.name", "v": {"a": 1}},
    {"q": "child.name", "v": {"skip": 7}},
    {"q": "notices.n1.seen.x.y", "v": "x"},
    {"q": "no.such.question", "v": "x"},
    {"q": "wheel", "v": "x"},
    {"q": "code", "v": "../../x"},
    {"q": "revision", "v": 999},
    {"q": "", "v": "x"},
    {"q": "...", "v": "x"},
    {"q": "pick.services", "v": [1, None, "bup"]},
    {"q": "more.guardian.1", "v": "x"},
    {"q": "wheel.w1.areas.no-such-area.works", "v": "x"},
    {"q": "wheel.w9.voice", "v": ["a"]},
    {"q": "follow-up.day", "v": "2026-02-30"},
    {"q": "child.name", "v": "20170101-" + "2384"},
)


def draft(root: Path, code: str, *records: dict[str, object]) -> Path:
    """A draft of these records, each with a checksum that is right."""
    path = places.state_of(root) / "drafts" / f"{code}.draft"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps({"rev": 7, **one}) for one in records)
    path.write_text("".join(f"\n{zlib.crc32(line.encode()):08x} {line}\n" for line in lines), "utf8")
    return path


@pytest.mark.parametrize("bad", BAD, ids=json.dumps)
@pytest.mark.parametrize("code", ["k7mtr", "b2345"])
def test_an_answer_that_fits_no_more_stops_nobody(
    kronobarn: Program, examples: Path, code: str, bad: dict[str, object]
) -> None:
    before = {path: path.read_bytes() for path in (examples / "plans").iterdir()}
    # A plan that is not there was never saved.
    rev = {"rev": 7 if code == "k7mtr" else 0}
    draft(examples, code, {"command": "interview", "at": "2026-04-27T13:05", **rev}, {**bad, **rev}, {**GOOD, **rev})
    for command in (("list",), ("doctor",), ("show", "k7")):
        told(kronobarn(*command))
    ran = kronobarn("continue", code, typed=":q\n" * 3)
    told(ran)
    assert ran.code in {ExitCode.WELL, ExitCode.INTERRUPTED, ExitCode.USAGE}, ran.all
    if ran.code != ExitCode.WELL:
        assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    "record",
    [{"rev": "7", "q": "child.name", "v": "x"}, {"rev": -1, "q": "x", "v": "x"}, {"rev": 10**30, "q": "x", "v": "x"}, {"rev": None}, {"q": ["x"], "v": 1},
     {"q": "child.name", "line": 7}, {"command": 7, "at": 8}, {"command": "rm -rf", "at": "x"}, {"command": "close", "at": ""}],
    ids=lambda one: json.dumps(one)[:40],
)  # fmt: skip
def test_a_record_of_another_kind_is_a_damaged_line(
    kronobarn: Program, examples: Path, record: dict[str, object]
) -> None:
    draft(examples, "k7mtr", record, GOOD)
    for command in (("list",), ("doctor",), ("continue", "k7"), ("wheel", "k7", "--voice", "child")):
        told(kronobarn(*command, typed=":q\n" * 3))
