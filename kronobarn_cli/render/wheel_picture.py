"""The wheel as a picture: SVG text from the wheel part of a context, the same bytes for the same wheel.

Laws: voices are told apart by the shape of the mark, the line's pattern and a label, never by colour alone; what
was not asked is visibly not asked; no text is clipped; the picture says the same as `sentence` in the context.
"""

from collections.abc import Iterator
from html import escape
from math import cos, pi, sin
from typing import Any

from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.text.clean import clean

_WIDTH = 640
_CENTRE = (320.0, 230.0)
_RADIUS = 155.0
_LEGEND_TOP = 458
_LEGEND_STEP = 30
_INK = "#1a1a1a"
_GREY = "#5a5a5a"
_PALE = "#c4c4c4"
_DASHES = ("none", "9 5", "2 4", "12 4 2 4", "5 3", "16 6", "1 6", "10 3 3 3 3 3")
_SHADES = ("#1a1a1a", "#1f4e79", "#7a3b00", "#3d5a1e", "#5b2a6e", "#333333", "#1f4e79", "#7a3b00")
_LABEL_LETTERS = 12
_LEGEND_LETTERS = 46
_LINE = 21


def draw(wheel: dict[str, Any], language: str) -> str:
    """One `<svg>` with title and description, for a wheel as `context.build` makes it."""
    say = PHRASES[language]
    legend = list(_legend(wheel, say))
    height = _LEGEND_TOP + _LEGEND_STEP * len(legend)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="wheel-title wheel-desc"'
        f' viewBox="0 0 {_WIDTH} {height}" font-family="system-ui, sans-serif" font-size="18" fill="{_INK}">',
        f'<title id="wheel-title">{_safe(say["picture"])}</title>',
        f'<desc id="wheel-desc">{_safe(wheel["sentence"])}</desc>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        *_rings(wheel),
        *_axes(wheel, say),
        *(line for number in range(len(wheel["voices"])) for line in _voice(wheel, number)),
        *_placed(legend),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _rings(wheel: dict[str, Any]) -> Iterator[str]:
    x, y = _CENTRE
    for step in range(1, wheel["most"] + 1):
        radius = _RADIUS * step / wheel["most"]
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="none" stroke="{_PALE}" stroke-width="1"/>'
        if _scored(wheel):
            # Between the last axis and the first, where no mark ever stands.
            at_x, at_y = _point(-0.5, len(wheel["rows"]), radius)
            yield f'<text x="{at_x:.1f}" y="{at_y + 4:.1f}" font-size="13" text-anchor="middle" fill="{_GREY}">{step}</text>'


def _axes(wheel: dict[str, Any], say: Any) -> Iterator[str]:
    for place, row in enumerate(wheel["rows"]):
        x, y = _point(place, len(wheel["rows"]), _RADIUS)
        dash = "" if row["asked"] else ' stroke-dasharray="2 6"'
        shade = _GREY if row["asked"] else _PALE
        yield (
            f'<line x1="{_CENTRE[0]:.1f}" y1="{_CENTRE[1]:.1f}" x2="{x:.1f}" y2="{y:.1f}"'
            f' stroke="{shade}" stroke-width="1.2"{dash}/>'
        )
        yield _rim(x, y, row, scored=_scored(wheel))
        yield from _label(place, len(wheel["rows"]), row, say)


def _rim(x: float, y: float, row: dict[str, Any], *, scored: bool) -> str:
    """Without scores the rim tells what was described: a filled dot for asked, a hollow one for not asked."""
    if scored and row["asked"]:
        return ""
    fill = _INK if row["asked"] else "#ffffff"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" stroke="{_GREY}" stroke-width="1.5"/>'


def _label(place: int, count: int, row: dict[str, Any], say: Any) -> Iterator[str]:
    x, y = _point(place, count, _RADIUS + 22)
    name = f"{row['area']} *" if row["needs_support"] else row["area"]
    lines = _wrapped(clean(name), _LABEL_LETTERS)
    notes = [] if row["asked"] else [say["not-asked"]]
    side = cos(_angle(place, count))
    anchor = "middle" if abs(side) < 0.25 else ("start" if side > 0 else "end")  # noqa: PLR2004
    above = (len(lines) + len(notes) - 1) * _LINE * (0.5 - 0.5 * sin(_angle(place, count)))
    for number, line in enumerate([*lines, *notes]):
        weight = ' font-weight="600"' if number < len(lines) else f' font-size="15" fill="{_GREY}"'
        at = y - above + number * _LINE + 5
        yield f'<text x="{x:.1f}" y="{at:.1f}" text-anchor="{anchor}"{weight}>{_safe(line)}</text>'


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


def _legend(wheel: dict[str, Any], say: Any) -> Iterator[tuple[int | None, str]]:
    for number, voice in enumerate(wheel["voices"]):
        text = clean(f"{voice['who']}, {voice['on']}" if voice["on"] else voice["who"])
        first, *rest = _wrapped(text, _LEGEND_LETTERS)
        yield number, first
        yield from ((None, line) for line in rest)
    if any(row["needs_support"] for row in wheel["rows"]):
        yield None, f"* {say['need-yes']}"


def _placed(legend: list[tuple[int | None, str]]) -> Iterator[str]:
    for line, (number, text) in enumerate(legend):
        y = _LEGEND_TOP + _LEGEND_STEP * line
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
    for x, y in ((-2, -7), (2, -7), (2, -2), (7, -2), (7, 2), (2, 2), (2, 7), (-2, 7), (-2, 2), (-7, 2), (-7, -2), (-2, -2))
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
