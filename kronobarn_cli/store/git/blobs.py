"""What git has kept under a name of contents: one process gives them all, however many there are.

Laws: names are bytes until they are known to be plans'; what cannot be found, is damaged or is no file is empty bytes,
which no plan is, and hides nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kronobarn_cli.store.git import program

ABSENT = b""
"""The name of contents that a file has which is not there."""
_PATIENCE = 600.0


def contents(
    folder: Path, names: Iterable[bytes], environ: Mapping[str, str] | None = None
) -> dict[bytes, bytes | None]:
    """What git has under each of these names: empty for what it cannot find, None for ABSENT."""
    wanted = list(dict.fromkeys(name for name in names if name != ABSENT))
    found: dict[bytes, bytes | None] = dict.fromkeys(wanted, b"") | {ABSENT: None}
    while wanted:
        given = b"\n".join(wanted) + b"\n"
        ran = program.run(folder, "cat-file", "--batch", given=given, seconds=_PATIENCE, environ=environ)
        answered = dict(_batch(ran.out))
        found.update(answered)
        # Git stops at what is damaged; what comes after it can still be had.
        wanted = [] if ran.code in (program.MISSING, program.TOO_LONG) else wanted[len(answered) + 1 :]
    return found


def nothing(folder: Path) -> str:
    """Git's name for a folder without files; empty when git cannot say it."""
    return program.run(folder, "hash-object", "-t", "tree", "--stdin").text


def _batch(out: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and whole contents as git gives them: `NAME blob LENGTH`, then so many bytes, or `NAME missing`."""
    start = 0
    while (end := out.find(b"\n", start)) >= 0:
        name, kind, *length = out[start:end].split()
        start, size = end + 1, int(length[0]) if length else 0
        if start + size > len(out):
            return
        yield name, out[start : start + size] if kind == b"blob" else b""
        start += size + 1 if length else 0
