"""What a picture marks with: a shape and a line's pattern for each voice, and signs for what has no score.

Laws: no two voices have the same mark, up to twenty-one of them; shape, filling and pattern tell them apart in grey
too; every colour stands out from white paper by 3 to 1 or more.
"""

from collections.abc import Iterator
from math import cos, pi, sin

from kronobarn_cli.render.pictures.lettering import GREY, INK

RING = "#8a8a8a"
_DASHES = ("none", "10 5", "2.5 4", "14 4 2.5 4", "6 3", "20 6", "2.5 8", "12 3 3 3 3 3")
_SHADES = (INK, "#1f4e79", "#7a3b00", "#3d5a1e", "#5b2a6e", "#333333", "#8b1a3a", "#00565b")


def mark(number: int, x: float, y: float, size: float) -> str:
    """A voice's mark: filled for the first seven, then hollow, then grey within."""
    shape = _SHAPES[number % len(_SHAPES)]
    points = " ".join(f"{x + dx * size:.1f},{y + dy * size:.1f}" for dx, dy in shape)
    if number < len(_SHAPES):
        return f'<polygon points="{points}" fill="{_SHADES[number % 8]}" stroke="#ffffff" stroke-width="1.2"/>'
    fill = "#ffffff" if number < 2 * len(_SHAPES) else RING
    return f'<polygon points="{points}" fill="{fill}" stroke="{_SHADES[number % 8]}" stroke-width="2"/>'


def dashed(number: int, one: tuple[float, float], other: tuple[float, float], width: float) -> str:
    """A voice's line from one point to the other."""
    return (
        f'<line x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{other[0]:.1f}" y2="{other[1]:.1f}"'
        f' stroke="{_SHADES[number % 8]}" stroke-width="{width}" stroke-dasharray="{_DASHES[number % 8]}"/>'
    )


def empty(x: float, y: float, size: float) -> str:
    """The sign for not asked: an empty ring of dashes."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" fill="none" stroke="{GREY}" stroke-width="2"'
        ' stroke-dasharray="4 5"/>'
    )


def crossed(x: float, y: float, size: float) -> Iterator[str]:
    """The sign for skipped: a whole ring with a stroke through it."""
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" fill="none" stroke="{GREY}" stroke-width="2"/>'
    reach = size * 0.7
    yield (
        f'<line x1="{x - reach:.1f}" y1="{y + reach:.1f}" x2="{x + reach:.1f}" y2="{y - reach:.1f}"'
        f' stroke="{GREY}" stroke-width="2"/>'
    )


def sheet(x: float, y: float, scale: float) -> Iterator[str]:
    """The sign for told in words: a sheet with lines."""
    width, height = 28 * scale, 34 * scale
    yield (
        f'<rect x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' rx="3" fill="#ffffff" stroke="{INK}" stroke-width="2"/>'
    )
    for row in (-0.25, 0.0, 0.25):
        yield (
            f'<line x1="{x - width * 0.3:.1f}" y1="{y + row * height:.1f}" x2="{x + width * 0.3:.1f}"'
            f' y2="{y + row * height:.1f}" stroke="{INK}" stroke-width="2"/>'
        )


def _polygon(corners: int, size: float, turn: float = 0.0) -> tuple[tuple[float, float], ...]:
    angles = [-pi / 2 + turn + 2 * pi * corner / corners for corner in range(corners)]
    return tuple((size * cos(angle), size * sin(angle)) for angle in angles)


def _star(points: int) -> tuple[tuple[float, float], ...]:
    corners = _polygon(points * 2, 1.0)
    return tuple((x * (9.5 if not n % 2 else 4.0), y * (9.5 if not n % 2 else 4.0)) for n, (x, y) in enumerate(corners))


_PLUS = tuple(
    (x * 7.5 / 3, y * 7.5 / 3)
    for x, y in (
        (-1, -3),
        (1, -3),
        (1, -1),
        (3, -1),
        (3, 1),
        (1, 1),
        (1, 3),
        (-1, 3),
        (-1, 1),
        (-3, 1),
        (-3, -1),
        (-1, -1),
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
