"""What must stand in a plan alone is found around it, told of by kind and place, and never repeated."""

from pathlib import Path

import pytest

from kronobarn_cli.model.leaks import Known, Names, Place
from kronobarn_cli.store import files, folder
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.work import leaks, staged_check
from kronobarn_cli.work.leaks import NAME, NUMBER, Leak, Text
from tests.store.git.test_staged import git, put

VALID = "20170412-2389"
MIO = Names((Known("Mio", "k7mtr"),))


def found(text: str, place: Place = Place.MESSAGE) -> list[tuple[str, bool]]:
    return [(one.code, one.sure) for one in leaks.find([Text(place, text)], MIO)]


@pytest.fixture
def home(examples: Path) -> Folder:
    git(examples, "init", "-q", "-b", "main")
    git(examples, "config", "user.name", "Eva Lind")
    git(examples, "config", "user.email", "eva@kommun.se")
    git(examples, "add", ".")
    git(examples, "commit", "-q", "-m", "k7mtr: new plan")
    return Folder(examples)


@pytest.mark.parametrize(
    "text", [VALID, "20170412_2389.yaml", "plan-170412-2389", "1704122389", "201704122389", "2017.04.12.2389"]
)
def test_a_number_is_found_however_it_is_joined(text: str) -> None:
    assert found(text, Place.FILE) == [(NUMBER, True)]


def test_a_number_that_may_be_a_day_and_a_time_is_none_where_things_are_named_so() -> None:
    for place in (Place.FILE, Place.BRANCH, Place.TAG):
        assert found("kopia-20240131-1530", place) == []
        assert found("kopia-20240131-9931", place) == [(NUMBER, False)]
    assert found("20240131-1530", Place.MESSAGE) == [(NUMBER, False)]
    assert found("20170412-2389 20240131-1530", Place.TAG) == [(NUMBER, True)]
    assert found("a826527fa897d6d270583dd37dc32c29f5ecf4eb", Place.MESSAGE) == []


def test_a_text_is_told_of_once_for_each_kind() -> None:
    assert found(f"Mio Mio {VALID} {VALID}") == [(NUMBER, True), (NAME, False)]
    [number, name] = leaks.find([Text(Place.FILE, f"plans/Mio {VALID}.yaml", commit="abc")], MIO)
    assert number == Leak(NUMBER, True, Place.FILE, "abc", "plans/… ….yaml")
    assert name.shown == number.shown


@pytest.mark.parametrize(
    "written",
    ["  name: Ture Ek", '  name: "Ture Ek"', "  name: Ture Ek # mormors ord", "  name:\n    Ture Ek", '  name: "T\\u0075re Ek"', "  name: >-\n    Ture\n    Ek"],
)  # fmt: skip
def test_a_name_is_known_however_it_is_written_in_the_plan(home: Folder, written: str) -> None:
    path = home.path("k7mtr")
    path.write_text(path.read_text("utf8").replace("  name: Mio", written, 1), "utf8")
    texts = [Text(Place.MESSAGE, "Ture Ek flyttar")]
    assert leaks.find(texts, leaks.names_for(home, texts)) == (Leak(NAME, True, Place.MESSAGE),)


def test_names_in_a_plan_that_cannot_be_read_count_too(home: Folder) -> None:
    home.path("k7mtr").write_text("people:\n  - {id: a, kind: service, name: Ture Ek, role: b}\n", "utf8")
    texts = [Text(Place.BRANCH, "ture-ek")]
    assert leaks.find(texts, leaks.names_for(home, texts)) == (Leak(NAME, True, Place.BRANCH),)


def test_no_plan_is_opened_for_what_the_program_writes(home: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "read", lambda path: pytest.fail(f"{path} was read"))
    assert leaks.names_for(home, [Text(Place.MESSAGE, "k7mtr: wheel"), Text(Place.BRANCH, "main")])


def test_only_plans_that_a_text_may_name_are_read_as_plans(home: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def noted(code: str, data: bytes) -> PlanText:
        seen.append(code)
        return folder.read(code, data)

    monkeypatch.setattr(leaks, "read", noted)
    texts = [Text(Place.MESSAGE, "Mios möte"), Text(Place.MESSAGE, "Skogsskolan ringde")]
    assert [one.place for one in leaks.find(texts, leaks.names_for(home, texts))] == [Place.MESSAGE]
    assert seen == ["k7mtr"]


def test_all_history_is_looked_through_and_what_others_have_is_told_apart(home: Folder, tmp_path: Path) -> None:
    assert staged_check.history(home) == staged_check.Looked((), ())
    root = home.root
    gone = put(root / "plans" / "Mio Berg.yaml")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", f"ny {VALID}")
    gone.unlink()
    git(root, "commit", "-q", "-a", "-m", "tog bort", "--author", f"Vikarie <{VALID}@kommun.se>")
    git(tmp_path, "init", "-q", "--bare", "hos dem")
    git(root, "remote", "add", "origin", str(tmp_path / "hos dem"))
    git(root, "push", "-q", "origin", "HEAD~1:refs/heads/main")
    git(root, "branch", "mios-plan")
    git(root, "tag", "-a", "-m", "Kims möte", "v1")
    told = {(one.place, one.code, one.sure, one.theirs, one.shown) for one in staged_check.history(home).leaks}
    assert told == {
        (Place.MESSAGE, NUMBER, True, True, ""),
        (Place.FILE, NAME, False, True, "plans/… Berg.yaml"),
        (Place.AUTHOR, NUMBER, True, False, ""),
        (Place.BRANCH, NAME, False, None, ""),
        (Place.MESSAGE, NAME, False, None, ""),
    }


def test_what_came_since_is_judged_with_all_around_it(home: Folder) -> None:
    root, before = home.root, git(home.root, "rev-parse", "HEAD")
    assert not staged_check.since(home, before, None).errors
    path = home.path("k7mtr")
    path.write_text(path.read_text("utf8").replace("school: skola", "").removesuffix("...\n"), "utf8")
    git(root, "commit", "-q", "-a", "-m", "Mios plan")
    looked = staged_check.since(home, before, None)
    assert [finding.code for report in looked.reports for finding in report.findings] == ["K011"]
    assert [(one.code, one.place, one.sure) for one in looked.leaks] == [(NAME, Place.MESSAGE, True)]
    assert looked.errors


def test_names_are_those_of_what_is_recorded_too(home: Folder) -> None:
    """The plan in the folder may say another name already."""
    path = home.path("k7mtr")
    plan = path.read_text("utf8")
    path.write_text(plan.replace("name: mamma", "name: Ture Ek"), "utf8")
    put(home.root / "ture-ek.txt")
    git(home.root, "add", ".")
    path.write_text(plan, "utf8")
    [leak] = staged_check.staged(home, None).leaks
    assert leak == Leak(NAME, True, Place.FILE, shown="….txt")


def test_the_name_of_a_file_that_may_be_anybodys_is_told_without_what_must_not_be_repeated(home: Folder) -> None:
    assert leaks.hidden(home, [f"Mio {VALID}.yaml", "anteckningar.yaml"]) == ("… ….yaml", "anteckningar.yaml")
    assert leaks.hidden(home, []) == ()
