"""Text in a picture: how much room it takes, how it is broken into lines, and how it is written so that it is safe.

Laws: a width is measured for the widest of the fonts that may stand in, so a line that fits here fits everywhere;
nothing that somebody wrote can be markup, or a character that XML forbids.
"""

import re
from html import escape
from typing import NamedTuple
from unicodedata import combining, east_asian_width, normalize

from kronobarn_cli.text.clean import clean

FONTS = "'Atkinson Hyperlegible Next', Verdana, 'DejaVu Sans', sans-serif"
INK = "#1a1a1a"
GREY = "#545454"
SMALL = 18
"""The smallest size of letters, in units of a picture 640 wide: 7 pt when that is 90 mm on paper."""
_BY_WIDTH = {
    0.35: "'",
    0.42: " \u00a0,-.:;ijl|·ìíîïĩīĭįıľłĺ’",
    0.52: "!()/I[]\\_`frt´°ÌÍÎÏĨĪĬĮİřŕţť–",
    0.62: '"*?Jcsz§çćčĉśšşŝźžżſ',
    0.72: "$0123456789EFLTabdeghknopquvxy{}ÈÉÊËßàáâãäåèéêëðñòóôõöøùúûüýþÿ”“•",
    0.82: "ABCKPRSUVXYZÀÁÂÃÄÅÇÙÚÛÜÝÞŠŽŚŹŻ",
    0.92: "#&+<=>DGHNOQ^~ÐÑÒÓÔÕÖØ",
    1.02: "%@Mw©®—…",
    1.12: "Wm¼½¾Ææ",
}
# Rounded up from the bold letters of the widest of the fonts.
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_NO_BREAK = "\u00a0"
_SHORTEST = 4
_REGULAR = 0.93
_OTHER = 1.2
_SQUARE = 1.3
_SIZE = re.compile(r'viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"')
_LOW = 2.5  # times as wide as high


class Line(NamedTuple):
    """One line of text where it stands; `y` is where the letters stand, `anchor` which end `x` is."""

    x: float
    y: float
    anchor: str
    text: str
    size: float = SMALL
    bold: bool = False
    fill: str = INK


def room(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line can become, in units, in the widest of the fonts."""
    return size * (1.0 if bold else _REGULAR) * sum(map(_letter, normalize("NFC", text)))


def _letter(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if combining(letter):
        return 0.0
    # One sign that is written as many letters, as some Arabic ones, is as wide as those.
    spelled = normalize("NFKC", letter)
    if len(spelled) > 1:
        return sum(_WIDTHS.get(one, _OTHER) for one in spelled)
    return _SQUARE if east_asian_width(letter) in "FW" else _OTHER if letter <= "\uffff" else 2 * _OTHER


def broken(text: str, size: float, most: float, *, bold: bool = False) -> list[str]:
    """The text in lines that are at most so many units wide; a word wider than a line is cut with a hyphen."""
    lines = [""]
    for word in _words(text):
        for part in _cut(word, size, most, bold=bold):
            longer = f"{lines[-1]} {part}".strip(" ")
            if room(longer, size, bold=bold) <= most:
                lines[-1] = longer
            else:
                lines.append(part)
    return [line for line in lines if line]


def longest(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the widest word is."""
    return max((room(word, size, bold=bold) for word in _words(text)), default=0.0)


def _words(text: str) -> list[str]:
    """The words; a space that may not be broken holds its two words together."""
    return re.split("[ \t\n]+", clean(text).strip())


def _cut(word: str, size: float, most: float, *, bold: bool) -> list[str]:
    """The word whole, or in pieces that end with a hyphen where they were cut; no piece is only a letter or two."""
    if room(word, size, bold=bold) <= most:
        return [word]
    if _NO_BREAK in word:
        return [piece for one in word.split(_NO_BREAK) for piece in _cut(one, size, most, bold=bold)]
    pieces = [""]
    for letter in word:
        if pieces[-1] and room(f"{pieces[-1]}{letter}-", size, bold=bold) > most:
            pieces.append("")
        pieces[-1] += letter
    lacks = _SHORTEST - len(pieces[-1])
    if lacks > 0 and len(pieces) > 1 and len(pieces[-2]) > _SHORTEST + lacks:
        pieces[-2:] = [pieces[-2][:-lacks], pieces[-2][-lacks:] + pieces[-1]]
    return [f"{piece}-" for piece in pieces[:-1]] + pieces[-1:]


def text(line: Line) -> str:
    """The line as a `<text>` element."""
    style = ' font-weight="700"' if line.bold else ""
    return (
        f'<text x="{line.x:.1f}" y="{line.y:.1f}" text-anchor="{line.anchor}" font-size="{line.size:g}"{style}'
        f' fill="{line.fill}">{safe(line.text)}</text>'
    )


def safe(words: str) -> str:
    """The words as they may stand in XML: what cannot be seen is written out, what could be markup is escaped."""
    return escape(clean(words))


def opening(name: str, top: float, width: float, height: float) -> str:
    """The start of a picture that screen readers read as one, by the ids of its title and description."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title {name}-desc"'
        f' viewBox="0 {top:.1f} {width:g} {height:.1f}" font-family="{FONTS}" font-size="{SMALL}" fill="{INK}">'
    )


def is_low(svg: str) -> bool:
    """Whether a picture is a low row, as the faces are, that needs a paper's whole width; by what `opening` wrote."""
    found = _SIZE.search(svg)
    return found is not None and float(found[1]) > _LOW * float(found[2])


def named(name: str, title: str, description: str) -> tuple[str, str]:
    """The picture's title and its description in words."""
    return (
        f'<title id="{name}-title">{safe(title)}</title>',
        f'<desc id="{name}-desc">{safe(description)}</desc>',
    )
