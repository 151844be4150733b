"""What git has kept is told whole and in its own order, whoever made it and whatever clock and name they had."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kronobarn_cli.errors import NoHistory
from kronobarn_cli.store.git import blobs, past, program, repository
from kronobarn_cli.store.git.program import Ran
from kronobarn_cli.store.git.repository import Repository
from tests.recorded import ANNA, NOON, git, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "planer"
    found.mkdir()
    assert repository.start(found)
    return found


def told(where: Repository, code: str = "k7mtr") -> list[tuple[bytes | None, bytes | None]]:
    return [(one.before, one.data) for one in past.versions_of(where, code)]


def test_before_anything_is_recorded_there_is_nothing_and_no_fault(folder: Path) -> None:
    where = repository.opened(folder)
    assert past.versions_of(where, "k7mtr") == past.latest(where, 5) == ()
    assert past.not_recorded(where) == past.not_as(where, 0.0) == ()


def test_a_plan_is_told_from_its_beginning_to_its_return(folder: Path) -> None:
    put(folder, "k7mtr: new-plan", k7mtr="1")
    put(folder, "k7mtr: wheel", when=60, k7mtr="2", p3wdh="x")
    put(folder, when=120, k7mtr=None)
    put(folder, when=180, k7mtr="3")
    where = repository.opened(folder)
    assert told(where) == [(None, b"3"), (b"2", None), (b"1", b"2"), (None, b"1")]
    newest, *_rest, oldest = past.versions_of(where, "k7mtr")
    assert (newest.head.by, oldest.head.message, oldest.head.merged) == ("Anna", "k7mtr: new-plan", False)
    assert (oldest.head.at.timestamp(), oldest.head.at.utcoffset()) == (NOON, timedelta(hours=2))
    assert len(past.versions_of(where, "k7mtr", 2)) == 2
    assert [one.data for one in past.versions_of(where, "k7mtr", until="HEAD~2")] == [b"2", b"1"]


def test_the_last_changes_of_all_plans_are_told_act_by_act(folder: Path) -> None:
    put(folder, k7mtr="1", p3wdh="1")
    for number in range(9):
        (folder / "other.txt").write_text(str(number))
        (folder / "plans" / "k7mtr-COPY.yaml").write_text(str(number))
        put(folder, when=number)
    put(folder, when=60, k7mtr="2")
    found = past.latest(repository.opened(folder), 2)
    assert [(one.code, one.data) for one in found] == [("k7mtr", b"2"), ("k7mtr", b"1")]
    assert len(past.latest(repository.opened(folder), 50)) == 3


def test_where_two_lines_meet_both_are_told_once_and_the_meeting_with_both(folder: Path) -> None:
    put(folder, k7mtr="a\nb\nc\n")
    git(folder, "checkout", "-q", "-b", "side")
    put(folder, when=60, k7mtr="a\nb\nC\n")
    git(folder, "checkout", "-q", "main")
    put(folder, when=120, k7mtr="A\nb\nc\n", p3wdh="x")
    git(folder, "merge", "--quiet", "--no-edit", "side", when=180)
    where = repository.opened(folder)
    meeting, hers, his, first = past.versions_of(where, "k7mtr")
    assert (meeting.head.merged, meeting.data) == (True, b"A\nb\nC\n")
    assert {meeting.before, *meeting.others} == {b"A\nb\nc\n", b"a\nb\nC\n"}
    assert [hers.data, his.data, first.before] == [b"A\nb\nc\n", b"a\nb\nC\n", None]
    assert (hers.head.merged, hers.others) == (False, ())
    # What only one line had is not told again where the lines meet.
    assert len(past.versions_of(where, "p3wdh")) == 1
    assert len([one for one in past.latest(where, 50) if one.code == "p3wdh"]) == 1


def test_a_clock_that_is_wrong_changes_no_order(folder: Path) -> None:
    years = 10 * 365 * 24 * 3600
    for number, wrong in enumerate((0, years, -years, 1, 2)):
        put(folder, when=wrong, k7mtr=str(number))
    assert [after for _before, after in told(repository.opened(folder))] == [b"4", b"3", b"2", b"1", b"0"]


def test_nothing_is_told_after_what_it_was_made_from(folder: Path) -> None:
    put(folder, when=100, k7mtr="a\nb\nc\n")
    git(folder, "checkout", "-q", "-b", "side")
    put(folder, when=-9999, k7mtr="a\nb\nC\n")
    git(folder, "checkout", "-q", "main")
    put(folder, when=200, k7mtr="A\nb\nc\n")
    git(folder, "merge", "--quiet", "--no-edit", "side", when=300)
    assert [before for before, _after in told(repository.opened(folder))][-1] is None


@pytest.mark.parametrize(
    ("moment", "then"),
    [("99999999999999 +0200", 10.0**15), ("1777284000 +9999", 10.0**15), ("", 0.0), ("then", 0.0)],
)
def test_a_clock_beyond_all_calendars_is_no_fault(folder: Path, moment: str, then: float) -> None:
    put(folder, k7mtr="1")
    tree = git(folder, "rev-parse", "HEAD^{tree}")
    who = f"A <a@b.se> {moment}"
    raw = f"tree {tree}\nauthor {who}\ncommitter {who}\n\nm\n"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
        cwd=folder, input=raw.encode(), capture_output=True, check=True,
    )  # fmt: skip
    git(folder, "reset", "--quiet", "--hard", made.stdout.decode().strip())
    [version] = past.versions_of(repository.opened(folder), "k7mtr")
    assert version.head.at.tzinfo is not None
    assert past.not_as(repository.opened(folder), then) == ()


def test_a_moment_is_told_by_its_own_clock() -> None:
    assert past.moment("1700000000 -0330").utcoffset() == -timedelta(hours=3, minutes=30)
    assert past.moment("1700000000 +0545").utcoffset() == timedelta(hours=5, minutes=45)
    assert past.moment("") == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_long_history_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, k7mtr="1")
    where = repository.opened(folder)
    monkeypatch.setattr(program, "_SECONDS", -1.0)
    assert told(where) == [(None, b"1")]


def test_who_is_not_said_is_nobody(folder: Path) -> None:
    (folder / "plans").mkdir()
    path = folder / "plans" / "k7mtr.yaml"
    path.write_text("1")
    assert repository.record(folder, (path,), "k7mtr: edit").done
    path.write_text("2")
    git(folder, "commit", "-qam", "m", GIT_AUTHOR_NAME="Bo", GIT_AUTHOR_EMAIL="kronobarn@localhost")
    assert [one.head.by for one in past.versions_of(repository.opened(folder), "k7mtr")] == ["Bo", None]


def test_names_that_are_no_text_stop_nothing(folder: Path) -> None:
    put(folder, k7mtr="1")
    strange = os.fsencode(folder / "plans") + b"/\xff\x1f\n:x.yaml"
    Path(os.fsdecode(strange)).write_bytes(b"y")
    (folder / "plans" / "under").mkdir()
    (folder / "plans" / "under" / "p3wdh.yaml").write_text("z")
    git(folder, "add", "--all")
    names = {
        b"GIT_AUTHOR_NAME": b"A\xff\x1fb",
        b"GIT_AUTHOR_EMAIL": b"a",
        b"GIT_COMMITTER_NAME": b"c",
        b"GIT_COMMITTER_EMAIL": b"d",
    }
    (folder / "plans" / "k7mtr.yaml").write_text("2")
    subprocess.run(
        [b"git", b"commit", b"-qam", b"\xff \x1e message"], cwd=folder, check=True, capture_output=True,
        env={**os.environb, **names},
    )  # fmt: skip
    where = repository.opened(folder)
    assert told(where) == [(b"1", b"2"), (None, b"1")]
    assert str(past.versions_of(where, "k7mtr")[0].head.by).startswith("A")
    assert {one.code for one in past.latest(where, 50)} == {"k7mtr"}


def test_a_plan_folder_inside_a_larger_repository_has_only_its_own_plans(tmp_path: Path) -> None:
    assert repository.start(tmp_path)
    inner = tmp_path / "förvaltning" / "planer"
    inner.mkdir(parents=True)
    put(inner, k7mtr="1")
    put(tmp_path, when=60, k7mtr="other")
    git(tmp_path, "config", "diff.relative", "true")
    where = repository.opened(inner)
    assert told(where) == [(None, b"1")]
    assert [one.data for one in past.latest(where, 9)] == [b"1"]
    assert past.codes(where) == {"k7mtr"}
    (inner / "plans" / "k7mtr.yaml").write_text("2")
    (tmp_path / "plans" / "k7mtr.yaml").write_text("2")
    assert len(past.not_recorded(where)) == len(past.not_as(where, NOON + 90.0)) == 1


def test_in_a_linked_work_tree_and_with_no_branch_it_is_the_same(folder: Path, tmp_path: Path) -> None:
    put(folder, k7mtr="1")
    put(folder, when=60, k7mtr="2")
    git(folder, "worktree", "add", "--quiet", "--detach", str(tmp_path / "second"), "HEAD~1")
    where = repository.opened(tmp_path / "second")
    assert where.branch is None
    assert told(where) == [(None, b"1")]


def test_what_people_have_set_for_their_own_eyes_changes_nothing(folder: Path) -> None:
    put(folder, k7mtr="1\n" * 20)
    git(folder, "mv", "plans/k7mtr.yaml", "plans/p3wdh.yaml")
    put(folder, when=60)
    settings = ("log.follow=true", "log.showSignature=true", "log.showRoot=false", "color.ui=always", "log.decorate=full",
                "format.pretty=oneline", "diff.renames=copies", "core.abbrev=5", "log.date=relative", "status.short=true",
                "diff.noprefix=true", "status.relativePaths=true", "log.diffMerges=first-parent", "diff.external=false")  # fmt: skip
    for one in settings:
        git(folder, "config", *one.split("="))
    where = repository.opened(folder)
    assert [(one.before is None, one.data is None) for one in past.versions_of(where, "p3wdh")] == [(True, False)]
    assert [(one.before is None, one.data is None) for one in past.versions_of(where, "k7mtr")] == [
        (False, True),
        (True, False),
    ]
    (folder / "plans" / "p3wdh.yaml").write_text("x")
    assert [one.code for one in past.not_recorded(where)] == ["p3wdh"]
    assert [one.code for one in past.not_as(where, NOON + 30.0)] == ["k7mtr", "p3wdh"]


def test_what_is_changed_by_hand_is_known_with_what_was_recorded(folder: Path) -> None:
    put(folder, k7mtr="1", p3wdh="1", t8qzg="1")
    (folder / "plans" / "k7mtr.yaml").write_text("2")
    (folder / "plans" / "p3wdh.yaml").unlink()
    (folder / "plans" / "v5xjc.yaml").write_text("new")
    (folder / "plans" / "x plans").mkdir()
    (folder / "plans" / "x plans" / "k7mtr.yaml").write_text("no plan")
    where = repository.opened(folder)
    assert past.codes(where) == {"k7mtr", "p3wdh", "t8qzg"}
    changed = past.not_recorded(where)
    known = blobs.contents(where.folder, (one.name for one in changed))
    assert [(one.code, known[one.name]) for one in changed] == [("k7mtr", b"1"), ("p3wdh", b"1"), ("v5xjc", None)]


def test_a_plan_that_two_lines_disagree_on_is_not_recorded(folder: Path) -> None:
    put(folder, k7mtr="1\n")
    git(folder, "checkout", "-q", "-b", "side")
    put(folder, k7mtr="2\n")
    git(folder, "checkout", "-q", "main")
    put(folder, k7mtr="3\n")
    where = repository.opened(folder)
    assert not program.run(folder, "merge", "side", environ=ANNA).well
    [one] = past.not_recorded(where)
    assert blobs.contents(where.folder, [one.name]) == {one.name: b"3\n", blobs.ABSENT: None}


def test_what_is_not_as_it_was_is_found_by_its_day(folder: Path) -> None:
    put(folder, when=0, k7mtr="1", p3wdh="1", t8qzg="1")
    put(folder, when=100, k7mtr="2", t8qzg=None)
    put(folder, when=200, v5xjc="1")
    where = repository.opened(folder)
    (folder / "plans" / "p3wdh.yaml").write_text("by hand")

    def since(when: float) -> dict[str, bytes | None]:
        found = past.not_as(where, NOON + when)
        known = blobs.contents(where.folder, (one.name for one in found))
        return {one.code: known[one.name] for one in found}

    assert since(250) == {"p3wdh": b"1"}
    assert since(50) == {"k7mtr": b"1", "p3wdh": b"1", "t8qzg": b"1", "v5xjc": None}
    assert since(-50) == {"k7mtr": None, "p3wdh": None, "v5xjc": None}


def test_what_a_plan_began_with_is_known_where_it_was_not_there_then(folder: Path) -> None:
    put(folder, when=0, k7mtr="1", p3wdh="1")
    put(folder, when=100, k7mtr="2", t8qzg="1", v5xjc="1")
    put(folder, when=200, p3wdh="2", t8qzg="2", v5xjc=None)
    (folder / "plans" / "w2abc.yaml").write_text("new")
    (folder / "plans" / "x.txt").write_text("no plan")
    where = repository.opened(folder)

    def since(when: float) -> dict[str, bytes | None]:
        found = past.not_as(where, NOON + when)
        known = blobs.contents(where.folder, (one.first for one in found))
        return {one.code: known[one.first] for one in found}

    assert since(-50) == {"k7mtr": b"1", "p3wdh": b"1", "t8qzg": b"1", "w2abc": None}
    assert since(50) == {"k7mtr": None, "p3wdh": None, "t8qzg": b"1", "w2abc": None}
    assert since(250) == {"w2abc": None}


def test_a_plan_that_came_back_began_with_what_it_came_back_with(folder: Path) -> None:
    for when, text in enumerate(("1", None, "3", "4")):
        put(folder, when=when, k7mtr=text)
    where = repository.opened(folder)
    [found] = past.not_as(where, NOON + 1.5)
    assert blobs.contents(where.folder, [found.first])[found.first] == b"3"


def test_what_lies_outside_the_plans_is_not_looked_at(folder: Path) -> None:
    git(folder, "config", "filter.sett.clean", "touch ../sett; cat")
    (folder / ".gitattributes").write_text("*.txt filter=sett")
    (folder / "annat.txt").write_text("a")
    put(folder, k7mtr="1")
    put(folder, when=100)
    (folder / "annat.txt").write_text("b")
    seen, where = folder.parent / "sett", repository.opened(folder)
    seen.unlink()
    assert past.not_recorded(where) == past.not_as(where, NOON + 50.0) == ()
    assert not seen.exists()
    git(folder, "status")
    assert seen.exists()


def test_no_more_of_the_history_is_read_than_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        put(folder, when=number, k7mtr=str(number))
    git(folder, "commit-graph", "write", "--reachable")
    first = git(folder, "rev-parse", "HEAD~3")
    damaged = folder / ".git" / "objects" / first[:2] / first[2:]
    damaged.chmod(0o600)
    damaged.write_bytes(b"xxxx")
    where = repository.opened(folder)
    with pytest.raises(NoHistory):
        past.latest(where, 4)
    assert [one.data for one in past.latest(where, 2)] == [b"3", b"2"]
    monkeypatch.setattr(past, "_AT_ONCE", 2)
    [found] = past.not_as(where, NOON + 2.5)
    assert blobs.contents(where.folder, [found.name])[found.name] == b"2"


def test_a_moment_is_found_in_the_order_of_what_was_made_from_what(folder: Path) -> None:
    put(folder, when=50, k7mtr="1")
    git(folder, "checkout", "-q", "-b", "side")
    put(folder, when=10, k7mtr="2")
    git(folder, "checkout", "-q", "main")
    put(folder, when=60, p3wdh="x")
    git(folder, "merge", "--quiet", "--no-edit", "side", when=70)
    assert [one.code for one in past.not_as(repository.opened(folder), NOON + 55.0)] == ["p3wdh"]


def test_a_tag_that_is_called_like_an_act_leads_nowhere_else(folder: Path) -> None:
    put(folder, k7mtr="1")
    put(folder, when=100, k7mtr="2")
    git(folder, "tag", git(folder, "rev-parse", "--short", "HEAD~1"), "HEAD")
    assert [one.code for one in past.not_as(repository.opened(folder), NOON + 50.0)] == ["k7mtr"]


def test_a_moment_long_ago_is_found_among_many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "_AT_ONCE", 1)
    for number in range(10):
        put(folder, when=number * 10, k7mtr=str(number))
    where = repository.opened(folder)
    [found] = past.not_as(where, NOON + 5.0)
    assert blobs.contents(where.folder, [found.name])[found.name] == b"0"


def test_what_is_damaged_is_empty_and_hides_nothing_else(folder: Path) -> None:
    texts = [os.urandom(3000).hex() for _number in range(3)]
    for number, text in enumerate(texts):
        put(folder, when=number, k7mtr=text)
    name = git(folder, "rev-parse", "HEAD~1:plans/k7mtr.yaml")
    damaged = folder / ".git" / "objects" / name[:2] / name[2:]
    whole = damaged.read_bytes()
    where = repository.opened(folder)
    damaged.chmod(0o600)
    for bytes_ in (whole[:500] + b"xxxx" + whole[504:], b"xxxx" + whole[4:]):
        damaged.write_bytes(bytes_)
        assert [after for _before, after in told(where)] == [texts[2].encode(), b"", texts[0].encode()]
    damaged.unlink()
    assert [after for _before, after in told(where)] == [texts[2].encode(), b"", texts[0].encode()]


def test_what_a_git_that_started_us_keeps_elsewhere_is_found_there(folder: Path, tmp_path: Path) -> None:
    put(folder, k7mtr="1")
    name = git(folder, "rev-parse", "HEAD:plans/k7mtr.yaml").encode()
    other = tmp_path / "annan"
    other.mkdir()
    assert repository.start(other)
    assert blobs.contents(other, [name])[name] == b""
    assert blobs.contents(other, [name], {"GIT_OBJECT_DIRECTORY": str(folder / ".git" / "objects")})[name] == b"1"


def test_what_is_no_file_is_empty(folder: Path) -> None:
    put(folder, k7mtr="1")
    commit = git(folder, "rev-parse", "HEAD")
    git(folder, "update-index", "--cacheinfo", f"160000,{commit},plans/k7mtr.yaml")
    git(folder, "commit", "-qm", "m")
    assert told(repository.opened(folder)) == [(b"1", b""), (None, b"1")]


def test_a_history_that_cannot_be_read_is_told_as_such(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, k7mtr="1")
    where = repository.opened(folder)
    monkeypatch.setattr(program, "run", lambda *_words, **_more: Ran(128, b"", "fatal: bad object HEAD\nmore"))
    with pytest.raises(NoHistory) as failure:
        past.versions_of(where, "k7mtr")
    assert failure.value.details == ("fatal: bad object HEAD",)
    assert blobs.contents(where.folder, [b"1", b"2"]) == {b"1": b"", b"2": b"", blobs.ABSENT: None}
    asked = []

    def missing(*words: object, **_more: object) -> Ran:
        asked.append(words)
        return Ran(program.MISSING)

    monkeypatch.setattr(program, "run", missing)
    assert blobs.contents(where.folder, [b"1", b"2"]) == {b"1": b"", b"2": b"", blobs.ABSENT: None}
    assert len(asked) == 1


def test_two_processes_read_the_history_however_long_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        put(folder, when=number, k7mtr=str(number), p3wdh=str(number))
    where, run, asked = repository.opened(folder), program.run, list[str]()

    def counted(place: Path, *arguments: str, **more: object) -> Ran:
        asked.append(arguments[0] if arguments[0] != "-c" else arguments[4])
        return run(place, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(program, "run", counted)
    assert len(past.versions_of(where, "k7mtr")) == 12
    assert len(past.latest(where, 10)) == 10
    assert asked == ["log", "cat-file", "log", "cat-file"]
