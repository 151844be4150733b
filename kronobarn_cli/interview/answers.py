"""What is known in an interview: answers given now, on top of what the plan already holds. Pure."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from kronobarn_cli.interview import lists
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.items import PREFIXES, last_number
from kronobarn_cli.model.plan import PersonKind, Plan

SKIP = "skip"
_NAMES_PEOPLE = {
    ("pick", "services"),
    ("roles", "responsible"),
    ("decision", "to"),
    ("notices", "by"),
    ("consents", "by"),
    ("consents", "to"),
    ("hand-overs", "to"),
    ("other-plans", "owner"),
}
"""Where an answer may name somebody who was not in the plan before: first and last word of the question's id."""


def skipped(why: str) -> dict[str, str]:
    """The answer that stands for a question left with this reason."""
    return {SKIP: why}


def as_tree(plan: Plan) -> dict[str, Any]:
    """A plan as plain dicts, lists and texts, keyed as in the file."""
    tree: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(plan))
    return tree


@dataclass(frozen=True)
class Answers:
    """Answers by question id, in the order given, over a plan. Nothing here is changed in place but `given`.

    `fresh` begins the ids that are asked anew although the plan has an answer: the next date, a new read-back.
    `meeting` is the id of the meeting at hand, if there is one.
    """

    plan: Plan
    given: dict[str, Any] = field(default_factory=dict)
    fresh: tuple[str, ...] = ()
    meeting: str = ""

    def get(self, question: str) -> Any:
        """What is answered to a question, now or in the plan: a plain value, or None."""
        if question in self.given:
            answer = self.given[question]
            return None if isinstance(answer, dict) and SKIP in answer else answer
        return self._in_plan(question)

    def known(self, question: str) -> bool:
        """Whether a question is done with: answered, left empty now, or skipped with a reason."""
        if question in self.given:
            return True
        if self.is_fresh(question):
            return False
        if self._in_plan(question) not in (None, [], {}):
            return True
        return any(one.what in (question, question.removeprefix("pick.")) for one in self.plan.skipped)

    def is_fresh(self, question: str) -> bool:
        """Whether a question is asked anew although the plan has an answer, and has not been answered anew yet."""
        return bool(self.fresh) and question.startswith(self.fresh) and question not in self.given

    def holds(self, when: str | None) -> bool:
        """Whether a condition such as `child.protected = no and people.school.role` holds."""
        return all(self._holds(part.strip()) for part in when.split(" and ")) if when else True

    def items(self, root: str) -> tuple[int, ...]:
        """The numbers of the items in a list, in order, e.g. (1, 2) for guardian-1 and guardian-2."""
        prefix = PREFIXES[root]
        ids = {one["id"] for one in self._tree.get(root, ())}
        ids |= {key.split(".", 2)[1] for key in self.given if key.startswith(f"{root}.")}
        numbers = (one.removeprefix(prefix) for one in ids if one.startswith(prefix))
        return tuple(sorted(int(one) for one in numbers if one.isdigit()))

    def is_in_plan(self, item: str) -> bool:
        """Whether an item such as `actions.a2` was in the plan before this conversation."""
        return self._in_plan(item) is not None

    def next_item(self, root: str) -> int:
        """The number of an item that is not yet there."""
        return self.after(root, max(self.items(root), default=0))

    def after(self, root: str, number: int) -> int:
        """The number that the next item gets after this one: never one that has meant something else."""
        return max(number, last_number(PREFIXES[root], self.plan.past_ids)) + 1

    def at_meeting(self, key: str) -> tuple[str, ...]:
        """Whom a question at the meeting at hand goes round to, the child first.

        Those `present`; those `absent` although invited; those `invited` from outside the family.
        """
        invited = self.get(f"meetings.{self.meeting}.invited") or []
        services = [one for one in invited if self._kind(one) in (PersonKind.SERVICE, PersonKind.OTHER)]
        present = self.get(f"meetings.{self.meeting}.present")
        if present is None:
            present = [
                one for one, _ in self.people() if one != "child" or self.get("child.stage") != ChildStage.UNBORN
            ]
        found = {"invited": services, "present": present, "absent": [one for one in invited if one not in present]}[key]
        return tuple(sorted(found, key=lambda one: (one != "child", not one.startswith("guardian-"))))

    def people(self) -> tuple[tuple[str, str], ...]:
        """Ids of all people with their kind: the child first, then guardians, then services and others."""
        found = {"child": "child"} | {one.id: str(one.kind) for one in self.plan.people}
        for key, answer in self.given.items():
            found |= _people_in(key, answer)
        for one in [one for one in found if self._is_nobody(one)]:
            del found[one]
        order = [str(kind) for kind in PersonKind]
        return tuple(
            sorted(
                found.items(),
                key=lambda pair: (order.index(pair[1]), pair[0] if pair[1] == "guardian" else ""),
            )
        )

    def _is_nobody(self, person: str) -> bool:
        """Whether a guardian was asked for and the question left: then there is none."""
        question = f"people.{person}.name"
        skipped_now = question in self.given and self.given[question] is None
        return person.startswith("guardian-") and skipped_now and not self.is_in_plan(f"people.{person}")

    def _holds(self, condition: str) -> bool:
        for sign, equal in ((" != ", False), (" = ", True)):
            if sign in condition:
                question, _, value = condition.partition(sign)
                return (_spoken(self._fact(question)) == value) is equal
        return self._fact(condition) not in (None, "", [], False)

    def _fact(self, question: str) -> Any:
        if not question.startswith("fact."):
            return self.get(question)
        _fact, name, *item = question.split(".")
        return {
            "may-be-private": self._may_be_private,
            "doer-without-role": self._doer_without_role,
            "giver-is-other": self._giver_is_other,
            "child-absent": self._child_absent,
        }[name](item[0] if item else "")

    def _may_be_private(self, item: str) -> bool:
        """Keeping words from a guardian has a meaning for the child, and where there are two guardians."""
        voice = self.get(f"wheel.{item}.voice") or self.get(f"voices.{item}.of")
        guardians = [one for one, kind in self.people() if kind == "guardian"]
        return voice == "child" or (voice in guardians and len(guardians) > 1)

    def _doer_without_role(self, action: str) -> bool:
        """Whether a service has promised something and nobody has said which function there does it."""
        who = str(self.get(f"actions.{action}.who") or "")
        return bool(who) and self._kind(who) == PersonKind.SERVICE and not self.get(f"people.{who}.role")

    def _kind(self, person: str) -> str:
        known = next((str(one.kind) for one in self.plan.people if one.id == person), None)
        return known or _kind(person)

    def _giver_is_other(self, consent: str) -> bool:
        return str(self.get(f"consents.{consent}.by") or "").startswith("other-")

    def _child_absent(self, _item: str) -> bool:
        present = self.get(f"meetings.{self.meeting}.present")
        return present is not None and "child" not in present and self.get("child.stage") != ChildStage.UNBORN

    def _in_plan(self, question: str) -> Any:
        steps = question.split(".")
        if steps[0] == "pick":
            return self._picked(steps)
        found: Any = self._items.get(".".join(steps[:2]))
        if found is None:
            found = self._tree
        else:
            steps = steps[2:]
        for step in steps:
            if isinstance(found, list):
                found = lists.find(found, step)
            elif isinstance(found, dict):
                found = found.get(step)
            else:
                return None
        return found

    def _picked(self, steps: list[str]) -> Any:
        if steps[1] == "wheel":
            return True if self.plan.wheel else None
        if steps[1] == "voices":
            return True if any(one.of == "child" for one in self.plan.voices) else None
        if steps[1] == "areas":
            areas = self._in_plan(f"wheel.{steps[2]}.areas")
            return list(areas) if areas else None
        return None

    @cached_property
    def _items(self) -> dict[str, Any]:
        """Every item of the plan's lists by list and name, as `actions.a2`: a meeting may have hundreds."""
        lists_of = ((root, items) for root, items in self._tree.items() if isinstance(items, list))
        return {
            f"{root}.{lists.name_of(one)}": one for root, items in lists_of for one in items if isinstance(one, dict)
        }

    @cached_property
    def _tree(self) -> dict[str, Any]:
        return as_tree(self.plan)


def _people_in(key: str, answer: Any) -> dict[str, str]:
    """The people that an answer brings into the plan, with their kind."""
    steps = key.split(".")
    if steps[0] == "people" and len(steps) > 1:
        return {steps[1]: _kind(steps[1])}
    if steps[:2] == ["more", "guardian"]:
        return {f"guardian-{steps[2]}": "guardian"}
    if (steps[0], steps[-1]) in _NAMES_PEOPLE:
        found = answer if isinstance(answer, list) else [answer] if isinstance(answer, str) else []
        return {one: _kind(one) for one in found}
    return {}


def _kind(person: str) -> str:
    for kind in (PersonKind.GUARDIAN, PersonKind.OTHER):
        if person.startswith(f"{kind}-"):
            return str(kind)
    return "child" if person == "child" else "service"


def _spoken(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
