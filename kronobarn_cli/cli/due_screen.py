"""What is due, on the screen: a table of days, and the turnings ahead in sentences."""

from collections.abc import Iterator

from kronobarn_cli.cli import choices_screen, screen
from kronobarn_cli.i18n import _, later, ngettext
from kronobarn_cli.interview.dates import in_words
from kronobarn_cli.model.due import Due, DueKind
from kronobarn_cli.model.terms import ChildStageTerm
from kronobarn_cli.model.transitions import Transition, TransitionKind
from kronobarn_cli.render.words import Words
from kronobarn_cli.work.due import Asked, Found, Told

_WHAT = {
    DueKind.ACTION: later("something that was promised"),
    DueKind.MEETING: later("meeting"),
    DueKind.FOLLOW_UP: later("follow-up"),
    DueKind.READ_BACK: later("read back what was decided"),
    DueKind.CONSENT: later("the consent to {services} ends"),
    DueKind.HAND_OVER: later("answer about the hand-over"),
    DueKind.CHILD_TOLD: later("tell the child what came of its words"),
}
_TURNINGS = {
    TransitionKind.BIRTH: later("The child is born. {role} becomes responsible."),
    TransitionKind.SCHOOL_START: later("School begins. {role} becomes responsible."),
    TransitionKind.MIDDLE_SCHOOL: later("A change of school is possible around year 4. Ask, and hand over."),
    TransitionKind.SENIOR_SCHOOL: later("A change of school is possible around year 7. Ask, and hand over."),
    TransitionKind.FIFTEEN: later(
        "Turns 15. Ask the young person more directly. In matters of the social services, whoever is 15 speaks for "
        "themselves. The sources of the model say nothing about this age."
    ),
    TransitionKind.UPPER_SECONDARY: later("Upper secondary school may begin. {role} becomes responsible."),
    TransitionKind.OUTSIDE_SCHOOL: later("Without a place in upper secondary school: {role} becomes responsible."),
    TransitionKind.ADULT: later(
        "Turns 18. The guardians no longer have a say, and the young person gives every consent anew."
    ),
    TransitionKind.ACTIVITIES_END: later("Turns 20. The municipality's responsibility for activities ends."),
}


def show(told: Told, asked: Asked, *, as_json: bool) -> None:
    """Show what is due, or give it to a script."""
    if as_json:
        due = [one.as_data() for one in told.found]
        screen.data({"version": 1, "due": due, "unreadable": list(told.unreadable)})
        return
    dated = [one for one in told.found if one.due.transition is None]
    if dated:
        screen.table((_("Day"), _("What"), _("Who"), _("Plan")), [_row(one) for one in dated])
    else:
        days = asked.within.days
        nothing = ngettext("Nothing is due within {count} day.", "Nothing is due within {count} days.", days)
        screen.say(nothing.format(count=days))
    turnings = [one for one in told.found if one.due.transition]
    if turnings:
        screen.heading(_("What growing older changes"))
    for one in turnings:
        screen.say(" ".join(_turning(one, asked)))
    choices_screen.tell(told.to_choose)
    unreadable(told)


def unreadable(told: Told) -> None:
    """Say in one line which plans could not be read."""
    if told.unreadable:
        codes = ", ".join(told.unreadable)
        screen.aside(_("Could not be read and is not included: {codes}").format(codes=codes))
        screen.aside(_("To see why: kronobarn check {codes}").format(codes=" ".join(told.unreadable)))


def _row(one: Found) -> tuple[str, str, str, str]:
    stamp = _("PRACTICE")
    plan = f"{one.code} {stamp}" if one.plan.practice else one.code
    return _day(one), _what(one.due, one.words), one.words.who(one.due.who), plan


def _day(one: Found) -> str:
    if not one.late:
        return str(one.due.day)
    if one.due.kind is DueKind.HAND_OVER:
        late = ngettext("waited {count} day", "waited {count} days", one.late)
    else:
        late = ngettext("{count} day late", "{count} days late", one.late)
    return f"{one.due.day}, {late.format(count=one.late)}"


def _what(due: Due, words: Words) -> str:
    """What is due, in a few words; an action in its own."""
    facts = due.facts
    match due.kind:
        case DueKind.ACTION if "what" in facts:
            return str(facts["what"])
        case DueKind.MEETING if "at" in facts:
            return _("meeting at {time}").format(time=facts["at"])
        case DueKind.FOLLOW_UP if not facts["convener"]:
            return _("follow-up: nobody calls to it yet")
        case kind:
            return _(_WHAT[kind]).format(services=words.joined(words.all(due.concerns)))


def _turning(one: Found, asked: Asked) -> Iterator[str]:
    turning = one.due.transition
    if turning is None:
        return
    stage = next((term for term in asked.terms.child_stages if term.id is turning.to), None)
    yield f"{one.code}  {_when(turning, one.words)}"
    yield _(_TURNINGS[turning.kind]).format(role=_role(stage))
    if stage and stage.unsure:
        yield stage.unsure
    if one.late:
        yield _("That day has passed: is the right person responsible?")
    elif one.proposed:
        yield _("A proposal for a hand-over meeting: {day}.").format(day=in_words(one.proposed, asked.language))


def _when(turning: Transition, words: Words) -> str:
    if turning.first is None or turning.first == turning.last:
        return f"{words.day(turning.first)}:" if turning.first else _("The day is not known:")
    return _("{first} to {last}:").format(first=words.day(turning.first), last=words.day(turning.last))


def _role(stage: ChildStageTerm | None) -> str:
    role = stage.role if stage else ""
    return role[:1].upper() + role[1:]
