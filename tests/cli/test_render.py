"""`render` at the keyboard and in a script: where it goes, what it asks, what it writes up, and what it will not do."""

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.left_out_words import always
from kronobarn_cli.errors import CannotWrite, ExitCode, NotFound
from kronobarn_cli.i18n import _
from kronobarn_cli.render import documents
from kronobarn_cli.store import files
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work import rendering
from kronobarn_cli.work.rendering import Order
from tests.conftest import Program
from tests.render.samples import example

PRINTOUTS = Path("utskrifter")
ASK_ONE = "Do you hand it out today? Then it is written up in the plan."
ASK_ALL = "Do you hand them out today? Then it is written up in the plan."


@pytest.fixture
def shared(examples: Path) -> Callable[[str], list[tuple[str, str]]]:
    """What is new under `shared:` since the practice folder was made: document and reader."""

    def new(code: str = "k7mtr") -> list[tuple[str, str]]:
        rows = Folder(examples).load(code).plan.shared
        return [(row.document, row.for_) for row in rows[len(example(code).shared) :]]

    return new


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "interactive", lambda: True)


New = Callable[..., list[tuple[str, str]]]


# What is handed out


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(("typed", "rows"), [("j\n", [("plan", "bup")]), ("n\n", []), ("\n", []), ("", [])])
def test_at_a_terminal_it_is_asked_once_and_an_empty_line_is_no(
    kronobarn: Program, shared: New, typed: str, rows: list[tuple[str, str]]
) -> None:
    ran = kronobarn("render", "k7", "plan", "--for", "bup", typed=typed)
    assert ran.code == 0, ran.all
    assert ran.out.count(_(ASK_ONE)) == 1
    assert shared() == rows
    assert (PRINTOUTS / "k7mtr-plan-bup.html").exists()


@pytest.mark.usefixtures("at_a_terminal")
def test_what_was_written_up_today_is_not_asked_about_again(kronobarn: Program, shared: New) -> None:
    assert kronobarn("render", "k7", "plan", typed="j\n").code == 0
    again = kronobarn("render", "k7", "plan", "--to", "md", typed="")
    assert again.code == 0
    assert _(ASK_ONE) not in again.out
    assert shared() == [("plan", "family")]


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(("flag", "rows"), [("--handed-out", [("plan", "family")]), ("--not-handed-out", [])])
def test_a_flag_answers_beforehand(kronobarn: Program, shared: New, flag: str, rows: list[tuple[str, str]]) -> None:
    ran = kronobarn("render", "k7", "plan", flag)
    assert ran.code == 0
    assert _(ASK_ONE) not in ran.all
    assert shared() == rows


@pytest.mark.parametrize("words", [("--no-input",), ()], ids=["no-input", "a pipe"])
def test_where_nobody_can_be_asked_it_is_written_up(kronobarn: Program, shared: New, words: tuple[str, ...]) -> None:
    ran = kronobarn("render", "k7", "plan", "--for", "bup", *words)
    assert ran.code == 0
    assert _(ASK_ONE) not in ran.all
    assert shared() == [("plan", "bup")]
    assert kronobarn("render", "k7", "plan", "--for", "bup", *words).code == 0
    assert shared() == [("plan", "bup")]


@pytest.mark.parametrize(
    "words",
    [
        ("agenda", "--for", "chair"),
        ("agenda", "--for", "note-taker"),
        ("plan", "--for", "archive"),
        ("plan", "--for", "family", "--to", "json"),
        ("plan", "--for", "family", "--to", "md", "--out", "-"),
        ("role-card", "--for", "guardian-1"),
        ("follow-up", "--to", "ics"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("examples")
def test_what_does_not_leave_the_office_changes_nothing(kronobarn: Program, words: tuple[str, ...]) -> None:
    before = Path("plans/k7mtr.yaml").read_bytes()
    assert kronobarn("render", "k7", *words, "--no-input").code == 0
    assert Path("plans/k7mtr.yaml").read_bytes() == before


@pytest.mark.usefixtures("at_a_terminal", "examples")
def test_a_copy_that_stays_is_not_asked_about(kronobarn: Program) -> None:
    ran = kronobarn("render", "k7", "agenda", "--for", "chair")
    assert ran.code == 0
    assert _(ASK_ONE) not in ran.all
    said = kronobarn("render", "k7", "agenda", "--for", "chair", "--handed-out")
    assert _("These copies stay in the office, so nothing is written up.") in said.err


def test_what_was_shown_and_handed_out_is_written_up_when_somebody_says_so(kronobarn: Program, shared: New) -> None:
    assert kronobarn("render", "k7", "plan", "--out", "-", "--handed-out").code == 0
    assert shared() == [("plan", "family")]


def test_several_forms_of_one_page_are_written_up_once(kronobarn: Program, shared: New) -> None:
    ran = kronobarn("render", "k7", "plan", "--to", "html", "--to", "md", "--to", "txt", "--to", "md", "--no-input")
    assert ran.code == 0
    assert {path.suffix for path in PRINTOUTS.glob("k7mtr-plan-family.*")} == {".html", ".md", ".txt"}
    assert shared() == [("plan", "family")]


def test_a_changed_text_is_written_up_anew(kronobarn: Program, shared: New) -> None:
    assert kronobarn("render", "k7", "plan", "--no-input").code == 0
    path = Path("plans/k7mtr.yaml")
    path.write_text(path.read_text("utf8").replace("Mio", "Milo"), "utf8")
    assert kronobarn("render", "k7", "plan", "--no-input").code == 0
    rows = Folder(Path()).load("k7mtr").plan.shared[-2:]
    assert [row.for_ for row in rows] == ["family", "family"]
    assert rows[0].fingerprint != rows[1].fingerprint
    assert len(shared()) == 2


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1\n", 5),
        (f"{_('all')}\n", 5),
        ("\n", 0),
        ("3\n", 0),
        ("", 0),
        ("kanske\n9\n1\n", 5),
        ("2\n1, 3\n", 2),
        ("2\n9\n1\n", 1),
        ("2\n\n", 0),
    ],
    ids=repr,
)
def test_of_all_copies_all_some_or_none_are_handed_out(
    kronobarn: Program, shared: New, monkeypatch: pytest.MonkeyPatch, typed: str, expected: int
) -> None:
    def five(_plan: object, _day: object, _forms: object, *, despite_protected: bool) -> tuple[Order, ...]:
        pairs = [("plan", one) for one in ("family", "archive", "school", "school-health", "bup")]
        return tuple(Order(*pair, "md", despite_protected) for pair in (*pairs, ("agenda", "child")))

    monkeypatch.setattr("kronobarn_cli.work.copies.orders_now", five)
    ran = kronobarn("render", "k7", "--all", typed=typed)
    assert ran.code == 0, ran.all
    assert ran.out.count(_(ASK_ALL)) == 1
    assert len(shared()) == expected
    assert ("plan", "archive") not in shared()
    if typed == "2\n1, 3\n":
        assert shared() == [("plan", "family"), ("plan", "school-health")]


def test_a_plan_open_in_another_window_costs_no_copy(kronobarn: Program, shared: New) -> None:
    drafts = Drafts(Folder(Path()).state / "drafts")
    with drafts.session("k7mtr"):
        ran = kronobarn("render", "k7", "plan", "--for", "bup", "--no-input")
        assert ran.code == 0
        assert "kronobarn render k7mtr plan --for bup --handed-out" in ran.err
        assert (PRINTOUTS / "k7mtr-plan-bup.html").exists()
        asked_for = kronobarn("render", "k7", "plan", "--for", "bup", "--handed-out")
        assert asked_for.code == ExitCode.CHANGED_ON_DISK
        assert asked_for.err.endswith("kronobarn render k7mtr plan --for bup --handed-out\n")
    assert shared() == []
    assert kronobarn("render", "k7", "plan", "--for", "bup", "--handed-out").code == 0
    assert shared() == [("plan", "bup")]


def test_a_full_disk_costs_no_copy_and_no_plan(
    kronobarn: Program, examples: Path, shared: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real = (examples / "plans/k7mtr.yaml").read_bytes(), files.replace

    def full(path: Path, data: bytes, *_last_look: object) -> None:
        if path.suffix == ".yaml":
            raise CannotWrite(f"{path} är full.", "kronobarn doctor")
        real(path, data)

    monkeypatch.setattr(files, "replace", full)
    ran = kronobarn("render", "k7", "plan", "--for", "bup", "--no-input")
    assert ran.code == 0
    assert "är full." in ran.err
    assert (examples / PRINTOUTS / "k7mtr-plan-bup.html").exists()
    assert (examples / "plans/k7mtr.yaml").read_bytes() == before
    assert shared() == []


def test_without_consent_nothing_is_made_asked_or_written_up(kronobarn: Program, shared: New) -> None:
    before = Path("plans/v5xjc.yaml").read_bytes()
    taken = ("--out", "README.md", "--no-input")
    for words in (("--no-input",), ("--handed-out",), ("--to", "md", "--to", "txt"), ("--out", "-"), taken):
        ran = kronobarn("render", "v5", "plan", "--for", "school", *words)
        assert ran.code == ExitCode.NOT_SHARED
        assert "Prova: kronobarn consent v5xjc" in ran.err
    assert Path("plans/v5xjc.yaml").read_bytes() == before
    assert not list(PRINTOUTS.glob("v5xjc-plan-school*"))
    assert shared("v5xjc") == []


# After a meeting is prepared


PREPARED = "\n\nHur gör vi på måndagar?\n\n12 maj\n14.30\n" + "\n" * 30


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch, kronobarn: Program, shared: New) -> Callable[..., list[tuple[str, str]]]:
    """Prepare a meeting, and give what was written up: answers at a terminal, in a pipe or from a file."""

    def prepare(*words: object, typed: str = "", terminal: bool = False) -> list[tuple[str, str]]:
        monkeypatch.setattr(screen, "interactive", lambda: terminal)
        ran = kronobarn("meeting", "k7", "--prepare", *words, typed=typed)
        assert ran.code == 0, ran.all
        assert ran.out.count(_(ASK_ALL)) + ran.out.count(_(ASK_ONE)) == (1 if terminal else 0)
        assert (PRINTOUTS / "k7mtr-preparation-child.html").exists()
        return shared()

    return prepare


def test_papers_for_a_meeting_are_asked_about_once(prepared: Callable[..., list[tuple[str, str]]]) -> None:
    rows = prepared(typed=PREPARED, terminal=True)
    assert rows == []


@pytest.mark.parametrize("words", [(), ("--answers",)], ids=["a pipe", "a file"])
def test_papers_that_nobody_was_asked_about_are_not_written_up(
    prepared: Callable[..., list[tuple[str, str]]], tmp_path: Path, words: tuple[str, ...]
) -> None:
    answers = tmp_path / "svar.yaml"
    answers.write_text('meetings.m2.asks: "Hur gör vi på måndagar?"\n', "utf8")
    assert prepared(*words, *([answers] if words else []), typed="" if words else PREPARED) == []


# What each copy does not hold


@pytest.mark.usefixtures("examples")
def test_all_copies_tell_what_each_reader_is_not_told_and_no_page_does(kronobarn: Program) -> None:
    ran = kronobarn("render", "k7", "--all", "--to", "md", "--no-input")
    assert ran.code == 0
    area, whole = "Omsorg: " + _("no consent"), _("For {reader}, with nothing left out.")
    assert ran.out.count(area) == 2
    assert whole.format(reader="arkivet") in ran.out
    pages = "".join(path.read_text("utf8") for path in PRINTOUTS.glob("k7mtr-*.md"))
    assert always() in ran.out
    for one in (*always().splitlines(), _("needs a consent to all seven areas")):
        assert one not in pages


@pytest.mark.usefixtures("examples")
def test_no_word_of_a_person_and_no_hidden_name_is_told_of_what_is_left_out(kronobarn: Program) -> None:
    path = Path("plans/v5xjc.yaml")
    path.write_text(path.read_text("utf8").replace("protected: false", "protected: true"), "utf8")
    ran = kronobarn("render", "v5", "--all", "--no-input", "--routine-followed")
    assert ran.code == 0
    assert "Kim" not in ran.out
    assert _("protected identity") in ran.out
    plan = example("v5xjc")
    said = [one.not_raise for one in plan.voices if one.not_raise]
    said += [text for one in plan.voices if one.private for text in (one.how, one.important, one.wish) if text]
    assert said
    assert not [text for text in said if text in ran.all]


# Where it goes


@pytest.mark.usefixtures("at_a_terminal", "examples")
@pytest.mark.parametrize(("typed", "written"), [("j\n", True), ("n\n", False), ("\n", False)])
def test_a_target_that_exists_is_asked_about(kronobarn: Program, typed: str, *, written: bool) -> None:
    target = Path("plan.html")
    target.write_text("mitt eget", "utf8")
    before = Path("plans/k7mtr.yaml").read_bytes()
    ran = kronobarn("render", "k7", "plan", "--out", target, "--handed-out", typed=typed)
    assert ran.code == 0
    assert (Path("plans/k7mtr.yaml").read_bytes() != before) is written
    assert _("{path} is there already. Write over it?").format(path=target) in ran.out
    assert (target.read_text("utf8") != "mitt eget") is written


@pytest.mark.usefixtures("examples")
def test_where_nobody_can_be_asked_a_target_that_exists_needs_force(kronobarn: Program) -> None:
    target = Path("plan.html")
    target.write_text("mitt eget", "utf8")
    refused = kronobarn("render", "k7", "plan", "--out", target, "--no-input")
    assert refused.code == ExitCode.USAGE
    assert refused.err.endswith("Prova: kronobarn render k7mtr plan --out plan.html --force\n")
    assert target.read_text("utf8") == "mitt eget"
    assert kronobarn("render", "k7", "plan", "--out", target, "--no-input", "--force").code == 0
    assert "<html" in target.read_text("utf8")


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    "target", [".", "utskrifter", "plans/k7mtr.yaml", "kronobarn.toml", "en-lank.html", "/dev/null"]
)
def test_what_can_hold_no_document_is_refused_before_anything_is_asked(
    kronobarn: Program, examples: Path, shared: New, target: str
) -> None:
    (examples / "en-lank.html").symlink_to(examples / "README.md")
    before = (examples / "plans/k7mtr.yaml").read_bytes()
    for words in ((), ("--force",)):
        ran = kronobarn("render", "k7", "plan", "--out", target, *words, typed="j\n")
        assert ran.code == ExitCode.USAGE, ran.all
        assert "Prova: kronobarn render k7mtr" in ran.err
    assert (examples / "en-lank.html").is_symlink()
    assert (examples / "plans/k7mtr.yaml").read_bytes() == before
    assert shared() == []


def test_a_folder_that_is_not_there_is_told_and_nothing_is_written_up(kronobarn: Program, shared: New) -> None:
    ran = kronobarn("render", "k7", "plan", "--out", "finns/inte.html", "--no-input")
    assert ran.code == ExitCode.CANNOT_WRITE
    assert "Prova: " in ran.err
    assert not Path("finns").exists()
    assert shared() == []


def test_a_disk_that_fills_half_way_tells_what_lies_there(
    kronobarn: Program, shared: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.replace

    def full(path: Path, data: bytes, *_last_look: object) -> None:
        if path.name == "k7mtr-plan-bup.html":
            raise CannotWrite(f"{path.name} är full.", "kronobarn doctor")
        real(path, data)

    monkeypatch.setattr(files, "replace", full)
    ran = kronobarn("render", "k7", "--all", "--no-input")
    assert ran.code == ExitCode.CANNOT_WRITE
    there = sorted(path.name for path in PRINTOUTS.glob("k7mtr-plan-*.html") if path.stat().st_size)
    assert "k7mtr-plan-family.html" in there
    assert _("Written before that: {names}").format(names="k7mtr-plan-family.html") in ran.err
    assert not list(PRINTOUTS.glob("*.kbtmp"))
    assert shared() == []


@pytest.mark.usefixtures("examples")
def test_one_place_takes_one_form(kronobarn: Program) -> None:
    for out in ("ut.html", "-"):
        ran = kronobarn("render", "k7", "plan", "--to", "html", "--to", "md", "--out", out)
        assert ran.code == ExitCode.USAGE
        assert "Prova: kronobarn render k7mtr plan --to html" in ran.err
    assert not Path("ut.html").exists()


@pytest.mark.usefixtures("examples")
def test_the_name_of_the_file_says_the_form_unless_the_person_does(kronobarn: Program) -> None:
    for words in (("--out", "ut.md"), ("--out", "ut.txt"), ("--out", "ut.xyz"), ("--out", "ut2.md", "--to", "html")):
        assert kronobarn("render", "k7", "plan", *words, "--not-handed-out").code == 0
    assert Path("ut.md").read_text("utf8").startswith("**")
    assert "<html" not in Path("ut.txt").read_text("utf8")
    assert "<html" in Path("ut.xyz").read_text("utf8")
    assert "<html" in Path("ut2.md").read_text("utf8")


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("words", [("plan",), ("--all",)])
def test_a_form_that_is_not_ours_is_refused_before_anything_is_made(kronobarn: Program, words: tuple[str, ...]) -> None:
    made = set(PRINTOUTS.iterdir())
    ran = kronobarn("render", "k7", *words, "--to", "html", "--to", "papper", "--no-input")
    assert ran.code == ExitCode.USAGE
    assert "pdf" in ran.err
    assert set(PRINTOUTS.iterdir()) == made


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("examples")
def test_bytes_go_to_another_program_and_never_to_a_terminal(
    kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes | str] = []
    page = documents.Rendered(b"%PDF-1.7\x00\xff", "plan-family.pdf", (), "sha256:a")
    monkeypatch.setattr(rendering, "render", lambda *_words: page)
    monkeypatch.setattr(screen, "raw", sent.append)
    assert kronobarn("render", "k7", "plan", "--to", "pdf", "--out", "-", "--no-input").code == 0
    assert sent == [page.data]
    monkeypatch.setattr(screen, "shows", lambda: True)
    refused = kronobarn("render", "k7", "plan", "--to", "pdf", "--out", "-")
    assert refused.code == ExitCode.USAGE
    assert refused.err.endswith("Prova: kronobarn render k7mtr plan --to pdf\n")
    assert len(sent) == 1


def test_bytes_are_sent_as_they_are_and_text_ends_with_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    gathered = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(gathered, encoding="cp1252"))
    screen.raw(b"\x00\r\n\xff")
    screen.raw("åäö 😀")
    assert gathered.getvalue() == b"\x00\r\n\xff" + "åäö 😀\n".encode()
    assert screen.shows() is False
    monkeypatch.setattr(sys, "stdout", _Terminal(io.BytesIO()))
    assert screen.shows() is True


@pytest.mark.usefixtures("examples")
def test_the_data_that_templates_get_is_sound_json(kronobarn: Program) -> None:
    ran = kronobarn("render", "k7", "plan", "--for", "bup", "--to", "json", "--out", "-")
    assert ran.code == 0
    assert json.loads(ran.out)["meta"]["code"] == "k7mtr"


@pytest.mark.parametrize("words", [("plan",), ("--all",)])
def test_without_the_extra_that_is_told_once_and_nothing_is_made(
    kronobarn: Program, shared: New, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    real = documents.render_all

    def missing(*words: Any) -> tuple[documents.Rendered, ...]:
        if rendering.BYTES & set(words[3]):
            raise NotFound("Tillägget saknas.", 'python -m pip install "kronobarn[documents]"')
        return real(*words)

    monkeypatch.setattr(documents, "render_all", missing)
    made = {path.name for path in PRINTOUTS.iterdir()}
    ran = kronobarn("render", "k7", *words, "--to", "html", "--to", "pdf", "--no-input")
    assert ran.code == ExitCode.NOT_FOUND
    assert ran.err.count("Tillägget saknas.") == 1
    assert "pip install" in ran.err
    assert {path.name for path in PRINTOUTS.iterdir()} == made
    assert shared() == []


# Easy reading, and what lies on paper when a consent ends


@pytest.mark.usefixtures("examples")
def test_hard_sentences_are_named_on_the_screen_for_those_who_are_promised_easy_pages(kronobarn: Program) -> None:
    path, hard = (
        Path("plans/k7mtr.yaml"),
        "Samordningsansvariga verksamhetsföreträdare sammanställer uppföljningsunderlaget.",
    )
    text = path.read_text("utf8")
    path.write_text(text.replace("goals:\n", f"goals:\n  - id: g9\n    area: larande\n    text: {hard}\n", 1), "utf8")
    about = _("Hard to read for the one it is for. Say it shorter if you can:")
    for words in (("plan",), ("child",), ("--all",)):
        ran = kronobarn("render", "k7", *words, "--not-handed-out")
        assert ran.code == 0, ran.all
        assert ran.err.count(about) == 1
        assert ran.err.count(hard) == 1
        assert hard not in ran.out
    assert about not in kronobarn("render", "k7", "plan", "--for", "bup", "--not-handed-out").err


@pytest.mark.usefixtures("examples")
def test_taking_a_consent_back_tells_what_the_service_has_on_paper(kronobarn: Program) -> None:
    words = ("consent", "k7", "--withdraw", "--by", "guardian-1", "--to", "bup", "--no-input")
    for document in ("plan", "journal"):
        assert kronobarn("render", "k7", document, "--for", "bup", "--handed-out").code == 0
    ran = kronobarn(*words)
    assert ran.code == 0
    (line,) = [line for line in ran.err.splitlines() if "(27 april 2026)" in line]
    assert line.count("(27 april 2026)") == 2
    assert line.startswith("Behandlare (barn- och ungdomspsykiatrins öppenvård)")


@pytest.mark.usefixtures("examples")
def test_a_service_that_has_been_handed_nothing_is_not_told_of(kronobarn: Program) -> None:
    assert kronobarn("render", "k7", "plan", "--for", "school-health", "--handed-out").code == 0
    ran = kronobarn("consent", "k7", "--withdraw", "--by", "guardian-1", "--to", "bup", "--no-input")
    assert ran.code == 0
    assert "(27 april 2026)" not in ran.err


def test_the_screen_does_not_tell_whether_anything_must_not_be_raised(kronobarn: Program, examples: Path) -> None:
    """The family may sit beside it."""
    file = examples / "plans" / "v5xjc.yaml"
    told = kronobarn("render", "v5", "--all", "--not-handed-out")
    lines = file.read_text("utf8").splitlines(keepends=True)
    file.write_text("".join(one for one in lines if "not-raise:" not in one), "utf8")
    assert len(file.read_text("utf8").splitlines()) == len(lines) - 2
    without = kronobarn("render", "v5", "--all", "--not-handed-out")
    assert told.code == without.code == 0
    assert told.out == without.out


# Names in texts, with protected identity


NAMED = _("Names or places stand in what somebody has written, and may stand on the page:")


@pytest.fixture
def protected(examples: Path) -> Path:
    """A plan with protected identity, where the child's name also stands in what somebody has written."""
    path = examples / "plans" / "k7mtr.yaml"
    text = path.read_text("utf8").replace("protected: false", "protected: true")
    wanted = "".join(f"  - id: g{number}\n    text: Hjälpa Mio {number}.\n" for number in range(11, 18))
    path.write_text(text.replace("goals:\n", f"goals:\n{wanted}", 1), "utf8")
    return path


@pytest.mark.usefixtures("protected", "at_a_terminal")
@pytest.mark.parametrize(("typed", "made"), [("j\n", True), ("n\n", False), ("\n", False)])
def test_a_name_in_a_text_is_told_and_asked_about_before_anything_is_made(
    kronobarn: Program, typed: str, *, made: bool
) -> None:
    for words in (("plan", "--not-handed-out"), ("--all", "--not-handed-out")):
        ran = kronobarn("render", "k7", *words, typed=f"k7mtr\n{typed}")
        assert ran.code == (0 if made else ExitCode.NOT_SHARED), ran.all
        assert ran.err.count(NAMED) == 1
        assert len([line for line in ran.err.split(NAMED)[1].splitlines() if line.startswith("  ")]) == 6
        assert ran.out.count(_("Make it all the same?")) == 1
        assert ("k7mtr-plan-family.html" in ran.out) is made
        if not made:
            assert "Prova: kronobarn edit k7mtr" in ran.err


@pytest.mark.usefixtures("protected")
def test_where_nobody_can_be_asked_a_followed_routine_makes_it_and_the_names_are_told(kronobarn: Program) -> None:
    refused = kronobarn("render", "k7", "plan", "--no-input")
    assert refused.code == ExitCode.NOT_SHARED
    assert NAMED not in refused.err
    made = kronobarn("render", "k7", "plan", "--no-input", "--routine-followed")
    assert made.code == 0
    assert "träffar Mio varje tisdag" in made.err
    assert "Mio" not in made.out
    for words in (("plan", "--for", "archive"), ("agenda",), ("follow-up", "--to", "ics")):
        assert NAMED not in kronobarn("render", "k7", *words, "--no-input", "--routine-followed").err


@pytest.mark.usefixtures("protected")
def test_what_to_type_follows_what_was_not_made_for_others(kronobarn: Program) -> None:
    ran = kronobarn("render", "k7", "--all", "--no-input")
    assert ran.code == 0
    assert ran.out.count("kronobarn render k7mtr --all --routine-followed") == 1
    assert "--all" not in kronobarn("render", "k7", "--all", "--no-input", "--routine-followed").out


# What a consent excepts


@pytest.mark.usefixtures("examples")
def test_what_a_consent_excepts_is_told_with_each_copy_for_the_service(kronobarn: Program) -> None:
    excepted = "det som rör föräldrarnas separation"
    alone = kronobarn("render", "k7", "plan", "--for", "bup", "--not-handed-out")
    assert alone.err.count(excepted) == 1
    assert kronobarn("render", "k7", "--all", "--not-handed-out").err.count(excepted) == 1
    assert excepted not in kronobarn("render", "k7", "plan", "--not-handed-out").err


# What can be typed instead


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("target", ["/dev/null", "finns/inte.html"])
def test_a_hint_keeps_the_document_and_the_reader(kronobarn: Program, target: str) -> None:
    ran = kronobarn("render", "k7", "plan", "--for", "bup", "--out", target, "--no-input")
    assert ran.code != 0
    assert ran.err.endswith("Prova: kronobarn render k7mtr plan --for bup\n")


@pytest.mark.usefixtures("examples")
def test_a_document_that_is_not_for_this_reader_is_hinted_for_somebody_it_is_for(kronobarn: Program) -> None:
    ran = kronobarn("render", "k7", "journal", "--for", "family", "--no-input")
    assert ran.code == ExitCode.USAGE
    assert "school, school-health, bup" in ran.err
    hint = ran.err.rsplit("Prova: kronobarn ", 1)[1].split()
    assert hint == ["render", "k7mtr", "journal", "--for", "school"]
    assert kronobarn(*hint, "--no-input").code == 0
    withdrawn = kronobarn("render", "v5", "plan", "--for", "note-taker", "--no-input").err
    assert kronobarn(*withdrawn.rsplit("Prova: kronobarn ", 1)[1].split(), "--no-input").code == 0


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("words", [("plan",), ("--all",)])
def test_printouts_are_not_laid_behind_a_link(kronobarn: Program, tmp_path: Path, words: tuple[str, ...]) -> None:
    elsewhere = tmp_path / "delad-mapp"
    elsewhere.mkdir()
    PRINTOUTS.rename("gamla")
    PRINTOUTS.symlink_to(elsewhere)
    ran = kronobarn("render", "k7", *words, "--no-input")
    assert ran.code == ExitCode.USAGE
    assert ran.err.endswith("--out -\n")
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize(("sentences", "told"), [(2, False), (90, True)])
def test_a_childs_page_that_is_too_long_is_told_of(
    kronobarn: Program, examples: Path, sentences: int, told: bool
) -> None:
    file = examples / "plans" / "k7mtr.yaml"
    text, count = re.subn(
        r"(?m)^    important: .*$", f"    important: {'Jag vill det. ' * sentences}x", file.read_text("utf8")
    )
    assert count
    file.write_text(text, "utf8")
    ran = kronobarn("render", "k7", "child", "--not-handed-out")
    assert ran.code == 0, ran.all
    assert (
        _("The child's page may not fit on one sheet, for the child's own words are long. They are not cut.") in ran.err
    ) == told
