"""The wheel as a picture: SVG text from the wheel part of a context, the same bytes for the same wheel.

Laws: voices are told apart by the shape of the mark, the line's pattern and a label, never by colour alone; an
area without scores says why in words and by a sign: not asked leaves a gap in the wheel, skipped is crossed, what
was told in words only is a sheet; no text is clipped and no mark hides another; the picture says the same as
`sentence` in the context. Attributes only, no styles, so that every program that draws SVG draws the same.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import cos, pi, sin
from typing import Any, NamedTuple

from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.pictures import lettering, marks
from kronobarn_cli.render.pictures.lettering import GREY, INK, SMALL, Line
from kronobarn_cli.text.clean import clean

_WIDTH = 640.0
_MIDDLE = 320.0
_EDGE = 10.0
_WIDEST_RADIUS = 168.0
_SMALLEST_RADIUS = 128.0
_INNER = 0.4
_INNER_FOR_MANY = 0.48
_LABEL_GAP = 24.0
_NAME = 20.0
_LINE = 24.0
_AT_SIDE = 0.3
_TOP_LABEL = 230.0
_LEGEND_X = 106.0
_LEGEND_LINE = 28.0
_MANY = 4
_TOO_MANY_FOR_LINES = 7
_APART = 16.0
_CLOSE = 13.0
_SHARE_OF_SECTOR = 0.7


class _Wheel(NamedTuple):
    """A context's wheel with the measures it is drawn by: the outer and the inner ring, the highest step."""

    rows: list[dict[str, Any]]
    voices: list[dict[str, Any]]
    most: int
    radius: float
    inner: float


def draw(wheel: dict[str, Any], language: str) -> str:
    """One `<svg>` with title and description, for a wheel as `context.build` makes it."""
    say = PHRASES[language]
    radius = _radius(wheel["rows"], say)
    inner = radius * (_INNER if len(wheel["voices"]) <= _MANY else _INNER_FOR_MANY)
    drawn = _Wheel(wheel["rows"], wheel["voices"], wheel["most"], radius, inner)
    labels = [
        line for label in _apart([_label(drawn, place, say) for place in range(len(drawn.rows))]) for line in label
    ]
    top = min([-radius, *(line.y - _LINE for line in labels)]) - _EDGE
    legend_top = max([radius, *(line.y for line in labels)]) + 2 * _LINE
    legend, bottom = _legend(drawn, say, legend_top)
    parts = [
        lettering.opening("wheel", top, _WIDTH, bottom - top),
        *lettering.named("wheel", say["picture"], wheel["sentence"]),
        f'<rect y="{top:.1f}" width="{_WIDTH:g}" height="{bottom - top:.1f}" fill="#ffffff"/>',
        *(line for place in range(len(drawn.rows)) for line in _sector(drawn, place)),
        *(line for number in range(len(drawn.voices)) for line in _voice_lines(drawn, number)),
        *_numbers(drawn),
        *(line for number in range(len(drawn.voices)) for line in _voice_marks(drawn, number)),
        *map(lettering.text, labels),
        *legend,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


# The areas, round the wheel from the top.


def _radius(rows: list[dict[str, Any]], say: Mapping[str, str]) -> float:
    """As large as the labels leave room for: a long word makes the wheel smaller before it is cut."""
    fits = []
    for place, row in enumerate(rows):
        side = abs(cos(_angle(place, len(rows))))
        word = max(lettering.longest(_name(row), _NAME, bold=True), lettering.room(_told(row, say), SMALL))
        if side > _AT_SIDE:
            fits.append((_MIDDLE - _EDGE - 1 - word) / side - _LABEL_GAP)
    return max(_SMALLEST_RADIUS, min([_WIDEST_RADIUS, *fits]))


def _name(row: dict[str, Any]) -> str:
    return clean(f"{row['area']}\u00a0*" if row["needs_support"] else row["area"])


def _told(row: dict[str, Any], say: Mapping[str, str]) -> str:
    """Why there is no score here, if there is none."""
    if _scored(row):
        return ""
    return say["described"] if row["described"] else say["skipped"] if row["asked"] else say["not-asked"]


def _apart(labels: list[list[Line]]) -> list[list[Line]]:
    """The labels moved away from the middle one of their side, where many lines would lie on each other."""
    moved = list(labels)
    for anchor in ("start", "end"):
        places = sorted(
            (place for place, label in enumerate(labels) if label and label[0].anchor == anchor),
            key=lambda place: sin(_angle(place, len(labels))),
        )
        middle = len(places) // 2
        for here, above in pairwise(reversed(places[: middle + 1])):
            moved[above] = _moved(moved[above], min(0.0, moved[here][0].y - _LINE - moved[above][-1].y))
        for here, below in pairwise(places[middle:]):
            moved[below] = _moved(moved[below], max(0.0, moved[here][-1].y + _LINE - moved[below][0].y))
    return moved


def _moved(label: list[Line], down: float) -> list[Line]:
    return [line._replace(y=line.y + down) for line in label]


def _label(wheel: _Wheel, place: int, say: Mapping[str, str]) -> list[Line]:
    """The area's name, and why it has no score; it grows upwards above the wheel and downwards below it."""
    count = len(wheel.rows)
    x, y = _point(place, count, wheel.radius + _LABEL_GAP)
    side = cos(_angle(place, count))
    at_side = abs(side) > _AT_SIDE
    anchor = ("start" if side > 0 else "end") if at_side else "middle"
    most = _WIDTH - _EDGE - x if side > 0 else x - _EDGE
    most = most if at_side else _TOP_LABEL
    names = lettering.broken(_name(wheel.rows[place]), _NAME, most, bold=True)
    lines = [*names, *lettering.broken(_told(wheel.rows[place], say), SMALL, most)]
    height = sin(_angle(place, count))
    # Above the wheel lines grow upwards, below it downwards: away from it.
    above = (len(lines) - 1) * _LINE * (1.0 if height < -_AT_SIDE else 0.0 if height > _AT_SIDE else 0.5)
    above += 0 if at_side else 5
    return [
        Line(
            x,
            y - above + number * _LINE + 7,
            anchor,
            line,
            _NAME if number < len(names) else SMALL,
            bold=number < len(names),
            fill=INK if number < len(names) else GREY,
        )
        for number, line in enumerate(lines)
    ]


def _sector(wheel: _Wheel, place: int) -> Iterator[str]:
    """The rings and the axis of an area with scores; one sign in the middle of an area that has none."""
    row, count = wheel.rows[place], len(wheel.rows)
    if _scored(row):
        yield from (_arc(wheel, place, _ring(wheel, step), marks.RING) for step in range(1, wheel.most + 1))
        (x1, y1), (x2, y2) = _point(place, count, wheel.inner * 0.55), _point(place, count, wheel.radius)
        yield f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{marks.RING}" stroke-width="1"/>'
        return
    x, y = _point(place, count, (wheel.inner + wheel.radius) / 2)
    if row["described"]:
        yield _arc(wheel, place, wheel.radius, GREY, ' stroke-width="2"')
        yield from marks.sheet(x, y, 1.0)
    elif row["asked"]:
        yield _arc(wheel, place, wheel.radius, GREY, ' stroke-width="2" stroke-dasharray="12 6"')
        yield from marks.crossed(x, y, 15.0)
    else:
        yield marks.empty(x, y, 15.0)


def _arc(wheel: _Wheel, place: int, radius: float, shade: str, more: str = ' stroke-width="1"') -> str:
    # Without lines a gap tells where one area ends and the next begins.
    half = 0.5 if len(wheel.voices) < _TOO_MANY_FOR_LINES else 0.44
    (x1, y1), (x2, y2) = (_point(place + end, len(wheel.rows), radius) for end in (-half, half))
    way = f"M{x1:.1f} {y1:.1f}A{radius:.1f} {radius:.1f} 0 0 1 {x2:.1f} {y2:.1f}"
    return f'<path d="{way}" fill="none" stroke="{shade}"{more}/>'


def _numbers(wheel: _Wheel) -> Iterator[str]:
    """The steps' numbers, at the side of an area with scores where the fewest lines go by."""
    places = [place for place, row in enumerate(wheel.rows) if _scored(row)]
    if not places:
        return
    at = min(places, key=lambda place: _passing(wheel, place))
    apart = 1 + int(_NAME / max(1.0, _ring(wheel, 2) - _ring(wheel, 1)))
    for step in range(wheel.most, 0, -apart):
        x, y = _point(at - 0.5, len(wheel.rows), _ring(wheel, step))
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="10" fill="#ffffff"/>'
        yield lettering.text(Line(x, y + 6, "middle", str(step), fill=GREY))


def _passing(wheel: _Wheel, place: int) -> int:
    """How much goes on between the area before this one and this."""
    pairs = zip(wheel.rows[place - 1]["cells"], wheel.rows[place]["cells"], strict=True)
    lines = sum(bool(one["score"] and other["score"]) for one, other in pairs)
    cells = (*wheel.rows[place - 1]["cells"], *wheel.rows[place]["cells"])
    # The innermost marks stand so close that one may touch a number.
    return lines + 3 * sum(bool(cell["score"] == 1) for cell in cells)


# The voices.


def _voice_lines(wheel: _Wheel, number: int) -> Iterator[str]:
    """A line between neighbouring areas that both have a score; many voices have none: lines would hide the marks."""
    if len(wheel.voices) >= _TOO_MANY_FOR_LINES:
        return
    points = [_mark_point(wheel, place, number) for place in range(len(wheel.rows))]
    width = 2.4 if len(wheel.voices) <= _MANY else 1.6
    for one, other in zip(points, [*points[1:], *points[:1]], strict=True):
        if one and other:
            yield marks.dashed(number, one, other, width)


def _voice_marks(wheel: _Wheel, number: int) -> Iterator[str]:
    points = (_mark_point(wheel, place, number) for place in range(len(wheel.rows)))
    size = 1.15 if len(wheel.voices) <= _MANY else 0.9
    yield from (marks.mark(number, *point, size) for point in points if point)


def _mark_point(wheel: _Wheel, place: int, number: int) -> tuple[float, float] | None:
    """Where a voice's mark stands: on its step's ring, in its own place beside the axis; in two rows where crowded."""
    score = wheel.rows[place]["cells"][number]["score"]
    if not score:
        return None
    count, voices = len(wheel.rows), len(wheel.voices)
    radius = _ring(wheel, score)
    sector = 2 * pi * radius / count
    apart = min(_APART, sector * _SHARE_OF_SECTOR / voices)
    shift = 0.0 if apart > _CLOSE else (0.2 if number % 2 else -0.2) * (_ring(wheel, 2) - _ring(wheel, 1))
    return _point(place + (number - (voices - 1) / 2) * apart / sector, count, radius + shift)


def _legend(wheel: _Wheel, say: Mapping[str, str], top: float) -> tuple[list[str], float]:
    """Who is which mark and line, and what the numbers and the star mean; with the height where it ends."""
    parts: list[str] = []
    y = top
    for number, voice in enumerate(wheel.voices):
        if any(row["cells"][number]["score"] for row in wheel.rows):
            if len(wheel.voices) < _TOO_MANY_FOR_LINES:
                parts.append(marks.dashed(number, (_EDGE, y - 6), (_LEGEND_X - 14, y - 6), 2.4))
            parts.append(marks.mark(number, 51, y - 6, 1.15))
        elif any(row["cells"][number]["asked"] and not row["cells"][number]["skipped"] for row in wheel.rows):
            parts += marks.sheet(51, y - 6, 0.6)
        else:
            parts += marks.crossed(51, y - 6, 9)
        told = f"{voice['who']}, {voice['day']}" if voice["day"] else voice["who"]
        for line in lettering.broken(told, SMALL, _WIDTH - _EDGE - _LEGEND_X):
            parts.append(lettering.text(Line(_LEGEND_X, y, "start", line)))
            y += _LEGEND_LINE
    for note in _notes(wheel, say):
        for line in lettering.broken(note, SMALL, _WIDTH - 2 * _EDGE):
            parts.append(lettering.text(Line(_EDGE, y, "start", line)))
            y += _LEGEND_LINE
    return parts, y - _LEGEND_LINE + _EDGE + 4


def _notes(wheel: _Wheel, say: Mapping[str, str]) -> Iterator[str]:
    if any(map(_scored, wheel.rows)):
        yield say["picture-steps"].format(most=wheel.most)
    if any(row["needs_support"] for row in wheel.rows):
        yield f"* {say['need-yes']}"


# Where things stand; the wheel's middle is at height 0.


def _scored(row: dict[str, Any]) -> bool:
    return any(cell["score"] for cell in row["cells"])


def _ring(wheel: _Wheel, step: int) -> float:
    return wheel.inner + (wheel.radius - wheel.inner) * (step - 1) / max(1, wheel.most - 1)


def _angle(place: float, count: int) -> float:
    return -pi / 2 + 2 * pi * place / max(1, count)


def _point(place: float, count: int, radius: float) -> tuple[float, float]:
    angle = _angle(place, count)
    return _MIDDLE + radius * cos(angle), radius * sin(angle)
