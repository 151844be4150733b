"""`wheel --show` and `--svg`: the wheel before the eyes of the one who keeps the plan."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.render import wheel_overview
from kronobarn_cli.render.wheel_overview import Overview
from kronobarn_cli.store import files


@dataclass(frozen=True, slots=True)
class WheelShown:
    """A plan's wheel: in words for the screen, and as plain values for scripts."""

    words: Overview
    data: dict[str, Any]


def wheel(plan: Plan, terms: Terms, language: str) -> WheelShown:
    """Every voice and every date side by side, differences and changes in sentences."""
    return WheelShown(
        wheel_overview.overview(plan, terms, language),
        {"code": plan.code, "readings": msgspec.to_builtins(plan.wheel)},
    )


def draw(plan: Plan, terms: Terms, language: str, path: Path, *, force: bool) -> None:
    """Draw the latest word of each voice as SVG; raises UsageTrouble when the file is there and not forced."""
    if path.exists() and not force:
        sentence = _("{path} is there already. Nothing has been changed in it.").format(path=path)
        raise UsageTrouble(sentence, f"kronobarn wheel {plan.code} --svg {path} --force")
    files.replace(path, wheel_overview.picture(plan, terms, language).encode())
