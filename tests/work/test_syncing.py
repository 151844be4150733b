"""Colleagues exchange: all that anyone wrote is with all of them, and nothing is lost whatever comes between."""

import os
import random
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kronobarn_cli.errors import CannotWrite, ChangedOnDisk, NoHistory, NotSynced, Unreadable, UsageTrouble
from kronobarn_cli.store import locks
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import bench, exchange, openness, repository
from kronobarn_cli.store.git.exchange import Shared
from kronobarn_cli.store.git.openness import Openness
from kronobarn_cli.store.git.repository import Repository
from kronobarn_cli.work import laid_out, setting_up, starting, syncing
from kronobarn_cli.work.joining import How
from kronobarn_cli.work.syncing import Wish
from tests.store.git.colleagues import commit, git, place, write
from tests.store.git.web import Web
from tests.work.conftest import EXAMPLE, EXCHANGED, TODAY, Colleague, the_same


def another_code(colleague: Colleague, code: str, words: str) -> None:
    text = EXAMPLE.read_text("utf8").replace("code: k7mtr", f"code: {code}")
    colleague.folder.path(code).write_text(text, "utf8")
    colleague.write(words, code)


def test_what_each_has_written_is_with_both(anna: Colleague, bo: Colleague) -> None:
    anna.write("Anna ringer.", number=0)
    bo.write("Bo frågar.", number=1)
    assert anna.sync().sent == ("k7mtr",)
    done = bo.sync()
    assert [(one.code, one.fate) for one in done.came] == [("k7mtr", (How.JOINED, (), (), None))]
    assert done.sent == ("k7mtr",)
    assert anna.how() == {"k7mtr": How.CHANGED}
    assert anna.says()[:2] == ["Anna ringer.", "Bo frågar."]
    assert the_same(anna, bo)
    assert anna.sync().nothing_new
    assert bo.sync().nothing_new


def test_what_both_wrote_in_one_place_says_who_and_is_not_sent_before_somebody_has_chosen(
    anna: Colleague, bo: Colleague
) -> None:
    anna.write("Anna ringer.")
    bo.write("Bo ringer.")
    anna.sync()
    before = git(bo.root, "ls-remote", "origin", "main")
    held = bo.sync(Wish())
    assert held.sent is None
    assert list(held.open) == ["k7mtr"]
    [point] = bo.plan().open_points
    assert {(one.says, one.by) for one in point.wordings} == {("Anna ringer.", "Anna"), ("Bo ringer.", "Bo")}
    assert git(bo.root, "ls-remote", "origin", "main") == before
    assert bo.sync(Wish()).sent is None, "still"
    assert bo.sync().sent == ("k7mtr",)
    assert not anna.sync(Wish()).open, "what the others have already stops nobody"
    assert the_same(anna, bo)


def test_a_merged_plan_is_newer_than_both(anna: Colleague, bo: Colleague) -> None:
    before = anna.plan().revision
    anna.write("Anna ringer.", number=0)
    bo.write("Bo frågar.", number=1)
    anna.sync()
    bo.sync()
    assert bo.plan().revision == before + 1


def test_a_new_plan_goes_to_all_and_one_that_is_recorded_as_gone_goes_from_all(anna: Colleague, bo: Colleague) -> None:
    another_code(anna, "p3wdh", "Ny.")
    anna.sync()
    assert bo.how() == {"p3wdh": How.NEW}
    git(bo.root, "rm", "--quiet", "plans/p3wdh.yaml")
    commit(bo.root, "p3wdh: borta")
    assert bo.sync().taken_away == ("p3wdh",)
    assert anna.how() == {"p3wdh": How.REMOVED}
    assert "p3wdh.yaml" not in anna.files()
    assert anna.folder.versions.of("p3wdh"), "it can come back"
    assert the_same(anna, bo)


@pytest.mark.parametrize("first", ["taken away", "written"])
def test_a_plan_that_one_took_away_and_the_other_wrote_in_is_kept(anna: Colleague, bo: Colleague, first: str) -> None:
    git(anna.root, "rm", "--quiet", "plans/k7mtr.yaml")
    commit(anna.root, "k7mtr: borta")
    bo.write("Bo ringer.")
    order = (anna, bo) if first == "taken away" else (bo, anna)
    order[0].sync()
    assert order[1].how() == {"k7mtr": How.KEPT}
    order[0].sync()
    assert anna.says()[0] == "Bo ringer."
    assert the_same(anna, bo)


def test_a_file_that_is_gone_comes_back_unless_a_person_says_that_it_is_meant(anna: Colleague, bo: Colleague) -> None:
    anna.folder.path("k7mtr").unlink()
    bo.write("Bo ringer.")
    bo.sync()
    assert anna.sync().back == ("k7mtr",)
    assert anna.says()[0] == "Bo ringer."
    anna.folder.path("k7mtr").unlink()
    assert anna.sync(Wish(removed=True)).taken_away == ("k7mtr",)
    assert bo.how() == {"k7mtr": How.REMOVED}


def test_two_plans_that_chanced_on_one_code_are_never_put_together(anna: Colleague, bo: Colleague) -> None:
    another_code(anna, "nnn22", "Det ena barnet.")
    another_code(bo, "nnn22", "Det andra barnet.")
    bo.folder.versions.keep("nnn22", 3, b"vad som helst")
    anna.sync()
    [came] = bo.sync().came
    assert came.fate.how is How.RENAMED
    new = came.fate.new or ""
    assert bo.says("nnn22")[0] == "Det ena barnet."
    assert bo.says(new)[0] == "Det andra barnet."
    assert bo.folder.versions.of("nnn22") == (), "the other child's plan is not brought back under this code"
    assert anna.how() == {new: How.NEW}
    assert the_same(anna, bo)


def test_a_plan_lies_under_its_new_code_before_another_takes_the_old_one(
    anna: Colleague, bo: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    another_code(anna, "b2222", "Det ena barnet.")
    another_code(bo, "b2222", "Det andra barnet.")
    anna.sync()

    def killed(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "give_away", killed)
        with pytest.raises(KeyboardInterrupt):
            bo.sync()
    found = [code for code in bo.folder.codes() if bo.says(code)[0] == "Det andra barnet."]
    assert len(found) == 2
    bo.sync()
    assert bo.says("b2222")[0] == "Det ena barnet."
    assert len(bo.folder.codes()) == 3, "and it lies there once"


def test_a_plan_with_answers_not_saved_yet_gets_no_other_code(anna: Colleague, bo: Colleague) -> None:
    another_code(anna, "nnn22", "Det ena barnet.")
    another_code(bo, "nnn22", "Det andra barnet.")
    anna.sync()
    bo.folder.state.joinpath("drafts").mkdir(parents=True, exist_ok=True)
    bo.drafts.keep("nnn22", 1, "child.grade", "4")
    with pytest.raises(NotSynced, match="nnn22"):
        bo.sync()
    bo.drafts.drop("nnn22")
    with bo.drafts.session("nnn22"), pytest.raises(ChangedOnDisk):
        bo.sync()
    assert bo.how() == {"nnn22": How.RENAMED}


def test_the_settings_come_along_and_where_both_changed_a_line_the_one_here_stays(
    anna: Colleague, bo: Colleague
) -> None:
    mark = "kronobarn.toml"
    write(anna.root, mark, (anna.root / mark).read_text() + 'municipality = "Alvesta"\n')
    anna.sync()
    bo.sync()
    assert (bo.root / mark).read_bytes() == (anna.root / mark).read_bytes()
    for one, name in ((anna, "Ljungby"), (bo, "Tingsryd")):
        write(one.root, mark, (one.root / mark).read_text().replace("Alvesta", name))
    anna.sync()
    [aside] = bo.sync().aside
    assert "Tingsryd" in (bo.root / mark).read_text()
    assert "Ljungby" in Path(aside).read_text()
    anna.sync()
    assert the_same(anna, bo)


def test_settings_that_no_longer_hold_together_are_not_made(anna: Colleague, bo: Colleague) -> None:
    mark = "kronobarn.toml"
    text = (anna.root / mark).read_text()
    write(anna.root, mark, 'municipality = "Alvesta"\n' + text)
    write(bo.root, mark, text + 'municipality = "Tingsryd"\n')
    anna.sync()
    done = bo.sync()
    assert "Alvesta" not in (bo.root / mark).read_text()
    assert len(done.aside) == 1


def test_lines_that_each_has_added_to_another_file_stand_in_both(anna: Colleague, bo: Colleague) -> None:
    for one in (anna, bo):
        write(one.root, ".gitignore", "a\nb\nc\nd\ne\n")
    anna.sync()
    bo.sync()
    write(anna.root, ".gitignore", "först\na\nb\nc\nd\ne\n")
    write(bo.root, ".gitignore", "a\nb\nc\nd\ne\nsist\n")
    anna.sync()
    bo.sync()
    anna.sync()
    assert (anna.root / ".gitignore").read_text() == "först\na\nb\nc\nd\ne\nsist\n"
    assert the_same(anna, bo)


def test_other_files_in_a_larger_repository_go_along(tmp_path: Path) -> None:
    top = tmp_path / "allt"
    top.mkdir()
    git(top, "init", "--quiet", "-b", "main")
    root = top / "barn" / "planer"
    setting_up.init(root, {"practice": True}, with_git=False)
    (root / "plans" / "k7mtr.yaml").write_bytes(EXAMPLE.read_bytes())
    write(top, "gammal", "x")
    commit(top)
    place(tmp_path)
    anna = Colleague(root)
    with pytest.raises(UsageTrouble, match="större mapp") as refused:
        anna.sync(Wish(str(tmp_path / "delat.git")))
    git(tmp_path, *shlex.split(refused.value.hint)[1:])
    anna.sync()
    git(tmp_path, "clone", "--quiet", str(tmp_path / "delat.git"), "andra")
    bo = Colleague(tmp_path / "andra" / "barn" / "planer")
    program = write(tmp_path / "andra", "verktyg/prog", "#!/bin/sh\n")
    program.chmod(0o755)
    (tmp_path / "andra" / "gammal").unlink()
    write(bo.root, "anteckning", "x")
    commit(tmp_path / "andra")
    bo.write("Bo ringer.", number=0)
    bo.sync()
    anna.write("Anna frågar.", number=1)
    anna.sync()
    assert anna.says()[:2] == ["Bo ringer.", "Anna frågar."]
    assert (top / "verktyg" / "prog").stat().st_mode & 0o100
    assert not (top / "gammal").exists()
    assert (root / "anteckning").read_text() == "x"
    assert git(top, "status", "--porcelain") == ""


def test_a_plan_that_a_gitignore_leaves_out_is_told_and_not_passed_by(anna: Colleague) -> None:
    write(anna.root, ".gitignore", "/plans/p*.yaml\n")
    another_code(anna, "p3wdh", "Ny.")
    with pytest.raises(NotSynced, match="p3wdh") as refused:
        anna.sync()
    assert "status --ignored" in refused.value.hint
    write(anna.root, ".gitignore", "\n")
    assert anna.sync().sent == ("p3wdh",)


def test_a_file_that_was_changed_by_hand_and_by_colleagues_is_not_written_over(anna: Colleague, bo: Colleague) -> None:
    write(anna.root, "anteckning", "en\n")
    commit(anna.root)
    anna.sync()
    bo.sync()
    write(anna.root, "anteckning", "Annas\n")
    commit(anna.root)
    anna.sync()
    write(bo.root, "anteckning", "Bos\n")
    with pytest.raises(NotSynced, match="anteckning"):
        bo.sync()
    assert (bo.root / "anteckning").read_text() == "Bos\n"
    write(bo.root, "anteckning", "Annas\n")
    bo.sync()
    assert the_same(anna, bo)


def test_what_is_no_plan_here_stops_it_before_anything(anna: Colleague, bo: Colleague) -> None:
    bo.folder.path("k7mtr").write_text("trasig")
    before = git(bo.root, "rev-parse", "HEAD")
    with pytest.raises(Unreadable) as failure:
        bo.sync()
    assert failure.value.hint == "kronobarn history k7mtr", "nothing is left of the plan to put right by hand"
    assert git(bo.root, "rev-parse", "HEAD") == before
    assert bo.folder.path("k7mtr").read_text() == "trasig"


def test_what_is_no_plan_there_is_not_laid_here(anna: Colleague, bo: Colleague) -> None:
    before = anna.files()
    bo.folder.path("k7mtr").write_text("trasig")
    another_code(bo, "p3wdh", "Ny.")
    commit(bo.root)
    git(bo.root, "push", "--quiet")
    with pytest.raises(NotSynced, match="k7mtr"):
        anna.sync()
    anna.write("Anna ringer.")
    with pytest.raises(NotSynced, match="k7mtr"):
        anna.sync()
    assert anna.says()[0] == "Anna ringer."
    assert anna.files().keys() == before.keys()
    git(bo.root, "revert", "--no-edit", "HEAD")
    for one in (bo, anna, bo):
        one.sync()
    assert the_same(anna, bo)


def test_settings_that_cannot_be_read_are_not_laid_here(anna: Colleague, bo: Colleague) -> None:
    before = (anna.root / "kronobarn.toml").read_bytes()
    write(bo.root, "kronobarn.toml", "= trasig")
    commit(bo.root)
    git(bo.root, "push", "--quiet")
    with pytest.raises(NotSynced):
        anna.sync()
    assert (anna.root / "kronobarn.toml").read_bytes() == before


@pytest.mark.parametrize("name", ["plans/p3wdh.yaml", "lank"])
def test_a_link_in_a_plan_folder_is_not_laid_out(anna: Colleague, bo: Colleague, name: str) -> None:
    (bo.root / name).symlink_to("/etc/hosts")
    commit(bo.root)
    git(bo.root, "push", "--quiet")
    with pytest.raises(NotSynced, match=Path(name).name):
        anna.sync()
    assert not (anna.root / name).is_symlink()


def test_a_plan_of_a_newer_kronobarn_goes_along_but_is_not_put_together_with_another(
    anna: Colleague, bo: Colleague
) -> None:
    text = bo.folder.path("k7mtr").read_text("utf8")
    bo.folder.path("k7mtr").write_text(text.replace("kronobarn: 1", "kronobarn: 2", 1), "utf8")
    bo.sync()
    anna.write("Anna ringer.")
    with pytest.raises(NotSynced):
        anna.sync()
    git(anna.root, "reset", "--quiet", "--hard", "HEAD~1")
    assert anna.how() == {"k7mtr": How.CHANGED}
    bo.write("Bo ringer.")
    text = anna.folder.path("k7mtr").read_text("utf8")
    anna.folder.path("k7mtr").write_text(text.replace("kronobarn: 2", "kronobarn: 1", 1), "utf8")
    anna.sync()
    with pytest.raises(Unreadable):
        bo.sync()


def test_folders_that_were_begun_apart_are_not_put_together(tmp_path: Path, anna: Colleague) -> None:
    setting_up.init(tmp_path / "egen", {"practice": True}, with_git=True)
    own = Colleague(tmp_path / "egen")
    (tmp_path / "egen-2").mkdir()
    with pytest.raises(NotSynced) as failure:
        own.sync(Wish(str(tmp_path / "delat.git")))
    assert failure.value.hint == f'kronobarn init --from "{tmp_path / "delat.git"}" "{tmp_path / "egen-3"}"'
    assert str(own.folder.plans) in failure.value.sentence, "it says what is to be copied"
    with pytest.raises(UsageTrouble):
        own.sync()  # the place is not remembered
    assert own.sync(Wish(str(tmp_path / "ny.git"))).begun


def test_the_hint_of_two_that_were_begun_apart_holds_no_password(
    tmp_path: Path, anna: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting_up.init(tmp_path / "egen", {"practice": True}, with_git=True)
    fetch, there = exchange.fetch, "https://anna:hemlig@exempel.se/x"

    def instead(repo: Repository, shared: Shared) -> tuple[Shared, str | None]:
        return shared, fetch(repo, shared._replace(address=str(tmp_path / "delat.git")))[1]

    monkeypatch.setattr(exchange, "fetch", instead)
    with pytest.raises(NotSynced) as failure:
        Colleague(tmp_path / "egen").sync(Wish(there))
    assert failure.value.hint == f'kronobarn init --from "https://exempel.se/x" "{tmp_path / "egen-2"}"'


def test_another_shared_place_counts_instead_when_a_person_says_so(
    tmp_path: Path, anna: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    old, new = str(tmp_path / "delat.git"), str(tmp_path / "ny.git")
    assert syncing.other_place(anna.folder, "ny.git") == old
    assert syncing.other_place(anna.folder, "delat.git") is None
    with pytest.raises(UsageTrouble) as failure:
        anna.sync(Wish("ny.git"))
    assert failure.value.hint == f'kronobarn sync --with "{new}" --instead', "from where she stands"
    assert not Path(new).exists()
    done = anna.sync(Wish("ny.git", instead=True))
    assert (done.place, done.begun, done.sent) == (new, True, ("k7mtr",))
    anna.write("Anna ringer.")
    assert anna.sync().place == new
    assert git(Path(old), "rev-parse", "main") != git(Path(new), "rev-parse", "main")


def test_a_place_that_does_not_answer_does_not_take_over(tmp_path: Path, anna: Colleague) -> None:
    for wrong in (tmp_path / "borta" / "ny.git", place(tmp_path, "annat.git")):
        if wrong.exists():
            setting_up.init(tmp_path / "egen", {"practice": True}, with_git=True)
            Colleague(tmp_path / "egen").sync(Wish(str(wrong)))
        with pytest.raises(NotSynced):
            anna.sync(Wish(str(wrong), instead=True))
        assert anna.sync().place == str(tmp_path / "delat.git")


def test_what_is_typed_the_first_time_is_what_can_be_typed_again(tmp_path: Path) -> None:
    setting_up.init(tmp_path / "egen", {"practice": True}, with_git=True)
    gone = tmp_path / "borta" / "delat.git"
    with pytest.raises(NotSynced) as failure:
        Colleague(tmp_path / "egen").sync(Wish(str(gone)))
    assert failure.value.hint == f'kronobarn sync --with "{gone}"'
    with pytest.raises(NotSynced) as failure:
        starting.start(tmp_path / "ny", str(gone))
    assert failure.value.hint == f'kronobarn init --from "{gone}" "{tmp_path / "ny"}"'


def test_what_a_colleague_has_spoilt_does_not_make_the_place_forgotten(tmp_path: Path, anna: Colleague) -> None:
    git(tmp_path, "clone", "--quiet", str(tmp_path / "delat.git"), "egen")
    own = Colleague(tmp_path / "egen")
    git(own.root, "remote", "remove", "origin")
    anna.folder.path("k7mtr").write_text("trasig")
    commit(anna.root)
    git(anna.root, "push", "--quiet")
    with pytest.raises(NotSynced) as failure:
        own.sync(Wish(str(tmp_path / "delat.git")))
    assert failure.value.hint == "kronobarn sync"
    git(anna.root, "revert", "--no-edit", "HEAD")
    anna.sync()
    own.sync()
    assert the_same(own, anna)


def test_nobody_begins_with_a_folder_in_which_a_colleague_works(tmp_path: Path, anna: Colleague) -> None:
    with pytest.raises(NotSynced) as failure:
        starting.start(tmp_path / "ny", str(anna.root))
    assert failure.value.hint == f'kronobarn init --from "{tmp_path / "delat.git"}" "{tmp_path / "ny"}"'
    setting_up.init(tmp_path / "egen", {"practice": True}, with_git=True)
    with pytest.raises(NotSynced) as failure:
        starting.start(tmp_path / "ny", str(tmp_path / "egen"))
    own = tmp_path / "egen"
    assert failure.value.hint == f'kronobarn sync --folder "{own}" --with "{own}.git"'
    assert not (tmp_path / "ny").exists()


def test_no_hint_of_a_beginning_holds_a_password(tmp_path: Path, anna: Colleague) -> None:
    write(tmp_path, "full/planer/fil", "x")
    with pytest.raises(UsageTrouble) as failure:
        starting.start(tmp_path / "full", "https://anna:hemlig@exempel.se/x")
    new = tmp_path / "full" / "planer-2"
    assert failure.value.hint == f'kronobarn init --from "https://exempel.se/x" "{new}"'
    with Web(place(tmp_path, "webb/tom.git").parent).served() as address, pytest.raises(NotSynced) as empty:
        starting.start(tmp_path / "ny", address.replace("//", "//anna:hemlig@") + "/tom.git")
    assert empty.value.hint == f'kronobarn init --from "{address}/tom.git" "{tmp_path / "ny"}"'
    assert "hemlig" not in empty.value.sentence


def test_what_stands_in_the_way_is_told_and_nothing_is_touched(
    tmp_path: Path, anna: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting_up.init(tmp_path / "ensam", {}, with_git=True)
    with pytest.raises(UsageTrouble):
        Colleague(tmp_path / "ensam").sync()
    setting_up.init(tmp_path / "utan", {}, with_git=False)
    with pytest.raises(NoHistory):
        Colleague(tmp_path / "utan").sync()
    (anna.root / ".git" / "MERGE_HEAD").touch()
    with pytest.raises(NotSynced):
        anna.sync()
    (anna.root / ".git" / "MERGE_HEAD").unlink()
    git(anna.root, "switch", "--quiet", "--detach")
    with pytest.raises(NotSynced):
        anna.sync()
    git(anna.root, "switch", "--quiet", "main")
    (anna.root / "plans").rename(anna.root / "borta")
    with pytest.raises(CannotWrite):
        anna.sync()
    (anna.root / "borta").rename(anna.root / "plans")
    monkeypatch.setattr(syncing, "_LOCK_SECONDS", 0)
    with locks.held(anna.folder.state / "sync.lock", 0, "", ""), pytest.raises(ChangedOnDisk):
        anna.sync()
    assert anna.sync().nothing_new


def test_what_git_has_left_unmerged_is_a_persons_to_finish(anna: Colleague, bo: Colleague) -> None:
    anna.write("Anna ringer.")
    git(anna.root, "stash", "--quiet")
    anna.write("Anna frågar.")
    commit(anna.root)
    git(anna.root, "config", "merge.kronobarn.driver", "false")
    git(anna.root, "stash", "pop", well=False)
    with pytest.raises(NotSynced):
        anna.sync()


def test_nothing_can_be_exchanged_while_nothing_is_recorded(tmp_path: Path) -> None:
    root = tmp_path / "tom"
    setting_up.init(root, {}, with_git=False)
    assert repository.start(root)
    write(root, ".gitignore", "*\n")
    git(root, "config", "status.showUntrackedFiles", "no")
    for name in ("kronobarn.toml", ".gitattributes", ".gitignore", "plans"):
        (root / ".git" / "info" / "exclude").open("a").write(f"{name}\n")
    place(tmp_path)
    with pytest.raises(NoHistory):
        Colleague(root).sync(Wish(str(tmp_path / "delat.git")))


def test_others_who_are_faster_are_waited_out(anna: Colleague, bo: Colleague, monkeypatch: pytest.MonkeyPatch) -> None:
    send, times = exchange.send, iter(range(99))
    anna.write("Anna ringer.", number=0)
    bo.write("Bo frågar.", number=1)
    monkeypatch.setattr(syncing, "_PAUSE", 0)

    def slow(*given: object) -> None:
        if next(times) == 0:
            monkeypatch.setattr(exchange, "send", send)
            anna.sync()
        send(*given)  # type: ignore[arg-type]

    def never(*_given: object) -> None:
        raise bench.Moved

    monkeypatch.setattr(exchange, "send", slow)
    assert {one.code: one.fate.how for one in bo.sync().came} == {"k7mtr": How.JOINED}
    anna.sync()
    assert the_same(anna, bo)
    monkeypatch.setattr(exchange, "send", never)
    bo.write("Bo ringer.")
    with pytest.raises(NotSynced):
        bo.sync()
    assert bo.says()[0] == "Bo ringer."


def test_what_is_saved_while_it_is_exchanged_is_not_written_over(
    anna: Colleague, bo: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.write("Anna ringer.", number=0)
    anna.sync()
    lay, times = laid_out.plans, iter(range(99))
    monkeypatch.setattr(syncing, "_PAUSE", 0)

    def late(*given: object) -> None:
        if next(times) == 0:
            bo.write("Bo frågar.", number=1)
        lay(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(laid_out, "plans", late)
    bo.sync()
    assert bo.says()[:2] == ["Anna ringer.", "Bo frågar."]
    anna.sync()
    assert the_same(anna, bo)


def test_a_plan_that_another_computer_is_saving_is_waited_for_and_told(
    anna: Colleague, bo: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.write("Anna ringer.")
    anna.sync()
    monkeypatch.setattr(syncing, "_PAUSE", 0)
    monkeypatch.setattr(syncing, "_TRIES", 1)
    monkeypatch.setattr("kronobarn_cli.store.folder._LOCK_SECONDS", 0.1)
    sign = bo.root / "plans" / ".k7mtr.saving"
    sign.write_text("99999\nBOS-DATOR\n")
    with pytest.raises(ChangedOnDisk, match="BOS-DATOR"):
        bo.sync()
    sign.unlink()
    assert bo.how() == {"k7mtr": How.CHANGED}


def test_a_place_that_everybody_can_read_is_not_sent_to_before_a_person_says_so(
    anna: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openness, "of", lambda *_given: Openness.ALL)
    anna.write("Anna ringer.")
    before = git(anna.root, "ls-remote", "origin", "main")
    with pytest.raises(NotSynced, match="--even-if-public"):
        anna.sync()
    assert git(anna.root, "ls-remote", "origin", "main") == before
    asked: list[str] = []

    def yes(where: str) -> bool:
        asked.append(where)
        return True

    syncing.sync(anna.folder, anna.drafts, TODAY, EXCHANGED, yes)
    anna.write("Anna frågar.")
    assert anna.sync().sent == ("k7mtr",), "once is enough"
    assert len(asked) == 1
    git(anna.root, "config", "--unset-all", "kronobarn.open-to-all")
    anna.write("Anna ringer.")
    assert anna.sync(Wish(even_if_public=True, open_points=True)).sent == ("k7mtr",)


def test_over_the_web_a_place_without_a_password_is_found_out(tmp_path: Path, anna: Colleague) -> None:
    setting_up.init(tmp_path / "egen", {"practice": True}, with_git=True)
    git(place(tmp_path, "webb.git"), "config", "http.receivepack", "true")
    one = Colleague(tmp_path / "egen")
    with Web(tmp_path).served() as address:
        with pytest.raises(NotSynced, match="--even-if-public"):
            one.sync(Wish(f"{address}/webb.git"))
        assert git(tmp_path / "webb.git", "for-each-ref") == ""
        with pytest.raises(UsageTrouble):
            one.sync()  # nothing was ever shared there, so it is not remembered
        assert one.sync(Wish(f"{address}/webb.git", even_if_public=True)).sent == ()
        started = starting.start(tmp_path / "ny", f"{address}/webb.git")
    assert started.openness is Openness.ALL
    assert the_same(one, Colleague(started.path))


def test_a_new_place_is_made_and_who_can_read_it_is_told_the_first_time(
    tmp_path: Path, anna: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "ny"
    setting_up.init(root, {"practice": True}, with_git=True)
    monkeypatch.setattr(openness, "of", lambda *_given: Openness.SERVICE)
    one = Colleague(root)
    done = one.sync(Wish(str(tmp_path / "nytt.git")))
    assert done.begun
    assert done.openness is Openness.SERVICE
    write(root, ".gitignore", "x\n")
    again = one.sync()
    assert not again.begun
    assert again.openness is Openness.UNKNOWN
    assert not again.nothing_new


def test_errors_in_a_plan_are_told_and_stop_nobody(anna: Colleague) -> None:
    text = anna.folder.path("k7mtr").read_text("utf8")
    anna.folder.path("k7mtr").write_text(re.sub(r"(?m)^    who: .*$", "    who: ingen-alls", text), "utf8")
    done = anna.sync()
    assert done.sent == done.errors == ("k7mtr",)


def test_a_hook_stops_what_is_recorded_by_its_own_words_and_all_stays_saved(anna: Colleague) -> None:
    hook = write(anna.root, ".git/hooks/pre-commit", "#!/bin/sh\necho Nej. >&2\nexit 1\n")
    hook.chmod(0o755)
    anna.write("Anna ringer.")
    with pytest.raises(NotSynced) as failure:
        anna.sync()
    assert failure.value.details == ("Nej.",)
    assert anna.says()[0] == "Anna ringer."


def test_a_linked_work_tree_exchanges_as_well(tmp_path: Path, anna: Colleague, bo: Colleague) -> None:
    git(anna.root, "worktree", "add", "--quiet", "-b", "andra", str(tmp_path / "lankad"))
    linked = Colleague(tmp_path / "lankad")
    git(linked.root, "config", "branch.andra.remote", "origin")
    git(linked.root, "config", "branch.andra.merge", "refs/heads/main")
    bo.write("Bo ringer.", number=0)
    bo.sync()
    linked.write("Anna frågar.", number=1)
    assert linked.sync().sent == ("k7mtr",)
    bo.sync()
    assert the_same(linked, bo)


def test_who_uses_git_alone_is_a_colleague_too(tmp_path: Path, anna: Colleague) -> None:
    git(tmp_path, "clone", "--quiet", str(tmp_path / "delat.git"), "git")
    alone = Colleague(tmp_path / "git")
    alone.write("Bara git.", number=0)
    commit(alone.root, "ändrade lite")
    git(alone.root, "push", "--quiet")
    anna.write("Anna frågar.", number=1)
    anna.sync()
    assert anna.says()[:2] == ["Bara git.", "Anna frågar."]
    alone.write("Bara git, igen.", number=0)
    commit(alone.root, "mer")
    git(alone.root, "pull", "--quiet", "--rebase")
    git(alone.root, "push", "--quiet")
    anna.sync()
    assert the_same(anna, alone)


def test_what_is_put_together_again_is_the_same(anna: Colleague, bo: Colleague) -> None:
    """A kill after the files are laid: the next exchange records them, and comes to the very same files."""
    anna.write("Anna ringer.", number=0)
    another_code(anna, "nnn22", "Det ena barnet.")
    bo.write("Bo ringer.", number=0)
    bo.write("Bo frågar.", number=1)
    another_code(bo, "nnn22", "Det andra barnet.")
    anna.sync()
    land = bench.land

    class Killed(BaseException):
        pass

    def killed(_repo: object, _before: object, version: str, *_rest: object) -> None:
        if len(git(bo.root, "rev-parse", f"{version}^@").split()) > 1:
            raise Killed
        land(_repo, _before, version, *_rest)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bench, "land", killed)
        with pytest.raises(Killed):
            bo.sync()
    files = bo.files()
    assert bo.sync().sent
    assert bo.files() == files
    anna.sync()
    assert the_same(anna, bo)


def test_a_kill_at_any_moment_loses_nothing(anna: Colleague, bo: Colleague, tmp_path: Path) -> None:
    chance, tries = random.Random(6), int(os.environ.get("KRONOBARN_KILLS", "5"))
    for number in range(tries):
        anna.write(f"Anna skriver {number}.", number=0)
        another_code(anna, f"b{number:04}", "Ny.")
        anna.sync()
        bo.write(f"Bo skriver {number}.", number=1)
        moment = chance.uniform(0.2, 1.2)
        _killed_after(moment, bo.root)
        bo.sync()
        anna.sync()
        assert the_same(anna, bo), f"killed after {moment} s"
        assert anna.says()[:2] == [f"Anna skriver {number}.", f"Bo skriver {number}."]
        assert not anna.plan().open_points
        assert git(tmp_path / "delat.git", "fsck", "--full") is not None


def _killed_after(seconds: float, root: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kronobarn_cli", "sync", "--folder", str(root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    ) as running:
        time.sleep(seconds)
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)


def test_whoever_begins_gets_all_and_can_go_on_at_once(tmp_path: Path, anna: Colleague, bo: Colleague) -> None:
    assert bo.files() == anna.files()
    assert (bo.root / "kronobarn.toml").read_bytes() == (anna.root / "kronobarn.toml").read_bytes()
    assert git(bo.root, "status", "--porcelain") == ""
    assert git(bo.root, "config", "--get-regexp", r"merge\.kronobarn\.driver")
    assert git(bo.root, "config", "--local", "--get-regexp", "^kronobarn", well=False) == ""
    assert bo.sync().nothing_new


def test_what_is_no_plan_folder_leaves_nothing_behind(tmp_path: Path, anna: Colleague) -> None:
    tools, broken = place(tmp_path, "verktyg.git"), place(tmp_path, "trasig.git")
    for source, name, text in ((tools, "sub/kronobarn.toml", ""), (broken, "kronobarn.toml", "= trasig")):
        work = source.with_suffix("")
        work.mkdir()
        git(work, "init", "--quiet", "-b", "main")
        write(work, name, text)
        commit(work)
        git(work, "push", "--quiet", str(source), "main")
    for source in (tools, broken):
        with pytest.raises(NotSynced):
            starting.start(tmp_path / "ny", str(source))
        assert not (tmp_path / "ny").exists()
    (tmp_path / "tom").mkdir()
    with pytest.raises(NotSynced):
        starting.start(tmp_path / "tom", str(tools))
    assert list((tmp_path / "tom").iterdir()) == []
    for nothing in (place(tmp_path, "tomt.git"), tmp_path / "finns-inte"):
        with pytest.raises(NotSynced):
            starting.start(tmp_path / "tom", str(nothing))
    assert list((tmp_path / "tom").iterdir()) == []


def test_nobody_begins_where_something_lies(tmp_path: Path, anna: Colleague, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = str(tmp_path / "delat.git")
    with pytest.raises(UsageTrouble):
        starting.start(anna.root, shared)
    write(tmp_path, "full/fil", "x")
    with pytest.raises(UsageTrouble):
        starting.start(tmp_path / "full", shared)
    with pytest.raises(UsageTrouble):
        starting.start(tmp_path / "full" / "fil", shared)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoHistory):
        starting.start(tmp_path / "ny", shared)


def test_whoever_was_interrupted_begins_again_where_they_were(
    tmp_path: Path, anna: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, land = str(tmp_path / "delat.git"), bench.land

    def stopped(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bench, "land", stopped)
    with pytest.raises(KeyboardInterrupt):
        starting.start(tmp_path / "bo", shared)
    assert not (tmp_path / "bo" / "kronobarn.toml").exists(), "it is no plan folder yet"
    with pytest.raises(UsageTrouble):
        starting.start(tmp_path / "bo", str(tmp_path / "annan.git"))
    monkeypatch.setattr(bench, "land", land)
    begins: list[bool] = []
    fetch = exchange.fetch

    def noted(repo: Repository, there: Shared) -> tuple[Shared, str | None]:
        begins.append(there.typed.begins)
        return fetch(repo, there)

    monkeypatch.setattr(exchange, "fetch", noted)
    starting.start(tmp_path / "bo", shared)
    assert the_same(anna, Colleague(tmp_path / "bo"))
    assert begins == [True]


def test_the_branch_is_the_one_that_the_others_share(tmp_path: Path, anna: Colleague) -> None:
    git(anna.root, "branch", "-m", "planer")
    git(anna.root, "push", "--quiet", "origin", "planer")
    git(tmp_path / "delat.git", "symbolic-ref", "HEAD", "refs/heads/planer")
    git(tmp_path / "delat.git", "branch", "-D", "main")
    git(anna.root, "config", "branch.planer.merge", "refs/heads/planer")
    bo = Colleague(starting.start(tmp_path / "bo", str(tmp_path / "delat.git")).path)
    bo.write("Bo ringer.")
    bo.sync()
    anna.sync()
    assert the_same(anna, bo)


def test_json_tells_all_of_it(anna: Colleague, bo: Colleague) -> None:
    anna.write("Anna ringer.")
    bo.write("Bo ringer.")
    anna.sync()
    assert bo.sync(Wish()).as_data() == {
        "place": str(bo.root.parent / "delat.git"),
        "came": [{"code": "k7mtr", "how": "joined", "opened": ["actions.a1.what"], "told": [], "new": None}],
        "back": [],
        "sent": None,
        "taken-away": [],
        "open-points": {"k7mtr": ["actions.a1.what"]},
        "errors": [],
        "leaks": [],
        "set-aside": [],
    }
