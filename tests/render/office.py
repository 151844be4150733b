"""Real programs that open what we make: LibreOffice without a screen."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def opened(files: list[Path], form: str, place: Path) -> list[Path]:
    """The files as LibreOffice understands them, written anew as `form`; fails in CI where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        reason = "LibreOffice is not installed: no Word file was opened"
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing(reason)
        raise AssertionError
    own = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = [program, own, "--headless", "--convert-to", form, "--outdir", str(place), *map(str, files)]
    done = subprocess.run(command, capture_output=True, timeout=300, check=True)
    assert b"Error" not in done.stdout + done.stderr, done
    return [place / f"{file.stem}.{form.partition(':')[0]}" for file in files]
