"""Whoever can write in the shared place can write nothing outside the plan folder, and over no file of git's own.

The shared place holds a version that git itself would never make: its lists of files are written byte by byte.
"""

import subprocess
from pathlib import Path

import pytest

from kronobarn_cli.errors import NotSynced
from kronobarn_cli.work import starting
from tests.store.git.colleagues import git
from tests.work.conftest import Colleague

OUTSIDE = ("../utanför.txt", "plans/../../utanför.txt", "/utanför.txt", "..\\utanför.txt")
GITS_OWN = (".git/config", ".GIT/hooks/pre-commit", "git~1/config", "plans/.g\u200cit/config", ".git /x", ".git:x")
OVER_ANOTHER = ("plans/K7MTR.yaml", "PLANS/k7mtr.yaml", "Kronobarn.toml", "plans/k7mtr.yaml.", "C:x", "mall:dold")
DEVICES = ("nul", "mallar/CON.md", "com1.txt", "lpt9")


def _listed(home: Path, kept: list[bytes]) -> str:
    """A list of files as git stores one, whatever stands in it."""
    words = ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
    done = subprocess.run(words, cwd=home, input=b"".join(kept), capture_output=True, check=True)
    return done.stdout.decode().strip()


def _line(mode: bytes, name: str, held: str) -> bytes:
    return mode + b" " + name.encode() + b"\0" + bytes.fromhex(held)


def lies_there(shared: Path, way: str, text: str = "elakt", mode: bytes = b"100644") -> None:
    """Let the newest version in the shared place hold a file that is called so, beside what it holds already."""
    (shared.parent / "elakt").write_text(text, "utf8")
    held = git(shared, "hash-object", "-w", str(shared.parent / "elakt"))
    line = _line(mode, way.rpartition("/")[2], held)
    for folder in reversed(way.split("/")[:-1]):
        inside = git(shared, "ls-tree", "main", f"{folder}/", well=False).splitlines() if folder else []
        others = [row.split("\t")[0].split() for row in inside]
        names = [row.split("\t")[1].rpartition("/")[2] for row in inside]
        known = [_line(one[0].encode(), name, one[2]) for one, name in zip(others, names, strict=True)]
        line = _line(b"40000", folder, _listed(shared, [*known, line]))
    top = [row.split("\t") for row in git(shared, "ls-tree", "main").splitlines()]
    first = way.partition("/")[0]
    kept = [
        _line(one.split()[0].lstrip("0").encode(), name, one.split()[2])
        for one, name in top
        if name.strip('"') != first
    ]
    version = git(shared, "commit-tree", "-p", "main", "-m", "k7mtr: edit", _listed(shared, [*kept, line]))
    git(shared, "update-ref", "refs/heads/main", version)


def around(home: Path) -> dict[str, bytes]:
    """All that lies beside the shared place, with git's own files but for what it has fetched."""
    fetched = ("objects", "logs", "refs", "FETCH_HEAD", "delat.git")
    files = (one for one in home.rglob("*") if one.is_file() and not set(one.parts) & set(fetched))
    return {one.relative_to(home).as_posix(): one.read_bytes() for one in files}


@pytest.mark.parametrize("way", [*OUTSIDE, *GITS_OWN, *OVER_ANOTHER, *DEVICES])
def test_nothing_is_laid_where_no_plan_folder_is(tmp_path: Path, anna: Colleague, way: str) -> None:
    shared = tmp_path / "delat.git"
    lies_there(shared, way)
    before = around(tmp_path)
    with pytest.raises(NotSynced) as failure:
        starting.start(tmp_path / "ny", str(shared))
    assert failure.value.hint
    assert not (tmp_path / "ny").exists()
    with pytest.raises(NotSynced):
        anna.sync()
    assert around(tmp_path) == before


def test_nor_where_both_have_written(tmp_path: Path, anna: Colleague) -> None:
    lies_there(tmp_path / "delat.git", "plans/../../utanför.txt")
    anna.write("Anna ringer.")
    with pytest.raises(NotSynced):
        anna.sync()
    assert not (tmp_path / "utanför.txt").exists()
    assert anna.says()[0] == "Anna ringer."


@pytest.mark.parametrize(
    "way", ["mallar/plan.md", ".gitattributes", "Läs mig.txt", "plans/anteckning.txt", "conrad.md"]
)
def test_what_a_folder_can_hold_comes_along(tmp_path: Path, way: str, anna: Colleague) -> None:
    lies_there(tmp_path / "delat.git", way)
    anna.sync()
    assert (anna.root / way).read_text("utf8") == "elakt"
