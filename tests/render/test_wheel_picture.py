"""The picture of the wheel: well formed, whole, the same every time, and readable without colour."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import dist
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.plan import AreaReading, Areas, Reading, YesNoUnsure
from kronobarn_cli.render.documents import Style, find, render
from kronobarn_cli.render.pictures import faces, lettering, wheel_picture
from tests.render.samples import LANGUAGES, TODAY, example, full, terms
from tests.render.wheels import BY_FACES, CHAIR, WHEELS, told, wheel

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGE = {"english": "en"}
PICTURES = {
    **{name: wheel_picture.draw(one, LANGUAGE.get(name, "sv")) for name, one in WHEELS.items()},
    **{f"faces, {name}": faces.draw(one, LANGUAGE.get(name, "sv")) for name, one in BY_FACES.items()},
}
# On A6 the picture is about 90 mm wide: so many points to a unit. That by faces is made for the width of an A4.
POINTS = 90 / 25.4 * 72 / 640
ALLOWED = {"svg", "title", "desc", "rect", "circle", "line", "path", "polygon", "text"}
HOSTILE = [
    "<b>&\"'",
    "]]><script>alert(1)</script>",
    "\x00\x0b\x1b[31m",
    "\ud800",
    "\u202e",
    "\ufffe",
    "%s{}{{1}}",
    "&#0;",
]


def _root(name: str) -> ET.Element:
    return ET.fromstring(PICTURES[name])


def _texts(svg: str) -> list[str]:
    return [(text.text or "").replace("\u00a0", " ") for text in ET.fromstring(svg).iter(f"{SVG}text")]


def _marks(svg: str) -> list[list[tuple[float, float]]]:
    """The corners of every voice's marks in the wheel, those of the legend last."""
    found = [one.attrib["points"].split() for one in ET.fromstring(svg).iter(f"{SVG}polygon")]
    return [[(float(x), float(y)) for x, y in (point.split(",") for point in points)] for points in found]


def _centre(points: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["k7mtr", "p3wdh", "t8qzg", "v5xjc"])
def test_it_has_title_description_and_the_same_bytes_every_time(code: str, language: str) -> None:
    made = wheel(example(code), language)
    assert wheel_picture.draw(made, language) == wheel_picture.draw(wheel(example(code), language), language)
    root = ET.fromstring(wheel_picture.draw(made, language))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}desc") == made["sentence"]
    assert root.findtext(f"{SVG}title")


@pytest.mark.parametrize("name", PICTURES)
def test_every_program_draws_the_same_and_nothing_is_fetched_or_run(name: str) -> None:
    root = _root(name)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= ALLOWED
    attributes = {key for one in root.iter() for key in one.attrib}
    assert not [key for key in attributes if key.startswith("on") or key in {"style", "class", "href", "transform"}]
    values = [value for one in root.iter() for value in one.attrib.values()]
    assert not [value for value in values if "url(" in value or ":" in value or "system-ui" in value]
    assert root.attrib["font-family"].startswith("'Atkinson Hyperlegible Next', ")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_that_somebody_wrote_can_break_out(hostile: str) -> None:
    plain = ET.fromstring(wheel_picture.draw(wheel(told(3, lambda v, a: v + 1, "x"), names=["y"] * 7), "sv"))
    svg = wheel_picture.draw(wheel(told(3, lambda v, a: v + 1, hostile), names=[hostile] * 7), "sv")
    by_face = faces.draw(wheel(example("k7mtr"), names=[hostile] * 7), "sv")
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\u202e\ufffe]", svg + by_face)
    assert {one.tag for one in ET.fromstring(svg).iter()} == {one.tag for one in plain.iter()}
    assert {one.tag.removeprefix(SVG) for one in ET.fromstring(by_face).iter()} <= ALLOWED


# In grey, small and for colour-blind readers.


def _light(colour: str) -> float:
    """The relative luminance of `#rrggbb`, as WCAG counts it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _grey(colour: str) -> str:
    """As a printer without colours makes it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02x}" * 3


@pytest.mark.parametrize("name", PICTURES)
def test_every_line_mark_and_text_stands_out_from_the_paper_also_in_grey(name: str) -> None:
    for one in _root(name).iter():
        drawn = [one.get(key, "none") for key in ("stroke", "fill")]
        colours = [colour for colour in drawn if colour != "none"]
        if one.tag in {f"{SVG}text", f"{SVG}line", f"{SVG}path", f"{SVG}polygon"}:
            least = 4.5 if one.tag == f"{SVG}text" else 3.0
            assert max(_contrast(colour, "#ffffff") for colour in colours) >= least, one.attrib
            assert max(_contrast(_grey(colour), "#ffffff") for colour in colours) >= least, one.attrib


@pytest.mark.parametrize("name", PICTURES)
def test_at_a6_no_letter_is_smaller_than_7_points_and_no_line_thinner_than_a_third(name: str) -> None:
    root = _root(name)
    assert root.attrib["viewBox"].split()[2] == "640"
    least = 4.5 if name.startswith("faces") else 7
    assert all(float(text.attrib["font-size"]) * POINTS >= least for text in root.iter(f"{SVG}text"))
    stroked = [one for one in root.iter() if one.get("stroke", "none") != "none"]
    assert stroked
    assert all(float(one.attrib["stroke-width"]) * POINTS >= 0.3 for one in stroked)


def _styles(svg: str, voices: int) -> list[tuple[object, ...]]:
    """The mark, its filling and the line's pattern of each voice, from the legend."""
    root = ET.fromstring(svg)
    marks = list(root.iter(f"{SVG}polygon"))[-voices:]
    dashes = [one.attrib["stroke-dasharray"] for one in root.iter(f"{SVG}line") if one.get("x1") == "10.0"]
    outlines = []
    for mark, points in zip(marks, _marks(svg)[-voices:], strict=True):
        x, y = _centre(points)
        hollow = mark.attrib["fill"] == "#ffffff"
        outlines.append((hollow, tuple((round(px - x), round(py - y)) for px, py in points)))
    return [(*outline, dash) for outline, dash in zip(outlines, dashes or [""] * voices, strict=True)]


@pytest.mark.parametrize("voices", range(1, 15))
def test_no_two_voices_have_the_same_mark_and_few_have_each_their_own_pattern(voices: int) -> None:
    styles = _styles(wheel_picture.draw(wheel(told(voices, lambda v, a: 1 + (v + a) % 5)), "sv"), voices)
    assert len({style[:2] for style in styles}) == voices
    if voices < 7:
        assert len({style[2] for style in styles}) == voices


@pytest.mark.parametrize("voices", [2, 3, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("score", [1, 3, 5])
def test_equal_scores_are_all_seen(voices: int, score: int) -> None:
    svg = wheel_picture.draw(wheel(told(voices, lambda v, a: score)), "sv")
    centres = [_centre(points) for points in _marks(svg)[:-voices]]
    assert len(centres) == 7 * voices
    assert min(dist(one, other) for one, other in combinations(centres, 2)) > 9


@pytest.mark.parametrize("voices", [1, 4, 8])
@pytest.mark.parametrize("score", range(1, 6))
def test_a_mark_stands_nearest_to_the_ring_of_its_score(voices: int, score: int) -> None:
    svg = wheel_picture.draw(wheel(told(voices, lambda v, a: score)), "sv")
    arcs = sorted({float(radius) for radius in re.findall(r"A([\d.]+) ", svg)})
    assert len(arcs) == 5
    for points in _marks(svg)[:-voices]:
        nearest = min(abs(arc - dist(_centre(points), (320, 0))) for arc in arcs)
        assert nearest == abs(arcs[score - 1] - dist(_centre(points), (320, 0)))


# What was asked and what was not.


def test_the_areas_stand_in_order_from_the_top() -> None:
    names = [area.name for area in terms("sv").areas]
    found = [text.removesuffix(" *") for text in _texts(PICTURES["full"])]
    assert [text for text in found if text in names] == names


def test_not_asked_skipped_and_told_in_words_are_three_signs_and_three_words() -> None:
    texts = _texts(PICTURES["mixed"])
    assert [texts.count(word) for word in ("inte frågat", "hoppades över", "beskrivet i ord")] == [1, 1, 1]
    root = _root("mixed")
    empty = [one for one in root.iter(f"{SVG}circle") if one.get("stroke-dasharray") and one.get("fill") == "none"]
    crossed = [
        one for one in root.iter(f"{SVG}circle") if not one.get("stroke-dasharray") and one.get("fill") == "none"
    ]
    sheets = [one for one in root.iter(f"{SVG}rect") if one.get("rx")]
    assert [len(signs) for signs in (empty, crossed, sheets)] == [1, 1, 1]


def test_what_was_not_asked_is_a_gap_in_the_wheel() -> None:
    scored = [row for row in WHEELS["mixed"]["rows"] if any(cell["score"] for cell in row["cells"])]
    arcs = list(_root("mixed").iter(f"{SVG}path"))
    told_or_skipped = 2
    assert len(arcs) == 5 * len(scored) + told_or_skipped


def test_need_of_support_is_marked() -> None:
    texts = _texts(PICTURES["full"])
    assert texts.count("inte frågat") == 4
    assert "Hälsa *" in texts
    assert "* behöver stöd" in texts


def test_without_scores_there_are_no_numbers() -> None:
    described = Areas(halsa=AreaReading(works="sover gott"), omsorg=AreaReading(need=YesNoUnsure.YES))
    plan = replace(full(), wheel=(Reading(id="w1", voice="child", areas=described),))
    texts = _texts(wheel_picture.draw(wheel(plan), "sv"))
    assert "Omsorg *" in texts
    assert texts.count("beskrivet i ord") == 2
    assert not [text for text in texts if re.fullmatch(r"\d", text) or "Längst in" in text]


def test_the_numbers_are_explained() -> None:
    assert "Längst in, 1: svårt nu. Längst ut, 5: bra nu." in _texts(PICTURES["mixed"])


# Room for every word.


def boxes(svg: str) -> Iterator[tuple[str, float, float, float, float]]:
    """Each text with the room that it may take: left, top, right, bottom."""
    for text in ET.fromstring(svg).iter(f"{SVG}text"):
        size, words = float(text.attrib["font-size"]), text.text or ""
        length = lettering.room(words, size, bold="font-weight" in text.attrib)
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        left = x - {"start": 0.0, "middle": length / 2, "end": length}[text.attrib["text-anchor"]]
        yield words, left, y - size * 0.76, left + length, y + size * 0.24


def whole(svg: str) -> None:
    """No text is clipped, and none lies on another."""
    _, top, width, height = map(float, ET.fromstring(svg).attrib["viewBox"].split())
    found = list(boxes(svg))
    for words, left, above, right, below in found:
        assert left >= 0, words
        assert right <= width, words
        assert top <= above, words
        assert below <= top + height, words
    for (one, x1, y1, x2, y2), (other, x3, y3, x4, y4) in combinations(found, 2):
        assert x2 <= x3 or x4 <= x1 or y2 <= y3 or y4 <= y1, (one, other)


@pytest.mark.parametrize("name", PICTURES)
def test_no_text_is_clipped_and_none_lies_on_another(name: str) -> None:
    whole(PICTURES[name])


@pytest.mark.parametrize("letters", [20, 60, 150])
@pytest.mark.parametrize("long", [range(7), [2], [1, 5]])
def test_very_long_names_lie_beside_each_other_and_outside_the_wheel(letters: int, long: Sequence[int]) -> None:
    names = ["W" * letters if place in long else "Www" for place in range(7)]
    made = wheel(told(8, lambda v, a: 1 + (v + a) % 5), names=names)
    svg = wheel_picture.draw(made, "sv")
    whole(svg)
    rim = max(float(radius) for radius in re.findall(r"A([\d.]+) ", svg))
    for words, left, above, right, below in boxes(svg):
        if words.startswith("W"):
            nearest = min(max(left, 320), right), min(max(above, 0), below)
            assert dist(nearest, (320, 0)) > rim, words


@given(
    st.lists(st.text("abcdefghijklmnopqrstuvwxyzåäöWM -<&\u202e", max_size=90), min_size=7, max_size=7),
    st.integers(1, 9),
    st.text("WMåäö i", max_size=120),
)
def test_whatever_the_areas_and_voices_are_called(names: list[str], voices: int, voice: str) -> None:
    made = wheel(told(voices, lambda v, a: (v + a) % 6 or None, voice), names=names)
    whole(wheel_picture.draw(made, "sv"))
    whole(faces.draw(made, "sv"))


def test_a_word_that_must_be_cut_keeps_a_hyphen_and_no_letter_stands_alone() -> None:
    pieces = lettering.broken("självständighet", 20, 180, bold=True)
    assert len(pieces) == 2
    assert "".join(piece.removesuffix("-") for piece in pieces) == "självständighet"
    assert all(len(piece) >= 4 for piece in pieces)


# Picture, table and sentence.


def test_picture_table_and_sentence_say_the_same() -> None:
    plan, document = example("k7mtr"), find("wheel")
    assert document is not None
    made = wheel(plan)
    text = render(document, plan, CHAIR, "md", Style(terms("sv"), "sv", TODAY)).text
    for row in made["rows"]:
        cells = [cell for cell in row["cells"] if cell["asked"]]
        asked = "; ".join(f"{cell['voice']}: {cell['short']}" for cell in cells) or "inte frågat"
        sentence = f"{row['area']}. {asked[:1].upper()}{asked[1:]}."
        assert row["sentence"] == sentence
        assert sentence in (ET.fromstring(wheel_picture.draw(made, "sv")).findtext(f"{SVG}desc") or "")
        line = f"| {row['area']} | {' | '.join(cell['short'] for cell in row['cells'])} |"
        assert line in text


@pytest.mark.parametrize("name", WHEELS)
def test_there_are_as_many_marks_as_scores(name: str) -> None:
    made = WHEELS[name]
    scores = sum(bool(cell["score"]) for row in made["rows"] for cell in row["cells"])
    speaking = sum(any(row["cells"][n]["score"] for row in made["rows"]) for n in range(len(made["voices"])))
    assert len(_marks(PICTURES[name])) == scores + speaking
    gaps = [row for row in made["rows"] if not row["asked"]]
    assert "".join(_texts(PICTURES[name])).count("inte frågat" if name != "english" else "not asked") == len(gaps)
    assert len(AREAS) == len(made["rows"])
