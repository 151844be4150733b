"""Copies beside a plan, and an edit beside a save: all that anyone wrote is in the plan or an open point."""

import io
import json
import os
import re
import stat
import sys
import time
from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Agreed, OpenPoint
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.text.plan_text import read
from kronobarn_cli.work.merging import Choice, open_points, settle, take
from tests.conftest import Program

CODE = "k7mtr"
NAMES = (
    "k7mtr-DATOR.yaml",
    "k7mtr (2).yaml",
    "k7mtr-DATOR-safeBackup-0001.yaml",
    "k7mtr (Annas motstridiga kopia 2026-05-02).yaml",
    "k7mtr.rescued-1a2b3c4d.yaml",
)


@pytest.fixture
def plan(examples: Path) -> Path:
    return examples / "plans" / f"{CODE}.yaml"


def reworded(text: str, words: str) -> str:
    return re.sub(r"(?m)^    what: .*$", f"    what: {words}", text, count=1)


def copy_of(plan: Path, name: str = NAMES[0], words: str = "Mormor ringer.") -> Path:
    copy = plan.with_name(name)
    copy.write_text(reworded(plan.read_text("utf8"), words), "utf8")
    return copy


def first_what(plan: Path) -> str | None:
    return read(plan.read_text("utf8")).plan.actions[0].what


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_taken_in_and_put_away(kronobarn: Program, plan: Path, name: str) -> None:
    before = first_what(plan)
    data = copy_of(plan, name).read_bytes()
    ran = kronobarn("merge", CODE, "--no-input")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS, ran.all
    assert not plan.with_name(name).exists()
    [aside] = (plan.parents[2] / "state").rglob("set-aside/*.yaml")
    assert aside.read_bytes() == data
    found = read(plan.read_text("utf8")).plan
    [point] = found.open_points
    assert point.at == "actions.a1.what"
    assert {one.says for one in point.wordings} == {before, "Mormor ringer."}
    assert [one.by for one in point.wordings if one.says == "Mormor ringer."] == [name]
    assert found.revision == read(data.decode()).plan.revision + 1
    assert "Mormor ringer." in ran.out
    assert kronobarn("check", CODE).code == ExitCode.CHECK_FOUND_ERRORS
    assert "kronobarn merge k7mtr" in kronobarn("show", CODE).out


def test_a_copy_without_anything_new_is_put_away_and_the_plan_is_left_alone(kronobarn: Program, plan: Path) -> None:
    before = plan.read_bytes()
    plan.with_name(NAMES[1]).write_bytes(before)
    ran = kronobarn("merge", CODE, "--no-input")
    assert ran.code == ExitCode.WELL, ran.all
    assert plan.read_bytes() == before
    assert not plan.with_name(NAMES[1]).exists()


def test_this_computers_own_last_save_is_no_older_version_when_a_sync_service_made_it_a_copy(
    kronobarn: Program, plan: Path
) -> None:
    original = plan.read_bytes()
    assert kronobarn("wheel", CODE, "--voice", "school", "--works", "larande=Han läser högt nu.").code == 0
    mine = plan.read_bytes()
    plan.write_bytes(reworded(original.decode(), "Pappa ringer.").encode())
    plan.with_name(NAMES[0]).write_bytes(mine)
    kronobarn("merge", CODE, "--no-input")
    text = plan.read_text("utf8")
    assert "Han läser högt nu." in text
    assert "Pappa ringer." in text


def test_a_copy_that_lies_elsewhere_stays_there(kronobarn: Program, plan: Path, tmp_path: Path) -> None:
    copy = copy_of(plan).rename(tmp_path / "hemifran.yaml")
    data = copy.read_bytes()
    assert kronobarn("merge", CODE, "--with", copy, "--no-input").code == ExitCode.CHECK_FOUND_ERRORS
    assert copy.read_bytes() == data


def test_a_copy_that_is_no_plan_changes_nothing(kronobarn: Program, plan: Path) -> None:
    before, copy = plan.read_bytes(), plan.with_name(NAMES[0])
    copy.write_bytes(before[:-5])
    assert kronobarn("merge", CODE, "--no-input").code == ExitCode.UNREADABLE
    copy.write_bytes(before.replace(b"code: k7mtr", b"code: p3wdh"))
    assert kronobarn("merge", CODE, "--no-input").code == ExitCode.UNREADABLE
    assert plan.read_bytes() == before
    assert copy.exists()
    assert kronobarn("merge", CODE, "--with", plan, "--no-input").code == ExitCode.USAGE


def test_a_copy_that_cannot_be_read_keeps_no_other_away(kronobarn: Program, plan: Path) -> None:
    cut, linked = plan.with_name(NAMES[1]), plan.with_name("k7mtr (3).yaml")
    cut.write_bytes(plan.read_bytes()[:3000])
    linked.symlink_to("/etc/hostname")
    copy_of(plan, NAMES[0])
    ran = kronobarn("merge", CODE, "--no-input")
    assert ran.code == ExitCode.UNREADABLE
    assert cut.name in ran.err
    assert "Prova: " in ran.err
    assert [point.at for point in read(plan.read_text("utf8")).plan.open_points] == ["actions.a1.what"]
    assert "Mormor ringer." in ran.out
    assert (cut.exists(), linked.is_symlink()) == (True, True)


def test_json_tells_of_copies_and_of_what_is_open(kronobarn: Program, plan: Path) -> None:
    copy_of(plan)
    ran = kronobarn("merge", CODE, "--json")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    data = json.loads(ran.out)
    assert data["version"] == 1
    assert data["code"] == CODE
    assert data["copies"][0]["file"] == NAMES[0]
    assert data["copies"][0]["new"] is True
    assert data["open-points"][0]["at"] == "actions.a1.what"
    assert len(data["open-points"][0]["wordings"]) == 2


def test_without_copies_and_open_points_there_is_nothing_to_do(kronobarn: Program, plan: Path) -> None:
    before = plan.read_bytes()
    assert kronobarn("merge", CODE).code == ExitCode.WELL
    assert plan.read_bytes() == before


def test_of_thousands_of_copies_that_cannot_be_read_some_are_told_and_the_rest_counted(
    kronobarn: Program, plan: Path
) -> None:
    for number in range(5_000):
        plan.with_name(f"k7mtr ({number}).yaml").write_text("skrap", "utf8")
    begun = time.process_time()
    ran = kronobarn("merge", CODE, "--no-input")
    assert time.process_time() - begun < 3
    assert ran.code == ExitCode.UNREADABLE
    assert "20" in ran.err.splitlines()[0]
    assert "4980" in ran.out
    assert len(ran.all.splitlines()) < 20
    assert ran.err.splitlines()[-1] == "Prova: kronobarn check --explain K013"
    assert _("Plan {code} has no copies, and nothing in it is written in two ways.").format(code=CODE) not in ran.out


def test_the_newest_copies_are_taken_in_first_and_the_next_time_the_others(kronobarn: Program, plan: Path) -> None:
    for number in range(25):
        copy = plan.with_name(f"k7mtr ({number}).yaml")
        copy.write_bytes(plan.read_bytes() if number > 2 else b"skrap")
        os.utime(copy, (number, number))
    left = {f"k7mtr ({number}).yaml" for number in range(5)}
    assert kronobarn("merge", CODE, "--no-input").code == ExitCode.WELL
    assert {one.name for one in plan.parent.glob("k7mtr (*")} == left
    assert kronobarn("merge", CODE, "--no-input").code == ExitCode.UNREADABLE
    assert len(list(plan.parent.glob("k7mtr (*"))) == 3


def test_a_file_that_is_another_plan_is_told_by_its_name(kronobarn: Program, plan: Path) -> None:
    other = plan.with_name("t8qzg.yaml")
    ran = kronobarn("merge", CODE, "--with", other, "--no-input")
    assert ran.code == ExitCode.UNREADABLE
    assert ran.err.splitlines() == [
        _("The file {name} is plan {code}.").format(name="t8qzg.yaml", code="t8qzg"),
        f'Prova: kronobarn merge t8qzg --with "{other}"',
    ]
    stranger = plan.with_name("k7mtr (1).yaml")
    stranger.write_text(plan.read_text("utf8").replace("code: k7mtr", "code: b2222"), "utf8")
    ran = kronobarn("merge", CODE, "--no-input")
    assert "3:7  K021" in ran.err, "where the code stands"


def test_a_file_that_is_not_there_is_told_before_anything_else(kronobarn: Program, plan: Path) -> None:
    copy_of(plan)
    kronobarn("merge", CODE, "--no-input")
    ran = kronobarn("merge", CODE, "--with", "/finns/inte", "--no-input")
    assert (ran.code, ran.out) == (ExitCode.NOT_FOUND, "")
    assert ran.err.splitlines()[-1] == "Prova: kronobarn merge k7mtr"


def test_without_a_code_only_plans_with_something_to_settle_are_asked_about(kronobarn: Program, plan: Path) -> None:
    nothing = kronobarn("merge", "--no-input")
    assert nothing.code == ExitCode.WELL
    assert nothing.out.splitlines() == [_("No plan has copies, and nothing in any of them is written in two ways.")]
    copy_of(plan)
    ran = kronobarn("merge", "--no-input")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert ran.out.splitlines()[0] == "Planen k7mtr:"
    assert kronobarn("merge", "--no-input").out.splitlines()[0] == "Planen k7mtr:", "what is left to choose too"
    torn = plan.with_name("t8qzg.yaml")
    text = torn.read_text("utf8")
    torn.write_text(f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> theirs\n", "utf8")
    plan.with_name("p3wdh.yaml").write_text("skrap", "utf8")
    ran = kronobarn("merge", "--no-input")
    assert ran.code == ExitCode.USAGE
    assert "k7mtr, t8qzg." in ran.err


def test_the_list_tells_of_copies(kronobarn: Program, plan: Path) -> None:
    assert "kronobarn merge" not in kronobarn("list").all
    copy_of(plan)
    ran = kronobarn("list")
    [row] = [line for line in ran.out.splitlines() if line.startswith("k7mtr")]
    assert _("copies") in row
    assert "kronobarn merge k7mtr" in ran.err


class Scene:
    """A plan with one open point, and the hand that settles it."""

    def __init__(self, plan: Path) -> None:
        self.plan = plan
        self.folder = Folder(plan.parents[1], commits=False)
        self.drafts = Drafts(self.folder.state / "drafts")
        self.ours = first_what(plan)
        take(self.folder, self.drafts, CODE, copy_of(plan))
        self.wordings = [one.says for one in self.point.wordings]

    @property
    def point(self) -> OpenPoint:
        [point] = open_points(self.folder.load(CODE).plan)
        return point

    def settle(self, choice: Choice) -> str | None:
        after = settle(self.folder, self.drafts, CODE, self.point.at, choice)
        assert after.open_points == ()
        assert "open-points" not in self.plan.read_text("utf8")
        return first_what(self.plan)


@pytest.mark.parametrize("number", [1, 2])
def test_the_wording_that_is_chosen_stands_in_the_plan(plan: Path, number: int) -> None:
    scene = Scene(plan)
    assert set(scene.wordings) == {scene.ours, "Mormor ringer."}
    assert scene.settle(Choice(number)) == scene.wordings[number - 1]


def test_both_wordings_can_stand_one_after_the_other(plan: Path) -> None:
    scene = Scene(plan)
    assert scene.settle(Choice(all_of_them=True)) == "\n".join(one or "" for one in scene.wordings)


def test_a_third_wording_can_be_written(plan: Path) -> None:
    assert Scene(plan).settle(Choice(text="Alla ringer.")) == "Alla ringer."


class Person(io.StringIO):
    """Somebody at a terminal, with what they type."""

    def isatty(self) -> bool:
        return True


def two_open(plan: Path) -> None:
    text = copy_of(plan).read_text("utf8")
    plan.with_name(NAMES[0]).write_text(text.replace("  name: Mio", "  name: Millan", 1), "utf8")


def test_each_choice_is_saved_before_the_next_is_asked(kronobarn: Program, plan: Path) -> None:
    two_open(plan)
    ran = kronobarn("merge", CODE, stdin=Person("1\n"))
    assert ran.code == ExitCode.INTERRUPTED
    [left] = read(plan.read_text("utf8")).plan.open_points
    assert left.at == "actions.a1.what"


def test_a_person_chooses_in_words_or_leaves_it_for_later(kronobarn: Program, plan: Path) -> None:
    two_open(plan)
    ran = kronobarn("merge", CODE, stdin=Person("9\n\n4\n201703192384\nAlla ringer.\n"))
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert NAMES[0] in ran.out
    assert "Mormor ringer." in ran.out
    found = read(plan.read_text("utf8")).plan
    assert found.actions[0].what == "Alla ringer."
    assert [one.at for one in found.open_points] == ["child.name"]
    assert kronobarn("merge", CODE, stdin=Person("1\n")).code == ExitCode.WELL


def test_a_read_back_is_chosen_as_one(kronobarn: Program, plan: Path) -> None:
    text = plan.read_text("utf8")
    day = re.search(r"(?m)^agreement:\n  day: (.+)$", text)
    assert day
    other = text.replace(day[0], "agreement:\n  day: 2026-04-26").replace(
        "fingerprint: sha256:", "fingerprint: sha256:0"
    )
    plan.with_name(NAMES[0]).write_text(other, "utf8")
    ran = kronobarn("merge", CODE, stdin=Person("2\n"))
    assert ran.code == ExitCode.WELL, ran.all
    found = read(plan.read_text("utf8")).plan
    assert found.agreement == read(text).plan.agreement or found.agreement == read(other).plan.agreement
    assert found.open_points == ()


def test_a_number_to_choose_is_not_taken_for_the_number_of_the_choice(kronobarn: Program, plan: Path) -> None:
    text = plan.read_text("utf8")
    voice = text.index("voice: guardian-1")
    plan.with_name(NAMES[0]).write_text(text[:voice] + text[voice:].replace("score: 2", "score: 1", 1), "utf8")
    told = kronobarn("merge", CODE, "--no-input").out.splitlines()
    assert sorted(one[5:] for one in told if re.match(r"  \d\) ", one)) == ["1 av 5", "2 av 5"]


def answers(path: Path) -> set[Agreed]:
    agreement = read(path.read_text("utf8")).plan.agreement
    return set(agreement.answers) if agreement else set()


@pytest.mark.parametrize("number", [1, 2])
def test_of_two_read_backs_each_is_told_as_a_whole_and_comes_whole(kronobarn: Program, plan: Path, number: int) -> None:
    """One of them has an answer of somebody whom the other does not have at all."""
    text = plan.read_text("utf8")
    copy = plan.with_name(NAMES[0])
    copy.write_text(re.sub(r"(?m)^    - of: guardian-1\n      says: .*\n", "", text, count=1), "utf8")
    assert len(copy.read_text("utf8")) < len(text)
    sides = [answers(one) for one in (plan, copy)]
    ran = kronobarn("merge", CODE, stdin=Person(f"{number}\n"))
    assert ran.code == ExitCode.WELL, ran.all
    told = re.findall(r"  \d\) (Planen lästes upp .*)", ran.out)
    assert read(plan.read_text("utf8")).plan.open_points == ()
    assert answers(plan) == sides[0 if "mamma" in told[number - 1] else 1]
    assert sum("mamma" in one for one in told) == 1


# An edit beside somebody else's save.


@pytest.fixture
def editor(tmp_path: Path, kronobarn: Program, examples: Path) -> Path:
    """An editor that runs this file as Python over the copy, with `plan` as the plan's own path."""
    inner, script = tmp_path / "inner.py", tmp_path / "editor.py"
    lines = (
        f"#!{sys.executable}",
        "import sys, pathlib, re",
        "copy = pathlib.Path(sys.argv[1])",
        f"plan = pathlib.Path({str(examples / 'plans' / 'k7mtr.yaml')!r})",
        f"exec(pathlib.Path({str(inner)!r}).read_text())",
    )
    script.write_text("\n".join(lines), "utf8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    assert kronobarn("config", "set", "editor", script).code == 0
    return inner


WRITE_BOTH = """
text = copy.read_text('utf8')
copy.write_text(re.sub('(?m)^    what: .*$', '    what: Redigerat.', text, count=1), 'utf8')
other = text.replace('revision: 7', 'revision: 8')
plan.write_text({change}, 'utf8')
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the editor of this test is a script with a first line")
def test_what_others_save_while_one_edits_stays_too(kronobarn: Program, plan: Path, editor: Path) -> None:
    editor.write_text(WRITE_BOTH.format(change="other.replace('  name: ', '  name: Lilla ', 1)"), "utf8")
    ran = kronobarn("edit", CODE)
    assert ran.code == ExitCode.WELL, ran.all
    text = plan.read_text("utf8")
    assert "what: Redigerat." in text
    assert "name: Lilla " in text
    assert "open-points" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="the editor of this test is a script with a first line")
def test_where_both_wrote_the_same_leaf_both_are_kept(kronobarn: Program, plan: Path, editor: Path) -> None:
    change = "re.sub('(?m)^    what: .*$', '    what: Sparat.', other, count=1)"
    editor.write_text(WRITE_BOTH.format(change=change), "utf8")
    ran = kronobarn("edit", CODE)
    assert ran.code == ExitCode.WELL, ran.all
    assert "kronobarn merge k7mtr" in ran.out
    [point] = read(plan.read_text("utf8")).plan.open_points
    assert {one.says for one in point.wordings} == {"Redigerat.", "Sparat."}


@pytest.mark.skipif(sys.platform == "win32", reason="the editor of this test is a script with a first line")
def test_what_a_newer_kronobarn_saves_while_one_edits_is_left_alone(
    kronobarn: Program, plan: Path, editor: Path
) -> None:
    change = "text.replace('kronobarn: 1', 'kronobarn: 2', 1)"
    editor.write_text(WRITE_BOTH.format(change=change), "utf8")
    newer = plan.read_text("utf8").replace("kronobarn: 1", "kronobarn: 2", 1)
    ran = kronobarn("edit", CODE)
    assert ran.code == ExitCode.UNREADABLE, ran.all
    assert "nyare kronobarn" in ran.err
    assert plan.read_text("utf8") == newer
    plan.write_text(newer.replace("kronobarn: 2", "kronobarn: 1", 1), "utf8")
    editor.write_text("", "utf8")
    assert "finns kvar" in kronobarn("edit", CODE).out
    assert "what: Redigerat." in plan.read_text("utf8")


@pytest.mark.skipif(sys.platform == "win32", reason="the editor of this test is a script with a first line")
def test_an_edit_kept_from_before_never_takes_away_what_was_saved_since(
    kronobarn: Program, plan: Path, editor: Path
) -> None:
    editor.write_text("copy.write_text(copy.read_text('utf8').replace('revision: 7', 'revision: sju'), 'utf8')", "utf8")
    assert kronobarn("edit", CODE).code == ExitCode.UNREADABLE
    text = plan.read_text("utf8").replace("revision: 7", "revision: 8")
    plan.write_text(reworded(text, "Sparat sedan."), "utf8")
    editor.write_text(
        "copy.write_text(copy.read_text('utf8').replace('revision: sju', 'revision: 7').replace('  name: ', '  name: Lilla ', 1), 'utf8')",
        "utf8",
    )
    ran = kronobarn("edit", CODE)
    assert ran.code == ExitCode.WELL, ran.all
    assert "what: Sparat sedan." in plan.read_text("utf8")
    assert "name: Lilla " in plan.read_text("utf8")
