"""A plan at a glance: where it stands, who does what by when, what comes next."""

from collections.abc import Iterator, Mapping
from typing import Any

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _

Glance = Mapping[str, Any]


def show(plan: Glance, stage: str) -> None:
    """Show the parts that have something in them; empty ones are left out with their headings."""
    if plan["meta"]["stamp"]:
        screen.say(plan["meta"]["stamp"])
    screen.say(_("Plan {code}, version {version}. Stage: {stage}").format(**plan["meta"], stage=stage))
    for title, lines in (
        (_("The child"), _child(plan)),
        (_("Around the child"), _people(plan)),
        (_("Noticed"), _notices(plan)),
        (_("The wheel"), iter(plan["wheel"]["differences"] or [plan["wheel"]["sentence"]])),
        (_("Decision"), _decision(plan)),
        (_("The meeting"), _meeting(plan)),
        (_("What we do"), _actions(plan)),
        (_("Next time"), _next(plan)),
    ):
        found = [line for line in lines if line]
        if found:
            screen.heading(title)
            for line in found:
                screen.say(line)


def _child(plan: Glance) -> Iterator[str]:
    child = plan["child"]
    yield ", ".join(part for part in (child["name"], child["stage"]) if part)
    if child["needs"]:
        yield _("Needs: {needs}").format(needs=", ".join(child["needs"]))


def _people(plan: Glance) -> Iterator[str]:
    for person in plan["people"]:
        if person["kind"] != "child":
            yield f"{person['who']}: {person['task']}" if person["task"] else person["who"]
    if plan["roles"]["responsible"]:
        yield _("Responsible: {who}").format(who=plan["roles"]["responsible"])


def _notices(plan: Glance) -> Iterator[str]:
    for notice in plan["notices"]:
        yield ", ".join(part for part in (notice["day"], notice["by"]) if part)
        yield notice["seen"]


def _decision(plan: Glance) -> Iterator[str]:
    decision = plan["decision"]
    yield decision["outcome"].capitalize()
    yield decision["why"]


def _meeting(plan: Glance) -> Iterator[str]:
    meeting = plan["meeting"]
    yield ", ".join(part for part in (meeting["day"], meeting["at"], meeting["place"]) if part)
    yield from meeting["asks"]
    if meeting["invited"]:
        yield _("Invited: {who}").format(who=", ".join(meeting["invited"]))


def _actions(plan: Glance) -> Iterator[str]:
    for goal in plan["goals"]:
        yield goal["text"]
        yield from map(_action, goal["actions"])
    yield from map(_action, plan["actions"])


def _action(action: Mapping[str, str]) -> str:
    by = _("by {day}").format(day=action["by"]) if action["by"] else ""
    facts = ", ".join(part for part in (action["who"], by, action["status"]) if part)
    return f"  {action['what']} ({facts})" if facts else f"  {action['what']}"


def _next(plan: Glance) -> Iterator[str]:
    follow_up = plan["follow_up"]
    yield ", ".join(part for part in (follow_up["day"], follow_up["convener"]) if part)
