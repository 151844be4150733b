"""`docs/exit-codes.md` and the code tell the same story about how kronobarn ends."""

import re

from kronobarn_cli import errors
from kronobarn_cli.errors import ExitCode, KronobarnError
from tests.house.surface import ROOT, tried

PAGE = ROOT / "docs" / "exit-codes.md"
ROW = re.compile(r"^\| (\d+) \| `(\w+)` \| (.+) \|$", re.MULTILINE)


def test_the_page_lists_every_code_in_order() -> None:
    rows = [(int(code), name) for code, name, _ in ROW.findall(PAGE.read_text("utf8"))]
    assert rows == [(code.value, code.name) for code in ExitCode]


def test_no_two_codes_are_explained_alike() -> None:
    reasons = [reason for _, _, reason in ROW.findall(PAGE.read_text("utf8"))]
    assert len(set(reasons)) == len(ExitCode)


def test_every_kind_of_error_ends_with_a_code_of_its_own() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, KronobarnError)]
    codes = [kind.exit_code for kind in kinds]
    assert len(set(codes)) == len(kinds)
    assert not {ExitCode.WELL, ExitCode.CHECK_FOUND_ERRORS} & set(codes)


def test_the_program_keeps_to_the_page() -> None:
    well, usage, absent = tried([("--version",), ("finns-inte",), ("check", "--folder", "finns-inte")])
    assert (well.code, usage.code, absent.code) == (ExitCode.WELL, ExitCode.USAGE, ExitCode.NOT_FOUND)
