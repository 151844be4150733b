"""The files among the plans, told apart by their names alone: plans, copies of a plan, and neither."""

import os
import re
from pathlib import Path

from kronobarn_cli.store import places

ENDING = ".yaml"
_ALSO = ".yml"
_A_CODE = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]{4}(?![a-z0-9])")


def codes(plans: Path) -> tuple[str, ...]:
    """The codes of all plans that lie in this folder, in order; raises OSError when it cannot be looked into."""
    with os.scandir(plans) as entries:
        return tuple(sorted(filter(None, map(_code, entries))))


def strangers(plans: Path) -> tuple[str, ...]:
    """YAML files that are not plans by their name: conflict copies from a sync service among them."""
    with os.scandir(plans) as entries:
        return tuple(sorted(one.name for one in entries if _is_yaml(one.name) and not _code(one)))


def codes_in(name: str) -> tuple[str, ...]:
    """The codes of which a file's name may be a copy: whole words, but for what other programs hide for themselves."""
    return () if name.startswith((".", "~")) else tuple(_A_CODE.findall(name.lower()))


def _code(entry: os.DirEntry[str]) -> str:
    code = places.code_at(f"{places.PLANS}/{entry.name}")
    return code if code and entry.is_file(follow_symlinks=False) else ""


def _is_yaml(name: str) -> bool:
    return name.lower().endswith((ENDING, _ALSO))
