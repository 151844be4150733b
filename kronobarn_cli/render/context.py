"""From a view to the plain values that a template may use: the contract with those who write templates.

Laws: only str, int, bool, list and dict; what is not known is an empty text or an empty list; every date and
choice is in words; no id is shown. The same keys are there for every document, audience and language.

| Key | Holds |
|---|---|
| `meta` | `code`, `version`, `date`, `audience` (kind), `for_whom`, `plan_name`, `working_copy`, `practice`, `consultation` (a child nobody names), `protected`, `stamp`, `footer` |
| `child` | `name`, `stage`, `born`, `needs`, `unborn`, `young` (under about ten) |
| `own` | the reader's own, when it is one person: `who`, `task`, `leads` and `writes` (at the meeting), `needs_consent` (a service that does not hold the plan), `consented` (everyone lets it come, on the day of the meeting), `notices`, `voices`, `readings` (as `wheel.readings`), `cells` (as in `wheel.readings`: the newest word on each area), `actions` (as in a goal), `not_doing` (texts) |
| `journal` | a service's own, for its records: `meeting` (the last held, as `meeting`), `child` (nothing private: `day`, `important`, `wish`, and what it `says` at the last follow-up, `says_day`), `cells` (its latest word on each area), `decision` (if it is the service's matter: `day`, `outcome`, `why`), `actions` (as in a goal, and `asked`, `done`, `helped`, `known_by` from the last follow-up), `consents` (to it, that hold: `by`, `areas`, `until`, `form`) |
| `mine` | the child's own page, cut to fit one (nothing private; days as `torsdag den 7 maj`): `said` (each: `day` of a follow-up or empty, `how`, `text`), `takes_part` (texts, before a meeting), `picture` (as `wheel.faces`, until the child is twelve), `steps` (each: `areas`, `text`; with the picture, or when there is nothing in words), `in_words` (when there is no picture, at most one: `works` and `hard`, texts), `aims` (goals in the child's words, each: `text`, `promises`), `promises` (other things the adults do), `i_do`, `adults_want` (texts), `changed` (at the follow-up where the child last spoke: `day`, `what`), `been` (what is over), `nothing` (is decided), `left_out` (how many promises did not fit, in words), `left_out_one`, `fits` (on one sheet; false when the child's own words, which are never cut, are too long), `met`, `ahead` (`day`, `passed`, `at`, `place`, `with`, `convener`), `ask` (`who`, `contact`, `say`), `tells`, `closed` (`yes`, `day`, `result`, `by`, `told_day`, `told`), `explained`, `whole` (what need not fit on a page: all `promises` of the adults, `i_do`, `changed`, `been`) |
| `mine.promises` | as everywhere in `mine`, what goes on again and again first, then in order of days (`been`: in order of days): `who`, `what`, `by` (while somebody waits for it), `often`, `state` (sentences, or empty) |
| `people` | (nobody when an identity is protected) each: `who`, `kind`, `name`, `role` (unless it is in `who`), `task`, `contact`, `now` (has something to do here now) |
| `roles` | `responsible`, `coordinator`, `chair`, `note_taker`, `convener` |
| `notices` | each: `day`, `by`, `seen`, `works`, `child_says`, `guardian_knows` |
| `questions` | `in_the_way`, `enough`, `i_can`, `we_can`, `others` |
| `decision` | `day`, `outcome`, `why`, `to` |
| `voices` | each, the child's first: `who`, `is_child`, `day`, `how`, `important`, `wish`, `not_raise`, `takes_part`, `private` |
| `wheel` | `voices` (`who`, with "(privat)" after it when it is, as everywhere in the wheel; `is_child`, `day`), `rows` (`area`, `meaning`, `cells`, `asked`, `described` (not only skipped), `in_words` (more than a choice), `needs_support`, `sentence`), `readings`, `sentence`, `differences`, `picture` (its file's name), `faces` (that of the child's own wheel by faces; empty when the child pointed to none), `most` |
| `wheel.rows.cells` | each: `voice`, `asked`, `short`, `works`, `hard`, `need`, `need_kind` (`yes`, `no`, `unsure` or empty, for who puts it in other words), `needs_support`, `score` (0: none), `score_text`, `face` (`sad`, `even`, `glad`, when the scale has faces), `why`, `step`, `skipped` |
| `wheel.readings` | each time someone spoke, in order: `who`, `day`, `private`, `cells` (as above, and `area`) |
| `meeting` | the next, or the last held: `day`, `at`, `place`, `minutes` (0: not set), `asks`, `interpreter`, `breaks`, `invited`, `why` (each invited: `who`, `why`), `started`, `ended` (on the clock), `present`, `absent` (`who`, `why`), `tells_child`, `notes` (`part`, `text`), `after` (each of the three questions: `question`, `answers` in numbers), `held`, `is_follow_up` (others were held before) |
| `meetings` | all, in order of time, each as `meeting` |
| `agenda` | each part: `name`, `minutes`, `clock`, `prompts` |
| `since` | sentences about what has happened since last time |
| `consent_notes` | sentences for chair and archive: whose consent ends, which invited service has none, which guardian was not asked |
| `transitions` | sentences for chair and archive: what growing older will change, a school term ahead |
| `sip` | whether both health care and social services give something; `sip_contents`: the four things a SIP must say |
| `goals` | each: `text`, `area`, `long`, `words_of`, `changed` (since it was read out, as everywhere), `actions` |
| `actions` | those without a goal here, each as in a goal: `what`, `who`, `by`, `often`, `sign`, `status`, `result`, `area`, `open` (not over), `changed` |
| `open_actions` | all that are not over, with a goal or without, each as in a goal |
| `finished` | all that are over and no follow-up tells of, each as in a goal |
| `not_doing` | each: `who`, `what`, `changed` |
| `disagreements` | each: `about`, `views` (`of`, `says`), `changed` |
| `fallback` | `ring`, `contact`, `say`, `changed` |
| `other_plans` | each: `kind`, `exists`, `owner`, `next` |
| `follow_up` | `day`, `convener` |
| `reviews` | each follow-up that was held: `day`, `child_says`, `consents_right`, `responsible_right` |
| `tried` | each action as it then stood: `day`, `what`, `who`, `by`, `often`, `sign`, `done`, `helped`, `known_by`, `then`, `new_what`, `new_by`, `latest` (at the last follow-up) |
| `explained` | each word that this reader meets: `word`, `means` |
| `consents` | each: `by`, `to`, `areas`, `except`, `purpose`, `from`, `until`, `form`, `original`, `obtained_by`, `state` |
| `hand_overs` | each: `kind`, `from`, `to`, `why`, `proposed`, `accepted`, `declined`, `declined_why` |
| `hand_over` | the one that a hand-over is about: as in `hand_overs`, and `state` in words, `now` (who has it today), `of_role` (the role goes on, not the coordination), `waits` (for an answer), `needs_consent` (to be told: no consent today for the one who is asked), `works` (what must go on, nothing private; each: `area`, `who`, `text`) |
| `agreement` | `day`, `fingerprint`, `answers` (`of`, `says`), `changed` (something is, since it was read out) |
| `shared` | each: `day`, `document`, `for`, `fingerprint` |
| `skipped` | each question left with a reason: `who` (whose it was), `what`, `why` |
| `closing` | `day`, `why`, `goals_met`, `family_says`, `child_told_by`, `child_told_day`, `archived_at`, `reopened`, `reopened_why` |
| `earlier_closings` | each as `closing` |
"""

# ruff: noqa: E501 the contract is a table

from datetime import date
from typing import Any

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.consent import valid
from kronobarn_cli.model.plan import Consent, HandOver, Plan
from kronobarn_cli.model.stage import age
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.view import Audience, AudienceKind
from kronobarn_cli.render.agreed import agreed
from kronobarn_cli.render.child_page import by_faces, child_page
from kronobarn_cli.render.handed_over import handed_over
from kronobarn_cli.render.history import history
from kronobarn_cli.render.journal import journal
from kronobarn_cli.render.meetings import agenda, at_hand, in_order, meeting
from kronobarn_cli.render.own import own
from kronobarn_cli.render.people import people
from kronobarn_cli.render.reminders import reminders
from kronobarn_cli.render.skips import skipped
from kronobarn_cli.render.told import told
from kronobarn_cli.render.wheel_words import wheel
from kronobarn_cli.render.words import Words

_NO_LONGER_YOUNG = 10


def build(view: Plan, terms: Terms, language: str, today: date, audience: Audience) -> dict[str, Any]:
    """The context for one view, in plain values; `language` is `sv` or `en`."""
    words = Words(view, terms, language)
    here, child = at_hand(view.meetings, today), _child(words, today)
    shown = wheel(words, view.wheel, *(f"{view.code}-{one}-{audience.name}.svg" for one in ("wheel", "faces")))
    return {
        "meta": _meta(words, today, audience),
        "child": child,
        "own": own(words, audience, (here and here.day) or today),
        "mine": child_page(words, today, by_faces(words, shown, today)),
        "journal": journal(words, audience, today),
        "hand_over": handed_over(words, audience, today),
        "people": [] if view.child.protected else people(words, here),
        "roles": {role: words.who(getattr(view.roles, role)) for role in view.roles.__struct_fields__},
        **told(words),
        "wheel": shown,
        "meeting": meeting(words, here),
        "meetings": [meeting(words, one) for one in in_order(view.meetings)],
        "agenda": agenda(words, here, audience),
        **agreed(words),
        **history(words, today),
        **reminders(words, here, audience, today),
        **_kept(words, today),
    }


def _meta(words: Words, today: date, audience: Audience) -> dict[str, Any]:
    plan, model = words.term("plan"), words.term("model")
    copy, whom = words.term("working-copy"), words.audience(audience)
    facts = {"code": words.plan.code, "version": words.plan.revision, "date": words.day(today)}
    return facts | {
        "audience": audience.kind.value,
        "for_whom": whom,
        "plan_name": f"{plan} ({model})",
        "working_copy": copy,
        "practice": words.plan.practice,
        "consultation": words.plan.consultation,
        "protected": bool(words.plan.child.protected),
        "stamp": " ".join(_stamps(words)),
        "footer": words.say("footer", plan=plan, model=model, whom=whom, copy=copy, **facts),
    }


def _stamps(words: Words) -> list[str]:
    practice = words.say("practice", stamp=words.term("practice-stamp")) if words.plan.practice else ""
    consultation = words.say("consultation") if words.plan.consultation else ""
    return [stamp for stamp in (practice, consultation) if stamp]


def _child(words: Words, today: date) -> dict[str, Any]:
    child = words.plan.child
    years = age(child, today)
    young = years < _NO_LONGER_YOUNG if years is not None else child.stage is ChildStage.PRESCHOOL
    return {
        "name": child.name or "",
        "stage": next((stage.name for stage in words.terms.child_stages if stage.id is child.stage), ""),
        "born": child.born or "",
        "needs": list(child.needs),
        "unborn": child.stage is ChildStage.UNBORN,
        "young": young and child.stage is not ChildStage.UNBORN,
    }


def _kept(words: Words, today: date) -> dict[str, Any]:
    plan = words.plan
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
        "hand_overs": [_hand_over(words, one) for one in plan.hand_overs],
        "shared": [
            {
                "day": words.day(one.day),
                "document": words.known("document-", one.document),
                "for": _shared_for(words, one.for_),
                "fingerprint": one.fingerprint or "",
            }
            for one in plan.shared
        ],
        "skipped": skipped(words),
    }


def _consent(words: Words, consent: Consent, today: date) -> dict[str, Any]:
    withdrawn = words.say("withdrawn", day=words.day(consent.withdrawn)) if consent.withdrawn else ""
    return {
        "by": words.who(consent.by),
        "to": words.joined(words.all(consent.to)),
        "areas": [words.area(area) for area in consent.areas],
        "except": consent.except_ or "",
        "purpose": consent.purpose or "",
        "from": words.day(consent.from_),
        "until": words.day(consent.until),
        "form": words.enum(consent.form),
        "original": consent.original or "",
        "obtained_by": words.who(consent.obtained_by),
        "state": withdrawn or words.say("valid" if valid(consent, today) else "not-valid"),
    }


def _hand_over(words: Words, one: HandOver) -> dict[str, Any]:
    return {
        "kind": words.enum(one.kind),
        "from": words.who(one.from_),
        "to": words.who(one.to),
        "why": one.why or "",
        "proposed": words.day(one.proposed),
        "accepted": words.day(one.accepted),
        "declined": words.day(one.declined),
        "declined_why": one.declined_why or "",
    }


def _shared_for(words: Words, name: str) -> str:
    kind = next((kind for kind in AudienceKind if kind.value == name), None)
    return words.audience(Audience(kind=kind)) if kind else words.who(name)
