"""The wheel holds what it should and nothing else, and works where only it is installed.

Built from a copy of what git tracks, so that nothing that merely lies in the work folder can slip in.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from kronobarn_cli import __version__
from tests.house.surface import ROOT, clean_environment
from tests.house.tracked import tracked

SHIPPED = ("templates", "examples")


def done(*command: str | Path, folder: Path, home: Path | None = None) -> str:
    """What a command says; a failure shows all of it. Without `home` it meets the real one, as pip must."""
    environment = clean_environment(home) if home else dict(os.environ)
    environment.pop("PYTHONPATH", None)
    ran = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf8",
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    return ran.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from the sdist."""
    checkout, out = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    for name in tracked():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, checkout / name)
    done(sys.executable, "-m", "build", "--outdir", out, ".", folder=checkout)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    [found] = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def packed(wheel: Path) -> frozenset[str]:
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


def test_the_wheel_ships_exactly_the_tracked_templates_and_examples(packed: frozenset[str]) -> None:
    within = {name for name in packed if name.startswith(tuple(f"kronobarn_cli/{part}/" for part in SHIPPED))}
    wanted = {f"kronobarn_cli/{name}" for name in tracked() if name.startswith(tuple(f"{p}/" for p in SHIPPED))}
    assert within == wanted
    assert all(any(f"kronobarn_cli/{part}/" in name for name in within) for part in SHIPPED)


def test_the_wheel_holds_every_module_and_nothing_from_the_workshop(packed: frozenset[str]) -> None:
    hook = "kronobarn_cli/locale/hatch_build.py"
    modules = {name for name in tracked() if name.startswith("kronobarn_cli/") and name.endswith(".py")}
    assert {name for name in packed if name.endswith(".py") and name.count("/templates/") == 0} == modules - {hook}
    assert [name for name in packed if name.endswith((".po", ".pot", ".pyc"))] == []
    assert [name for name in packed if not name.startswith(("kronobarn_cli/", "kronobarn-"))] == []


def test_the_wheel_speaks_swedish_and_carries_its_licence(packed: frozenset[str]) -> None:
    assert "kronobarn_cli/locale/sv/LC_MESSAGES/kronobarn.mo" in packed
    assert f"kronobarn-{__version__}.dist-info/licenses/LICENSE" in packed


def test_the_sdist_can_be_tested_and_read(built: Path) -> None:
    [sdist] = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    kept = ("kronobarn_cli/", "templates/", "examples/", "tests/", "docs/")
    missing = {name for name in tracked() if name.startswith(kept)} - held
    assert missing == set()
    assert {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml"} <= held


def test_the_wheel_works_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    empty = tmp_path / "empty"
    empty.mkdir()
    done(programs / "python", "-m", "pip", "install", "--quiet", wheel, folder=empty)
    assert __version__ in done(programs / "kronobarn", "--version", folder=empty, home=tmp_path)
    assert "Användning:" in done(programs / "kronobarn", "--help", folder=empty, home=tmp_path)
    done(programs / "kronobarn", "practice", "--no-input", folder=empty, home=tmp_path)
    assert [path for path in empty.rglob("*.yaml") if path.is_file()] != []
