"""The wheel by faces, for the child's own page: SVG text from the wheel part of a context, the same bytes every time.

Laws: a face shows what the child pointed to and nothing else: nobody's answer is turned into a face, and what the
child was not asked is an empty ring of dashes, never a face; each has its words under it.
The faces are our own drawing, a ring, two eyes and a mouth, all in the same colour.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.pictures import lettering
from kronobarn_cli.render.pictures.lettering import GREY, INK, Line
from kronobarn_cli.render.pictures.marks import crossed, empty, sheet

_WIDTH = 640.0
_EDGE = 3.0
_GAP = 5.0
_RADIUS = 26.0
_SKIN = "#fff4d1"
# Where the picture is as wide as an A4 page's text, 174 mm, names are 11 pt or more and words 9 pt or more.
_NAMES = (16.0, 15.0, 14.5)
_NAME_LINE = 17.5
_TEXT = 12.5
_LINE = 15.0
_NARROWEST = 72.0
_MOUTHS = {
    "sad": "M{left} {low}Q{x} {highest} {right} {low}",
    "even": "M{left} {mid}L{right} {mid}",
    "glad": "M{left} {high}Q{x} {lowest} {right} {high}",
}


class _Said(NamedTuple):
    """What the child said about an area: a face or a sign, the area's name, the words, and one sentence."""

    face: str
    sign: str
    name: str
    told: str
    sentence: str


class _Row(NamedTuple):
    """The areas in a row: each with its column's width and its lines, and how high names, words and picture reach."""

    areas: list[tuple[_Said, float, list[str], list[str]]]
    size: float
    names: float
    words: float
    bottom: float


def draw(wheel: dict[str, Any], language: str) -> str:
    """One `<svg>` with title and description, for a wheel as `context.build` makes it, with one voice: the child's.

    The seven areas stand in a row, in the wheel's order.
    """
    say, row = PHRASES[language], _row(wheel, language)
    parts = [
        lettering.opening("faces", 0, _WIDTH, row.bottom),
        *lettering.named("faces", say["faces"], " ".join(said.sentence for said, *_rest in row.areas)),
        f'<rect width="{_WIDTH:g}" height="{row.bottom:.1f}" fill="#ffffff"/>',
    ]
    left = _EDGE
    for said, width, name, told in row.areas:
        x, fill = left + width / 2, INK if said.face else GREY
        parts += _mark(said, x, _EDGE + _RADIUS)
        parts += _lines(name, _NAME_LINE, Line(x, row.names, "middle", "", row.size, bold=True))
        parts += _lines(told, _LINE, Line(x, row.words, "middle", "", _TEXT, fill=fill))
        left += width + _GAP
    return "\n".join([*parts, "</svg>"]) + "\n"


def height(wheel: dict[str, Any], language: str) -> float:
    """How high the picture is, as a part of its width."""
    return _row(wheel, language).bottom / _WIDTH


def _row(wheel: dict[str, Any], language: str) -> _Row:
    place = next((number for number, voice in enumerate(wheel["voices"]) if voice["is_child"]), None)
    said = [_said(row, None if place is None else row["cells"][place], PHRASES[language]) for row in wheel["rows"]]
    size, widths = _columns(said)
    areas = [
        (one, most, lettering.broken(one.name, size, most, bold=True), lettering.broken(one.told, _TEXT, most))
        for one, most in zip(said, widths, strict=True)
    ]
    first = _EDGE + 2 * _RADIUS + _NAME_LINE
    below = first + max((len(name) for _said, _most, name, _told in areas), default=1) * _NAME_LINE - 2.5
    last = below + (max((len(told) for *_rest, told in areas), default=1) - 1) * _LINE
    return _Row(areas, size, first, below, last + 2 * _EDGE)


def _said(row: dict[str, Any], cell: dict[str, Any] | None, say: Mapping[str, str]) -> _Said:
    face, words, sign = "", say["not-asked"], "empty"
    if cell and cell["asked"]:
        face, sign = cell["face"], "crossed" if cell["skipped"] else "sheet"
        words = cell["score_text"] if face else say["faces-skipped"] if cell["skipped"] else say["faces-described"]
    told = say[f"face-{face}"].format(text=words) if face else words
    sentence = say["face-of"].format(area=row["area"], told=told.removesuffix("."))
    return _Said(face, sign, row["area"], words, sentence)


def _columns(said: list[_Said]) -> tuple[float, list[float]]:
    """The names' size, the largest at which no word is cut if there is one, and how wide each area's column is."""
    room = _WIDTH - 2 * _EDGE - _GAP * (len(said) - 1)
    needs: list[float] = []
    for size in _NAMES:
        needs = [
            max(_NARROWEST, lettering.longest(one.name, size, bold=True), lettering.longest(one.told, _TEXT))
            for one in said
        ]
        if sum(needs) <= room:
            return size, [need + (room - sum(needs)) / len(said) for need in needs]
    return _NAMES[-1], _shared(needs, room)


def _shared(needs: list[float], room: float) -> list[float]:
    """Widths that fill the room: who needs less than an equal part has what it needs, the others share the rest."""
    narrow: list[float] = []
    for need in sorted(needs):
        if need * (len(needs) - len(narrow)) > room - sum(narrow):
            break
        narrow.append(need)
    part = (room - sum(narrow)) / max(1, len(needs) - len(narrow))
    return [min(need, part) for need in needs]


def _lines(lines: list[str], step: float, first: Line) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield lettering.text(first._replace(y=first.y + number * step, text=line))


def _mark(said: _Said, x: float, y: float) -> Iterator[str]:
    if said.face:
        yield from _face(said.face, x, y)
    elif said.sign == "empty":
        yield empty(x, y, _RADIUS - 1.5)
    else:
        yield from crossed(x, y, _RADIUS - 1.5) if said.sign == "crossed" else sheet(x, y, 1.35)


def _face(face: str, x: float, y: float) -> Iterator[str]:
    yield (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS - 1.5:g}" fill="{_SKIN}" stroke="{INK}" stroke-width="2"/>')
    for aside in (-9, 9):
        yield f'<circle cx="{x + aside:.1f}" cy="{y - 6.5:.1f}" r="2.8" fill="{INK}"/>'
    mouth = _MOUTHS[face].format(
        left=f"{x - 12:.1f}",
        right=f"{x + 12:.1f}",
        x=f"{x:.1f}",
        highest=f"{y - 1:.1f}",
        high=f"{y + 5:.1f}",
        mid=f"{y + 9.5:.1f}",
        low=f"{y + 13.5:.1f}",
        lowest=f"{y + 20:.1f}",
    )
    yield f'<path d="{mouth}" fill="none" stroke="{INK}" stroke-width="2.2" stroke-linecap="round"/>'
