"""The laws of the plan file: what is written is read back, and what is not ours is left alone."""

from random import Random

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.plan import Action, Child, Notice, Plan
from kronobarn_cli.text import plan_text
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.schema import to_tree
from kronobarn_cli.text.yaml_lines import entry
from tests.strategies import plans, texts

slow = settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@slow
@given(plans)
def test_a_written_plan_is_read_back(plan: Plan) -> None:
    assert plan_text.read(plan_text.write(plan)).plan == plan


@slow
@given(plans)
def test_writing_what_was_read_gives_the_same_bytes(plan: Plan) -> None:
    text = plan_text.write(plan)
    before = plan_text.read(text)
    assert plan_text.write(before.plan, before) == text


@slow
@given(plans, plans)
def test_an_edit_of_a_canonical_file_is_canonical(old: Plan, new: Plan) -> None:
    before = plan_text.read(plan_text.write(old))
    new = _in_the_order_of(old, new)
    assert plan_text.write(new, before) == plan_text.write(new)


def _in_the_order_of(old: Plan, new: Plan) -> Plan:
    """Items that both plans know stand in the old order: lists are never reordered by the program."""
    return new if _order_kept(to_tree(old), to_tree(new)) else old


def _order_kept(old: object, new: object) -> bool:
    if isinstance(old, dict) and isinstance(new, dict):
        return all(_order_kept(old[key], new[key]) for key in old.keys() & new.keys())
    if isinstance(old, list) and isinstance(new, list):
        ids = [one["id"] for one in old if isinstance(one, dict) and "id" in one]
        new_ids = [one["id"] for one in new if isinstance(one, dict) and "id" in one]
        common = [one for one in ids if one in new_ids]
        return common == [one for one in new_ids if one in ids]
    return True


@slow
@given(plans)
def test_every_reader_reads_the_same_text(plan: Plan) -> None:
    """PyYAML reads as YAML 1.1, ruamel as 1.2; neither may take a person's words for a number, a date or a no."""
    text = plan_text.write(plan)
    expected = msgspec.to_builtins(to_tree(plan), builtin_types=[__import__("datetime").date])
    assert yaml.safe_load(text) == expected
    assert YAML(typ="safe", pure=True).load(text) == expected


HAND_WRITTEN = """\
# yaml-language-server: $schema=kronobarn-plan-1.schema.json
# min egen rad överst
kronobarn: 1
code: k7mtr
revision: 7
our-own-key: {a: 1, b: [x, y]}   # lokalt
child: {name: "Mio", born: "2017", shoe-size: 33, stage: school}   # efter mötet
people:
- {id: child, kind: child}
- id: school
  kind: service
  # skolan heter numera något annat
  service: "Skogsskolan"
  colour: grön
notices:
  - id: n1
    seen: |
      Mio har varit borta 11 dagar i februari.

    # en kommentar mitt i
    child-says: "Jag får ont i magen på bussen."
# sist
...
"""


def test_comments_and_unknown_keys_survive_an_edit() -> None:
    before = plan_text.read(HAND_WRITTEN)
    assert plan_text.write(before.plan, before) == HAND_WRITTEN
    plan = msgspec.structs.replace(
        before.plan,
        revision=8,
        child=Child(name="M", born="2017", stage=before.plan.child.stage),
        people=(before.plan.people[0], msgspec.structs.replace(before.plan.people[1], role="rektor")),
        notices=(Notice(id="n1", seen="Nytt"),),
        actions=(Action(id="a1", area=Area.HALSA, what="Ringa"),),
    )
    text = plan_text.write(plan, before)
    after = plan_text.read(text)
    assert after.plan == plan
    for kept in ("# min egen rad överst", "our-own-key: {a: 1, b: [x, y]}   # lokalt", "# efter mötet", "shoe-size: 33",
                 "# skolan heter numera något annat", "colour: grön", "# en kommentar mitt i", "# sist"):  # fmt: skip
        assert kept in text, text
    assert text.endswith("...\n")


def test_a_comment_outlives_the_entry_and_the_item_it_stood_beside() -> None:
    text = (
        'kronobarn: 1\ncode: k7mtr\nrevision: 1\nchild:\n  name: Mio  # alias\n  born: "2017"\n'
        "goals:\n  - id: g1\n    text: ett  # det långa\n  - id: g2\n    # det korta\n    text: två\n...\n"
    )
    before = plan_text.read(text)
    plan = msgspec.structs.replace(before.plan, child=Child(born="2017"), goals=before.plan.goals[:1])
    after = plan_text.write(plan, before)
    assert plan_text.read(after).plan == plan
    for kept in ("# alias", "# det långa", "# det korta"):
        assert kept in after


def test_a_comment_below_what_goes_never_becomes_part_of_the_text_above() -> None:
    text = (
        "kronobarn: 1\ncode: k7mtr\nnotices:\n  - id: n1\n    local: |\n      två\n"
        "  - id: n2\n    seen: x\n      # djupt in\ngoals:\n  - id: g1\n...\n"
    )
    before = plan_text.read(text)
    after = plan_text.write(msgspec.structs.replace(before.plan, notices=before.plan.notices[:1]), before)
    assert yaml.safe_load(after)["notices"] == [{"id": "n1", "local": "två"}]
    assert after.startswith("# djupt in\n")


@slow
@given(plans, st.lists(texts, min_size=1, max_size=3), st.randoms())
def test_unknown_keys_and_comments_survive_any_edit(plan: Plan, added: list[str], random: Random) -> None:
    lines = plan_text.write(plan).split("\n")
    for number, text in enumerate(added):
        place = random.choice([place for place, line in enumerate(lines) if line and line[0].isalpha()])
        lines.insert(
            place,
            f"local-{number}: {entry('x', text.replace(chr(10), ' '), 0)[3:-1]}\n# comment {number}",
        )
    changed = "\n".join(lines)
    before = plan_text.read(changed)
    after = plan_text.write(
        msgspec.structs.replace(before.plan, revision=5000, practice=not before.plan.practice), before
    )
    for number, _ in enumerate(added):
        assert f"\nlocal-{number}: " in after
        assert f"\n# comment {number}\n" in after
    assert plan_text.read(after).plan.revision == 5000


REFUSED = {
    "K002": HAND_WRITTEN.replace("Mio har", "Mio\x07 har"),
    "K004": HAND_WRITTEN.replace("lokalt", "lokalt\ndeep: " + "[" * 50 + "]" * 50),
    "K005": HAND_WRITTEN.replace("- id: school", "  - id: school"),
    "K006": HAND_WRITTEN.replace("revision: 7", "revision: 7\nrevision: 8"),
    "K007": HAND_WRITTEN.replace("code: k7mtr", "code: &x k7mtr"),
    "K008": HAND_WRITTEN.replace("code: k7mtr", "code: !!str k7mtr"),
    "K009": HAND_WRITTEN.replace("code: k7mtr", "code: k7mtr\n<<: {a: b}"),
    "K010": HAND_WRITTEN + "---\nkronobarn: 1\n...\n",
    "K011": HAND_WRITTEN.removesuffix("...\n"),
    "K012": HAND_WRITTEN.replace("code:", "<<<<<<< HEAD\ncode:"),
    "K014": "kronobarn: 2\ncode: [x]\n...\n",
    "K015": "hej: 1\n...\n",
    "K016": HAND_WRITTEN.replace("- id: school\n  kind", "- kind"),
    "K017": HAND_WRITTEN.replace("revision: 7", "revision: sju"),
    "K018": HAND_WRITTEN.replace("kind: service", "kind: servise"),
    "K019": HAND_WRITTEN.replace("Mio har", "Mio 20170101-2384 har"),
    "K022": HAND_WRITTEN.replace("our-own-key:", "? [a, b]\n:"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_the_strict_door(code: str) -> None:
    with pytest.raises(Troubled) as caught:
        plan_text.read(REFUSED[code])
    assert code in [problem.code for problem in caught.value.problems]


def test_all_problems_at_once_with_their_places() -> None:
    broken = (
        HAND_WRITTEN.replace("revision: 7", "revision: sju")
        .replace("stage: school", "stage: scool")
        .replace("- id: n1", "- x: n1")
    )
    with pytest.raises(Troubled) as caught:
        plan_text.read(broken)
    found = [(problem.code, problem.line) for problem in caught.value.problems]
    assert found == [
        ("K017", 5),
        ("K020", 6),
        ("K020", 7),
        ("K018", 7),
        ("K020", 14),
        ("K016", 16),
        ("K020", 16),
    ]


@pytest.mark.parametrize("end", range(0, len(HAND_WRITTEN) - 2, 7))
def test_no_cut_file_is_read_in_silence(end: int) -> None:
    with pytest.raises(Troubled):
        plan_text.read(HAND_WRITTEN[:end])


def test_a_newer_file_opens_read_only() -> None:
    before = plan_text.read(
        HAND_WRITTEN.replace("kronobarn: 1", "kronobarn: 2").replace("stage: school", "stage: planet")
    )
    assert before.newer
    assert before.plan.code == "k7mtr"


def test_the_version_is_a_number_however_it_is_spelled() -> None:
    assert plan_text.read("kronobarn: 01\ncode: k7mtr\nrevision: 1\n...\n").plan.code == "k7mtr"


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Troubled) as caught:
        plan_text.read(text)
    return caught.value.problems


def test_a_newer_file_that_cannot_be_read_is_told_of_as_such() -> None:
    assert problems("kronobarn: 2\n...\n") == (Problem("K014", 1, 1, facts={"version": "2"}),)


@pytest.mark.parametrize(("wrong", "code"), [("", "K011"), ("code: k7mtr\n...\n", "K006")])
def test_a_newer_file_that_was_cut_or_has_a_key_twice_is_refused_as_any_other(wrong: str, code: str) -> None:
    assert [one.code for one in problems(f"kronobarn: 2\ncode: k7mtr\nrevision: 1\n{wrong}")] == [code]


@pytest.mark.parametrize("text", ["[" * 200_000, "- " * 200_000, "{a: " * 50_000])
def test_deep_nesting_cannot_crash_the_parser(text: str) -> None:
    with pytest.raises(Troubled):
        plan_text.read(text)


@pytest.mark.parametrize("hidden", [r'"\x3170101-2384"', r'"2\u0030170101-2384"'])
def test_a_personal_number_is_found_though_it_is_written_in_escapes(hidden: str) -> None:
    text = f"kronobarn: 1\ncode: k7mtr\nlocal: [a, {{b: {hidden}}}]\n...\n"
    with pytest.raises(Troubled) as caught:
        plan_text.read(text)
    assert [problem[:3] for problem in caught.value.problems if problem.code != "K020"] == [("K019", 3, 16)]


def test_an_empty_plan_is_told_from_another_file() -> None:
    for text, facts in (("", {"empty": "yes"}), (" \n", {"empty": "yes"}), ("hej: 1\n...\n", {})):
        with pytest.raises(Troubled) as caught:
            plan_text.read(text)
        assert caught.value.problems[-1] == Problem("K015", 1, 1, facts=facts)
