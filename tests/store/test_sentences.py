"""What is refused of plans and files is told whole: a Swedish sentence with what it is about in it, and a hint."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kronobarn_cli.errors import CannotWrite, ChangedOnDisk, KronobarnError, NotFound, Unreadable, UsageTrouble
from kronobarn_cli.model.plan import Notice, Plan
from kronobarn_cli.store import files, locks, places
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder

Act = Callable[[Path], object]


def _plans(root: Path, *codes: str) -> Folder:
    (root / "plans").mkdir(exist_ok=True)
    folder = Folder(root, commits=False)
    for code in codes:
        folder.save(Plan(code=code), None, "new plan")
    return folder


def _two_windows(root: Path) -> None:
    drafts = Drafts(root)
    with drafts.session("k7mtr"), Drafts(root).session("k7mtr"):
        pass


def _saved_in_two_windows(root: Path) -> None:
    folder = _plans(root, "k7mtr")
    opened = folder.load("k7mtr")
    folder.save(opened.plan, opened, "edit")
    folder.save(opened.plan, opened, "edit")


def _taken_away(root: Path) -> None:
    folder = _plans(root, "k7mtr")
    opened = folder.load("k7mtr")
    opened.path.unlink()
    folder.save(opened.plan, opened, "edit")


def _too_large(root: Path) -> None:
    _plans(root).save(Plan(code="k7mtr", notices=(Notice(id="n1", seen="x" * 300_000),)), None, "new plan")


def _newer(root: Path) -> None:
    folder = _plans(root, "k7mtr")
    path = folder.path("k7mtr")
    path.write_text(path.read_text("utf-8").replace("kronobarn: 1", "kronobarn: 2"), "utf-8")
    folder.load_to_change("k7mtr")


def _broken(root: Path) -> None:
    folder = _plans(root)
    folder.path("k7mtr").write_text("revision: ett\n", "utf-8")
    folder.load("k7mtr")


def _large(root: Path) -> None:
    with (root / "a").open("wb") as opened:
        opened.truncate(files.MOST + 1)
    files.read(root / "a")


def _another_window_saves(root: Path) -> None:
    folder = _plans(root)
    with locks.held(folder.state / "k7mtr.lock", 0, "", ""):
        folder.save(Plan(code="k7mtr"), None, "new plan")


def _another_computer_saves(root: Path) -> None:
    folder = _plans(root)
    (folder.plans / ".k7mtr.saving").write_text("17\nANNAS-PC\n", "utf-8")
    folder.save(Plan(code="k7mtr"), None, "new plan")


def _circle(root: Path) -> None:
    (root / "a").symlink_to(root / "b")
    (root / "b").symlink_to(root / "a")
    places.whole(root / "a")


OF_PLANS: dict[str, tuple[Act, type[KronobarnError], str, str]] = {
    "open in two windows": (
        _two_windows,
        ChangedOnDisk,
        "Planen k7mtr är öppen i ett annat fönster. Avsluta där först.",
        "kronobarn show k7mtr",
    ),
    "saved meanwhile": (
        _saved_in_two_windows,
        ChangedOnDisk,
        "Planen k7mtr har ändrats av någon annan under tiden. Inget har skrivits över.",
        "kronobarn continue k7mtr",
    ),
    "taken away": (_taken_away, ChangedOnDisk, "Filen för planen k7mtr finns inte längre.", "kronobarn list"),
    "too large": (
        _too_large,
        UsageTrouble,
        "Planen k7mtr går inte att spara så här. Det som var sparat är orört.",
        "kronobarn edit k7mtr",
    ),
    "newer": (
        _newer,
        Unreadable,
        "Planen är skriven av ett nyare kronobarn. Den går att visa här, men inte att ändra.",
        "kronobarn show k7mtr",
    ),
    "broken": (
        _broken,
        Unreadable,
        "Filen k7mtr.yaml går inte att läsa som en plan. Inget har ändrats i den.",
        "kronobarn edit k7mtr",
    ),
    "no such plan": (
        lambda root: _plans(root, "k7mtr").find("z"),
        NotFound,
        "Det finns ingen plan med koden z här.",
        "kronobarn list",
    ),
    "several plans": (
        lambda root: _plans(root, "k8abc", "k7mtr", "p3wdh").find("K"),
        UsageTrouble,
        "Flera planer börjar på K: k7mtr, k8abc.",
        "kronobarn show k7mtr",
    ),
    "no folder to look into": (
        lambda root: Folder(root / "borta").codes(),
        NotFound,
        "Planmappen ROT/borta går inte att öppna.",
        "kronobarn init",
    ),
    "no folder to save in": (
        lambda root: Folder(root / "borta").save(Plan(code="k7mtr"), None, "new plan"),
        CannotWrite,
        "Planmappen ROT/borta går inte att nå just nu.",
        "kronobarn continue k7mtr",
    ),
    "no file": (
        lambda root: files.read(root / "a"),
        NotFound,
        "På platsen ROT/a finns ingen vanlig fil.",
        "kronobarn list",
    ),
    "large file": (
        _large,
        NotFound,
        "Filen ROT/a går inte att läsa: den är större än 16 MB.",
        "kronobarn doctor",
    ),
    "no folder for a file": (
        lambda root: files.replace(root / "borta" / "a", b"x"),
        CannotWrite,
        "ROT/borta/a gick inte att skriva: mappen finns inte. Det som fanns där förut är orört.",
        "kronobarn doctor",
    ),
    "another window saves": (
        _another_window_saves,
        ChangedOnDisk,
        "Planen k7mtr sparas just nu från ett annat fönster.",
        "kronobarn continue k7mtr",
    ),
    "another computer saves": (
        _another_computer_saves,
        ChangedOnDisk,
        "Planen k7mtr sparas just nu på datorn ANNAS-PC.",
        "kronobarn doctor --mend",
    ),
    "links in a circle": (_circle, UsageTrouble, "Sökvägen ROT/a leder ingenstans.", "kronobarn config list"),
}


@pytest.mark.parametrize(("act", "kind", "sentence", "hint"), OF_PLANS.values(), ids=OF_PLANS)
def test_what_is_refused_of_plans_and_files(
    act: Act,
    kind: type[KronobarnError],
    sentence: str,
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kronobarn_cli.store.folder._LOCK_SECONDS", 0.05)
    with pytest.raises(kind) as caught:
        act(tmp_path)
    assert (caught.value.sentence.replace(str(tmp_path), "ROT"), caught.value.hint) == (sentence, hint)


WHY = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "ditt utrymme på disken är slut",
    errno.EROFS: "disken går bara att läsa från",
    errno.EACCES: "du har inte behörighet",
    errno.EPERM: "du har inte behörighet",
    errno.ENOENT: "mappen finns inte",
    errno.ENOTDIR: "en del av sökvägen är inte en mapp",
    errno.EEXIST: "en del av sökvägen är inte en mapp",
    errno.EIO: "det blev ett fel på disken",
    errno.EMLINK: "den har ett annat namn någon annanstans",
    errno.ELOOP: "det är inte en vanlig fil",
    errno.ENXIO: "det är inte en vanlig fil",
    errno.EINTR: "datorn sa nej",
}


@pytest.mark.parametrize(("number", "words"), WHY.items(), ids=[errno.errorcode[one] for one in WHY])
def test_why_the_system_refused_stands_in_plain_words(number: int, words: str) -> None:
    assert files.why(OSError(number, os.strerror(number))) == words


def test_a_refusal_without_a_number_has_words_too() -> None:
    assert files.why(OSError("x")) == "datorn sa nej"
