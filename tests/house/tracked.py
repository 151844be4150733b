"""The files of the repository, as git sees them."""

import subprocess
from functools import cache

from tests.house.surface import ROOT


@cache
def tracked() -> tuple[str, ...]:
    """What git tracks, or would if everything were added now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf8",
        check=True,
    )
    return tuple(sorted(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()))
