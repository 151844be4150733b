"""The one line in the README that whoever comes here runs first, run as they would: in a fresh copy, by bash."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.surface import ROOT
from tests.house.tracked import tracked

MARK = "<!-- run-command -->"
_BLOCK = re.compile(rf"^{re.escape(MARK)}\n```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# What is needed to reach the programs and a package registry; no wish about kronobarn or Python is among them.
_KEPT = re.compile(r"PATH|LANG|TMPDIR|SSL_\w+|REQUESTS_CA_BUNDLE|(?i:https?_proxy|no_proxy)|PIP_\w+|UV_\w+")
PAGES = ("agenda-chair", "agenda-child", "plan-family", "wheel-family")


def command() -> str:
    """The line after the mark."""
    found = _BLOCK.findall((ROOT / "README.md").read_text("utf8"))
    assert len(found) == 1
    return str(found[0])


def test_it_is_one_line() -> None:
    assert command().count("\n") == 1
    assert command().strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that git tracks and no others, as after a clone."""
    for name in tracked():
        (tmp_path / "kronobarn" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / "kronobarn" / name)
    return tmp_path / "kronobarn"


def test_it_makes_the_documents_of_a_made_up_child(checkout: Path, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed; the line for Windows is tried on Windows")
    home = tmp_path / "hem"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if _KEPT.fullmatch(name)} | {"HOME": str(home)}
    environment.pop("PYTHONPATH", None)
    ran = subprocess.run(
        [bash, "-c", command()],
        cwd=checkout,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf8",
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    pages = [checkout / "kronobarn-ovning" / "utskrifter" / f"k7mtr-{page}.html" for page in PAGES]
    assert [path.name for path in pages if not path.is_file()] == []
    for path in pages:
        assert str(path.relative_to(checkout)) in ran.stdout, "the line says where the page is"
        text = path.read_text("utf8")
        assert "ÖVNING" in text
        assert "Mio" in text
    assert "<svg" in pages[-1].read_text("utf8")
    assert "Traceback" not in ran.stdout
