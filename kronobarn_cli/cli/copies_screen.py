"""All copies of a meeting on the screen: which lie there, for whom, what each reader is not told, which were not made.

Law: this is for the facilitator; kinds of things are told, never the things, and nothing of it stands on a page.
"""

from typing import TYPE_CHECKING

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.errors import NotShared
from kronobarn_cli.i18n import _, language, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kronobarn_cli.model.plan import Plan
    from kronobarn_cli.model.view import Audience
    from kronobarn_cli.work.copies import Copies, Withheld


def show(app: AppContext, plan: "Plan", made: "Copies") -> None:
    """Tell which copies lie where, reader by reader, and which were not made; raises NotShared when none could be."""
    why = tuple(_withheld(made.withheld))
    if why and not made.made:
        way = "render {code} --all --routine-followed" if plan.child.protected else "consent {code}"
        raise NotShared(_("No copy may be made."), f"kronobarn {way.format(code=plan.code)}", why)
    count = len(made.made)
    words = ngettext("{count} document lies in {path}:", "{count} documents lie in {path}:", count)
    screen.say(words.format(count=count, path=app.printouts))
    _readers(app, plan, made)
    if why:
        screen.say(_("Not made:"))
    for line in why:
        screen.say(f"  {line}")
    if why and plan.child.protected and not any(copy.order.despite_protected for copy in made.made):
        again = f"kronobarn render {plan.code} --all --routine-followed"
        screen.say(_("When you have followed your routine: {command}").format(command=again))


def _readers(app: AppContext, plan: "Plan", made: "Copies") -> None:
    """The files of each reader, and under them what that reader is not told."""
    from kronobarn_cli.cli.left_out_words import always, lines
    from kronobarn_cli.model.view import find_audience
    from kronobarn_cli.work.consenting import words_for
    from kronobarn_cli.work.copies import left_out
    from kronobarn_cli.work.rendering import CALENDAR

    words = words_for(plan, app.terms, language(), app.today)
    pages = [copy for copy in made.made if copy.order.format != CALENDAR]
    for name, found in left_out(plan, pages, app.today).items():
        for copy in pages:
            if copy.order.audience == name:
                screen.say(f"  {copy.path.name}")
        audience = find_audience(plan, name)
        reader = words.audience(audience) if audience else name
        told = tuple(lines(words, found))
        screen.say("    " + _heading(audience, told).format(reader=reader))
        for line in told:
            screen.say(f"      {line}")
    for copy in made.made:
        if copy.order.format == CALENDAR:
            screen.say(f"  {copy.path.name}")
            screen.say("    " + _("For everybody, with the day and the time only."))
    if pages:
        screen.say(always())


def _heading(reader: "Audience | None", told: "tuple[str, ...]") -> str:
    from kronobarn_cli.model.view import KNOW_ALL

    if told:
        return _("For {reader}, without:")
    whole = reader is not None and reader.kind in KNOW_ALL
    return _("For {reader}, with nothing left out.") if whole else _("For {reader}.")


def _withheld(withheld: "tuple[Withheld, ...]") -> "Iterator[str]":
    """One line for each reader and reason, with all the documents that were not made for it."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in withheld:
        documents = grouped.setdefault((one.audience, one.reason), [])
        if one.document not in documents:
            documents.append(one.document)
    line = _("{document} for {audience}: {reason}")
    for (audience, reason), documents in grouped.items():
        yield line.format(document=", ".join(documents), audience=audience, reason=reason)
