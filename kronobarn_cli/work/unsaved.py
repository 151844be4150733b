"""Unsaved answers laid on the plan as it now stands: whoever saved it meanwhile loses nothing, nor do they.

Law: what was answered on one plan is laid on another whole or not at all, and what has no place there is told.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from kronobarn_cli.errors import NotFound, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.asked import Asker
from kronobarn_cli.interview.fitting import ends_with, fitting
from kronobarn_cli.interview.fold import fold
from kronobarn_cli.interview.rebase import Clash, clashes, followed, moved
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.store import files
from kronobarn_cli.store.drafts import Draft, Drafts
from kronobarn_cli.store.folder import Folder, Loaded, read
from kronobarn_cli.text.problem import Troubled


def unsaved(folder: Folder, drafts: Drafts, terms: Terms, asker: Asker, before: Loaded) -> Draft | None:
    """The unsaved answers about a plan, laid on the plan as it now stands, or None.

    Where somebody else has answered the same question otherwise meanwhile, the person is asked which is to stand;
    raises UsageTrouble where there is nobody to ask.
    """
    plan = before.plan
    draft = that_fits(drafts, asker, plan)
    if draft is None or draft.revision >= plan.revision:
        return draft
    if _stands_in(plan, draft):
        # The plan was saved, and then the power went before the draft was taken away.
        drafts.drop(plan.code)
        return None
    laid, base = _laid_on(draft, before, _base(folder, draft))
    for clash in clashes(laid.answers, plan, base):
        if not asker.is_person():
            raise unfinished(plan.code)
        if not asker.confirm(_clash_in_words(terms, clash)):
            del laid.answers[clash.question]
    # As at the first answer: what becomes of the plan from now on can only be told from what it is now.
    folder.versions.keep(plan.code, plan.revision, before.data)
    drafts.lay_anew(laid)
    return laid


def _stands_in(plan: Plan, draft: Draft) -> bool:
    """Whether the plan holds the whole draft, the lines at the end of what their questions are answered with."""
    now = Answers(plan)
    there = all(ends_with(now.get(question), lines) for question, lines in draft.unfinished.items())
    whole = {question: value for question, value in draft.answers.items() if question not in draft.unfinished}
    return there and fold(plan, whole) == plan


def _base(folder: Folder, draft: Draft) -> Plan | None:
    """The plan that the draft was begun on, where this computer has kept it; two who work apart can use one number."""
    for version in folder.versions.of(draft.code):
        if version.revision == draft.revision:
            with suppress(NotFound, Troubled):
                data = files.read(version.path)
                if files.fingerprint(data) == draft.on:
                    return read(draft.code, data).plan
    return None


def _laid_on(draft: Draft, before: Loaded, base: Plan | None) -> tuple[Draft, Plan | None]:
    """The draft with ids of its own for what the plan now holds as something else; and the base by the ids of now."""
    # Without the plan they were begun on, lines say nothing about whose an item is.
    lines = {question: "\n".join(written) if base else None for question, written in draft.unfinished.items()}
    given: dict[str, Any] = {**lines, **draft.answers}
    there = given
    if base:
        there, base = followed(given, before.plan, base)
    after = moved(there, before.plan, base)
    now = dict(zip(given, after, strict=True))
    laid = replace(
        draft,
        revision=before.plan.revision,
        on=before.fingerprint,
        answers={now[question]: after[now[question]] for question in draft.answers},
        unfinished={now[question]: written for question, written in draft.unfinished.items()},
        known=frozenset(now[question] for question in draft.known),
    )
    return laid, base


def that_fits(drafts: Drafts, asker: Asker, plan: Plan) -> Draft | None:
    """The draft without what the plan has no place for, which is told and can be written down again by hand."""
    draft = drafts.find(plan.code)
    if draft is None:
        return None
    answers = fitting(plan, draft.answers)
    for question in draft.answers.keys() - answers.keys():
        tell_left_out(asker, question, draft.answers[question])
    return replace(draft, answers=answers, known=draft.known & answers.keys())


def tell_left_out(asker: Asker, question: str, value: Any) -> None:
    """Say what the plan has no place for."""
    words = _("An answer no longer fits in the plan and is left out. The question: {question}. The answer: {value}")
    asker.show(words.format(question=question, value=value))


def _clash_in_words(terms: Terms, clash: Clash) -> str:
    ask = next((one.ask for one in terms.questions if one.id == clash.question), clash.question)
    words = _("{ask}\nSomebody else has answered: {theirs}\nYou answered: {ours}\nShall your answer stand?")
    return words.format(ask=ask, theirs=clash.theirs, ours=clash.ours)


def unfinished(code: str) -> UsageTrouble:
    """The failure that says that what is unsaved comes first."""
    sentence = _("There are unsaved answers for this plan. Finish them first, so that nothing is lost.")
    return UsageTrouble(sentence, f"kronobarn continue {code}")
