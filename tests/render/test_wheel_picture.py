"""The picture of the wheel: well formed, whole, the same every time, and readable without colour."""

import re
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.plan import AreaReading, Areas, Person, PersonKind, Plan, Reading, YesNoUnsure
from kronobarn_cli.model.view import Audience, AudienceKind
from kronobarn_cli.render.context import build
from kronobarn_cli.render.wheel_picture import draw
from tests.render.samples import EMPTY, LANGUAGES, TODAY, example, full, terms

SVG = "{http://www.w3.org/2000/svg}"
CHAIR = Audience(kind=AudienceKind.CHAIR)
# Measured widths in a wide sans serif: no letter is wider than this share of the font size, on average.
_WIDE = 0.68


def _wheel(plan: Plan, language: str = "sv") -> dict[str, Any]:
    wheel: dict[str, Any] = build(plan, terms(language), language, TODAY, CHAIR)["wheel"]
    return wheel


def _drawn(plan: Plan, language: str = "sv") -> ET.Element:
    return ET.fromstring(draw(_wheel(plan, language), language))


def _many(count: int, name: str = "röst") -> Plan:
    people = tuple(Person(id=f"s{n}", kind=PersonKind.SERVICE, service=f"{name} {n}") for n in range(count))
    areas = Areas(halsa=AreaReading(score=3, need=YesNoUnsure.YES), trygghet=AreaReading(score=3))
    return replace(EMPTY, people=people, wheel=tuple(Reading(id=f"w{p.id}", voice=p.id, areas=areas) for p in people))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["k7mtr", "p3wdh", "t8qzg", "v5xjc"])
def test_it_has_title_description_and_the_same_bytes_every_time(code: str, language: str) -> None:
    wheel = _wheel(example(code), language)
    assert draw(wheel, language) == draw(wheel, language)
    root = ET.fromstring(draw(wheel, language))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}desc") == wheel["sentence"]
    assert root.findtext(f"{SVG}title")


def test_the_areas_stand_in_order_from_the_top() -> None:
    texts = [text.text or "" for text in _drawn(full()).iter(f"{SVG}text")]
    names = [area.name for area in terms("sv").areas]
    found = [text.removesuffix(" *") for text in texts if text.removesuffix(" *") in names]
    assert found == names


@given(
    st.sampled_from(["Samordning", "Barnavårdscentralen på Öster", "x" * 60, "<b>&", "\u202e"]),
    st.integers(1, 9),
)
def test_no_text_is_clipped(name: str, count: int) -> None:
    plan = _many(count, name)
    wheel = _wheel(plan)
    for row in wheel["rows"]:
        row["area"] = f"{name} {row['area']}"
    root = ET.fromstring(draw(wheel, "sv"))
    _, top, width, height = map(float, root.attrib["viewBox"].split())
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", root.attrib["font-size"]))
        length = len(text.text or "") * size * _WIDE
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        left = x - {"start": 0.0, "middle": length / 2, "end": length}[text.get("text-anchor", "start")]
        assert left >= 0, text.text
        assert left + length <= width, text.text
        assert top + size * 0.8 <= y <= top + height - size / 3, text.text


def test_voices_are_told_apart_without_colour() -> None:
    svg = draw(_wheel(_many(7)), "sv")
    legend = [line for line in svg.splitlines() if 'x1="40"' in line]
    dashes = [re.search('dasharray="(.*?)"', line)[1] for line in legend]  # type: ignore[index]
    assert len(set(dashes)) == 7
    shapes = {_outline(line) for line in [line for line in svg.splitlines() if "<polygon" in line][-7:]}
    assert len(shapes) == 7


def _points(line: str) -> list[tuple[float, float]]:
    found = re.search('points="(.*?)"', line)
    pairs = [point.split(",") for point in found[1].split()] if found else []
    return [(float(x), float(y)) for x, y in pairs]


def _centre(line: str) -> tuple[float, float]:
    points = _points(line)
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _outline(line: str) -> tuple[tuple[float, float], ...]:
    """A mark's shape, wherever it stands."""
    x, y = _centre(line)
    return tuple((round(px - x), round(py - y)) for px, py in _points(line))


def test_equal_scores_are_all_seen() -> None:
    svg = draw(_wheel(_many(5)), "sv")
    marks = [line for line in svg.splitlines() if "<polygon" in line][: 5 * 2]
    centres = [_centre(line) for line in marks]
    assert all(abs(x - p) + abs(y - q) > 5 for (x, y), (p, q) in combinations(centres, 2))


def test_not_asked_is_said_and_need_of_support_is_marked() -> None:
    texts = [text.text for text in _drawn(full()).iter(f"{SVG}text")]
    assert texts.count("inte frågat") == 4
    assert texts.count("hoppades över") == 1
    assert "Hälsa *" in texts
    assert "* behöver stöd" in texts


def test_without_scores_it_shows_what_was_described() -> None:
    described = Areas(halsa=AreaReading(works="sover gott"), omsorg=AreaReading(need=YesNoUnsure.YES))
    plan = replace(full(), wheel=(Reading(id="w1", voice="child", areas=described),))
    svg = draw(_wheel(plan), "sv")
    dots = [line for line in svg.splitlines() if "<circle" in line and 'r="5"' in line]
    assert len(dots) == 7
    assert len([dot for dot in dots if "#ffffff" in dot]) == 5
    assert "<polygon" in svg  # the voice's mark in the legend
    assert "Omsorg *" in svg
    assert not re.search(r">[1-5]</text>", svg)
