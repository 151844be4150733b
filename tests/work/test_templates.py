"""`templates`: what is copied out works when it is changed, and only a folder that a person named is used."""

import re
import typing
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kronobarn_cli.cli import templates as typed
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.rules import check
from kronobarn_cli.render.documents import DOCUMENTS
from kronobarn_cli.store.settings import SETTINGS, Settings
from kronobarn_cli.text import plan_text
from kronobarn_cli.work import templates
from tests.conftest import Program
from tests.render.samples import ROOT, terms

TODAY = date(2026, 4, 27)
FULLEST = ROOT / "templates/sample/fullest.yaml"
NAMES = [one.name for one in DOCUMENTS]
LEFT_OUT = {
    # A child whom nobody names has no people and no consents, so this one field cannot stand beside the others.
    ("Plan", "consultation"),
    # What is written in two ways stands in no document.
    *(("Plan", "open_points"), ("OpenPoint", "at"), ("OpenPoint", "wordings")),
    *(("Wording", "says"), ("Wording", "by"), ("Wording", "day")),
    # Nor does an id that nothing has any more.
    ("Plan", "past_ids"),
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A municipality's folder of templates, outside every plan folder."""
    return tmp_path / "mallar"


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _included(text: str) -> set[str]:
    return set(re.findall(r'include "([^"]+)"', text))


@pytest.mark.parametrize("document", NAMES)
def test_a_document_is_copied_with_all_it_includes_in_both_languages(
    kronobarn: Program, tmp_path: Path, own: Path, document: str
) -> None:
    ran = kronobarn("templates", "copy", document, own)
    assert ran.code == 0, ran.all
    found = _files(own)
    assert {f"documents/{language}/{document}.md.j2" for language in ("sv", "en")} <= found
    needed = {part for name in found for part in _included((own / name).read_text("utf8"))}
    assert needed <= found
    assert found - {f"documents/{language}/{document}.md.j2" for language in ("sv", "en")} == needed
    for name in found:
        assert (own / name).read_bytes() == (ROOT / "templates" / name).read_bytes()
        assert str(own / name) in ran.out


def test_a_changed_copy_is_used_and_so_is_a_changed_part(kronobarn: Program, examples: Path, own: Path) -> None:
    assert kronobarn("templates", "copy", "plan", own).code == 0
    whole, part = own / "documents/sv/plan.md.j2", own / "documents/sv/_action.md.j2"
    whole.write_text("Vår kommuns ord\n\n" + whole.read_text("utf8"), "utf8")
    part.write_text("- Vår egen rad: {{ action.what }}\n", "utf8")
    assert kronobarn("templates", "check", own).code == 0
    assert kronobarn("config", "set", "templates", own).code == 0
    said = kronobarn("render", "k7", "plan", "--to", "md", "--out", "-").out
    assert "Vår kommuns ord" in said
    assert "- Vår egen rad: Fritidspedagogen möter Mio" in said


def test_a_part_that_is_there_already_is_left_as_it_is(kronobarn: Program, tmp_path: Path, own: Path) -> None:
    assert kronobarn("templates", "copy", "plan", own).code == 0
    part = own / "documents/sv/_action.md.j2"
    part.write_text("vårt eget", "utf8")
    ran = kronobarn("templates", "copy", "follow-up", own)
    assert ran.code == 0
    assert str(part) in ran.out
    assert part.read_text("utf8") == "vårt eget"
    assert kronobarn("templates", "copy", "follow-up", own, "--force").code == 0
    assert part.read_bytes() == (ROOT / "templates/documents/sv/_action.md.j2").read_bytes()


def test_nothing_is_written_when_one_of_the_two_is_there(kronobarn: Program, tmp_path: Path, own: Path) -> None:
    there = own / "documents/sv/agenda.md.j2"
    there.parent.mkdir(parents=True)
    there.write_text("vår", "utf8")
    ran = kronobarn("templates", "copy", "agenda", own)
    assert ran.code == ExitCode.USAGE
    assert _files(own) == {"documents/sv/agenda.md.j2"}
    assert there.read_text("utf8") == "vår"


def test_an_unknown_document_is_told_with_the_list(kronobarn: Program, tmp_path: Path, own: Path) -> None:
    ran = kronobarn("templates", "copy", "dagordning", own)
    assert ran.code == ExitCode.NOT_FOUND
    assert all(name in ran.err for name in (*NAMES, "letterhead"))
    assert not own.exists()


def test_the_help_names_every_document() -> None:
    """The list in the help is that of the table behind Tab, which is made from the table of documents."""
    assert set(typed.COPIED) == {*NAMES, "letterhead"}


def test_the_letterhead_is_copied_to_where_it_is_looked_for(kronobarn: Program, tmp_path: Path, own: Path) -> None:
    ran = kronobarn("templates", "copy", "letterhead", own)
    assert ran.code == 0, ran.all
    assert _files(own) == {"frames/page.docx"}
    assert (own / "frames/page.docx").read_bytes() == (ROOT / "templates/frames/page.docx").read_bytes()
    ran = kronobarn("templates", "check", own)
    assert ran.code == 0, ran.all


def test_a_letterhead_that_cannot_be_used_is_told_once(kronobarn: Program, tmp_path: Path, own: Path) -> None:
    assert kronobarn("templates", "copy", "letterhead", own).code == 0
    (own / "frames/page.docx").write_bytes(b"not a Word file")
    ran = kronobarn("templates", "check", own)
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    [line] = ran.out.splitlines()
    assert line.startswith("frames/page.docx  ")
    assert str(own / "frames/page.docx") in line


def test_an_empty_template_is_a_fault(kronobarn: Program, own: Path) -> None:
    assert kronobarn("templates", "copy", "wheel", own).code == 0
    (own / "documents/sv/wheel.md.j2").write_text("{# sedan #}\n", "utf8")
    ran = kronobarn("templates", "check", own)
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "documents/sv/wheel.md.j2" in ran.out


def test_a_fault_is_told_once_with_language_document_line_and_sentence(
    kronobarn: Program, tmp_path: Path, own: Path
) -> None:
    assert kronobarn("templates", "copy", "wheel", own).code == 0
    file = own / "documents/en/wheel.md.j2"
    file.write_text("\n\n{{ missing }}", "utf8")
    ran = kronobarn("templates", "check", own)
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    first, second = ran.out.splitlines()
    assert first.startswith("en/wheel  k7mtr  ")
    assert "documents/en/wheel.md.j2" in first
    assert "rad 3" in second
    assert "missing" in second


def test_a_place_that_only_the_fullest_plan_reaches_is_checked(kronobarn: Program, tmp_path: Path, own: Path) -> None:
    assert kronobarn("templates", "copy", "plan", own).code == 0
    faulty = "{% for one in earlier_closings %}{% if one.reopened_why %}{{ not_there }}{% endif %}{% endfor %}"
    (own / "documents/sv/_archive.md.j2").write_text(faulty, "utf8")
    ran = kronobarn("templates", "check", own)
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "sv/plan  fulla  archive  " in ran.out


def test_every_document_and_reader_is_tried_by_some_example() -> None:
    tried = {
        (document.name, audience.kind)
        for plan in templates.examples()
        for document, audience in templates.tried(plan, TODAY)
    }
    assert tried == {(one.name, kind) for one in DOCUMENTS for kind in one.audiences}


def test_among_the_examples_are_the_emptiest_and_the_fullest() -> None:
    plans = templates.examples()
    assert {plan.code for plan in plans} == {"k7mtr", "p3wdh", "t8qzg", "v5xjc", "fulla", "full2", "tomxx"}
    assert plans[-1] == Plan(code="tomxx")


# The fullest plan


def fullest() -> Plan:
    return plan_text.read(FULLEST.read_text("utf8")).plan


def _values(value: Any) -> Iterator[msgspec.Struct]:
    if isinstance(value, msgspec.Struct):
        yield value
        for field in value.__struct_fields__:
            yield from _values(getattr(value, field))
    elif isinstance(value, tuple):
        for one in value:
            yield from _values(one)


def _kinds(annotation: Any) -> Iterator[type[msgspec.Struct]]:
    """Every part of a plan that the schema knows, the plan itself first."""
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        yield annotation
        for inner in typing.get_type_hints(annotation).values():
            yield from _kinds(inner)
    for inner in typing.get_args(annotation):
        yield from _kinds(inner)


def _empty(value: Any) -> bool:
    return value is None or value in ((), "")


def unfilled(plan: Plan) -> set[tuple[str, str]]:
    """Each part of the schema with a field that no such part of the plan has filled in."""
    values = tuple(_values(plan))
    found = set()
    for kind in set(_kinds(Plan)):
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        for name, field in fields.items():
            held = [getattr(value, name) for value in values if type(value) is kind]
            # A yes or no that begins as no is filled in when it is yes somewhere.
            filled = any(one != field.default if field.default is False else not _empty(one) for one in held)
            found |= set() if filled else {(kind.__name__, name)}
    return found


def test_the_fullest_plan_has_every_field_of_the_schema() -> None:
    assert unfilled(fullest()) == LEFT_OUT


def test_a_field_that_is_forgotten_is_seen() -> None:
    plan = fullest()
    assert ("Roles", "convener") in unfilled(
        msgspec.structs.replace(plan, roles=msgspec.structs.replace(plan.roles, convener=None))
    )
    assert ("Plan", "tried") in unfilled(msgspec.structs.replace(plan, tried=()))
    assert ("Tried", "new_by") in unfilled(msgspec.structs.replace(plan, tried=()))


def test_the_fullest_plan_is_made_up_read_without_a_remark_and_breaks_no_rule() -> None:
    read = plan_text.read(FULLEST.read_text("utf8"))
    assert read.notes == ()
    assert read.plan.practice
    assert [issue.code for issue in check(read.plan, TODAY, terms("sv"))] == ["K199"]


# Whose templates


PLANTED = "Planterad mall"


def test_nothing_in_a_plan_folder_is_taken_for_a_template(kronobarn: Program, examples: Path) -> None:
    """Not by its name, not beside the plans, and not when the folder's own settings name it."""
    for base in ("", "templates", "mallar", "plans", "plans/templates"):
        for name in ("documents/sv/plan.md.j2", "sv/plan.md.j2", "plan.md.j2", "documents/sv/_action.md.j2"):
            planted = examples / base / name
            planted.parent.mkdir(parents=True, exist_ok=True)
            planted.write_text(PLANTED, "utf8")
    marked = examples / "kronobarn.toml"
    for named in ("templates", ".", "../planer/templates", str(examples / "templates")):
        marked.write_text(f'practice = true\npractice-day = "2026-04-27"\ntemplates = {named!r}\n', "utf8")
        ran = kronobarn("render", "k7", "plan", "--to", "md", "--out", "-")
        assert ran.code == 0, ran.all
        assert "Mio" in ran.out
        assert PLANTED not in ran.all
        assert kronobarn("config", "get", "templates").out.strip() == ""
    assert PLANTED not in kronobarn("templates", "check").all


def test_the_setting_is_the_users_own() -> None:
    assert next(one for one in SETTINGS if one.name == "templates").own


def test_templates_in_a_plan_folder_are_refused_when_set_and_when_used(
    kronobarn: Program, examples: Path, tmp_path: Path
) -> None:
    inside = examples / "mallar"
    inside.mkdir()
    for path in (inside, "mallar", examples, examples / "mallar/../mallar", tmp_path / "annan/../planer/mallar"):
        ran = kronobarn("config", "set", "templates", path)
        assert ran.code in {ExitCode.USAGE, ExitCode.NOT_FOUND}, ran.all
        assert "Prova: " in ran.err
    assert kronobarn("templates", "copy", "plan", inside).code == ExitCode.USAGE
    assert kronobarn("templates", "copy", "plan").code == ExitCode.USAGE
    assert _files(inside) == set()
    settings = tmp_path / "config" / "settings.toml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(f"templates = {str(inside)!r}\n", "utf8")
    ran = kronobarn("render", "k7", "plan")
    assert ran.code == ExitCode.USAGE
    assert str(inside) in ran.err


@pytest.mark.parametrize("path", ["mallar", "./mallar", "../planer/mallar", "../mallar"])
def test_a_path_that_depends_on_where_one_stands_is_refused(
    kronobarn: Program, examples: Path, tmp_path: Path, path: str
) -> None:
    """Or whoever sends a folder decides what lies at `mallar` in it."""
    for folder in (examples / "mallar", tmp_path / "mallar"):
        folder.mkdir(exist_ok=True)
    settings = tmp_path / "config" / "settings.toml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(f'templates = "{path}"\n', "utf8")
    assert kronobarn("render", "k7", "plan").code == ExitCode.USAGE
    assert kronobarn("config", "list").code == 0


def test_a_path_that_is_typed_is_kept_whole(
    kronobarn: Program, tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.mkdir()
    monkeypatch.chdir(tmp_path)
    assert kronobarn("config", "set", "templates", "mallar").code == 0
    assert Settings(None).text("templates") == str(own.resolve())
