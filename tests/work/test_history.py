"""The history in words: whoever wrote it, whatever clock they had, each change is told once and none hides another."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from kronobarn_cli.errors import NoHistory, NotFound, Unreadable, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.area import Area
from kronobarn_cli.render.documents import Style
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import graph, repository
from kronobarn_cli.text.plan_text import read
from kronobarn_cli.work import history, over_time, telling, terms, undoing
from kronobarn_cli.work.telling import Teller
from tests.recorded import NOON, git, put

TERMS = terms.load("", "sv")
TODAY = date(2026, 4, 27)
DAY = 24 * 3600
CODE = "k7mtr"
PLAN = """\
kronobarn: 1
code: k7mtr
revision: {revision}
child: {{name: Mio, born: "2017"{protected}}}
people:
  - {{id: child, kind: child}}
  - {{id: school, kind: service, service: Skogsskolan}}
goals:
  - {{id: g1, text: "{goal}"}}
actions:
  - {{id: a1, goal: g1, what: Skolan ringer, who: school, status: {status}}}{more}
...
"""


def plan(
    revision: int = 1, status: str = "planned", goal: str = "Att vilja gå dit", more: str = "", protected: str = ""
) -> str:
    return PLAN.format(revision=revision, status=status, goal=goal, more=more, protected=protected)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "planer"
    (root / "plans").mkdir(parents=True)
    (root / "kronobarn.toml").write_text("")
    assert repository.start(root)
    git(root, "config", "user.name", "Anna")
    git(root, "config", "user.email", "a@b.se")
    return Folder(root)


@pytest.fixture
def teller() -> Teller:
    return Teller(TERMS, "sv")


@pytest.fixture
def drafts(folder: Folder) -> Drafts:
    return Drafts(folder.state / "drafts")


def told(folder: Folder, teller: Teller, count: int | None = None) -> list[tuple[str, ...]]:
    return [one.sentences for one in history.of_plan(folder, CODE, teller, count)]


ONGOING = "Insats 1 ”Skolan ringer”: inte börjat än → pågår"
DONE = "Insats 1 ”Skolan ringer”: pågår → klar"
BEGAN = "Planen skapades."


def test_each_change_is_told_in_sentences_with_who_and_when(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr=plan())
    put(folder.root, when=60, by="Bo", k7mtr=plan(2, "ongoing"))
    newest, first = history.of_plan(folder, CODE, teller)
    assert (newest.number, newest.by, newest.revision, newest.sentences) == (1, "Bo", 2, (ONGOING,))
    assert newest.at is not None
    assert newest.at.isoformat() == "2026-04-27T12:01:00+02:00"
    assert (first.number, first.by, first.sentences) == (2, "Anna", (BEGAN,))
    assert newest.as_data()["recorded"] is True


def test_what_was_there_before_the_history_is_not_called_new(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr=plan(7))
    begins = _("The history of the plan begins here, with version {revision}.").format(revision=7)
    assert told(folder, teller) == [(begins,)]
    put(folder.root, when=60, k7mtr=plan(8, "ongoing"))
    found = history.changed_since(folder, CODE, date(2026, 3, 1), teller)
    assert (found.before, found.after, found.sentences) == (None, 8, (begins, ONGOING))


def test_only_so_many_are_told_and_the_oldest_of_them_rightly(folder: Folder, teller: Teller) -> None:
    for revision, status in enumerate(("planned", "ongoing", "done"), start=1):
        put(folder.root, when=revision, k7mtr=plan(revision, status))
    assert told(folder, teller, 2) == [(DONE,), (ONGOING,)]


def test_a_change_of_the_text_alone_is_told_as_such(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr=plan())
    put(folder.root, k7mtr="# en anteckning\n" + plan())
    assert told(folder, teller)[0] == (_("Nothing in the plan itself was changed."),)


def test_what_was_changed_by_hand_stands_first_and_as_not_recorded(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr=plan())
    folder.path(CODE).write_text(plan(1, "ongoing"))
    newest, first = history.of_plan(folder, CODE, teller)
    assert (newest.number, newest.at, newest.by, newest.sentences) == (1, None, None, (ONGOING,))
    assert (first.number, newest.as_data()["recorded"]) == (2, False)
    assert history.of_folder(folder, teller, 9) == (newest, first)
    folder.path(CODE).unlink()
    assert told(folder, teller)[0] == (_("The plan was taken away."),)


def test_other_line_ends_on_the_disk_are_no_change(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr=plan())
    folder.path(CODE).write_bytes(plan().replace("\n", "\r\n").encode())
    assert told(folder, teller) == [(BEGAN,)]


def test_a_plan_that_was_never_recorded_is_told_too(folder: Folder, teller: Teller) -> None:
    folder.path(CODE).write_text(plan())
    [only] = history.of_plan(folder, CODE, teller)
    assert (only.at, only.sentences) == (None, (BEGAN,))
    with pytest.raises(NotFound):
        history.of_plan(folder, "p3wdh", teller)
    with pytest.raises(NotFound):
        history.last_changed(folder)


def test_a_plan_that_was_gone_and_came_back(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr=plan(3))
    put(folder.root, when=60, k7mtr=None)
    put(folder.root, when=120, k7mtr=plan(4, "ongoing"))
    assert told(folder, teller)[:2] == [(_("The plan came back."), ONGOING), (_("The plan was taken away."),)]
    assert history.find(folder, "k7") == CODE
    folder.path(CODE).unlink()
    assert history.find(folder, "K7MTR") == CODE
    with pytest.raises(NotFound):
        history.find(folder, "k7")


def test_a_version_that_cannot_be_read_is_told_of_and_hides_none(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr=plan())
    put(folder.root, when=60, k7mtr=plan()[:40])
    put(folder.root, when=120, k7mtr=plan(2, "ongoing"))
    broken = _("The file cannot be read as a plan here.")
    assert told(folder, teller) == [(_("The file can be read again."), ONGOING), (broken,), (BEGAN,)]
    assert history.of_plan(folder, CODE, teller)[1].revision is None
    assert told(folder, teller, 1)[0][0] == _("The file can be read again.")
    put(folder.root, when=180, k7mtr=None)
    assert told(folder, teller)[0] == (_("The plan was taken away."),)


def test_a_beginning_that_cannot_be_read_is_no_fault(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr="x")
    put(folder.root, when=60, k7mtr=plan())
    assert told(folder, teller) == [
        (_("The file can be read again."),),
        (_("The file cannot be read as a plan here."),),
    ]


def test_where_two_versions_were_put_together_each_change_is_told_once(folder: Folder, teller: Teller) -> None:
    root = folder.root
    put(root, k7mtr=plan())
    git(root, "checkout", "-q", "-b", "bo")
    put(root, when=60, by="Bo", k7mtr=plan(2, goal="Att må bra"))
    git(root, "checkout", "-q", "main")
    put(root, when=120, k7mtr=plan(2, "ongoing"))
    git(root, "merge", "--quiet", "--no-commit", "bo")
    third = "\n  - {id: a2, what: Mormor följer med, who: school}"
    put(root, when=180, k7mtr=plan(3, "ongoing", "Att må bra", third))
    meeting, hers, his, first = history.of_plan(folder, CODE, teller)
    assert meeting.merged
    assert len(meeting.sentences) == 1
    assert "Mormor följer med" in meeting.sentences[0]
    assert hers.sentences == (ONGOING,)
    assert (his.by, len(his.sentences)) == ("Bo", 1)
    assert "Att må bra" in his.sentences[0]
    assert first.sentences == (BEGAN,)


def test_a_clock_that_was_wrong_is_told_and_trusted_by_none(folder: Folder, teller: Teller) -> None:
    wrong = -10 * 365 * DAY
    for revision, (when, status) in enumerate(
        [(-9 * DAY, "planned"), (-8 * DAY, "ongoing"), (wrong, "planned"), (0, "done")], start=1
    ):
        put(folder.root, when=when, k7mtr=plan(revision, status))
    entries = history.of_plan(folder, CODE, teller)
    assert [one.doubted for one in entries] == [False, True, False, False]
    assert [one.revision for one in entries] == [4, 3, 2, 1]
    assert history.at(folder, CODE, date(2026, 4, 20)).plan.revision == 3
    with pytest.raises(NotFound):
        history.at(folder, CODE, date(2020, 1, 1))


def test_what_is_protected_now_is_protected_in_all_that_was(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr=plan())
    put(folder.root, when=60, k7mtr=plan(2).replace("Skogsskolan", "Bergaskolan"))
    assert any("Bergaskolan" in one for one in told(folder, teller)[0])
    put(folder.root, when=120, k7mtr=plan(3, protected=", protected: true").replace("Skogsskolan", "Bergaskolan"))
    assert not [
        one
        for sentences in told(folder, Teller(TERMS, "sv"))
        for one in sentences
        if "skolan" in one.lower().replace("skolan ringer", "")
    ]
    assert history.plan_of(folder, history.which(folder, CODE, 1)).child.protected
    assert not history.at(folder, CODE, 1).plan.child.protected


def test_a_plan_as_it_stood_by_day_and_by_revision(folder: Folder) -> None:
    for revision, (day, status) in enumerate([(-20, "planned"), (-10, "ongoing"), (0, "done")], start=1):
        put(folder.root, when=day * DAY, k7mtr=plan(revision, status))
    by_day = {date(2026, 4, 7): 1, date(2026, 4, 16): 1, date(2026, 4, 17): 2, date(2026, 4, 26): 2, date.max: 3}
    assert {day: history.at(folder, CODE, day).plan.revision for day in by_day} == by_day
    assert [history.at(folder, CODE, number).plan.revision for number in (1, 2, 3)] == [1, 2, 3]
    for moment in (date(2026, 4, 6), 4):
        with pytest.raises(NotFound) as failure:
            history.at(folder, CODE, moment)
        assert failure.value.hint == "kronobarn history k7mtr"


def test_a_day_on_which_the_plan_was_gone_or_broken(folder: Folder) -> None:
    put(folder.root, when=-20 * DAY, k7mtr=plan())
    put(folder.root, when=-10 * DAY, k7mtr=plan()[:-4])
    put(folder.root, when=-5 * DAY, k7mtr=None)
    with pytest.raises(Unreadable):
        history.at(folder, CODE, date(2026, 4, 18))
    with pytest.raises(NotFound):
        history.at(folder, CODE, date(2026, 4, 25))


def test_without_git_a_plan_as_it_stood_is_found_among_the_kept_versions(
    folder: Folder, teller: Teller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder.commits = False
    folder.save_text(CODE, plan(0), None, "new-plan")
    kept = folder.versions.of(CODE)[0].path
    os.utime(kept, (NOON - 9 * DAY, NOON - 9 * DAY))
    folder.save(folder.load(CODE).plan, folder.load(CODE), "edit")
    assert history.at(folder, CODE, 1).plan.revision == 1
    monkeypatch.setenv("PATH", str(tmp_path))
    assert history.at(folder, CODE, 1).plan.revision == 1
    assert history.at(folder, CODE, date(2026, 4, 20)).plan.revision == 1
    assert history.at(folder, CODE, date.max).plan.revision == 2
    for asked in (
        lambda: history.of_plan(folder, CODE, teller),
        lambda: history.of_folder(folder, teller, 9),
        lambda: history.changed_since(folder, CODE, 1, teller),
        lambda: history.all_changed_since(folder, TODAY, teller),
        lambda: undoing.foresee(folder, CODE, 1, teller),
    ):
        with pytest.raises(NoHistory):
            asked()


def test_a_version_that_is_only_kept_here_is_found_by_its_number_beside_the_history(folder: Folder) -> None:
    folder.commits = False
    folder.save_text(CODE, plan(0), None, "new-plan")
    folder.save(folder.load(CODE).plan, folder.load(CODE), "edit")
    put(folder.root, k7mtr=folder.path(CODE).read_text())
    assert history.at(folder, CODE, 1).plan.revision == 1


def test_what_is_new_since_a_day_and_since_a_version(folder: Folder, teller: Teller) -> None:
    for revision, (day, status) in enumerate([(-20, "planned"), (-10, "ongoing"), (-1, "done")], start=1):
        put(folder.root, when=day * DAY, k7mtr=plan(revision, status))
    both = "Insats 1 ”Skolan ringer”: inte börjat än → klar"
    found = history.changed_since(folder, CODE, date(2026, 4, 8), teller)
    assert (found.before, found.after, found.sentences) == (1, 3, (both,))
    assert history.changed_since(folder, CODE, 2, teller).sentences == (DONE,)
    assert history.changed_since(folder, CODE, TODAY, teller).sentences == ()
    assert history.changed_since(folder, CODE, date(2026, 1, 1), teller).sentences == (BEGAN,)
    folder.path(CODE).write_text(plan(3))
    assert history.changed_since(folder, CODE, TODAY, teller).sentences == (
        "Insats 1 ”Skolan ringer”: klar → inte börjat än",
    )
    with pytest.raises(NotFound):
        history.changed_since(folder, CODE, 9, teller)
    with pytest.raises(NotFound):
        history.changed_since(folder, "p3wdh", TODAY, teller)


def test_what_is_new_in_all_plans(folder: Folder, teller: Teller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_AT_ONCE", 2)
    monkeypatch.setattr(telling, "_MOST", 2)
    other = plan().replace("k7mtr", "p3wdh")
    put(folder.root, when=-20 * DAY, k7mtr=plan(), p3wdh=other, t8qzg=plan().replace("k7mtr", "t8qzg"))
    put(folder.root, when=-1 * DAY, k7mtr=plan(2, "ongoing"), p3wdh=None, v5xjc=plan().replace("k7mtr", "v5xjc"))
    found, more = history.all_changed_since(folder, date(2026, 4, 20), teller)
    assert [(one.code, one.before, one.after) for one in found] == [
        ("k7mtr", 1, 2),
        ("p3wdh", 1, None),
        ("v5xjc", None, 1),
    ]
    assert [one.sentences for one in found] == [(ONGOING,), (_("The plan was taken away."),), (BEGAN,)]
    assert more == 0
    found, more = history.all_changed_since(folder, date(2026, 4, 20), teller, 1)
    assert ([one.code for one in found], more) == (["k7mtr"], 2)
    assert history.all_changed_since(folder, TODAY, teller) == ((), 0)


def test_a_plan_that_was_laid_in_is_not_said_to_have_been_made(folder: Folder, teller: Teller) -> None:
    """Its own `changes` says where its history begins, and so does that of all plans."""
    put(folder.root, when=-3 * DAY, k7mtr=plan(7), p3wdh=plan(1).replace("k7mtr", "p3wdh"))
    put(folder.root, when=-2 * DAY, k7mtr=plan(8, "ongoing"), p3wdh=plan(2).replace("k7mtr", "p3wdh"))
    (folder.plans / "t8qzg.yaml").write_text(plan(5).replace("k7mtr", "t8qzg"))
    found, more = history.all_changed_since(folder, date(2026, 4, 20), teller)
    begins = _("The history of the plan begins here, with version {revision}.").format
    assert [(one.code, one.sentences) for one in found] == [
        (CODE, (begins(revision=7), ONGOING)),
        ("p3wdh", (BEGAN,)),
        ("t8qzg", (begins(revision=5),)),
    ]
    assert (found[0].before, found[0].after, more) == (None, 8, 0)
    assert found[0] == history.changed_since(folder, CODE, date(2026, 4, 20), teller)
    # What is not in the history at all is new for whoever asks, whatever the day.
    assert [one.code for one in history.all_changed_since(folder, TODAY, teller)[0]] == ["t8qzg"]


def test_of_versions_with_one_number_the_newest_is_meant_and_it_is_said_which(folder: Folder, teller: Teller) -> None:
    """Two who work apart both make version 2 of version 1."""
    put(folder.root, k7mtr=plan(1))
    put(folder.root, when=60, by="Bo", k7mtr=plan(2, "ongoing"))
    put(folder.root, when=120, k7mtr=plan(2, "done"))
    folder.versions.keep(CODE, 2, plan(2, "ongoing").replace("\n", "\r\n").encode())
    folder.versions.keep(CODE, 2, plan(2, goal="Att sova").encode())
    found = history.which(folder, CODE, 2)
    assert (found.version.head.by, found.kept, found.others) == ("Anna", False, 2)
    assert history.which(folder, CODE, 1).others == 0
    assert history.changed_since(folder, CODE, 2, teller).since == found
    folder.versions.keep(CODE, 4, plan(4).encode())
    assert history.which(folder, CODE, 4).kept
    assert history.changed_since(folder, CODE, 4, teller).before == 4


def test_the_last_meeting_is_that_of_the_plan(folder: Folder) -> None:
    folder.path(CODE).write_text(plan())
    assert history.last_meeting(folder, CODE, TODAY) is None


def test_the_history_is_made_quicker_where_it_is_long(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "MANY", 1)
    for revision in (1, 2, 3):
        put(folder.root, k7mtr=plan(revision))
    assert history.lags(folder)
    history.quicken(folder)
    assert not history.lags(folder)


def status(folder: Folder) -> str:
    return str(folder.load(CODE).plan.actions[0].status)


def undo(folder: Folder, drafts: Drafts, teller: Teller, number: int = 1) -> undoing.Undoing:
    found = undoing.foresee(folder, CODE, number, teller)
    undoing.undo(folder, drafts, CODE, found)
    return found


def test_the_last_change_is_undone_as_a_new_version(folder: Folder, drafts: Drafts, teller: Teller) -> None:
    put(folder.root, k7mtr=plan(1))
    put(folder.root, when=60, k7mtr=plan(2, "ongoing"))
    before = git(folder.root, "rev-parse", "HEAD")
    found = undo(folder, drafts, teller)
    assert found.entry.sentences == (ONGOING,)
    assert found.sentences == ("Insats 1 ”Skolan ringer”: pågår → inte börjat än",)
    assert (status(folder), folder.load(CODE).plan.revision) == ("planned", 3)
    assert git(folder.root, "rev-parse", "HEAD~1") == before
    assert git(folder.root, "log", "-1", "--format=%s") == "k7mtr: undo"
    assert folder.path(CODE).read_text() == plan(3)
    undo(folder, drafts, teller)
    assert (status(folder), folder.load(CODE).plan.revision) == ("ongoing", 4)


def test_what_others_changed_later_stays(folder: Folder, drafts: Drafts, teller: Teller) -> None:
    put(folder.root, k7mtr=plan(1))
    put(folder.root, when=60, k7mtr=plan(2, "ongoing"))
    put(folder.root, when=120, by="Bo", k7mtr="# Bos ord\n" + plan(3, "ongoing", "Att må bra"))
    found = undo(folder, drafts, teller, 2)
    assert (found.kept, found.opened) == ((), 0)
    now = folder.load(CODE)
    assert now.plan == read(plan(4, goal="Att må bra")).plan
    assert now.source.text.startswith("# Bos ord\n")


def test_what_was_changed_again_is_left_to_choose(folder: Folder, drafts: Drafts, teller: Teller) -> None:
    put(folder.root, k7mtr=plan(1))
    put(folder.root, when=60, k7mtr=plan(2, goal="Att må bra"))
    put(folder.root, when=120, k7mtr=plan(3, goal="Att sova"))
    found = undo(folder, drafts, teller, 2)
    assert found.opened == 1
    [point] = folder.load(CODE).plan.open_points
    assert {one.says for one in point.wordings} == {"Att sova", "Att vilja gå dit"}
    assert folder.load(CODE).plan.goals[0].text == "Att sova"


def test_what_was_built_on_stays_and_is_told(folder: Folder, drafts: Drafts, teller: Teller) -> None:
    added = "\n  - {{id: a2, what: Mormor följer med, who: school{often}}}"
    put(folder.root, k7mtr=plan(1))
    put(folder.root, when=60, k7mtr=plan(2, more=added.format(often="")))
    put(folder.root, when=120, k7mtr=plan(3, more=added.format(often=", often: varje dag")))
    found = undoing.foresee(folder, CODE, 2, teller)
    [(why, place, _new)] = found.kept
    assert why == "kept"
    assert "Mormor följer med" in place
    assert found.sentences == ()


def test_what_was_undone_already_is_not_undone_again(folder: Folder, drafts: Drafts, teller: Teller) -> None:
    put(folder.root, k7mtr=plan(1))
    put(folder.root, when=60, k7mtr=plan(2, "ongoing"))
    undo(folder, drafts, teller)
    assert undoing.foresee(folder, CODE, 2, teller).sentences == ()


def test_a_change_of_the_text_alone_can_be_undone(folder: Folder, drafts: Drafts, teller: Teller) -> None:
    put(folder.root, k7mtr=plan(1))
    put(folder.root, when=60, k7mtr="# fel\n" + plan(1))
    assert undo(folder, drafts, teller).sentences == (_("Nothing in the plan itself is changed."),)
    assert folder.path(CODE).read_text() == plan(2)


def test_what_was_changed_by_hand_can_be_undone(folder: Folder, drafts: Drafts, teller: Teller) -> None:
    put(folder.root, k7mtr=plan(1))
    folder.path(CODE).write_text(plan(1, "ongoing"))
    undo(folder, drafts, teller)
    assert (status(folder), folder.load(CODE).plan.revision) == ("planned", 2)


def test_a_file_that_was_broken_is_undone_and_what_lay_there_kept(
    folder: Folder, drafts: Drafts, teller: Teller
) -> None:
    put(folder.root, k7mtr=plan(5))
    folder.path(CODE).write_text(plan(5)[:-4])
    assert undo(folder, drafts, teller).sentences == (_("The plan comes back as it was before."),)
    assert folder.load(CODE).plan.revision == 6
    [aside] = folder.state.rglob("set-aside/*.yaml")
    assert aside.read_text() == plan(5)[:-4]


def test_a_plan_that_was_taken_away_comes_back(folder: Folder, drafts: Drafts, teller: Teller) -> None:
    put(folder.root, k7mtr=plan(4))
    put(folder.root, when=30, k7mtr=plan(5))
    put(folder.root, when=60, k7mtr=None)
    with pytest.raises(UsageTrouble) as failure:
        undoing.foresee(folder, CODE, 2, teller)
    assert failure.value.hint == "kronobarn undo k7mtr"
    undo(folder, drafts, teller)
    assert folder.load(CODE).plan.revision == 6
    with pytest.raises(UsageTrouble):
        undoing.foresee(folder, CODE, 2, teller)
    assert history.last_changed(folder) == CODE


def test_what_cannot_be_undone_is_told(folder: Folder, teller: Teller) -> None:
    root = folder.root
    put(root, k7mtr=plan())
    put(root, when=60, k7mtr="x")
    put(root, when=120, k7mtr=plan(2))
    git(root, "checkout", "-q", "-b", "bo")
    put(root, when=180, k7mtr=plan(3, goal="Att må bra"))
    git(root, "checkout", "-q", "main")
    put(root, when=240, k7mtr=plan(3, "ongoing"))
    git(root, "merge", "--quiet", "--no-commit", "bo")
    put(root, when=300, k7mtr=plan(4, "ongoing", "Att må bra"))
    # The meeting, the version after a broken one, the broken one, and the beginning.
    for number, hint in ((1, "undo k7mtr --change 2"), *((number, "history k7mtr") for number in (4, 5, 6))):
        with pytest.raises(UsageTrouble) as failure:
            undoing.foresee(folder, CODE, number, teller)
        assert failure.value.hint == f"kronobarn {hint}"
    with pytest.raises(NotFound):
        undoing.foresee(folder, CODE, 7, teller)


def test_where_two_lines_met_only_a_change_that_can_be_undone_is_named(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr=plan())
    git(folder.root, "checkout", "-q", "-b", "bo")
    put(folder.root, when=60, p3wdh=plan().replace(CODE, "p3wdh"))
    git(folder.root, "checkout", "-q", "main")
    git(folder.root, "merge", "--quiet", "--no-commit", "--no-ff", "bo")
    put(folder.root, when=120, k7mtr=plan(2, "ongoing"))
    [newest, _oldest] = history.versions_of(folder, CODE)
    assert newest.head.merged
    with pytest.raises(UsageTrouble) as failure:
        undoing.foresee(folder, CODE, 1, teller)
    assert failure.value.hint == "kronobarn history k7mtr"


def test_a_file_with_two_versions_in_it_is_not_undone_for_one_of_them_would_go(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr=plan(1))
    put(folder.root, when=60, k7mtr=plan(2, "ongoing"))
    ours, theirs = (f"  - {{id: a2, goal: g1, what: {who} ringer, who: school}}\n" for who in ("Farmor", "Morfar"))
    torn = plan(3).replace("...\n", f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n...\n")
    folder.path(CODE).write_text(torn)
    for number in (1, 2):
        with pytest.raises(Unreadable) as failure:
            undoing.foresee(folder, CODE, number, teller)
        assert failure.value.hint == "kronobarn merge k7mtr"
    assert folder.path(CODE).read_text() == torn


def test_what_a_plan_was_before_its_history_is_named(folder: Folder, teller: Teller) -> None:
    """A plan that was laid in by hand and then changed is in the history first as it was changed."""
    folder.path(CODE).write_text(plan(10))
    loaded = folder.load(CODE)
    folder.save(loaded.plan, loaded, "edit")
    with pytest.raises(UsageTrouble) as failure:
        undoing.foresee(folder, CODE, 1, teller)
    assert failure.value.hint == "kronobarn restore k7mtr --revision 10"


def test_a_number_means_a_version_that_can_be_read(folder: Folder, teller: Teller) -> None:
    put(folder.root, k7mtr=plan(10))
    put(folder.root, when=60, k7mtr=plan(10).replace("...", ">>>>>>> other\n..."))
    put(folder.root, when=120, k7mtr=plan(11, "ongoing"))
    found = history.changed_since(folder, CODE, 10, teller)
    assert found.sentences == (ONGOING,)
    assert found.since
    assert (found.since.kept, found.since.others) == (False, 0)
    put(folder.root, when=180, k7mtr="revision: 12\n")
    put(folder.root, when=240, k7mtr=plan(13))
    with pytest.raises(Unreadable):
        history.at(folder, CODE, 12)
    folder.versions.put(CODE, 12, plan(12, "done").encode())
    assert history.which(folder, CODE, 12).kept
    assert history.at(folder, CODE, 12).plan.actions[0].status == "done"


def test_the_wheel_over_time_holds_what_is_no_longer_in_the_plan(folder: Folder) -> None:
    wheel = "\nwheel:\n  - {{id: {id}, voice: child, day: {day}, areas: {{larande: {{score: {score}}}}}}}"
    put(folder.root, k7mtr=plan(1, more=wheel.format(id="w1", day="2026-04-01", score=1)))
    put(folder.root, when=60, k7mtr=plan(2, more=wheel.format(id="w2", day="2026-04-20", score=5)))
    shown = over_time.wheel(folder, CODE, Style(TERMS, "sv", TODAY))
    [voice] = shown.words.voices
    assert [(one.day, one.score, one.stands) for one in voice.points] == [
        ("1 april 2026", 1, False),
        ("20 april 2026", 5, True),
    ]
    assert len(shown.words.changes) == 1
    assert shown.data["over-time"][0] == {
        "voice": "child", "day": "2026-04-01", "in-plan": False, "area": str(Area.LARANDE), "score": 1,
    }  # fmt: skip
    assert json.dumps(shown.data)
