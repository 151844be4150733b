"""docs/architecture.md and CONTRIBUTING.md name only what is there."""

import importlib
import re
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.law import FLOORS, GROUND
from tests.house.surface import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text("utf8")
DOTTED = sorted(set(re.findall(r"`((?:cli|work|render|interview|store|text|model)\.[\w.]+)`", PAGE)))
PATHS = [
    (page, path)
    for page in ("docs/architecture.md", "CONTRIBUTING.md")
    for path in sorted(
        set(
            re.findall(
                r"`((?:kronobarn_cli|tests|templates|docs|examples)/[\w./-]*)`",
                (ROOT / page).read_text("utf8"),
            )
        )
    )
]


def there(name: str) -> bool:
    """Whether `store.drafts.Drafts.keep` is something in the package."""
    found: object = importlib.import_module("kronobarn_cli")
    for part in name.split("."):
        if isinstance(found, ModuleType) and hasattr(found, "__path__") and find_spec(f"{found.__name__}.{part}"):
            found = importlib.import_module(f"{found.__name__}.{part}")
        else:
            found = getattr(found, part, None)
    return found is not None


@pytest.mark.parametrize("name", DOTTED)
def test_every_name_is_in_the_package(name: str) -> None:
    assert there(name)


def test_a_name_that_is_gone_is_seen() -> None:
    assert len(DOTTED) > 12
    assert not there("store.folder.Folder.burn")


@pytest.mark.parametrize(("page", "path"), PATHS)
def test_every_path_is_in_the_repository(page: str, path: str) -> None:
    assert (ROOT / path).exists()


def test_every_room_is_in_the_table() -> None:
    rooms = set(re.findall(r"`([\w/]+)`", "".join(re.findall(r"^\| (`.+?) \|", PAGE, re.MULTILINE))))
    assert {room.partition("/")[0] for room in rooms} == (set(FLOORS) | GROUND) - {"__main__"}


def test_every_file_named_in_the_table_is_in_its_room() -> None:
    for room, job in re.findall(r"^\| `([\w/]+)/` \| (.+) \|$", PAGE, re.MULTILINE):
        named = set(re.findall(r"`([a-z_]+)`", job)) - {"html", "txt"}
        assert [name for name in named if not Path(ROOT, "kronobarn_cli", room, f"{name}.py").exists()] == []
