"""What is undone keeps its id: nobody's words are ever laid under what another has said or promised since."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store.folder import Folder
from tests.conftest import Program
from tests.store.git.colleagues import commit
from tests.work.conftest import EXAMPLE, Colleague

Typed = Callable[..., str]


@pytest.fixture
def typed(kronobarn: Program) -> Typed:
    """What a colleague types in the own folder, and what the screen says."""

    def call(who: Colleague, *words: str) -> str:
        ran = kronobarn(*words, "--folder", who.root)
        assert ran.code == 0, (words, ran.all)
        return ran.all

    return call


def read(plan: Plan) -> dict[str, tuple[str, str | None, str | None]]:
    """Each reading of the day with its voice, and what works and is hard in learning."""
    found = {}
    for one in plan.wheel:
        if one.areas.larande and one.day and one.day.isoformat() == "2026-04-27":
            found[one.id] = (one.voice, one.areas.larande.works, one.areas.larande.hard)
    return found


def test_what_a_colleague_wrote_in_a_reading_that_was_undone_stays_with_its_voice(
    anna: Colleague, bo: Colleague, typed: Typed
) -> None:
    """Anna undoes pappa's reading and writes one of the child's; Bo has written in pappa's meanwhile."""
    typed(anna, "wheel", "k7mtr", "--voice", "guardian-2", "--works", "larande=Pappas ord")
    anna.sync()
    bo.sync()
    typed(bo, "wheel", "k7mtr", "--voice", "guardian-2", "--works", "larande=Pappa är orolig", "--need", "larande=ja")
    typed(anna, "undo", "k7mtr", "--yes")
    assert read(anna.plan()) == {}
    typed(anna, "wheel", "k7mtr", "--voice", "child", "--hard", "larande=Barnets ord")
    anna.sync()
    told = typed(bo, "sync")
    assert read(bo.plan()) == {"w6": ("guardian-2", "Pappa är orolig", None), "w7": ("child", None, "Barnets ord")}
    assert "vems röst" not in told
    anna.sync()
    assert read(anna.plan()) == read(bo.plan())


def test_an_action_after_one_that_was_undone_is_another(anna: Colleague, bo: Colleague, typed: Typed) -> None:
    def promise(who: Colleague, what: str) -> None:
        plan = who.plan()
        ids = [*(one.id for one in plan.actions), *plan.past_ids]
        text, new = (
            who.folder.path("k7mtr").read_text("utf8"),
            f"a{max(int(one[1:]) for one in ids if one[0] == 'a') + 1}",
        )
        assert "\nnot-doing:" in text
        text = text.replace("\nnot-doing:", f"\n  - id: {new}\n    what: {what}\n    who: school\nnot-doing:")
        who.folder.save_text("k7mtr", text, who.folder.load("k7mtr").fingerprint, "edit")

    promise(anna, "Skolan ringer.")
    anna.sync()
    bo.sync()
    last = bo.plan().actions[-1].id
    text = (
        bo.folder.path("k7mtr").read_text("utf8").replace("what: Skolan ringer.", "what: Skolan ringer varje måndag.")
    )
    bo.folder.save_text("k7mtr", text, bo.folder.load("k7mtr").fingerprint, "edit")
    typed(anna, "undo", "k7mtr", "--yes")
    assert anna.plan().past_ids == (last,)
    promise(anna, "Mormor hämtar.")
    anna.sync()
    bo.sync()
    anna.sync()
    new = [(one.id, one.what) for one in anna.plan().actions[-2:]]
    assert sorted(new) == [(last, "Skolan ringer varje måndag."), (f"a{int(last[1:]) + 1}", "Mormor hämtar.")]
    assert anna.plan() == bo.plan()


def test_what_is_said_of_the_history_is_that_one_went_and_another_came(anna: Colleague, typed: Typed) -> None:
    before = anna.plan().revision
    typed(anna, "wheel", "k7mtr", "--voice", "guardian-2", "--works", "larande=Pappas ord")
    typed(anna, "undo", "k7mtr", "--yes")
    typed(anna, "wheel", "k7mtr", "--voice", "child", "--hard", "larande=Barnets ord")
    told = typed(anna, "changes", "k7mtr", "--since", str(before + 1))
    assert "Hjulet enligt Mio 27 april 2026: Lärande beskrivet i ord" in told
    assert "Hjulet enligt pappa 27 april 2026 är borttaget." in told
    assert "vems röst" not in told


@pytest.fixture
def alone(examples: Path) -> Folder:
    """Mio's plan on one computer."""
    return Folder(examples)


def wheel(kronobarn: Program, voice: str, words: str) -> None:
    assert kronobarn("wheel", "k7mtr", "--voice", voice, "--works", f"larande={words}").code == 0


def test_restoring_gives_no_number_again_and_coming_back_gives_the_file_as_it_was(
    alone: Folder, kronobarn: Program
) -> None:
    wheel(kronobarn, "guardian-2", "Pappas ord")
    wheel(kronobarn, "guardian-1", "Mammas ord")
    whole = alone.path("k7mtr").read_text("utf8")
    assert kronobarn("restore", "k7mtr", "--revision", "7").code == 0
    assert alone.load("k7mtr").plan.past_ids == ("w7",)
    assert kronobarn("restore", "k7mtr", "--revision", "9").code == 0
    assert alone.path("k7mtr").read_text("utf8") == whole.replace("revision: 9\n", "revision: 11\n")
    assert kronobarn("restore", "k7mtr", "--revision", "7").code == 0
    wheel(kronobarn, "child", "Barnets ord")
    assert read(alone.load("k7mtr").plan) == {"w8": ("child", "Barnets ord", None)}


def test_a_version_that_differs_in_nothing_but_what_has_been_is_not_offered(alone: Folder, kronobarn: Program) -> None:
    wheel(kronobarn, "guardian-2", "Pappas ord")
    assert kronobarn("restore", "k7mtr", "--revision", "7").code == 0
    ran = kronobarn("restore", "k7mtr", "--json")
    assert '"revision": 8' in ran.out
    assert '"revision": 7' not in ran.out


def test_where_only_what_has_been_would_differ_there_is_nothing_to_undo(anna: Colleague, typed: Typed) -> None:
    path = anna.folder.path("k7mtr")
    path.write_text(path.read_text("utf8").replace("\n...", "\npast-ids: [w8]\n..."), "utf8")
    commit(anna.root, "k7mtr: för hand")
    assert "Det finns inget kvar av det att ångra. Inget har ändrats." in typed(anna, "undo", "k7mtr", "--yes")
    assert anna.plan().past_ids == ("w8",)


def test_an_example_that_loses_nothing_is_written_as_ever(alone: Folder, kronobarn: Program) -> None:
    wheel(kronobarn, "guardian-2", "Pappas ord")
    assert "past-ids" not in alone.path("k7mtr").read_text("utf8")
    assert "past-ids" not in EXAMPLE.read_text("utf8")
