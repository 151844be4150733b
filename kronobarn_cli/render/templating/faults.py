"""What is wrong in how a template is written, in our words: the engine's own are in English and for programmers.

Law: nothing of the engine's wording gets through; what we have no sentence for gets a plain one.
"""

import re
from collections.abc import Callable

from kronobarn_cli.i18n import _

_SIGNS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
    "begin of comment": "{#",
    "end of comment": "#}",
}
_BRANCHES = ("else", "elif")
_Say = Callable[[re.Match[str]], str]


def said(message: str) -> str:
    """A syntax message of the engine as a sentence of ours."""
    for pattern, say in _SENTENCES:
        if found := pattern.search(message):
            return say(found)
    return _("this line cannot be understood")


def _sign(token: str) -> str:
    if token == "end of template":  # noqa: S105 a token of the template language
        return _("the end of the file")
    return {"name": _("a name"), "string": _("a text"), "integer": _("a number")}.get(token, _SIGNS.get(token, token))


def _never_closed(found: re.Match[str]) -> str:
    return _("the tag {tag} is never closed: {end} is missing").format(tag=found["open"], end=f"end{found['open']}")


def _misplaced(found: re.Match[str]) -> str:
    tag, opened = found["tag"], found["open"]
    if opened and (tag.startswith("end") or tag in _BRANCHES):
        sentence = _("here stands {tag}, but first {end} is needed, which closes {open}")
        return sentence.format(tag=tag, end=f"end{opened}", open=opened)
    if tag.startswith("end") or tag in _BRANCHES:
        return _("{tag} stands here without the tag that it belongs to").format(tag=tag)
    return _("there is no tag called {tag}").format(tag=tag)


def _expected(found: re.Match[str]) -> str:
    sentence = _("here {what} is needed, but here stands {got}")
    return sentence.format(what=_sign(found["what"]), got=_sign(found["got"]))


def _ends_early(found: re.Match[str]) -> str:
    return _("the file ends before it is ready: {what} is missing").format(what=_sign(found["what"]))


def _strange(found: re.Match[str]) -> str:
    if found["got"] in {"'", '"'}:
        return _("a text is never closed: a quotation mark is missing")
    return _("{got} does not belong here").format(got=_sign(found["got"]))


_OPEN = r"(?:.*innermost block that needs to be closed is '(?P<open>\w+)')"
_SENTENCES: tuple[tuple[re.Pattern[str], _Say], ...] = tuple(
    (re.compile(pattern, re.DOTALL), say)
    for pattern, say in (
        (rf"^Unexpected end of template\.{_OPEN}", _never_closed),
        (rf"^Encountered unknown tag '(?P<tag>\w+)'\.{_OPEN}?", _misplaced),
        (r"^unexpected end of template, expected '(?P<what>.+?)'", _ends_early),
        (r"^expected token '(?P<what>.+?)', got '(?P<got>.+)'", _expected),
        (r"^unexpected '(?P<got>.+?)', expected '(?P<what>.+?)'", _expected),
        (r"^unexpected char (?P<mark>['\"])\\?(?P<got>.+?)(?P=mark) at", _strange),
        (r"^unexpected '(?P<got>.+)'", _strange),
        (r"^Missing end of comment", lambda _found: _("a comment is never closed: {end} is missing").format(end="#}")),
        (r"^Missing end of raw", lambda _found: _never_closed_raw()),
        (r"^Expected an expression, got '(?P<got>.+)'", lambda found: _nothing_before(found["got"])),
        (r"^tag name expected", lambda _found: _("the name of a tag is missing after {begin}").format(begin="{%")),
        (r"^can't assign", lambda _found: _("that name cannot be given a value")),
        (r"^Can't assign", lambda _found: _("that name cannot be given a value")),
    )
)


def _never_closed_raw() -> str:
    return _("the tag {tag} is never closed: {end} is missing").format(tag="raw", end="endraw")


def _nothing_before(token: str) -> str:
    return _("something is missing before {what}").format(what=_sign(token))
