"""The contract with those who write templates: plain values, documented keys, no ids."""

import json
import re
from typing import Any

import pytest

from kronobarn_cli.model.view import Audience, AudienceKind, audiences, find_audience, view
from kronobarn_cli.render import context
from kronobarn_cli.render.context import build
from tests.render.samples import EMPTY, LANGUAGES, TODAY, example, full, terms

CHAIR = Audience(kind=AudienceKind.CHAIR)


def _keys(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data).union(*map(_keys, data.values()))
    if isinstance(data, list):
        return set().union(*map(_keys, data))
    return set()


def _leaves(data: Any) -> list[Any]:
    if isinstance(data, dict):
        return [leaf for value in data.values() for leaf in _leaves(value)]
    if isinstance(data, list):
        return [leaf for value in data for leaf in _leaves(value)]
    return [data]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", [EMPTY, full(), example("k7mtr")], ids=["empty", "full", "k7mtr"])
def test_only_plain_values_and_only_documented_keys(plan: Any, language: str) -> None:
    built = build(plan, terms(language), language, TODAY, CHAIR)
    assert json.loads(json.dumps(built)) == built
    assert {type(leaf) for leaf in _leaves(built)} <= {str, int, bool}
    documented = set(re.findall(r"`([a-z_]+)`", (context.__doc__ or "").replace(".", "` `")))
    assert _keys(built) <= documented


def _shape(data: Any) -> Any:
    return {key: _shape(value) for key, value in data.items()} if isinstance(data, dict) else type(data)


def test_the_keys_are_the_same_for_an_empty_and_a_full_plan_in_both_languages() -> None:
    shapes = [_shape(build(p, terms(lang), lang, TODAY, CHAIR)) for p in (EMPTY, full()) for lang in LANGUAGES]
    assert shapes[0] == shapes[1] == shapes[2] == shapes[3]


def test_people_are_called_by_function() -> None:
    plan = full("x")
    built = build(plan, terms("sv"), "sv", TODAY, CHAIR)
    assert [person["who"] for person in built["people"]] == ["x", "x", "vårdnadshavare 2", "x (x)", "x", "x"]
    service = find_audience(example("k7mtr"), "bup")
    assert service is not None
    seen = view(example("k7mtr"), service, TODAY)
    names = [person["who"] for person in build(seen, terms("sv"), "sv", TODAY, service)["people"]]
    assert names[:4] == ["Mio", "vårdnadshavare 1", "vårdnadshavare 2", "rektor (Skogsskolan)"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_id_is_shown(language: str) -> None:
    plan = full()
    ids = {person.id for person in plan.people} - {"child", "school"}
    for audience in audiences(plan):
        built = build(view(plan, audience, TODAY), terms(language), language, TODAY, audience)
        built["wheel"].pop("picture")
        assert not ids & {str(leaf) for leaf in _leaves(built)}


def test_dates_are_in_words() -> None:
    assert build(full(), terms("sv"), "sv", TODAY, CHAIR)["meta"]["date"] == "19 mars 2026"
    assert build(full(), terms("en"), "en", TODAY, CHAIR)["meta"]["date"] == "19 March 2026"


def test_the_wheel_is_rows_with_what_was_not_asked_said_so() -> None:
    wheel = build(full(), terms("sv"), "sv", TODAY, CHAIR)["wheel"]
    assert [row["area"] for row in wheel["rows"]] == [area.name for area in terms("sv").areas]
    first, last = wheel["rows"][0], wheel["rows"][-1]
    assert [cell["short"] for cell in first["cells"]] == ["2 av 5, behöver stöd", "4 av 5, behöver inte stöd"]
    assert (last["asked"], last["cells"][0]["short"], last["cells"][0]["score"]) == (False, "inte frågat", 0)
    assert len(wheel["differences"]) == 1


def test_the_agenda_fills_the_meeting_and_has_the_readers_own_prompts() -> None:
    plan = example("k7mtr")
    child = Audience(kind=AudienceKind.CHILD)
    parts = build(view(plan, child, TODAY), terms("sv"), "sv", TODAY, child)["agenda"]
    assert parts[0]["clock"] == "14:30–14:38"
    assert sum(part["minutes"] for part in parts) == 60
    assert [part["prompts"] for part in parts] == [list(part.prompts.child) for part in terms("sv").agenda]


def test_the_next_meeting_is_shown_and_otherwise_the_last() -> None:
    plan = full()
    assert build(plan, terms("sv"), "sv", TODAY, CHAIR)["meeting"]["day"] == "19 mars 2026"
    later = TODAY.replace(year=2027)
    assert build(plan, terms("sv"), "sv", later, CHAIR)["meeting"]["day"] == "19 mars 2026"


def test_the_footer_carries_what_every_page_must() -> None:
    meta = build(full(), terms("sv"), "sv", TODAY, CHAIR)["meta"]
    for part in (
        "barnets plan (Kronobarnsmodellen)",
        "k7mtr",
        "version 7",
        "19 mars 2026",
        "mötesledaren",
        "arbetskopia",
    ):
        assert part in meta["footer"]
    assert meta["stamp"].startswith("ÖVNING")
