"""`init`: what cannot be meant is asked for again or refused with what can be, never taken in silence."""

import shlex
from pathlib import Path

import pytest

from kronobarn_cli.cli import screen
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files
from kronobarn_cli.store.settings import Settings
from tests.conftest import Program, Ran
from tests.store.git.by_hand import git


@pytest.mark.parametrize(
    ("typed", "municipality", "language"),
    [
        ("8\n1\n", "Älmhult", "sv"),
        ("\n\n", "", "sv"),
        ("Emmaboda\nEnglish\n", "Emmaboda", "en"),
        ("9\n0\n?\n7\n7\n2\n", "Växjö", "en"),
    ],
    ids=["numbers", "nothing", "words", "numbers that are not there"],
)
def test_municipality_and_language(
    tmp_path: Path,
    kronobarn: Program,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    municipality: str,
    language: str,
) -> None:
    monkeypatch.setattr(screen, "interactive", lambda: True)
    assert kronobarn("init", tmp_path / "planer", "--no-git", typed=typed).code == 0
    settings = Settings(tmp_path / "planer")
    assert (settings.text("municipality"), settings.text("language")) == (municipality, language)


def test_it_is_said_what_would_do(tmp_path: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "interactive", lambda: True)
    asked = kronobarn("init", tmp_path / "planer", "--no-git", typed="9\n\n7\n\n").out
    assert _("Choose one of the numbers 1 to {last}, or write the name.").format(last=8) in asked
    assert _("Answer 1 or 2.") in asked


def _refused(ran: Ran, sentence: str) -> str:
    """What can be typed after this was said."""
    assert ran.code == ExitCode.USAGE, ran.all
    said, hint = ran.err.splitlines()
    assert said == sentence
    return hint.removeprefix("Prova: kronobarn ")


def test_no_plan_folder_lies_in_another_one(tmp_path: Path, folder: Path, kronobarn: Program) -> None:
    sentence = _("{path} lies in the plan folder {outer}. No plan folder can lie in another one.")
    for place in (folder / "inne", folder / "plans", folder / "a" / "planer"):
        before = place.exists()
        hint = _refused(kronobarn("init", place, "--no-git"), sentence.format(path=place, outer=folder))
        assert place.exists() == before
        assert kronobarn(*shlex.split(hint), "--no-git").code == 0
    made = {one.parent.name for one in tmp_path.glob("*/kronobarn.toml")}
    assert made == {"planer", "inne", "plans", "planer-2"}


def test_who_begins_with_a_shared_place_in_a_plan_folder_begins_beside_it(
    tmp_path: Path, folder: Path, kronobarn: Program
) -> None:
    sentence = _("{path} lies in the plan folder {outer}. No plan folder can lie in another one.")
    ran = kronobarn("init", "--from", "../delat.git", "inne", "--hooks")
    hint = _refused(ran, sentence.format(path=folder / "inne", outer=folder))
    assert hint == f'init --hooks --from "{tmp_path / "delat.git"}" "{tmp_path / "inne"}"'
    assert not (folder / "inne").exists()


def test_the_checks_are_put_in_the_plan_folder_that_is_meant(
    tmp_path: Path, folder: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed in the folder above, in one within, and where something else lies."""
    git(folder, "init", "-q")
    nothing = _("There is no plan folder at {path}, but something else.")
    inside = _("{path} lies in the plan folder {outer}. No plan folder can lie in another one.")
    for stood, sentence in ((tmp_path, nothing), (folder / "plans", inside.replace("{outer}", str(folder)))):
        monkeypatch.chdir(stood)
        hint = _refused(kronobarn("init", "--hooks"), sentence.format(path=stood))
        assert hint == f'init --hooks "{folder}"'
        assert kronobarn(*shlex.split(hint)).code == 0
    elsewhere = tmp_path / "brev"
    (elsewhere / "planer").mkdir(parents=True)
    hint = _refused(kronobarn("init", "--hooks", elsewhere), nothing.format(path=elsewhere))
    assert hint == f'init --hooks "{elsewhere / "planer-2"}"'
    assert [one.name for one in elsewhere.iterdir()] == ["planer"]
    assert kronobarn(*shlex.split(hint)).code == 0


def test_whoever_was_interrupted_begins_again_with_the_checks(
    tmp_path: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, replace = tmp_path / "planer", files.replace

    def stopped(path: Path, data: bytes) -> None:
        if path.name == "kronobarn.toml":
            raise KeyboardInterrupt
        replace(path, data)

    with monkeypatch.context() as cut:
        cut.setattr(files, "replace", stopped)
        assert kronobarn("init", target, "--hooks", "--no-input").code == ExitCode.INTERRUPTED
    git(target, "init", "-q")
    assert kronobarn("init", target, "--hooks", "--no-input").code == 0
