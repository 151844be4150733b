"""Starting is quick because nothing heavy is loaded: guarded by names, not by a clock.

Real processes for the questions people and shells ask most: help, the version, and the Tab key.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kronobarn_cli import __version__
from tests.house.surface import clean_environment, surface

HEAVY = {"yaml", "jinja2", "rich", "msgspec", "sqlite3", "subprocess", "babel", "markdown_it", "icalendar", "holidays"}

# A stand-in that waits for its first use has a type of its own, and is no cost; `type` does not wake it.
PROBE = """
import sys
sys.argv = ["kronobarn", *sys.argv[1:]]
try:
    from kronobarn_cli.main import main
    main()
finally:
    import json
    from types import ModuleType
    loaded = [name for name, module in sys.modules.items() if type(module) is ModuleType]
    print("\\nLOADED", json.dumps(loaded), file=sys.__stderr__)
"""


def started(home: Path, *line: str, **environment: str) -> tuple[str, set[str]]:
    """What a real process says on stdout, and the libraries it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *line],
        cwd=home,
        env=clean_environment(home, **environment),
        capture_output=True,
        encoding="utf8",
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stderr.rpartition("LOADED ")[2])
    return done.stdout, {name.split(".")[0] for name in loaded}


def test_the_probe_sees_a_library_and_no_stand_in() -> None:
    promise = (
        "from types import ModuleType\n"
        "sys.modules['subprocess'] = type('Later', (ModuleType,), {})('subprocess')\n"
        "import subprocess, yaml"
    )
    probe = PROBE.replace("from kronobarn_cli.main import main\n    main()", promise.replace("\n", "\n    "))
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, encoding="utf8", check=True)
    loaded = {name.split(".")[0] for name in json.loads(done.stderr.rpartition("LOADED ")[2])}
    assert loaded & HEAVY == {"yaml"}


@pytest.mark.parametrize("path", [command.path for command in surface()], ids=" ".join)
def test_help_loads_nothing_heavy(tmp_path: Path, path: tuple[str, ...]) -> None:
    out, loaded = started(tmp_path, *path, "--help")
    assert "Användning:" in out
    assert loaded & HEAVY == set()


def test_the_version_loads_nothing_heavy(tmp_path: Path) -> None:
    out, loaded = started(tmp_path, "--version")
    assert __version__ in out
    assert loaded & HEAVY == set()


@pytest.mark.parametrize(
    ("words", "place", "offered"),
    [("kronobarn ", 1, "new-plan"), ("kronobarn new-p", 1, "new-plan"), ("kronobarn show --", 2, "--help")],
)
def test_completion_loads_nothing_heavy(tmp_path: Path, words: str, place: int, offered: str) -> None:
    asked = {"_KRONOBARN_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(place)}
    out, loaded = started(tmp_path, **asked)
    assert offered in out
    assert loaded & HEAVY == set()
