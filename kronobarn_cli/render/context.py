"""From a view to the plain values that a template may use: the contract with those who write templates.

Laws: only str, int, bool, list and dict; what is not known is an empty text or an empty list; every date and
choice is in words; no id is shown. The same keys are there for every document, audience and language.

| Key | Holds |
|---|---|
| `meta` | `code`, `version`, `date`, `audience` (kind), `for_whom`, `plan_name`, `working_copy`, `practice`, `stamp`, `footer` |
| `child` | `name`, `stage`, `born`, `needs` |
| `people` | each: `who`, `kind`, `name`, `role` (unless it is in `who`), `task`, `contact`, `now` (has something to do here now) |
| `roles` | `responsible`, `coordinator`, `chair`, `note_taker`, `convener` |
| `notices` | each: `day`, `by`, `seen`, `works`, `child_says`, `guardian_knows` |
| `questions` | `in_the_way`, `enough`, `i_can`, `we_can`, `others` |
| `decision` | `day`, `outcome`, `why`, `to` |
| `voices` | each, the child's first: `who`, `is_child`, `day`, `how`, `important`, `wish`, `not_raise`, `takes_part`, `private` |
| `wheel` | `voices` (`who`, `day`), `rows` (`area`, `meaning`, `cells`, `asked`, `described` (not only skipped), `in_words` (more than a choice), `needs_support`, `sentence`), `readings`, `sentence`, `differences`, `picture`, `most` |
| `wheel.rows.cells` | each: `voice`, `asked`, `short`, `works`, `hard`, `need`, `needs_support`, `score` (0: none), `score_text`, `why`, `step`, `skipped` |
| `wheel.readings` | each time someone spoke, in order: `who`, `day`, `private`, `cells` (as above, and `area`) |
| `meeting` | the next, or the last held: `day`, `at`, `place`, `minutes` (0: not set), `asks`, `invited`, `present`, `absent` (`who`, `why`), `notes` (`part`, `text`) |
| `meetings` | all, in order of time, each as `meeting` |
| `agenda` | each part: `name`, `minutes`, `clock`, `prompts` |
| `goals` | each: `text`, `area`, `long`, `words_of`, `actions` |
| `actions` | those without a goal here, each as in a goal: `what`, `who`, `by`, `often`, `sign`, `status`, `result`, `area` |
| `not_doing` | each: `who`, `what` |
| `disagreements` | each: `about`, `views` (`of`, `says`) |
| `fallback` | `ring`, `contact`, `say` |
| `other_plans` | each: `kind`, `exists`, `owner`, `next` |
| `follow_up` | `day`, `convener` |
| `consents` | each: `by`, `to`, `areas`, `except`, `purpose`, `from`, `until`, `form`, `original`, `obtained_by`, `state` |
| `hand_overs` | each: `kind`, `from`, `to`, `why`, `proposed`, `accepted`, `declined` |
| `agreement` | `day`, `fingerprint`, `answers` (`of`, `says`) |
| `shared` | each: `day`, `document`, `for`, `fingerprint` |
| `skipped` | each question left with a reason: `who` (whose it was), `what`, `why` |
| `closing` | `day`, `why`, `goals_met`, `family_says`, `child_told_by`, `archived_at` |
"""

# ruff: noqa: E501 the contract is a table

from datetime import date
from typing import Any

from kronobarn_cli.model.agenda import clock, minutes
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.consent import valid
from kronobarn_cli.model.plan import Action, Consent, Meeting, Notes, PersonKind, Plan, Questions, Voice
from kronobarn_cli.model.terms import Part, Terms
from kronobarn_cli.model.view import Audience, AudienceKind
from kronobarn_cli.render.people import people
from kronobarn_cli.render.skips import skipped
from kronobarn_cli.render.wheel_words import wheel
from kronobarn_cli.render.words import Words

_USUAL_MINUTES = 60
_PROMPTS_OF = {AudienceKind.FAMILY: "guardian", AudienceKind.ARCHIVE: "chair"}


def build(view: Plan, terms: Terms, language: str, today: date, audience: Audience) -> dict[str, Any]:
    """The context for one view, in plain values; `language` is `sv` or `en`."""
    words = Words(view, terms, language)
    meeting = _meeting_at_hand(view.meetings, today)
    return {
        "meta": _meta(words, today, audience),
        "child": {
            "name": view.child.name or "",
            "stage": next((s.name for s in terms.child_stages if s.id is view.child.stage), ""),
            "born": view.child.born or "",
            "needs": list(view.child.needs),
        },
        "people": people(words, meeting),
        "roles": {role: words.who(getattr(view.roles, role)) for role in view.roles.__struct_fields__},
        **_told(words),
        "wheel": wheel(words, view.wheel, f"{view.code}-wheel-{audience.name}.svg"),
        "meeting": _meeting(words, meeting),
        "meetings": [_meeting(words, one) for one in sorted(view.meetings, key=lambda one: one.day or date.max)],
        "agenda": _agenda(words, meeting, audience),
        **_agreed(words),
        **_kept(words, today),
    }


def _meta(words: Words, today: date, audience: Audience) -> dict[str, Any]:
    plan, model = words.term("plan"), words.term("model")
    copy, whom = words.term("working-copy"), words.audience(audience)
    stamp = words.say("practice", stamp=words.term("practice-stamp")) if words.plan.practice else ""
    facts = {"code": words.plan.code, "version": words.plan.revision, "date": words.day(today)}
    return facts | {
        "audience": audience.kind.value,
        "for_whom": whom,
        "plan_name": f"{plan} ({model})",
        "working_copy": copy,
        "practice": words.plan.practice,
        "stamp": stamp,
        "footer": words.say("footer", plan=plan, model=model, whom=whom, copy=copy, **facts),
    }


def _told(words: Words) -> dict[str, Any]:
    plan, decision = words.plan, words.plan.decision
    voices = sorted((_voice(words, voice) for voice in plan.voices), key=lambda voice: not voice["is_child"])
    return {
        "notices": [
            _texts(notice, "seen", "works", "child_says")
            | {
                "day": words.day(notice.day),
                "by": words.who(notice.by),
                "guardian_knows": words.enum(notice.guardian_knows),
            }
            for notice in plan.notices
        ],
        "questions": _texts(plan.questions, *Questions.__struct_fields__),
        "decision": {
            "day": words.day(decision.day if decision else None),
            "outcome": words.enum(decision.outcome if decision else None),
            "why": (decision and decision.why) or "",
            "to": words.who(decision.to if decision else None),
        },
        "voices": voices,
    }


def _voice(words: Words, voice: Voice) -> dict[str, Any]:
    of_child = any(p.id == voice.of and p.kind is PersonKind.CHILD for p in words.plan.people)
    texts = _texts(voice, "how", "important", "wish", "not_raise", "takes_part")
    facts = {"who": words.who(voice.of), "is_child": of_child, "day": words.day(voice.day), "private": voice.private}
    return texts | facts


def _meeting_at_hand(meetings: tuple[Meeting, ...], today: date) -> Meeting | None:
    """The next meeting; when none is to come, the one latest held; one without a date is still to come."""
    coming = [meeting for meeting in meetings if meeting.day is None or meeting.day >= today]
    if coming:
        return min(coming, key=lambda meeting: meeting.day or date.max)
    return max(meetings, key=lambda meeting: meeting.day or date.min, default=None)


def _meeting(words: Words, meeting: Meeting | None) -> dict[str, Any]:
    found = meeting or Meeting(id="none")
    return {
        "day": words.day(found.day),
        "at": found.at or "",
        "place": found.place or "",
        "minutes": found.minutes or 0,
        "asks": list(found.asks),
        "invited": words.all(found.invited),
        "present": words.all(found.present),
        "absent": [{"who": words.who(absent.who), "why": absent.why or ""} for absent in found.absent],
        "notes": _notes(words, found.notes or Notes()),
    }


def _notes(words: Words, notes: Notes) -> list[dict[str, Any]]:
    """What was written at each part of the meeting, under the part's name."""
    names = {part.id.value: part.name for part in words.terms.agenda}
    written = ((part, getattr(notes, part)) for part in Notes.__struct_fields__)
    return [{"part": names.get(part, ""), "text": text} for part, text in written if text]


def _agenda(words: Words, meeting: Meeting | None, audience: Audience) -> list[dict[str, Any]]:
    parts = words.terms.agenda
    at = meeting.at if meeting else None
    lengths = minutes(parts, (meeting and meeting.minutes) or _USUAL_MINUTES) if parts else ()
    phrase = "clock" if at else "offset"
    return [
        {
            "name": part.name,
            "minutes": length,
            "clock": words.say(phrase, start=start, end=end),
            "prompts": _prompts(words, part, audience),
        }
        for part, length, (start, end) in zip(parts, lengths, clock(at, lengths), strict=True)
    ]


def _prompts(words: Words, part: Part, audience: Audience) -> list[str]:
    """The reader's own prompts; before birth those that are worded for it, where there are any."""
    reader = _PROMPTS_OF.get(audience.kind, audience.kind.value).replace("-", "_")
    before_birth = getattr(part.unborn, reader) if words.plan.child.stage is ChildStage.UNBORN else ()
    return list(before_birth or getattr(part.prompts, reader))


def _agreed(words: Words) -> dict[str, Any]:
    plan, ids = words.plan, {goal.id for goal in words.plan.goals}
    ringing = next((p.contact for p in plan.people if plan.fallback and p.id == plan.fallback.ring), None)
    return {
        "goals": [
            {
                "text": goal.text or "",
                "area": words.area(goal.area),
                "long": goal.long,
                "words_of": words.who(goal.words_of),
                "actions": [_action(words, action) for action in plan.actions if action.goal == goal.id],
            }
            for goal in plan.goals
        ],
        "actions": [_action(words, action) for action in plan.actions if action.goal not in ids],
        "not_doing": [{"who": words.who(one.who), "what": one.what} for one in plan.not_doing],
        "disagreements": [
            {
                "about": one.about.rstrip().removesuffix("."),
                "views": [{"of": words.who(v.of), "says": v.says} for v in one.views],
            }
            for one in plan.disagreements
        ],
        "fallback": {
            "ring": words.who(plan.fallback.ring if plan.fallback else None),
            "contact": ringing or "",
            "say": (plan.fallback and plan.fallback.say) or "",
        },
        "follow_up": {
            "day": words.day(plan.follow_up.day if plan.follow_up else None),
            "convener": words.who(plan.follow_up.convener if plan.follow_up else None),
        },
    }


def _action(words: Words, action: Action) -> dict[str, Any]:
    texts = _texts(action, "what", "often", "sign", "result")
    return texts | {
        "who": words.who(action.who),
        "by": words.day(action.by),
        "status": words.enum(action.status),
        "area": words.area(action.area),
    }


def _kept(words: Words, today: date) -> dict[str, Any]:
    plan, agreement, closing = words.plan, words.plan.agreement, words.plan.closing
    return {
        "other_plans": [
            {
                "kind": words.known("plan-", other.kind),
                "exists": other.exists,
                "owner": words.who(other.owner),
                "next": words.day(other.next),
            }
            for other in plan.other_plans
        ],
        "consents": [_consent(words, consent, today) for consent in plan.consents],
        "hand_overs": [
            {
                "kind": words.enum(h.kind),
                "from": words.who(h.from_),
                "to": words.who(h.to),
                "why": h.why or "",
            }
            | {when: words.day(getattr(h, when)) for when in ("proposed", "accepted", "declined")}
            for h in plan.hand_overs
        ],
        "agreement": {
            "day": words.day(agreement.day if agreement else None),
            "fingerprint": (agreement and agreement.fingerprint) or "",
            "answers": [
                {"of": words.who(answer.of), "says": words.enum(answer.says)}
                for answer in (agreement.answers if agreement else ())
            ],
        },
        "shared": [
            {
                "day": words.day(s.day),
                "document": words.known("document-", s.document),
                "for": _shared_for(words, s.for_),
                "fingerprint": s.fingerprint or "",
            }
            for s in plan.shared
        ],
        "skipped": skipped(words),
        "closing": _texts(closing, "why", "family_says", "archived_at")
        | {
            "day": words.day(closing.day if closing else None),
            "goals_met": words.enum(closing.goals_met if closing else None),
            "child_told_by": words.who(closing.child_told_by if closing else None),
        },
    }


def _consent(words: Words, consent: Consent, today: date) -> dict[str, Any]:
    texts = _texts(consent, "purpose", "original") | {"except": consent.except_ or ""}
    withdrawn = words.say("withdrawn", day=words.day(consent.withdrawn)) if consent.withdrawn else ""
    return texts | {
        "by": words.who(consent.by),
        "to": words.joined(words.all(consent.to)),
        "areas": [words.area(area) for area in consent.areas],
        "from": words.day(consent.from_),
        "until": words.day(consent.until),
        "form": words.enum(consent.form),
        "obtained_by": words.who(consent.obtained_by),
        "state": withdrawn or words.say("valid" if valid(consent, today) else "not-valid"),
    }


def _shared_for(words: Words, name: str) -> str:
    kind = next((kind for kind in AudienceKind if kind.value == name), None)
    return words.audience(Audience(kind=kind)) if kind else words.who(name)


def _texts(value: object, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name, None) or "" for name in names}
