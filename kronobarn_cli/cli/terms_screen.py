"""The words in force, with whose they are."""

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _
from kronobarn_cli.model.terms import Entry, Terms


def show(terms: Terms) -> None:
    """Show areas, stages and roles by age."""
    screen.heading(_("Areas"))
    for area in terms.areas:
        screen.say(f"{area.name} ({area.id}): {area.meaning} {_origin(area)}")
    screen.heading(_("Stages"))
    for stage in terms.stages:
        screen.say(f"{stage.name}: {stage.meaning} {_origin(stage)}")
    screen.heading(_("Who is responsible"))
    for child in terms.child_stages:
        screen.say(f"{child.name}: {child.role}. {child.unsure or ''} {_origin(child)}")


def _origin(entry: Entry) -> str:
    return _("[source: {source}]").format(source=entry.source) if entry.source else _("[our proposal]")
