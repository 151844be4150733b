"""The conversations one can hold about a plan: which questions, about what, and what follows from the answers.

Laws: a conversation that was interrupted goes on about the very same meeting, action or hand-over; what is at hand is
read from the plan, never remembered elsewhere.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from kronobarn_cli.interview import lists
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.defaults import Suggestions
from kronobarn_cli.interview.guide import Guide, MeetingGuide, StageGuide
from kronobarn_cli.interview.replies import Day
from kronobarn_cli.interview.script import WHOLE, Scope
from kronobarn_cli.model.action import is_over
from kronobarn_cli.model.follow_up import apply_tried
from kronobarn_cli.model.hand_over import settled, waiting
from kronobarn_cli.model.items import is_numbered
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import ActionStatus, Meeting, Plan, Tried
from kronobarn_cli.model.terms import Conversation, PartId, Terms
from kronobarn_cli.text.working_days import working_day_before

Given = Mapping[str, Any]
CONSULTATION = "consultation"
INTERVIEWS = {"new-plan", "interview", "continue", CONSULTATION}
"""What the first interview has been called in a draft."""
_BEGUN_BY = {
    "meetings": "meeting {code}",
    "reviews": "follow-up {code}",
    "hand-overs": "hand-over {code}",
    "closing": "close {code}",
    "consents": "consent {code} --give",
    "wheel": "wheel {code}",
}


def _nothing_more(plan: Plan, _given: Given) -> Plan:
    return plan


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation: the command that holds it, its questions, what is known before the first of them.

    A `whole` one means nothing by halves: left before its end, its answers wait in the draft.
    """

    command: str
    scope: Scope = WHOLE
    said: dict[str, Any] = field(default_factory=dict)
    fresh: tuple[str, ...] = ()
    meeting: str = ""
    part: PartId | None = None
    meets_again: bool = False
    whole: bool = False
    moved: date | None = None
    settle: Callable[[Plan, Given], Plan] = _nothing_more

    def answers(self, plan: Plan, given: Given) -> Answers:
        """What is known: the plan, what was said beforehand, what has been answered."""
        return Answers(plan, {**self.said, **given}, self.fresh, self.meeting)

    def suggestions(self, usual: Suggestions) -> Suggestions:
        """What an empty answer means: a working day for the next time, where the conversation sets one."""
        if not self.meets_again:
            return usual
        return usual._replace(follow_up=working_day_before(usual.today + timedelta(weeks=usual.follow_up_weeks)))

    def guide(self, terms: Terms, usual: Suggestions, language: str) -> Guide:
        """Who walks beside the person."""
        day = Day(usual.today, language)
        if self.scope.conversation is Conversation.MEETING:
            return MeetingGuide(terms, day, usual.now, usual.meeting_minutes)
        return StageGuide(terms, day)


def interview(plan: Plan, usual: Suggestions) -> Talk:
    """The first interview, as far as it has not come; of a child whom nobody names only what may be asked."""
    del usual
    if plan.consultation:
        return Talk(CONSULTATION, Scope(Conversation.CONSULT))
    return Talk("new-plan")


def wheel(plan: Plan, usual: Suggestions, voice: str | None = None) -> Talk:
    """A new reading of the wheel by one voice."""
    del usual
    number = Answers(plan).next_item("wheel")
    said = {f"wheel.w{number}.voice": voice} if voice else {}
    return Talk("wheel", Scope(Conversation.WHEEL, {"wheel": number}), said)


def consent(plan: Plan, usual: Suggestions) -> Talk:
    """A new consent."""
    del usual
    return Talk("consent", Scope(Conversation.CONSENT, {"consents": Answers(plan).next_item("consents")}), whole=True)


def prepare(plan: Plan, usual: Suggestions) -> Talk:
    """The next meeting, with everyone's words for it."""
    del usual
    number = _coming(plan)
    first = {"meetings": number, "voices": Answers(plan).next_item("voices")}
    fresh = () if number == 1 else ("roles.chair", "roles.note-taker")
    again = any(one.id == f"m{number}" and (one.why_invited or one.breaks or one.interpreter) for one in plan.meetings)
    # Prepared once before: then something has changed, most often the day, so that all of it is offered anew.
    fresh = (*fresh, f"meetings.m{number}.") if again else fresh
    return Talk("prepare", Scope(Conversation.PREPARE, first), fresh=fresh, meeting=f"m{number}")


def meeting(plan: Plan, usual: Suggestions) -> Talk:
    """The meeting of today: the one that is planned or begun, else a new one."""
    number = _of_today(plan, usual)
    at_hand = f"m{number}"
    begun = any(one.id == at_hand and held(one) for one in plan.meetings)
    later = any(held(one) and one.id != at_hand for one in plan.meetings)
    tried, said = _to_try(plan, usual, begun=begun) if later else (Answers(plan).next_item("tried"), {})
    planned = next((one.day for one in plan.meetings if one.id == at_hand and not begun), None)
    said = said if begun else {f"meetings.{at_hand}.day": usual.today.isoformat(), **said}
    first = {"meetings": number, "tried": tried}
    fresh = ("agreement.answers.", "follow-up.", "roles.coordinator", "fallback.") if later and not begun else ()
    scope = Scope(Conversation.MEETING, first)
    moved = planned if planned != usual.today else None
    return Talk("meeting", scope, said, fresh, at_hand, meets_again=True, moved=moved, settle=_met(usual.today))


def follow_up(plan: Plan, usual: Suggestions) -> Talk:
    """A follow-up: today's if one has begun, else a new one."""
    known = Answers(plan)
    now = (one.id for one in plan.reviews if one.day == usual.today and is_numbered("reviews", one.id))
    begun = next(now, None)
    number = lists.number_of("reviews", begun) if begun else known.next_item("reviews")
    tried, said = _to_try(plan, usual, begun=begun is not None)
    first = {"reviews": number, "tried": tried, "wheel": known.next_item("wheel")}
    fresh = () if begun else ("follow-up.",)
    return Talk(
        "follow-up", Scope(Conversation.FOLLOW_UP, first), said, fresh, meets_again=True, settle=_tried(usual.today)
    )


def hand_over(plan: Plan, usual: Suggestions) -> Talk:
    """The hand-over that waits for an answer, else a new one."""
    del usual
    open_ = waiting(plan)
    counted = open_ is not None and is_numbered("hand-overs", open_.id)
    at_hand = open_.id if open_ and counted else f"h{Answers(plan).next_item('hand-overs')}"
    scope = Scope(Conversation.HAND_OVER, {"hand-overs": lists.number_of("hand-overs", at_hand)})
    # What a child is old enough for decides who takes over, and no other conversation asks after it again.
    fresh = () if open_ else ("child.stage",)
    return Talk("hand-over", scope, fresh=fresh, whole=True, settle=lambda changed, _given: settled(changed, at_hand))


def close(plan: Plan, usual: Suggestions) -> Talk:
    """The closing."""
    del plan, usual
    return Talk("close", Scope(Conversation.CLOSE), whole=True)


TALKS: Mapping[str, Callable[[Plan, Suggestions], Talk]] = {
    "wheel": wheel,
    "consent": consent,
    "prepare": prepare,
    "meeting": meeting,
    "follow-up": follow_up,
    "hand-over": hand_over,
    "close": close,
}
"""How `continue` finds the conversation that an unsaved answer belongs to."""


def likely(code: str, questions: Iterable[str]) -> str:
    """What can be typed to go on with the conversation that asks these questions, as far as they tell."""
    roots = {question.partition(".")[0] for question in questions}
    return "kronobarn " + next((words for root, words in _BEGUN_BY.items() if root in roots), "meeting {code}").format(
        code=code
    )


def _coming(plan: Plan) -> int:
    """The number of the meeting that is planned and not held, or of a new one."""
    planned = [one.id for one in _meetings(plan) if not held(one)]
    return lists.number_of("meetings", planned[-1]) if planned else Answers(plan).next_item("meetings")


def _of_today(plan: Plan, usual: Suggestions) -> int:
    begun = [one.id for one in _meetings(plan) if held(one) and one.day == usual.today]
    planned = any(not held(one) for one in _meetings(plan))
    unread = None if begun or planned else _not_read_back(plan)
    at_hand = begun[-1] if begun else unread
    return lists.number_of("meetings", at_hand) if at_hand else _coming(plan)


def _meetings(plan: Plan) -> tuple[Meeting, ...]:
    """The meetings a conversation can be about: an id that somebody wrote by hand may be of another kind."""
    return tuple(one for one in plan.meetings if is_numbered("meetings", one.id))


def _not_read_back(plan: Plan) -> str | None:
    """The last meeting, when nothing has been read back at it or since: it is not over."""
    days = {one.id: one.day for one in _meetings(plan) if held(one) and one.day}
    last = max(days, key=lambda one: days[one], default=None)
    read = plan.agreement.day if plan.agreement else None
    return last if last and (read is None or read < days[last]) else None


def _to_try(plan: Plan, usual: Suggestions, *, begun: bool) -> tuple[int, dict[str, Any]]:
    """From which number the tried actions of today count, and which action each of them is about."""
    now = [one.id for one in plan.tried if one.day in (None, usual.today) and is_numbered("tried", one.id)]
    today = [lists.number_of("tried", one) for one in now]
    number = Answers(plan).next_item("tried")
    if begun:
        return min(today, default=number), {}
    open_ = [one.id for one in plan.actions if not is_over(one)]
    return number, {f"tried.t{number + place}.action": one for place, one in enumerate(open_)}


def _tried(today: date) -> Callable[[Plan, Given], Plan]:
    """The actions as the follow-up leaves them; what nobody said anything about is not kept as tried."""

    def settle(plan: Plan, given: Given) -> Plan:
        asked = {key.split(".")[1] for key in given if key.startswith("tried.")}
        said = {one.id for one in plan.tried if one != Tried(id=one.id, action=one.action)}
        kept = tuple(one for one in plan.tried if one.id in said or one.id not in asked)
        planned = tuple(replace(one, status=one.status or ActionStatus.PLANNED) for one in plan.actions)
        return apply_tried(replace(plan, tried=kept, actions=planned), asked & said, today)

    return settle


def _met(today: date) -> Callable[[Plan, Given], Plan]:
    """As a follow-up leaves the actions; and a new read-back counts with the answers given to it alone."""

    def settle(plan: Plan, given: Given) -> Plan:
        tried = _tried(today)(plan, given)
        asked = {key.split(".")[2] for key in given if key.startswith("agreement.answers.")}
        if tried.agreement is None or "agreement.day" not in given:
            return tried
        answers = tuple(one for one in tried.agreement.answers if one.of in asked)
        return replace(tried, agreement=replace(tried.agreement, answers=answers))

    return settle
