"""The wheel on the screen: bars, a table of words, and sentences that say the same."""

from collections.abc import Iterator

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _
from kronobarn_cli.render.wheel_over_time import VoiceOverTime
from kronobarn_cli.render.wheel_overview import Overview
from kronobarn_cli.work.over_time import WheelOverTime
from kronobarn_cli.work.showing import WheelShown


def show(shown: WheelShown, *, as_json: bool) -> None:
    """Show a wheel, or give it to a script."""
    if as_json:
        screen.data({"version": 1, **shown.data})
        return
    wheel = shown.words
    if not wheel.readings:
        screen.say(_("Nothing is written in the wheel yet."))
        return
    screen.bars(list(_bars(wheel)), wheel.most)
    told = [
        (line.area, who, cell.works, cell.hard)
        for line in wheel.lines
        for who, cell in zip(wheel.readings, line.cells, strict=True)
        if cell.works or cell.hard
    ]
    if told:
        screen.say()
        screen.table((_("Area"), _("Voice"), _("Works"), _("Hard")), told)
    screen.say()
    for title, sentences in (
        ("", (wheel.sentence,)),
        (_("Where voices differ:"), wheel.differences),
        (_("What has changed:"), wheel.changes),
    ):
        if title and sentences:
            screen.say(f"\n{title}")
        for sentence in sentences:
            screen.say(sentence)


def show_over_time(shown: WheelOverTime, *, as_json: bool) -> None:
    """Show what each voice has said, day by day, or give it to a script."""
    if as_json:
        screen.data({"version": 1, **shown.data})
        return
    wheel = shown.words
    if not wheel.voices:
        screen.say(_("Nothing is written in the wheel yet."))
        return
    for one in wheel.voices:
        screen.heading(one.voice)
        screen.bars(list(_days(one)), wheel.most)
    if wheel.changes:
        screen.say("\n" + _("What has changed:"))
    for sentence in wheel.changes:
        screen.say(sentence)


def _days(one: VoiceOverTime) -> Iterator[tuple[str, str, int | None, str]]:
    """A row for each day that the voice was asked about an area; the area's name stands on the first."""
    area = ""
    for point in one.points:
        words = point.short if point.stands else _("{said} (no longer in the plan)").format(said=point.short)
        yield "" if point.area == area else point.area, point.day, point.score, words
        area = point.area


def _bars(wheel: Overview) -> Iterator[tuple[str, str, int | None, str]]:
    """A row for each voice that was asked about an area; an area nobody was asked about says so."""
    for line in wheel.lines:
        asked = [(who, cell) for who, cell in zip(wheel.readings, line.cells, strict=True) if cell.asked]
        for place, (who, cell) in enumerate(asked):
            yield line.area if place == 0 else "", who, cell.score, cell.short
        if not asked:
            yield line.area, "", None, line.cells[0].short
