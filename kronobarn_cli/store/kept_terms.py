"""Terms that were read once, kept on this computer so that the next command need not read them again.

Laws: what is kept is used only for exactly the bytes and the program version it was made from; it can be thrown
away at any time; a disk that refuses costs time and nothing else. It holds words, never anything about a child.
"""

from contextlib import suppress
from pathlib import Path

import msgspec

from kronobarn_cli import __version__
from kronobarn_cli.errors import CannotWrite, NotFound
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.store import files, places


class _Kept(msgspec.Struct):
    version: str
    source: bytes
    terms: Terms


def find(source: bytes, language: str) -> Terms | None:
    """The terms that these bytes of a terms file were read as, or None when they have to be read."""
    try:
        kept = msgspec.msgpack.decode(files.read(_path(language)), type=_Kept)
    except (NotFound, msgspec.DecodeError):
        return None
    return kept.terms if (kept.version, kept.source) == (__version__, source) else None


def keep(source: bytes, language: str, terms: Terms) -> None:
    """Keep the terms that these bytes were read as, in place of those kept before."""
    with suppress(CannotWrite):
        path = _path(language)
        files.make_folder(path.parent)
        files.replace(path, msgspec.msgpack.encode(_Kept(__version__, source, terms)))


def _path(language: str) -> Path:
    return places.cache() / f"terms.{language}.msgpack"
