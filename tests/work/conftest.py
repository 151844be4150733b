"""Two colleagues with a plan folder each, who exchange through a shared place."""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work import setting_up, starting, syncing
from kronobarn_cli.work.joining import How
from kronobarn_cli.work.syncing import Synced, Wish
from tests.store.git.colleagues import git, place

TODAY = date(2026, 4, 27)
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "k7mtr.yaml"
EXCHANGED = Wish(open_points=True)


class Colleague(NamedTuple):
    """Somebody with a plan folder."""

    root: Path

    @property
    def folder(self) -> Folder:
        return Folder(self.root)

    @property
    def drafts(self) -> Drafts:
        return Drafts(self.folder.state / "drafts")

    def sync(self, wish: Wish = EXCHANGED) -> Synced:
        return syncing.sync(self.folder, self.drafts, TODAY, wish, lambda _place: False)

    def how(self, wish: Wish = EXCHANGED) -> dict[str, How]:
        return {one.code: one.fate.how for one in self.sync(wish).came}

    def write(self, words: str, code: str = "k7mtr", number: int = 0) -> None:
        path = self.folder.path(code)
        places = iter(range(99))
        text = re.sub(
            r"(?m)^    what: .*$",
            lambda old: f"    what: {words}" if next(places) == number else old[0],
            path.read_text("utf8"),
        )
        path.write_text(text, "utf8")

    def plan(self, code: str = "k7mtr") -> Plan:
        return self.folder.load(code).plan

    def says(self, code: str = "k7mtr") -> list[str | None]:
        return [one.what for one in self.plan(code).actions]

    def files(self) -> dict[str, bytes]:
        """What lies among the plans, but for what a kill leaves and `doctor` takes away."""
        there = (self.root / "plans").iterdir()
        return {one.name: one.read_bytes() for one in there if not one.name.startswith(".")}


@pytest.fixture
def anna(tmp_path: Path) -> Colleague:
    """Who has the folder, and has sent it to the shared place."""
    root = tmp_path / "anna"
    setting_up.init(root, {"language": "sv", "practice": True}, with_git=True)
    for who, name in (("name", "Anna"), ("email", "anna@exempel.se")):
        git(root, "config", f"user.{who}", name)
    (root / "plans" / "k7mtr.yaml").write_bytes(EXAMPLE.read_bytes())
    place(tmp_path)
    colleague = Colleague(root)
    assert colleague.sync(Wish(str(tmp_path / "delat.git"))).sent == ("k7mtr",)
    return colleague


@pytest.fixture
def bo(tmp_path: Path, anna: Colleague) -> Colleague:
    """A colleague who began with what lies there."""
    started = starting.start(tmp_path / "bo", str(tmp_path / "delat.git"))
    assert started.plans == 1
    git(started.path, "config", "user.name", "Bo")
    git(started.path, "config", "user.email", "bo@exempel.se")
    return Colleague(started.path)


def the_same(*colleagues: Colleague) -> bool:
    heads = {git(one.root, "rev-parse", "HEAD") for one in colleagues}
    clean = all(git(one.root, "status", "--porcelain") == "" for one in colleagues)
    return len(heads) == 1 and clean and all(one.files() == colleagues[0].files() for one in colleagues)
