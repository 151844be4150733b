"""Personal numbers and names of people in texts that are no plans: what is found is told of, and never repeated.

Laws: what is told is kind and place; only plans whose names may stand in a text are read as plans; a number with the
wrong last digit is perhaps one, and none at all where it may be the day and time that files and tags are named by.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from kronobarn_cli.errors import NotFound
from kronobarn_cli.model import leaks
from kronobarn_cli.model.issue import Severity
from kronobarn_cli.model.leaks import Known, Names, Place
from kronobarn_cli.store import files
from kronobarn_cli.store.folder import Folder, read
from kronobarn_cli.text import personal_number
from kronobarn_cli.text.problem import Troubled

NUMBER, NAME = "K032", "K033"
_NAMED = re.compile(rb"\bname[\"']?\s*:[ \t]*([^\r\n]*)")
_NAME_ENDS = re.compile(rb"[,}]|\s#")
_ODD = re.compile(rb"$|[|>]|.*\\")
_JOINED = str.maketrans("_.", "--")
_DIGITS = 10
_HOURS, _MINUTES = 24, 60


class Text(NamedTuple):
    """A text to look in: what it is, the plans recorded with it, and the commit it stands in (empty: none yet)."""

    place: Place
    text: str
    near: frozenset[str] = frozenset()
    commit: str = ""


class Leak(NamedTuple):
    """A personal number or a name in a text; `shown` is a file's name with an ellipsis for what must not be repeated.

    `theirs` says whether others have it already, as far as is known here; None where there is nothing to tell.
    """

    code: str
    sure: bool
    place: Place
    commit: str = ""
    shown: str = ""
    theirs: bool | None = None

    @property
    def severity(self) -> Severity:
        """An error where it surely is one."""
        return Severity.ERROR if self.sure else Severity.WARNING

    @property
    def facts(self) -> dict[str, str | int | bool]:
        """What fills the sentence."""
        return {"where": str(self.place), "sure": self.sure}


def find(texts: Iterable[Text], names: Names) -> tuple[Leak, ...]:
    """What stands in these texts, each kind once for each text."""
    looked = cache(_looked)
    return tuple(leak._replace(commit=one.commit) for one in texts for leak in looked(one._replace(commit=""), names))


def names_for(folder: Folder, texts: Iterable[Text], own: Iterable[Known] = ()) -> Names:
    """The names in the folder's plans that may stand in one of these texts, and those of plans at hand."""
    wanted = [one for one in texts if leaks.could_name(one.text)]
    return Names((*own, *_known(folder, wanted))) if wanted else Names(own)


def hidden(folder: Folder, paths: Iterable[str]) -> tuple[str, ...]:
    """Names of files that may be anybody's, each with an ellipsis for what must not be repeated on a screen."""
    texts = [Text(Place.FILE, one) for one in paths]
    names = names_for(folder, texts)
    return tuple(_hidden(one, names) for one in texts)


def _known(folder: Folder, texts: list[Text]) -> Iterator[Known]:
    """Names as they stand in the files, and closer only for those that are in a text: to read a plan takes time."""
    roughly = {code: tuple(_roughly(folder, code)) for code in folder.codes()}
    sought = Names(one for names in roughly.values() for one in names)
    hits = (hit for one in dict.fromkeys(texts) for hit in sought.find(one.text, Place.FILE))
    for code in sorted({one.code for hit in hits for one in hit.whose}):
        try:
            yield from leaks.known(read(code, files.read(folder.path(code))).plan)
        except (Troubled, NotFound):
            yield from roughly[code]


def _roughly(folder: Folder, code: str) -> Iterator[Known]:
    """A plan's names without reading it as one; in flow style or with a remark after them, more than one way."""
    try:
        data = files.read(folder.path(code))
    except NotFound:
        return
    found = dict.fromkeys(_NAMED.findall(data))
    for one in found:
        for way in dict.fromkeys((one, _NAME_ENDS.split(one)[0])):
            yield Known(way.decode("utf-8", "replace"), code)
    if any(_ODD.match(one) for one in found):
        with suppress(Troubled):
            yield from leaks.known(read(code, data).plan)


def _looked(one: Text, names: Names) -> tuple[Leak, ...]:
    found = []
    if numbers := _numbers(one):
        found.append(Leak(NUMBER, any(sure for _start, _end, sure in numbers), one.place))
    if hits := names.find(one.text, one.place, one.near):
        found.append(Leak(NAME, any(hit.sure for hit in hits), one.place))
    if one.place is not Place.FILE:
        return tuple(found)
    return tuple(leak._replace(shown=_hidden(one, names)) for leak in found)


def _hidden(one: Text, names: Names) -> str:
    return names.masked(leaks.masked(one.text, ((start, end) for start, end, _sure in _numbers(one))))


def _numbers(one: Text) -> tuple[tuple[int, int, bool], ...]:
    """Where numbers stand, also joined as names of files are, and whether their last digit is right."""
    spans = {*personal_number.find(one.text), *personal_number.find(one.text.translate(_JOINED))}
    told = ((start, end, _last_is_right(one.text[start:end])) for start, end in sorted(spans))
    named = one.place in {Place.FILE, Place.BRANCH, Place.TAG}
    return tuple(
        (start, end, sure) for start, end, sure in told if sure or not (named and _is_time(one.text[start:end]))
    )


def _last_is_right(number: str) -> bool:
    return bool(personal_number.find(_digits(number)[-_DIGITS:]))


def _is_time(number: str) -> bool:
    last = _digits(number)[-4:]
    return int(last[:2]) < _HOURS and int(last[2:]) < _MINUTES


def _digits(number: str) -> str:
    return "".join(str(int(one)) for one in number if one.isdecimal())
