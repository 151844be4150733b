"""What is known in an interview: answers given now, on top of what the plan already holds. Pure."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from kronobarn_cli.model.plan import PersonKind, Plan

SKIP = "skip"


def skipped(why: str) -> dict[str, str]:
    """The answer that stands for a question left with this reason."""
    return {SKIP: why}


def as_tree(plan: Plan) -> dict[str, Any]:
    """A plan as plain dicts, lists and texts, keyed as in the file."""
    tree: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(plan))
    return tree


@dataclass(frozen=True)
class Answers:
    """Answers by question id, in the order given, over a plan. Nothing here is changed in place but `given`."""

    plan: Plan
    given: dict[str, Any] = field(default_factory=dict)

    def get(self, question: str) -> Any:
        """What is answered to a question, now or in the plan: a plain value, or None."""
        if question in self.given:
            answer = self.given[question]
            return None if isinstance(answer, dict) and SKIP in answer else answer
        return self._in_plan(question)

    def known(self, question: str) -> bool:
        """Whether a question is done with: answered, left empty now, or skipped with a reason."""
        if question in self.given or self._in_plan(question) not in (None, [], {}):
            return True
        return any(one.what in (question, question.removeprefix("pick.")) for one in self.plan.skipped)

    def holds(self, when: str | None) -> bool:
        """Whether a condition such as `child.protected = no and people.school.role` holds."""
        return all(self._holds(part.strip()) for part in when.split(" and ")) if when else True

    def items(self, root: str, prefix: str) -> int:
        """The highest number among the items of a list, e.g. 2 for guardian-1 and guardian-2."""
        ids = [one["id"] for one in self._tree.get(root, ())]
        ids += [key.split(".")[1] for key in self.given if key.startswith(f"{root}.") and "." in key]
        numbers = [one.removeprefix(prefix) for one in ids if one.startswith(prefix)]
        return max((int(one) for one in numbers if one.isdigit()), default=0)

    def people(self) -> tuple[tuple[str, str], ...]:
        """Ids of all people with their kind: the child first, then guardians, then services and others."""
        found = {"child": "child"} | {one.id: str(one.kind) for one in self.plan.people}
        for key, answer in self.given.items():
            found |= _people_in(key, answer)
        order = [str(kind) for kind in PersonKind]
        return tuple(
            sorted(
                found.items(),
                key=lambda pair: (order.index(pair[1]), pair[0] if pair[1] == "guardian" else ""),
            )
        )

    def _holds(self, condition: str) -> bool:
        for sign, equal in ((" != ", False), (" = ", True)):
            if sign in condition:
                question, _, value = condition.partition(sign)
                return (_spoken(self._fact(question)) == value) is equal
        return self._fact(condition) not in (None, "", [], False)

    def _fact(self, question: str) -> Any:
        if question.startswith("fact.may-be-private."):
            return self._may_be_private(question.rpartition(".")[2])
        return self.get(question)

    def _may_be_private(self, item: str) -> bool:
        """Keeping words from a guardian has a meaning for the child, and where there are two guardians."""
        voice = self.get(f"wheel.{item}.voice") or self.get(f"voices.{item}.of")
        guardians = [one for one, kind in self.people() if kind == "guardian"]
        return voice == "child" or (voice in guardians and len(guardians) > 1)

    def _in_plan(self, question: str) -> Any:
        steps = question.split(".")
        if steps[0] == "pick":
            return self._picked(steps)
        found: Any = self._tree
        for step in steps:
            if isinstance(found, list):
                found = next((one for one in found if one["id"] == step), None)
            elif isinstance(found, dict):
                found = found.get(step)
            else:
                return None
        return found

    def _picked(self, steps: list[str]) -> Any:
        if steps[1] == "wheel":
            return True if self.plan.wheel else None
        if steps[1] == "voices":
            return True if self.plan.voices else None
        if steps[1] == "areas":
            areas = self._in_plan(f"wheel.{steps[2]}.areas")
            return list(areas) if areas else None
        return None

    @cached_property
    def _tree(self) -> dict[str, Any]:
        return as_tree(self.plan)


def _people_in(key: str, answer: Any) -> dict[str, str]:
    steps = key.split(".")
    if steps[0] == "people" and len(steps) > 1:
        return {steps[1]: "guardian" if steps[1].startswith("guardian-") else "service"}
    if steps[:2] == ["more", "guardian"]:
        return {f"guardian-{steps[2]}": "guardian"}
    if key == "pick.services" and isinstance(answer, list):
        return dict.fromkeys(answer, "service")
    if isinstance(answer, str) and (
        key in ("roles.responsible", "decision.to") or (steps[0] == "notices" and steps[-1] == "by")
    ):
        return {answer: "service"}
    return {}


def _spoken(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
