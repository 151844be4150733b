"""`kronobarn merge-files`: what git runs to have two versions of a plan put together. Nobody types it.

`main` takes a shorter way where all goes well; this is the way with words.
"""

from pathlib import Path
from typing import Annotated

import typer

_Version = Annotated[Path, typer.Argument(show_default=False)]


def merge_files(base: _Version, ours: _Version, theirs: _Version, path: _Version) -> None:
    """Put two versions of a plan together, for git: BASE OURS THEIRS PATH."""
    del path  # It can hold a name.
    from kronobarn_cli.work import three_versions

    if not three_versions.into_ours(base, ours, theirs):
        raise three_versions.leave_conflict(base, ours, theirs)
