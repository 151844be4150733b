"""A plan at a glance: where it stands, who does what by when, what comes next."""

from collections.abc import Iterator, Mapping
from typing import Any

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _, ngettext

Glance = Mapping[str, Any]


def show(plan: Glance, stage: str) -> None:
    """Show the parts that have something in them; empty ones are left out with their headings."""
    if plan["meta"]["stamp"]:
        screen.say(plan["meta"]["stamp"])
    screen.say(_("Plan {code}, version {version}. Stage: {stage}").format(**plan["meta"], stage=stage))
    for line in _closing(plan):
        screen.say(line)
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


def open_points(code: str, count: int) -> None:
    """Say how much in the plan is written in two ways, if anything is; what it says is for `merge` to show."""
    if count:
        words = ngettext(
            "In one place you have written differently and not chosen yet.",
            "In {count} places you have written differently and not chosen yet.",
            count,
        )
        screen.say()
        screen.say(words.format(count=count))
        screen.say(_("To choose: {command}").format(command=f"kronobarn merge {code}"))


def _closing(plan: Glance) -> Iterator[str]:
    closing = plan["closing"]
    if closing["reopened"]:
        yield _("Reopened {day}").format(day=closing["reopened"])
    elif closing["day"]:
        yield _("Closed {day}").format(day=closing["day"])
        if closing["child_told_by"]:
            yield _("Tells the child: {who}").format(who=_joined(closing["child_told_by"], closing["child_told_day"]))


def _child(plan: Glance) -> Iterator[str]:
    child = plan["child"]
    yield _joined(child["name"], child["stage"])
    if child["needs"]:
        yield _("Needs: {needs}").format(needs=", ".join(child["needs"]))


def _people(plan: Glance) -> Iterator[str]:
    for person in plan["people"]:
        if person["kind"] != "child":
            yield f"{person['who']}: {person['task']}" if person["task"] else person["who"]
    roles = plan["roles"]
    if roles["responsible"]:
        yield _("Responsible for the child's best: {who}").format(who=roles["responsible"])
    if roles["coordinator"] not in {"", roles["responsible"]}:
        yield _("Holds the plan together: {who}").format(who=roles["coordinator"])
    for one in plan["hand_overs"]:
        if not (one["accepted"] or one["declined"]):
            yield _hand_over(one)


def _hand_over(one: Mapping[str, str]) -> str:
    proposed = _("proposed {day}").format(day=one["proposed"]) if one["proposed"] else ""
    facts = {"what": one["kind"], "who": one["to"] or _("nobody yet")}
    return _joined(_("Waiting for an answer: {what}, to {who}").format(**facts), proposed)


def _notices(plan: Glance) -> Iterator[str]:
    for notice in plan["notices"]:
        yield _joined(notice["day"], notice["by"])
        yield notice["seen"]


def _decision(plan: Glance) -> Iterator[str]:
    decision = plan["decision"]
    yield decision["outcome"].capitalize()
    yield decision["why"]


def _meeting(plan: Glance) -> Iterator[str]:
    meeting = plan["meeting"]
    yield _joined(meeting["day"], meeting["at"], meeting["place"])
    yield from meeting["asks"]
    if meeting["invited"]:
        yield _("Invited: {who}").format(who=", ".join(meeting["invited"]))


def _actions(plan: Glance) -> Iterator[str]:
    for goal in plan["goals"]:
        yield _joined(goal["text"], _changed(goal))
        yield from map(_action, goal["actions"])
    if plan["goals"] and plan["actions"]:
        yield _("More that we do")
    yield from map(_action, plan["actions"])
    if plan["agreement"]["changed"]:
        yield _("Something in the plan has been changed after it was read out.")


def _action(action: Mapping[str, Any]) -> str:
    by = _("by {day}").format(day=action["by"]) if action["by"] else ""
    facts = _joined(action["who"], by, action["status"], _changed(action))
    return f"  {action['what']} ({facts})" if facts else f"  {action['what']}"


def _changed(thing: Mapping[str, Any]) -> str:
    return _("changed after the meeting") if thing["changed"] else ""


def _next(plan: Glance) -> Iterator[str]:
    if plan["reviews"] and plan["reviews"][-1]["day"]:
        yield _("Last follow-up: {day}").format(day=plan["reviews"][-1]["day"])
    yield _joined(plan["follow_up"]["day"], plan["follow_up"]["convener"])


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
