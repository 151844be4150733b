"""The repository is tidy, small, and holds nobody's personal number."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date

import pytest

from tests.house.surface import ROOT
from tests.house.tracked import tracked

TOP = {
    *("kronobarn_cli", "templates", "examples", "tests", "docs"),
    *("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"),
    *(".ci", ".gitignore", ".gitattributes"),
}
# Tests of how such numbers are refused; theirs are made up or published by the tax agency for tests.
REFUSALS = {
    *("tests/text/test_personal_number.py", "tests/text/test_plan_text.py", "tests/interview/test_walk.py"),
    *("tests/work/test_leaks.py", "tests/store/git/test_hooks.py", "tests/cli/test_check_staged.py"),
    "tests/transcripts/25-mappen-kontrollerar-sig-sjalv.txt",
}
HOSTILE = "tests/hostile/corpus/"
"""Files that are there to be badly written; their numbers are those of the other tests."""
MEBIBYTE = 1024 * 1024
PERSONAL_NUMBER = re.compile(
    r"(?<![\w./+-])(?P<century>18|19|20)?(?P<day>\d{6})(?P<mark>[-+]?)(?P<end>\d{4})(?![\w./]\w|\w)"
)


def texts() -> Iterator[tuple[str, bytes]]:
    """Every tracked file that is text, by name; pictures have a zero byte."""
    for name in tracked():
        if name.startswith(HOSTILE):
            continue
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            yield name, content


def looks_personal(number: re.Match[str]) -> bool:
    """A date of birth (a coordination number counts 60 days up) and, without its mark, the check digit."""
    year, month, day = (int(number["day"][start : start + 2]) for start in (0, 2, 4))
    try:
        date(2000 + year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return bool(number["mark"]) or checks(number["day"] + number["end"])


def checks(ten: str) -> bool:
    """The tenth digit is the one that the nine before it give."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(ten)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def personal_numbers(text: str) -> list[str]:
    return [found.group() for found in PERSONAL_NUMBER.finditer(text) if looks_personal(found)]


def test_the_top_level_is_the_agreed_one() -> None:
    assert {name.partition("/")[0] for name in tracked()} == TOP


def test_no_file_is_large() -> None:
    assert [name for name in tracked() if (ROOT / name).stat().st_size > MEBIBYTE] == []


def test_every_text_is_utf8_with_plain_line_ends_and_ends_with_one() -> None:
    def well_written(content: bytes) -> bool:
        content.decode("utf8")
        return b"\r" not in content and not content.startswith(b"\xef\xbb\xbf") and content[-1:] in (b"\n", b"")

    assert [name for name, content in texts() if not well_written(content)] == []


def test_the_readme_names_the_test_command_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text("utf8")
    [command] = re.findall(r"<!-- test-command -->\s*```\w*\n(.+?)\n```", readme, re.DOTALL)
    assert "pytest" in command


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["documents"], *extras["dev"]]
    page = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text("utf8")
    rows = re.findall(r"^\| `([\w.-]+)` \| .+ \| `([\w./]+)` \|$", page, re.MULTILINE)
    assert [name for name, _ in rows] == [re.split(r"[<>=\[]", line)[0] for line in wanted]
    assert [place for _, place in rows if not (ROOT / place).exists()] == []


def test_no_file_name_troubles_another_system() -> None:
    assert [name for name in tracked() if not re.fullmatch(r"[A-Za-z0-9._/-]+", name)] == []
    assert len({name.lower() for name in tracked()}) == len(tracked())


def test_nobodys_personal_number_is_here() -> None:
    found = {name: personal_numbers(content.decode("utf8")) for name, content in texts()}
    assert {name: numbers for name, numbers in found.items() if numbers and name not in REFUSALS} == {}


# Put together here, so that this very file holds none.
@pytest.mark.parametrize(
    "parts",
    [
        ("121212", "-", "1212"),
        ("121212", "+", "1212"),
        ("20121212", "-", "1212"),
        ("20121212", "", "1212"),
        ("121212", "", "1212"),
        ("121272", "-", "1219"),
    ],
)
def test_a_personal_number_is_seen(parts: tuple[str, ...]) -> None:
    assert personal_numbers(f"Barnet, {''.join(parts)}, bor i Växjö.") == ["".join(parts)]


@pytest.mark.parametrize("text", ["2026-11-21", "0470-588000", "1234567890", "131313-1212", "1e121212-1212ab"])
def test_other_numbers_are_left_alone(text: str) -> None:
    assert personal_numbers(f"Ring {text} i dag.") == []
