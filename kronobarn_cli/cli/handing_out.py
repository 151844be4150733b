"""The one question after copies are made: are they handed out today? The answer is written up in the plan.

Laws: the question comes when the copies lie there, and at most once; a plan that cannot be saved just then costs no
copy; where nobody can be asked, what leaves the office counts as handed out unless `--not-handed-out` says otherwise.
"""

import re
from typing import TYPE_CHECKING

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.errors import ChangedOnDisk, KronobarnError
from kronobarn_cli.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kronobarn_cli.model.plan import Plan
    from kronobarn_cli.work.rendering import Order
    from kronobarn_cli.work.sharing import Paper

_ALL, _SOME, _NONE = "1", "2", "3"


def settle(app: AppContext, plan: "Plan", made: "Iterable[tuple[Order, str]]", answer: bool | None, again: str) -> None:
    """Ask what of these copies is handed out, unless `answer` says it, and write it up; `again` is what makes them.

    Raises what kept the plan from being saved only when `answer` said that they are handed out.
    """
    from kronobarn_cli.work import sharing

    papers = sharing.papers(made)
    if not papers and answer:
        screen.aside(_("These copies stay in the office, so nothing is written up."))
    if not papers or answer is False:
        return
    handed = papers if answer or not app.can_ask else _asked(app, plan, papers)
    if handed:
        _write_up(app, plan, handed, again, said=bool(answer))


def _write_up(app: AppContext, plan: "Plan", handed: "tuple[Paper, ...]", again: str, *, said: bool) -> None:
    from kronobarn_cli.work import sharing

    try:
        new = sharing.write_up(app.folder, app.drafts, plan.code, handed, app.today)
    except KronobarnError as failure:
        sentence, hint = _not_written(failure), f"{again} --handed-out"
        if said:
            raise type(failure)(sentence, hint) from failure.__cause__
        screen.aside(sentence)
        screen.aside(_("To write it up later: {command}").format(command=hint))
        return
    screen.aside(_("It is written up in the plan what was handed out.") if new else _("It stands in the plan already."))


def _not_written(failure: KronobarnError) -> str:
    why = _("Somebody else has the plan open.") if isinstance(failure, ChangedOnDisk) else failure.sentence
    return _("The copy is made, but it is not written up in the plan that it was handed out. {why}").format(why=why)


def _asked(app: AppContext, plan: "Plan", papers: "tuple[Paper, ...]") -> "tuple[Paper, ...]":
    """Those that the person says are handed out; none where the terminal has gone, or all stand in the plan already."""
    from kronobarn_cli.work import sharing

    if sharing.written_up(plan, papers, app.today):
        return ()
    try:
        return _one(papers) if len(papers) == 1 else _several(app, plan, papers)
    except EOFError:
        return ()


def _one(papers: "tuple[Paper, ...]") -> "tuple[Paper, ...]":
    from kronobarn_cli.cli.terminal_asker import confirm

    return papers if confirm(_("Do you hand it out today? Then it is written up in the plan."), usual=False) else ()


def _several(app: AppContext, plan: "Plan", papers: "tuple[Paper, ...]") -> "tuple[Paper, ...]":
    from kronobarn_cli.interview.replies import which_number

    screen.say(_("Do you hand them out today? Then it is written up in the plan."))
    for number, choice in ((_ALL, _("all")), (_SOME, _("some")), (_NONE, _("none"))):
        screen.say(f"  {number}) {choice}")
    screen.say("  (" + _("Enter: {default}").format(default=_("none")) + ")")
    while True:
        reply = screen.prompt("> ").strip().lower()
        if reply in {"", _NONE, _("none")}:
            return ()
        if reply in {_ALL, _("all")}:
            return papers
        if reply in {_SOME, _("some")}:
            return _picked(app, plan, papers)
        screen.say(which_number(int(_NONE)))


def _picked(app: AppContext, plan: "Plan", papers: "tuple[Paper, ...]") -> "tuple[Paper, ...]":
    """The papers whose numbers a person writes; an empty line is none of them."""
    from kronobarn_cli.interview.replies import which_number

    for number, name in enumerate(_names(app, plan, papers), start=1):
        screen.say(f"  {number}) {name}")
    screen.say("  (" + _("several are fine: 1, 3") + ")")
    while True:
        numbers = re.findall(r"[^\s,]+", screen.prompt("> "))
        if all(one.isascii() and one.isdigit() and 1 <= int(one) <= len(papers) for one in numbers):
            return tuple(papers[place - 1] for place in sorted({int(one) for one in numbers}))
        screen.say(which_number(len(papers)))


def _names(app: AppContext, plan: "Plan", papers: "tuple[Paper, ...]") -> list[str]:
    from kronobarn_cli.model.view import find_audience
    from kronobarn_cli.work.consenting import words_for

    words = words_for(plan, app.terms, language(), app.today)
    found = ((paper, find_audience(plan, paper.audience)) for paper in papers)
    name = _("{document} for {audience}")
    return [
        name.format(
            document=words.known("document-", paper.document),
            audience=words.audience(reader) if reader else paper.audience,
        )
        for paper, reader in found
    ]
