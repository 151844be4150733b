"""The child's own wheel by faces: only what the child pointed to, and what was not asked is no face."""

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.plan import Meeting, PersonKind
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render.context import build
from kronobarn_cli.render.pictures import faces, wheel_picture
from kronobarn_cli.render.pictures.lettering import is_low
from kronobarn_cli.render.wheel_overview import overview
from tests.render.samples import LANGUAGES, TODAY, example, full, terms
from tests.render.test_wheel_picture import boxes, whole
from tests.render.wheels import BY_FACES, CHAIR, SCHOOLCHILD, SMALL_CHILD, Said, by_child, told, wheel

SVG = "{http://www.w3.org/2000/svg}"
FACES_OF = {
    "six years old": ["sad", "glad", "", "glad", "", "", "sad"],
    "nine years old": ["sad", "even", "glad", "", "sad", "even", "glad"],
}


def _root(made: dict[str, Any], language: str = "sv") -> ET.Element:
    return ET.fromstring(faces.draw(made, language))


def _drawn(root: ET.Element) -> list[str]:
    """The faces in the areas' order: by the mouth, whose corners hang, are level or rise."""
    found = []
    for mouth in root.iter(f"{SVG}path"):
        numbers = [float(one) for one in mouth.attrib["d"].replace("M", "").replace("Q", " ").replace("L", " ").split()]
        corner, middle = numbers[1], numbers[3]
        found.append("even" if len(numbers) == 4 else "sad" if middle < corner else "glad")
    return found


def _words(root: ET.Element) -> str:
    """All words of the picture, column by column."""
    columns: dict[str, list[str]] = {}
    for text in root.iter(f"{SVG}text"):
        columns.setdefault(text.attrib["x"], []).append(text.text or "")
    return " ".join(line for lines in columns.values() for line in lines)


@pytest.mark.parametrize("name", FACES_OF)
def test_each_face_is_what_the_child_pointed_to(name: str) -> None:
    made = BY_FACES[name]
    assert [row["cells"][0]["face"] for row in made["rows"]] == FACES_OF[name]
    assert _drawn(_root(made)) == [face for face in FACES_OF[name] if face]


@pytest.mark.parametrize("name", BY_FACES)
def test_what_was_not_asked_is_an_empty_ring_of_dashes_with_words(name: str) -> None:
    language = "en" if name == "english" else "sv"
    root = _root(BY_FACES[name], language)
    not_asked = [row for row in BY_FACES[name]["rows"] if not row["cells"][0]["asked"]]
    dashed = [one for one in root.iter(f"{SVG}circle") if one.get("stroke-dasharray")]
    assert len(not_asked) == len(dashed) == 1
    assert dashed[0].attrib["fill"] == "none"
    assert _words(root).count({"sv": "inte frågat", "en": "not asked"}[language]) == 1


def test_skipped_and_told_in_words_are_no_faces_either() -> None:
    root = _root(BY_FACES["six years old"])
    assert "det pratade vi inte om" in _words(root)
    assert "det har jag sagt i ord" in _words(root)
    assert len(_drawn(root)) == 4


def test_all_faces_have_the_same_colour_and_words_of_their_own() -> None:
    root = _root(BY_FACES["nine years old"])
    rings = [
        one for one in root.iter(f"{SVG}circle") if float(one.attrib["r"]) > 20 and not one.get("stroke-dasharray")
    ]
    assert len({one.attrib["fill"] for one in rings}) == 1
    assert "Utveckling Det är lite av varje." in _words(root)


def test_the_description_says_every_face_in_words() -> None:
    root = _root(BY_FACES["six years old"])
    assert root.findtext(f"{SVG}title") == "Hjulet med ansikten"
    said = root.findtext(f"{SVG}desc") or ""
    assert said.startswith("Hälsa: Ett ledset ansikte. Det är svårt. Utveckling: Ett glatt ansikte. Det går bra.")
    assert "Lärande: inte frågat." in said
    assert "Hemmet: det pratade vi inte om. Relationer: det har jag sagt i ord." in said


@pytest.mark.parametrize("name", ["six years old", "nine years old", "english"])
def test_it_is_a_low_row_whose_words_can_be_read_where_it_is_as_wide_as_a_page(name: str) -> None:
    """On 174 mm: at most 42 mm high, names of 11 pt and words of 9 pt or more, no name cut, words on three lines."""
    language = "en" if name == "english" else "sv"
    root = _root(BY_FACES[name], language)
    millimetre = 174 / 640
    assert faces.height(BY_FACES[name], language) * 174 <= 42
    assert root.attrib["viewBox"].split()[2:] == ["640", f"{faces.height(BY_FACES[name], language) * 640:.1f}"]
    texts = list(root.iter(f"{SVG}text"))
    names = [one for one in texts if "font-weight" in one.attrib]
    assert [one.text for one in names] == [row["area"] for row in BY_FACES[name]["rows"]]
    assert min(float(one.attrib["font-size"]) for one in names) * millimetre / 25.4 * 72 >= 11
    assert min(float(one.attrib["font-size"]) for one in texts) * millimetre / 25.4 * 72 >= 9
    for named in names:
        assert len([one for one in texts if one.attrib["x"] == named.attrib["x"]]) <= 4


def test_a_paper_knows_the_low_row_from_the_wheel_by_its_proportions() -> None:
    said = wheel(by_child(SMALL_CHILD, "2019"))
    assert is_low(faces.draw(said, "sv"))
    assert not is_low(wheel_picture.draw(said, "sv"))


def test_the_same_wheel_gives_the_same_bytes() -> None:
    assert len({faces.draw(wheel(by_child(SMALL_CHILD, "2019")), "sv") for _ in range(3)}) == 1


def test_nobody_elses_answer_becomes_a_face() -> None:
    plan = example("k7mtr")
    own = tuple(one for one in plan.wheel if any(p.id == one.voice and p.kind is PersonKind.CHILD for p in plan.people))
    others = tuple(one for one in plan.wheel if one not in own)
    alone = wheel(replace(plan, wheel=own))
    assert others
    for together in (plan.wheel, (*others, *own)):
        assert faces.draw(wheel(replace(plan, wheel=together)), "sv") == faces.draw(alone, "sv")
    assert wheel(replace(plan, wheel=others))["faces"] == ""
    assert _drawn(_root(wheel(replace(plan, wheel=others)))) == []


@pytest.mark.parametrize(
    ("said", "born", "made"),
    [
        (SMALL_CHILD, "2019", True),
        (SCHOOLCHILD, "2016", True),
        ((1, 2, 3, 4, 5, None, None), "2012", False),
        ((3, 3, 3, None, None, None, None), "2012", False),
        ((None, "ord", "skipped", None, None, None, None), "2019", False),
        (("ord",) * 7, "2023", False),
        # The year of birth is not known: then nobody knows which scale it was.
        (SCHOOLCHILD, None, False),
    ],
)
def test_there_is_a_picture_when_the_child_was_shown_faces(
    said: tuple[Said, ...], born: str | None, *, made: bool
) -> None:
    assert bool(wheel(by_child(said, born))["faces"]) is made


def test_a_child_who_has_become_too_old_for_faces_is_told_each_thing_as_it_was_said_then() -> None:
    plan = by_child((1, None, None, None, None, None, None), "2013")
    later = by_child((None, 4, None, None, None, None, None), "2013").wheel[0]
    earlier = replace(plan.wheel[0], day=date(2025, 3, 5))
    both = wheel(replace(plan, wheel=(earlier, replace(later, id="w9"))))
    assert [row["cells"][0]["short"] for row in both["rows"]][:2] == [
        "”Det är svårt för mig nu”",
        "4 av 5, behöver stöd",
    ]
    assert both["faces"] == ""
    assert wheel(replace(plan, wheel=(earlier,)))["faces"]


@pytest.mark.parametrize("long", range(7))
def test_a_long_name_lies_on_no_face(long: int) -> None:
    names = ["Samhällsutvecklingsarbete i förskolan " * 4 if place == long else "Hälsa" for place in range(7)]
    svg = faces.draw(wheel(by_child(SCHOOLCHILD, "2016"), names=names), "sv")
    rings = [one for one in ET.fromstring(svg).iter(f"{SVG}circle") if float(one.attrib["r"]) > 20]
    assert len(rings) == 7
    whole(svg)
    for words, left, above, right, below in boxes(svg):
        for ring in rings:
            x, y, radius = (float(ring.attrib[key]) for key in ("cx", "cy", "r"))
            assert right <= x - radius or left >= x + radius or below <= y - radius or above >= y + radius, words


def test_its_file_holds_only_code_and_audience() -> None:
    plan, child = example("k7mtr"), Audience(kind=AudienceKind.CHILD)
    made = build(view(plan, child, TODAY), terms("sv"), "sv", TODAY, child)["wheel"]
    assert made["faces"] == "k7mtr-faces-child.svg"
    assert made["picture"] == "k7mtr-wheel-child.svg"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_child_who_saw_faces_is_never_told_in_numbers(language: str) -> None:
    plan = by_child(SCHOOLCHILD, "2016")
    own = {"sv": "”Det är lite av varje”", "en": "“"}[language]
    made = wheel(plan, language)
    numbers = {"sv": " av 5", "en": " of 5"}[language]
    assert own in made["rows"][1]["cells"][0]["short"]
    assert numbers not in made["sentence"]
    shown = overview(plan, terms(language), language)
    assert [line.cells[0].short for line in shown.lines] == [row["cells"][0]["short"] for row in made["rows"]]
    assert shown.sentence == made["sentence"]


def test_what_has_moved_since_last_time_is_told_in_the_words_of_the_faces() -> None:
    first = by_child(SCHOOLCHILD, "2016")
    later = by_child((3, *SCHOOLCHILD[1:]), "2016").wheel[0]
    plan = replace(
        first,
        wheel=(*first.wheel, replace(later, id="w9", day=date(2026, 3, 18))),
        meetings=(Meeting(id="m1", day=date(2026, 3, 10), present=("child",)),),
    )
    since = build(plan, terms("sv"), "sv", TODAY, CHAIR)["since"]
    assert since == ["Barnet säger att Hälsa har gått från ”Det är svårt för mig nu” till ”Det är lite av varje”."]


def test_an_older_child_and_every_adult_are_told_in_numbers() -> None:
    older = wheel(by_child((1, 2, 3, 4, 5, None, None), "2012"))
    assert [row["cells"][0]["short"] for row in older["rows"]][:2] == ["1 av 5", "2 av 5, behöver stöd"]
    plan = told(2, lambda voice, place: SCHOOLCHILD[place])
    both = wheel(replace(plan, child=replace(plan.child, born="2016")))
    assert [cell["short"] for cell in both["rows"][2]["cells"]] == ["”Det går bra för mig nu”", "5 av 5"]


def test_a_preschool_child_whose_year_the_reader_may_not_know_was_shown_the_two_faces() -> None:
    plan = by_child(SMALL_CHILD, None)
    at_preschool = replace(plan, child=replace(plan.child, stage=ChildStage.PRESCHOOL))
    assert wheel(at_preschool)["rows"][0]["cells"][0]["short"] == "”Det är svårt”"


def test_when_nobody_may_know_the_age_no_scales_words_are_put_in_the_childs_mouth() -> None:
    cell = wheel(by_child(SCHOOLCHILD, None))["rows"][1]["cells"][0]
    assert cell["short"] == "3 av 5, behöver stöd"
    assert (cell["score_text"], cell["face"]) == ("", "")


def test_hostile_words_stay_words() -> None:
    root = _root(wheel(full("<script>"), names=['"/><script>'] * 7))
    assert not [one for one in root.iter() if one.tag.endswith("script")]
