"""The wheel as a picture: SVG text from the wheel part of a context, the same bytes for the same wheel.

Laws: voices are told apart by the shape of the mark, the line's pattern and a label, never by colour alone;
what was not asked is visibly not asked; no text is clipped; the picture says the same as `sentence` in the
context.
"""

from collections.abc import Iterator, Mapping
from html import escape
from math import cos, pi, sin
from typing import Any, NamedTuple

from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.text.clean import clean

_WIDTH = 640
_CENTRE = (320.0, 230.0)
_RADIUS = 155.0
_LEGEND_STEP = 30
_INK = "#1a1a1a"
_GREY = "#5a5a5a"
_PALE = "#c4c4c4"
_DASHES = ("none", "9 5", "2 4", "12 4 2 4", "5 3", "16 6", "1 6", "10 3 3 3 3 3")
_SHADES = ("#1a1a1a", "#1f4e79", "#7a3b00", "#3d5a1e", "#5b2a6e", "#333333", "#1f4e79", "#7a3b00")
_LABEL_LETTERS = 12
_LEGEND_LETTERS = 40
_LINE = 21


class _Line(NamedTuple):
    """One line of an area's label."""

    x: float
    y: float
    anchor: str
    text: str
    is_name: bool


def draw(wheel: dict[str, Any], language: str) -> str:
    """One `<svg>` with title and description, for a wheel as `context.build` makes it."""
    say = PHRASES[language]
    labels = [line for place in range(len(wheel["rows"])) for line in _label(place, wheel["rows"], say)]
    legend = list(_legend(wheel, say))
    top = min([_CENTRE[1] - _RADIUS, *(line.y for line in labels)]) - _LINE
    legend_top = max([_CENTRE[1] + _RADIUS, *(line.y for line in labels)]) + 2 * _LINE
    height = legend_top + _LEGEND_STEP * len(legend) - top
    parts = [
        _opening(top, height),
        f'<title id="wheel-title">{_safe(say["picture"])}</title>',
        f'<desc id="wheel-desc">{_safe(wheel["sentence"])}</desc>',
        f'<rect y="{top:.1f}" width="{_WIDTH}" height="{height:.1f}" fill="#ffffff"/>',
        *_rings(wheel),
        *_axes(wheel),
        *map(_text, labels),
        *(line for number in range(len(wheel["voices"])) for line in _voice(wheel, number)),
        *_placed(legend, legend_top),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _opening(top: float, height: float) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="wheel-title wheel-desc"'
        f' viewBox="0 {top:.1f} {_WIDTH} {height:.1f}"'
        f' font-family="system-ui, sans-serif" font-size="18" fill="{_INK}">'
    )


def _rings(wheel: dict[str, Any]) -> Iterator[str]:
    x, y = _CENTRE
    for step in range(1, wheel["most"] + 1):
        radius = _RADIUS * step / wheel["most"]
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="none" stroke="{_PALE}"/>'
        if _scored(wheel):
            # Between the last axis and the first, where no mark ever stands.
            at_x, at_y = _point(-0.5, len(wheel["rows"]), radius)
            style = f'font-size="13" text-anchor="middle" fill="{_GREY}"'
            yield f'<text x="{at_x:.1f}" y="{at_y + 4:.1f}" {style}>{step}</text>'


def _axes(wheel: dict[str, Any]) -> Iterator[str]:
    for place, row in enumerate(wheel["rows"]):
        x, y = _point(place, len(wheel["rows"]), _RADIUS)
        dash = "" if row["described"] else ' stroke-dasharray="2 6"'
        shade = _GREY if row["described"] else _PALE
        yield (
            f'<line x1="{_CENTRE[0]:.1f}" y1="{_CENTRE[1]:.1f}" x2="{x:.1f}" y2="{y:.1f}"'
            f' stroke="{shade}" stroke-width="1.2"{dash}/>'
        )
        # With scores in the picture a mark on the rim would read as the highest step.
        if not _scored(wheel):
            yield _rim(x, y, row)


def _rim(x: float, y: float, row: dict[str, Any]) -> str:
    """In a wheel without scores the rim tells more: filled for described in words, hollow for not."""
    fill = _INK if row["described"] else "#ffffff"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" stroke="{_GREY}" stroke-width="1.5"/>'


def _label(place: int, rows: list[dict[str, Any]], say: Mapping[str, str]) -> Iterator[_Line]:
    """The area's name, and that it was not asked or skipped; upwards above the wheel, downwards below it."""
    row, count = rows[place], len(rows)
    x, y = _point(place, count, _RADIUS + 22)
    names = _wrapped(clean(f"{row['area']} *" if row["needs_support"] else row["area"]), _LABEL_LETTERS)
    lines = names if row["described"] else [*names, say["skipped" if row["asked"] else "not-asked"]]
    side = cos(_angle(place, count))
    anchor = "middle" if abs(side) < 0.25 else ("start" if side > 0 else "end")  # noqa: PLR2004
    above = (len(lines) - 1) * _LINE * (0.5 - 0.5 * sin(_angle(place, count)))
    for number, line in enumerate(lines):
        yield _Line(x, y - above + number * _LINE + 5, anchor, line, number < len(names))


def _text(line: _Line) -> str:
    style = ' font-weight="600"' if line.is_name else f' font-size="15" fill="{_GREY}"'
    place = f'x="{line.x:.1f}" y="{line.y:.1f}" text-anchor="{line.anchor}"'
    return f"<text {place}{style}>{_safe(line.text)}</text>"


def _voice(wheel: dict[str, Any], number: int) -> Iterator[str]:
    points = [_mark_point(wheel, place, number) for place in range(len(wheel["rows"]))]
    shade, dash = _SHADES[number % 8], _DASHES[number % 8]
    for one, other in zip(points, [*points[1:], points[0]] if points else [], strict=True):
        if one and other:
            yield (
                f'<line x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{other[0]:.1f}" y2="{other[1]:.1f}"'
                f' stroke="{shade}" stroke-width="1.8" stroke-dasharray="{dash}"/>'
            )
    yield from (_mark(number, *point) for point in points if point)


def _mark_point(wheel: dict[str, Any], place: int, number: int) -> tuple[float, float] | None:
    """Where a voice's mark stands: on the axis, moved a little sideways so that equal scores are all seen."""
    score = wheel["rows"][place]["cells"][number]["score"]
    if not score:
        return None
    x, y = _point(place, len(wheel["rows"]), _RADIUS * score / wheel["most"])
    angle = _angle(place, len(wheel["rows"]))
    aside = 8.0 * (number - (len(wheel["voices"]) - 1) / 2)
    return x - sin(angle) * aside, y + cos(angle) * aside


def _mark(number: int, x: float, y: float) -> str:
    shape = _SHAPES[number % len(_SHAPES)]
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in shape)
    fill = "#ffffff" if number >= len(_SHAPES) else _SHADES[number % 8]
    return f'<polygon points="{points}" fill="{fill}" stroke="{_SHADES[number % 8]}" stroke-width="1.6"/>'


def _legend(wheel: dict[str, Any], say: Mapping[str, str]) -> Iterator[tuple[int | None, str]]:
    for number, voice in enumerate(wheel["voices"]):
        text = clean(f"{voice['who']}, {voice['day']}" if voice["day"] else voice["who"])
        first, *rest = _wrapped(text, _LEGEND_LETTERS)
        yield number, first
        yield from ((None, line) for line in rest)
    if any(row["needs_support"] for row in wheel["rows"]):
        yield None, f"* {say['need-yes']}"


def _placed(legend: list[tuple[int | None, str]], top: float) -> Iterator[str]:
    for line, (number, text) in enumerate(legend):
        y = round(top) + _LEGEND_STEP * line
        if number is not None:
            yield (
                f'<line x1="40" y1="{y}" x2="100" y2="{y}" stroke="{_SHADES[number % 8]}" stroke-width="1.8"'
                f' stroke-dasharray="{_DASHES[number % 8]}"/>'
            )
            yield _mark(number, 70, y)
        yield f'<text x="116" y="{y + 6}">{_safe(text)}</text>'


def _scored(wheel: dict[str, Any]) -> bool:
    return any(cell["score"] for row in wheel["rows"] for cell in row["cells"])


def _angle(place: float, count: int) -> float:
    return -pi / 2 + 2 * pi * place / count


def _point(place: float, count: int, radius: float) -> tuple[float, float]:
    angle = _angle(place, count)
    return _CENTRE[0] + radius * cos(angle), _CENTRE[1] + radius * sin(angle)


def _wrapped(text: str, most: int) -> list[str]:
    """Lines of at most so many letters; a word longer than a line is cut with a hyphen."""
    lines = [""]
    for word in text.split():
        rest = word
        while len(rest) > most:
            lines.append(f"{rest[: most - 1]}-")
            rest = rest[most - 1 :]
        if len(lines[-1]) + len(rest) < most or not lines[-1]:
            lines[-1] = f"{lines[-1]} {rest}".strip()
        else:
            lines.append(rest)
    return [line for line in lines if line] or [""]


def _safe(text: str) -> str:
    return escape(clean(text))


def _polygon(corners: int, size: float, turn: float = 0.0) -> tuple[tuple[float, float], ...]:
    angles = [-pi / 2 + turn + 2 * pi * corner / corners for corner in range(corners)]
    return tuple((size * cos(angle), size * sin(angle)) for angle in angles)


def _star(points: int) -> tuple[tuple[float, float], ...]:
    corners = _polygon(points * 2, 1.0)
    return tuple((x * (9.5 if not n % 2 else 4.0), y * (9.5 if not n % 2 else 4.0)) for n, (x, y) in enumerate(corners))


_PLUS = tuple(
    (float(x), float(y))
    for x, y in (
        (-2, -7),
        (2, -7),
        (2, -2),
        (7, -2),
        (7, 2),
        (2, 2),
        (2, 7),
        (-2, 7),
        (-2, 2),
        (-7, 2),
        (-7, -2),
        (-2, -2),
    )
)
# Round, square, triangle up, diamond, triangle down, plus, star: told apart also in grey and when small.
_SHAPES = (
    _polygon(20, 6.5),
    _polygon(4, 8.5, pi / 4),
    _polygon(3, 9.0),
    _polygon(4, 9.0),
    _polygon(3, 9.0, pi),
    _PLUS,
    _star(5),
)
