"""A repository whose every word is nasty: who recorded, what they said, what branches, marks, files and places are called.

Made with git's own `fast-import`, which takes what a person at a keyboard could not type.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.hostile.pty_eye import NASTY

_BORN = "20170412"
PERSON = f"{_BORN}-2389"
"""Put together here, so that this file holds no number."""
ACTS = NASTY.replace("\x00", "").replace("\n", "").replace("<", "").replace(">", "")
"""As much as the name of somebody who records can hold."""
SEPARATES = "Eva\x1f\x1e\x1d\x1c2026\x1f0"
"""What programs that read git's lists like to put between two fields."""
LONG = "o" * 10_000
BRANCH = f"gren\u202e\u2066\u200b\u009b2J{{{{1}}}}{{0}}%s-{PERSON}"
"""What git itself lets a branch be called."""
WEB = "https://eva:hemligt@[::1\x1b]0;x\x07\u202e[red]/x[/red].git"
Files = Mapping[str, bytes | None]


def git(folder: Path, *words: str, given: bytes | None = None, well: bool = True) -> str:
    """What git gives in a folder, whatever the developer's own settings are."""
    environ = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *words], cwd=folder, input=given, capture_output=True, check=False, env=environ)
    assert done.returncode == 0 or not well, done.stderr
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def act(
    branch: str, by: str | bytes, message: str | bytes, files: Files, when: str = "1745000000 +0200", after: str = ""
) -> bytes:
    """One act of recording, as `fast-import` reads it; `after` is the branch that it goes on from, if another."""
    name, said = (one if isinstance(one, bytes) else one.encode("utf-8", "surrogateescape") for one in (by, message))
    lines = [b"commit refs/heads/" + branch.encode()]
    lines += [who + b" " + name + b" <" + name + b"> " + when.encode() for who in (b"author", b"committer")]
    lines += [b"data %d" % len(said), said]
    lines += [b"from " + after.encode()] if after else []
    for path, data in files.items():
        quoted = b'"' + b"".join(b"\\%03o" % one for one in path.encode("utf-8", "surrogateescape")) + b'"'
        lines += [b"D " + quoted] if data is None else [b"M 100644 inline " + quoted, b"data %d" % len(data), data]
    return b"\n".join((*lines, b""))


def mark(name: str, branch: str, message: str) -> bytes:
    """A mark on the newest act of a branch, with words of its own."""
    by, said = ACTS.encode(), message.encode("utf-8", "surrogateescape")
    return b"tag %s\nfrom refs/heads/%s\ntagger %s <%s> 1745000000 +0200\ndata %d\n%s\n" % (
        name.encode(), branch.encode(), by, by, len(said), said,
    )  # fmt: skip


def told(folder: Path, *acts: bytes) -> None:
    """Let a repository have this past."""
    git(folder, "fast-import", "--quiet", "--force", "--date-format=raw-permissive", given=b"".join(acts))


def says(path: Path, words: str, code: int) -> None:
    """A program that says these words on both streams and ends so."""
    said = "".join(f"\\{one:03o}" for one in words.encode("utf-8", "surrogateescape"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nprintf '{said}\\n' >&2\nprintf '{said}\\n'\nexit {code}\n", "utf8")
    path.chmod(0o755)
