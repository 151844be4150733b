"""`wheel --show` and `--svg`: the wheel before the eyes of the one who keeps the plan."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render import wheel_overview
from kronobarn_cli.render.documents import Style
from kronobarn_cli.render.wheel_overview import Overview
from kronobarn_cli.work.output import lay


@dataclass(frozen=True, slots=True)
class WheelShown:
    """A plan's wheel: in words for the screen, and as plain values for scripts."""

    words: Overview
    data: dict[str, Any]


def wheel(plan: Plan, style: Style) -> WheelShown:
    """Every voice and every date side by side, differences and changes in sentences."""
    seen = _seen(plan, style)
    data = {"code": plan.code, "readings": msgspec.to_builtins(seen.wheel)}
    return WheelShown(wheel_overview.overview(seen, style.terms, style.language), data)


def draw(plan: Plan, style: Style, path: Path, *, force: bool) -> None:
    """Draw the latest word of each voice as SVG; raises as `output.lay`."""
    svg = wheel_overview.picture(_seen(plan, style), style.terms, style.language)
    lay(path, svg.encode(), f"kronobarn wheel {plan.code} --svg hjulet-2.svg", force=force)


def _seen(plan: Plan, style: Style) -> Plan:
    return view(plan, Audience(kind=AudienceKind.CHAIR), style.today)
