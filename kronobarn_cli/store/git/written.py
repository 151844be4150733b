"""What a history holds beside the plans: messages, who recorded, names of files, of branches and of tags.

Laws: one `git log` for all of it; nothing here reads a plan; what git shows by somebody's settings is turned off.
"""

import os
import secrets
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kronobarn_cli.errors import NoHistory
from kronobarn_cli.i18n import _
from kronobarn_cli.store.git import program, refusals, staged
from kronobarn_cli.store.git.staged import Seat

_FORM = "%x00%H%x00%an <%ae>%x00%cn <%ce>%x00%B%x00"
_FIELDS = 5
_PLAIN = ("-z", "-c", "--root", "--name-only", "--no-renames", "--no-color", "--no-ext-diff")
_REFERENCES = "%(refname)%00%(objecttype)%00%(if:equals=tag)%(objecttype)%(then)%(contents)%(end)%00"
_TAGGERS = "%(if:equals=tag)%(objecttype)%(then)%(taggername) %(taggeremail)%(end)%00"
_LONG = 600
"""So many seconds a look at a whole history may take."""


class Written(NamedTuple):
    """A commit: its name, who it is by (author, and who recorded it), its message, and the files it touched."""

    commit: str
    by: tuple[str, ...]
    message: str
    paths: tuple[str, ...]


class Reference(NamedTuple):
    """A branch or a tag: its name, whether it is a tag, whether it is a copy of another's, and a tag's own words."""

    name: str
    tag: bool
    theirs: bool
    message: str = ""
    by: str = ""


def written(seat: Seat, span: str | None) -> Iterator[Written]:
    """Every commit of a span, or of all branches and tags; files as git calls them from the top.

    Raises NoHistory when git cannot read them, or when this copy of the history does not hold them all.
    """
    cut = staged.cut_short(seat)
    # Nobody can have written this in a message or called a file so.
    begins = secrets.token_hex()
    form = f"--format={begins}{_FORM}"
    words = ("log", *_PLAIN, "--encoding=UTF-8", "--no-show-signature", form)
    asked = program.run(seat.top, *words, span or "--all", "--", seconds=_LONG, environ=seat.hook)
    if not asked.well:
        raise refusals.unreadable(asked.said)
    fields = asked.out.split(b"\0")
    starts = [at for at, field in enumerate(fields) if field.lstrip(b"\n") == begins.encode()]
    for start, end in pairwise((*starts, len(fields))):
        head = fields[start + 1 : start + _FIELDS]
        commit, author, recorder, message = map(program.readable, head)
        paths = tuple(os.fsdecode(one.lstrip(b"\n")) for one in fields[start + _FIELDS : end] if one.strip())
        if commit in cut:
            sentence = _("This copy of the history is cut short. What came before was not looked at.")
            raise NoHistory(sentence, staged.whole(seat))
        yield Written(commit, tuple(dict.fromkeys((author, recorder))), message, paths)


def references(seat: Seat) -> tuple[Reference, ...]:
    """Every branch and tag, those of others included."""
    asked = program.run(seat.top, "for-each-ref", f"--format={_REFERENCES}{_TAGGERS}", seconds=_LONG, environ=seat.hook)
    fields = [one.lstrip("\n") for one in program.readable(asked.out).split("\0")]
    found = zip(*(fields[at::4] for at in range(4)), strict=False)
    return tuple(
        Reference(_short(name), name.startswith("refs/tags/"), name.startswith("refs/remotes/"), message, by)
        for name, _kind, message, by in found
    )


def only_here(seat: Seat) -> frozenset[str]:
    """The commits that nobody else has, as far as is known here: those on no branch of others."""
    words = ("rev-list", "--all", "--not", "--remotes")
    return frozenset(program.run(seat.top, *words, seconds=_LONG, environ=seat.hook).text.split())


def _short(name: str) -> str:
    return name.removeprefix("refs/").partition("/")[2]
