"""`wheel --over-time`: what each voice has said, also what is no longer in the plan."""

from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.over_time import Spoken, over_time
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render import wheel_over_time
from kronobarn_cli.render.documents import Style
from kronobarn_cli.render.wheel_over_time import OverTime
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work import history
from kronobarn_cli.work.telling import readable


class WheelOverTime(NamedTuple):
    """A plan's wheel over time: in words for the screen, and as plain values for scripts."""

    words: OverTime
    data: dict[str, Any]


def wheel(folder: Folder, code: str, style: Style) -> WheelOverTime:
    """All readings of a plan and of its versions; where there is no history, of those kept here. Raises as `load`."""
    plan = folder.load(code).plan
    versions = [(one.head.at.date(), readable(code, one.data or b"")) for one in reversed(history.had(folder, code))]
    spoken = over_time((made, source.plan.wheel) for made, source in versions if source)
    seen = view(
        replace(plan, wheel=tuple(one.reading for one in spoken)), Audience(kind=AudienceKind.CHAIR), style.today
    )
    told = tuple(one for one in spoken if one.reading in seen.wheel)
    words = wheel_over_time.told(seen, told, style.terms, style.language)
    return WheelOverTime(words, {"code": code, "over-time": [row for one in told for row in _rows(one)]})


def _rows(spoken: Spoken) -> list[dict[str, Any]]:
    one = spoken.reading
    head = {"voice": one.voice, "day": one.day.isoformat() if one.day else None, "in-plan": spoken.stands}
    said = ((area, getattr(one.areas, area)) for area in AREAS)
    return [{**head, "area": str(area), **msgspec.to_builtins(answer)} for area, answer in said if answer is not None]
