"""Two versions laid beside each other: what differs, what both come from, who wrote it."""

import re
from datetime import date
from pathlib import Path

import pytest

from kronobarn_cli.errors import CannotWrite, NoHistory
from kronobarn_cli.store.git import compared, program, repository
from kronobarn_cli.store.git.compared import FILE, Author, Change
from kronobarn_cli.store.git.program import Ran
from tests.store.git.colleagues import commit, git, repo, write


def test_what_differs_is_told_by_the_way_from_the_top(tmp_path: Path) -> None:
    folder = repo(tmp_path, "a")
    opened, before = repository.opened(folder), git(folder, "rev-parse", "HEAD")
    write(folder, "plans/k7mtr.yaml", "två\n")
    write(folder, "plans/p3wdh.yaml", "tre\n")
    write(folder, "namn\tmed\nrad ö", "x")
    after = commit(folder)
    assert compared.newest(opened) == after
    found = compared.differences(opened, before, after)
    assert set(found) == {"plans/k7mtr.yaml", "plans/p3wdh.yaml", "namn\tmed\nrad ö"}
    new, changed = found["plans/p3wdh.yaml"], found["plans/k7mtr.yaml"]
    assert new.before is None
    assert new.after is not None
    assert new.after.mode == FILE
    assert changed.before
    assert changed.after
    held = compared.contents(opened, [changed.before, changed.after])
    assert list(held.values()) == [b"en\n", "två\n".encode()]
    back = compared.differences(opened, after, before)
    assert back["plans/p3wdh.yaml"] == Change(new.after, None)
    assert set(compared.tree(opened, before)) == {"plans/k7mtr.yaml", "kronobarn.toml"}


def test_a_file_that_is_called_like_the_branch_is_no_version(tmp_path: Path) -> None:
    assert repository.start(tmp_path)
    write(tmp_path, "refs/heads/main", "x")
    assert compared.newest(repository.opened(tmp_path)) is None


def test_what_people_have_set_for_their_own_eyes_changes_nothing(tmp_path: Path) -> None:
    folder = repo(tmp_path, "a")
    opened, before = repository.opened(folder), git(folder, "rev-parse", "HEAD")
    git(folder, "mv", "plans/k7mtr.yaml", "plans/p3wdh.yaml")
    assert compared.unrecorded(opened, "plans") == {"plans/k7mtr.yaml": "D ", "plans/p3wdh.yaml": "A "}
    git(folder, "commit", "--quiet", "--message", "m", "--author", "Åsa <a@exempel.se>")
    settings = ("color.ui=always", "core.abbrev=5", "diff.renames=copies", "diff.noprefix=true", "log.date=relative",
                "log.decorate=full", "log.showSignature=true", "i18n.logOutputEncoding=ISO-8859-1", "status.short=true",
                "status.branch=true", "status.relativePaths=true", "status.showUntrackedFiles=no")  # fmt: skip
    for one in settings:
        git(folder, "config", *one.split("="))
    assert set(compared.differences(opened, before, "HEAD")) == {"plans/k7mtr.yaml", "plans/p3wdh.yaml"}
    assert {len(entry.name) for entry in compared.tree(opened, "HEAD").values()} == {len(before)}
    found = compared.authors(opened, before, "HEAD")
    assert {found[one] for one in ("plans/k7mtr.yaml", "plans/p3wdh.yaml")} == {Author("Åsa", date(2026, 4, 20))}
    write(folder, "plans/p3wdh.yaml", "två\n")
    write(folder, "plans/under/t8qzg.yaml", "ny\n")
    assert compared.unrecorded(opened, "plans") == {"plans/p3wdh.yaml": " M", "plans/under/t8qzg.yaml": "??"}


def test_a_folder_inside_a_larger_repository_knows_its_own_plans(tmp_path: Path) -> None:
    top = tmp_path / "allt"
    top.mkdir()
    git(top, "init", "--quiet", "-b", "main")
    write(top, "b/c/plans/k7mtr.yaml", "en\n")
    write(top, "plans/p3wdh.yaml", "en\n")
    version = commit(top)
    opened = repository.opened(top / "b" / "c")
    assert compared.top(opened) == top.resolve()
    assert {path: compared.plan_code(opened, path) for path in compared.tree(opened, version)} == {
        "b/c/plans/k7mtr.yaml": "k7mtr",
        "plans/p3wdh.yaml": None,
    }
    assert compared.plan_code(opened, "b/c/plans/k7mtr-DATOR.yaml") is None


def test_the_common_past_is_the_same_whoever_asks(tmp_path: Path) -> None:
    folder = repo(tmp_path, "a")
    opened, base = repository.opened(folder), git(folder, "rev-parse", "HEAD")
    git(folder, "switch", "--quiet", "-c", "andra")
    write(folder, "x", "x")
    other = commit(folder)
    git(folder, "switch", "--quiet", "main")
    write(folder, "y", "y")
    ours = commit(folder)
    assert compared.common(opened, ours, other) == compared.common(opened, other, ours) == base
    git(folder, "merge", "--quiet", "--message", "m", other)
    git(folder, "switch", "--quiet", "andra")
    git(folder, "merge", "--quiet", "--message", "n", ours)
    crossed = [git(folder, "rev-parse", one) for one in ("main", "andra")]
    assert [compared.common(opened, *way) for way in (crossed, crossed[::-1])] == [min(ours, other)] * 2
    git(folder, "switch", "--quiet", "--orphan", "tredje")
    write(folder, "z", "z")
    assert compared.common(opened, ours, commit(folder)) is None


def test_who_wrote_last_and_when_is_known_where_somebody_has_said(tmp_path: Path) -> None:
    folder = repo(tmp_path, "a")
    opened, base = repository.opened(folder), git(folder, "rev-parse", "HEAD")
    write(folder, "plans/k7mtr.yaml", "två\n")
    write(folder, "b", "b")
    write(folder, "X", "x")
    commit(folder)
    write(folder, "b", "c")
    assert repository.record(folder, (folder / "b",), "folder: by hand").done
    found = compared.authors(opened, base, "HEAD")
    assert found["plans/k7mtr.yaml"] == Author("Anna", date(2026, 4, 20))
    assert found["X"].by == "Anna"
    assert found["b"].by is None
    assert compared.authors(opened, "HEAD", "HEAD") == {}
    for name in ("Bo", "None"):
        git(folder, "config", "user.name", name)
        write(folder, "b", name)
        assert repository.record(folder, (folder / "b",), "folder: by hand").done
        assert compared.authors(opened, base, "HEAD")["b"].by == name, "a name is enough"


@pytest.mark.parametrize("when", [b"400000000000 +0100", b"99999999999999999999 +0000", b""])
def test_a_day_beyond_all_calendars_stops_nothing(tmp_path: Path, when: bytes) -> None:
    folder = repo(tmp_path, "a")
    base = git(folder, "rev-parse", "HEAD")
    write(folder, "plans/k7mtr.yaml", "två\n")
    commit(folder)
    told = git(folder, "cat-file", "commit", "HEAD").encode()
    odd = tmp_path / "odd"
    odd.write_bytes(re.sub(rb"(?m)^(author .*>) .*$", rb"\1 " + when, told) + b"\n")
    newest = git(folder, "hash-object", "-t", "commit", "-w", "--literally", str(odd))
    found = compared.authors(repository.opened(folder), base, newest)
    assert found["plans/k7mtr.yaml"].by == "Anna"


def test_what_is_not_recorded_is_found_whatever_it_is_called(tmp_path: Path) -> None:
    folder = repo(tmp_path, "a")
    opened = repository.opened(folder)
    assert compared.unrecorded(opened, "plans") == {}
    write(folder, "plans/k7mtr.yaml", "två\n")
    write(folder, "plans/ny :(top)\n.yaml", "x")
    write(folder, "annat", "x")
    assert compared.unrecorded(opened, "plans") == {"plans/k7mtr.yaml": " M", "plans/ny :(top)\n.yaml": "??"}
    assert compared.unrecorded(opened) == {}
    write(folder, ".gitignore", "ny*")
    assert compared.unrecorded(opened, "plans")["plans/ny :(top)\n.yaml"] == compared.LEFT_OUT


def test_ways_that_look_like_something_else_are_ways_and_many_are_asked_after_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repo(tmp_path, "a")
    opened = repository.opened(folder)
    ways = ("-ny", "--short", "tre")
    for one in ways:
        write(folder, one, "x")
    monkeypatch.setattr(compared, "_AT_ONCE", 2)
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "spår"))
    assert set(compared.unrecorded(opened, *ways)) == set(ways)
    assert (tmp_path / "spår").read_text().count("built-in: git status") == 2


def test_a_long_history_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = repo(tmp_path, "a")
    opened, version = repository.opened(folder), git(folder, "rev-parse", "HEAD")
    monkeypatch.setattr(program, "_SECONDS", -1.0)
    assert compared.common(opened, version, version) == version
    assert compared.differences(opened, version, version) == {}


def test_an_empty_file_is_no_lost_one(tmp_path: Path) -> None:
    folder = repo(tmp_path, "a")
    write(folder, "tom", "")
    opened, version = repository.opened(folder), commit(folder)
    entry = compared.tree(opened, version)["tom"]
    assert compared.contents(opened, [entry]) == {entry: b""}
    gone = entry._replace(name="1" * 40)
    with pytest.raises(NoHistory):
        compared.contents(opened, [gone])


def test_a_broken_history_and_a_full_disk_have_words_of_their_own(tmp_path: Path) -> None:
    folder = repo(tmp_path, "a")
    opened = repository.opened(folder)
    with pytest.raises(NoHistory) as failure:
        compared.differences(opened, "HEAD", "1" * 40)
    assert failure.value.details
    with pytest.raises(NoHistory):
        compared.common(opened, "HEAD", "1" * 40)
    full = "fatal: write error: No space left on device"
    with pytest.raises(CannotWrite) as full_disk:
        compared.broken(Ran(128, said=full))
    assert full_disk.value.details == (full,)
    with pytest.raises(CannotWrite, match="behörighet"):
        compared.broken(Ran(128, said="error: insufficient permission for adding an object"))


def test_a_link_is_no_ordinary_file(tmp_path: Path) -> None:
    folder = repo(tmp_path, "a")
    (folder / "plans" / "p3wdh.yaml").symlink_to("/etc/hosts")
    found = compared.tree(repository.opened(folder), commit(folder))
    assert {path: entry.ordinary for path, entry in found.items()} == {
        "kronobarn.toml": True,
        "plans/k7mtr.yaml": True,
        "plans/p3wdh.yaml": False,
    }
