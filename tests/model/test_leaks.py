"""A name is found however it is joined, and no word is taken for a name because a part of it is one."""

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kronobarn_cli.model import leaks
from kronobarn_cli.model.leaks import Known, Names, Place
from kronobarn_cli.model.plan import Child, Person, PersonKind, Plan

ANNA, MIO, EVA = Known("Anna Öberg", "k7mtr"), Known("Mio", "k7mtr"), Known("Eva Lind", "k7mtr", staff=True)
NAMES = Names((ANNA, MIO, EVA, Known("Dag", "p3wdh")))
NEAR = frozenset({"k7mtr", "p3wdh"})


def found(text: str, place: Place = Place.MESSAGE, near: frozenset[str] = NEAR) -> list[tuple[str, bool]]:
    return [(leaks.plain(text)[one.start : one.end], one.sure) for one in NAMES.find(text, place, near)]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Öberg",
        "anna öberg",
        "ANNA ÖBERG",
        "Öberg, Anna",
        "anna-oberg",
        "anna_öberg.yaml",
        "AnnaÖberg",
        "annaoberg",
        "anna.oberg@kommun.se",
        "Anna Öbergs",
        "plans/Anna  Öberg 2.yaml",
        unicodedata.normalize("NFD", "Anna Öberg"),
        "An\N{SOFT HYPHEN}na Öberg",
    ],
)
def test_a_whole_name_is_found_however_it_is_written(text: str) -> None:
    [(said, sure)] = found(text, near=frozenset())
    assert sure
    assert len(said) >= len("annaoberg")


@pytest.mark.parametrize(
    "text",
    [
        "Annalena Öbergsson",
        "Johanna Hanna-Öbergare",
        "Miosfär",
        "namio",
        "Kamio",
        "en annan tid",
        "k7mtr: interview",
        "",
        "2026",
    ],
)
def test_a_part_of_a_word_is_no_name(text: str) -> None:
    assert found(text) == []


def test_a_name_alone_is_sure_only_as_a_name_beside_its_own_plan() -> None:
    assert found("Mios plan") == [("Mios", True)]
    assert found("mios plan") == [("mios", False)]
    assert found("plans/MioPlan.yaml") == [("Mio", True)]
    assert found("Mio", near=frozenset()) == [("Mio", False)]
    assert found("ny dag för mötet") == [("dag", False)]


def test_whoever_works_with_the_child_may_be_an_author() -> None:
    assert found("Eva Lind <eva.lind@kommun.se>", Place.AUTHOR) == []
    assert found("Eva Lind", Place.MESSAGE) == [("Eva Lind", False)]
    assert found("Anna Öberg <a@b.se>", Place.AUTHOR) == [("Anna Öberg", True)]
    assert found("Anna Berg", Place.AUTHOR) == []
    both = Names((ANNA, Known("Anna Öberg", "p3wdh", staff=True)))
    assert both.find("Anna Öberg", Place.AUTHOR) == ()
    assert both.find("Anna Öberg", Place.MESSAGE)[0].sure


def test_a_word_within_a_colleagues_name_is_told_of_when_it_is_a_childs() -> None:
    names = Names((EVA, Known("Eva", "p3wdh")))
    assert [one.sure for one in names.find("Eva Lind", Place.MESSAGE, NEAR)] == [False, True]
    assert [one.sure for one in names.find("Eva Lind", Place.MESSAGE)] == [False]


@pytest.mark.parametrize("name", ["mamma", "Mamma", "A.S.", "Lo", "A S", "Plan", "", "123", "pappa och mamma"])
def test_what_tells_of_nobody_is_not_sought(name: str) -> None:
    names = Names((Known(name, "k7mtr"),))
    assert names.find("Mamma A S Lo Plan 123 pappa och mamma", Place.MESSAGE, NEAR) == ()


def test_a_short_whole_name_is_sought_but_never_as_one_word() -> None:
    names = Names((Known("Bo Ek", "k7mtr"),))
    assert [one.sure for one in names.find("bo-ek", Place.BRANCH)] == [True]
    assert names.find("boek", Place.BRANCH) == ()


@pytest.mark.parametrize(
    "said", ["Anna Maria Öberg", "Öberg, Anna Maria", "oberg-anna-maria", "Anna Öberg", "Öberg, Anna", "anna.oberg"]
)
def test_a_long_name_is_found_as_a_whole_with_the_last_first_and_without_those_between(said: str) -> None:
    names = Names((Known("Anna Maria Öberg", "k7mtr"),))
    assert [(one.start, one.end) for one in names.find(said, Place.AUTHOR)] == [(0, len(said))]


def test_of_a_long_name_less_than_its_first_and_last_is_no_author() -> None:
    names = Names((Known("Anna Maria Öberg", "k7mtr"),))
    assert names.find("Maria Öberg", Place.AUTHOR) == names.find("Anna Maria", Place.AUTHOR) == ()


def test_a_name_of_small_letters_is_sought_as_a_whole_alone() -> None:
    names = Names((Known("den lilla solen", "k7mtr"), Known("ärtan", "k7mtr")))
    assert names.find("solen", Place.MESSAGE) == ()
    assert names.find("lilla-solen", Place.MESSAGE)[0].sure
    assert not names.find("Ärtan", Place.MESSAGE)[0].sure


def test_the_names_of_a_plan_are_those_of_the_child_and_all_around_it() -> None:
    people = (
        Person(id="guardian-1", kind=PersonKind.GUARDIAN, name="Anna Öberg"),
        Person(id="school", kind=PersonKind.SERVICE, name="Eva Lind"),
        Person(id="bup", kind=PersonKind.SERVICE),
    )
    assert leaks.known(Plan(code="k7mtr", child=Child(name="Mio"), people=people)) == (MIO, ANNA, EVA)
    assert leaks.known(Plan(code="k7mtr")) == ()


def test_nothing_is_read_for_what_the_program_writes_itself() -> None:
    assert not leaks.could_name("k7mtr: wheel")
    assert not leaks.could_name("main")
    assert not leaks.could_name("plans/k7mtr.yaml")
    assert leaks.could_name("maria: wheel")
    assert leaks.could_name("k7mtrx")


def test_what_is_shown_has_an_ellipsis_for_a_name() -> None:
    assert NAMES.masked("plans/Anna Öberg, mio.yaml") == "plans/…, ….yaml"
    assert leaks.masked("abcdef", [(1, 3), (2, 4)]) == "a…ef"


WORD = st.text(st.sampled_from("abcdefghijklmnoprtuvyåäöéüñ"), min_size=3, max_size=8).map(str.title)
WHOLE = st.lists(WORD.filter(leaks.could_name), min_size=2, max_size=3)
CASES = {"lower": str.lower, "upper": str.upper, "title": str.title}


@settings(max_examples=300, deadline=None)
@given(
    words=WHOLE,
    between=st.sampled_from(["", " ", "-", "_", ".", ", ", "  "]),
    before=st.text(st.sampled_from(" -_./2:(@"), max_size=4),
    case=st.sampled_from(sorted(CASES)),
    composed=st.booleans(),
    own=st.sampled_from(["", "s"]),
)
@example(words=["Ååå", "Åsa"], between="", before="", case="upper", composed=False, own="")
def test_no_way_of_writing_a_whole_name_hides_it(
    words: list[str], between: str, before: str, case: str, composed: bool, own: str
) -> None:
    """In any case, composed or not, joined by anything or nothing, and with the s of what is somebody's."""
    names = Names((Known(" ".join(words), "k7mtr"),))
    said = between.join(CASES[case](word) for word in words)
    text = unicodedata.normalize("NFC" if composed else "NFD", f"{before}{said}{own}.yaml")
    assert any(one.sure for one in names.find(text, Place.FILE))


@settings(max_examples=300, deadline=None)
@given(words=WHOLE, text=st.text(st.characters(categories=["L", "N", "P", "Zs", "Cf", "Mn"]), max_size=40))
def test_what_is_shown_names_nobody(words: list[str], text: str) -> None:
    names = Names((Known(" ".join(words), "k7mtr"),))
    shown = names.masked(f"{text} {' '.join(words)}")
    assert names.find(shown, Place.FILE) == ()


@settings(max_examples=300, deadline=None)
@given(words=WHOLE, before=WORD, after=WORD)
def test_a_name_within_a_longer_word_is_none(words: list[str], before: str, after: str) -> None:
    names = Names((Known(words[0], "k7mtr"),))
    longer = f"{before}{words[0]}{after}".lower()
    assert names.find(longer, Place.MESSAGE) == ()


spans = st.tuples(st.integers(0, 12), st.integers(1, 8), st.booleans())


@settings(max_examples=300, deadline=None)
@given(st.lists(spans, max_size=12))
@example([(0, 2, False), (0, 1, True)])
def test_of_places_that_lie_over_each_other_the_outermost_is_told(places: list[tuple[int, int, bool]]) -> None:
    hits = [leaks.Hit(start, start + length, sure, ()) for start, length, sure in places]
    kept = leaks._outermost(hits)
    for one in hits:
        around = [hit for hit in kept if hit.start <= one.start and one.end <= hit.end]
        assert any(hit.sure or not one.sure for hit in around)
    for number, one in enumerate(kept):
        others = (*kept[:number], *kept[number + 1 :])
        within = [hit for hit in others if hit.start <= one.start and one.end <= hit.end]
        assert not any(hit.sure or not one.sure for hit in within)


def test_a_name_that_stands_thousands_of_times_in_one_message_is_found_each_time_at_once() -> None:
    count = 20_000
    began = time.process_time()
    assert len(NAMES.find("Anna Öberg kom. " * count, Place.MESSAGE, NEAR)) == count
    assert time.process_time() - began < 5
