"""The harness has teeth: every bug planted in a copy of the program, as a patch in `teeth/`, is caught on every run.

Each patch is one way to lose what was promised. No single layer catches all of them, so each names those that must.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.crash.figures import Figures
from tests.crash.layers import TREE, apart, find
from tests.crash.random_kills import place

TEETH = Path(__file__).parent / "teeth"
_SEED = 7
_COPIED = ("kronobarn_cli", "templates", "examples", "tests/crash")


class Bite(NamedTuple):
    """A layer that must catch a planted bug, and how much of it is run at the most."""

    layer: str
    most: int


_STATES = Bite("states", 1)
_SINGLE = Bite("single", 3)
_GIT = Bite("power-cuts-git", 10)
BITES: dict[str, tuple[Bite, ...]] = {
    "acknowledge-before-write": (Bite("kills", 1_000), Bite("power-cuts", 300)),
    "draft-dropped-before-save": (Bite("kills", 2_000),),
    "written-in-place": (_STATES,),
    "no-flush-of-draft": (_SINGLE, Bite("power-cuts", 100)),
    "no-flush-before-replace": (_SINGLE, Bite("power-cuts", 300)),
    "no-flush-of-folder-after-replace": (_SINGLE, _STATES),
    "no-flush-of-folder-after-new-draft": (_STATES,),
    "no-flush-of-history": (_GIT,),
    "no-flush-of-index": (_GIT,),
    "no-flush-by-git": (_GIT,),
}
"""Which layers must catch which bug, every time. The states would catch them all, but take longest."""


@pytest.fixture(scope="module")
def copied() -> Iterator[Path]:
    """A copy of the program and of the harness, to be spoilt."""
    with place() as folder:
        for name in _COPIED:
            shutil.copytree(TREE / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "tests" / "__init__.py").touch()
        yield folder


def test_every_tooth_has_its_patch() -> None:
    assert {path.stem for path in TEETH.glob("*.patch")} == set(BITES)


@pytest.mark.parametrize("tooth", sorted(BITES))
def test_a_planted_bug_is_caught(copied: Path, tooth: str) -> None:
    _patch(copied, tooth)
    try:
        for bite in BITES[tooth]:
            figures = _measured(copied, bite)
            if figures is None:
                continue
            assert figures.counts, f"{bite.layer} fell over instead of catching {tooth}: {figures.told}"
            assert not figures.well, f"{tooth} was planted, and {bite.layer} saw nothing: {figures.line}"
            print(f"{tooth}: caught by {bite.layer} ({figures.line}): {figures.trouble[0]}")
    finally:
        _patch(copied, tooth, "--reverse")


def test_the_copy_without_a_planted_bug_is_well(copied: Path) -> None:
    """Otherwise whatever spoils the copy would pass for a catch."""
    for bite in (Bite("kills", 100), _SINGLE, _GIT, _STATES):
        figures = _measured(copied, bite)
        assert figures is None or figures.well, figures.told


def _patch(copied: Path, tooth: str, *how: str) -> None:
    patch = TEETH / f"{tooth}.patch"
    ran = subprocess.run(
        ["git", "apply", *how, str(patch)], cwd=copied, capture_output=True, text=True, check=False, env=_outside_git()
    )
    assert ran.returncode == 0, f"{patch.name} no longer fits the program. Plant the same bug anew:\n{ran.stderr}"


def _outside_git() -> dict[str, str]:
    """Nothing of a repository above or of a hook that runs this."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_CEILING_DIRECTORIES": "/"
    }


def _measured(copied: Path, bite: Bite) -> Figures | None:
    """What a layer finds in the copy; None, with the reason printed, where it cannot run."""
    if missing := find(bite.layer).missing():
        assert not os.environ.get("CI"), missing
        print(f"{bite.layer} is left out: this needs {', '.join(missing)}")
        return None
    where = subprocess.run(
        [sys.executable, "-c", "import kronobarn_cli; print(kronobarn_cli.__file__)"],
        cwd=copied,
        env=os.environ | {"PYTHONPATH": str(copied)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(copied)), "the copy is not what is run"
    return apart("tests.crash.layers", bite.layer, bite.most, _SEED, tree=copied)
