"""Nothing that comes from elsewhere acts on a terminal: every command, at a real one, with the nastiest text everywhere.

Each byte that is sent must be a letter that can be read or one of our own colours; what cannot be seen stands written
out. The commands are those that there are: a new one must be looked at here.
"""

import os
import shutil
import sys
from pathlib import Path

import msgspec
import pytest
import typer

from kronobarn_cli.cli.app import app
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store import places
from kronobarn_cli.text import plan_text
from tests.hostile.pty_eye import AS_SHOWN, NASTY, Seen, seen
from tests.render.samples import ROOT, full, to_come

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal as on Linux and Mac")

NAME = NASTY.replace("\x00", "").replace("/", "").replace("\\", "")[:60]
"""As much of it as a file's name can hold."""


def open_plan(code: str) -> Plan:
    """A plan that is not closed, before its meeting, with the nasty text in every place."""
    plan = to_come(full(NASTY))
    return msgspec.structs.replace(plan, code=code, closing=None, hand_overs=())


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan folder in which whatever can be nasty is."""
    root = tmp_path_factory.mktemp("elak") / NAME
    plans = root / "plans"
    plans.mkdir(parents=True)
    quoted = '"' + "".join(f"\\U{ord(one):08X}" for one in NASTY.replace("\x00", "")) + '"'
    (root / "kronobarn.toml").write_text(f"practice = false\ngit = false\nmunicipality = {quoted}\n", "utf8")
    for plan in (full(NASTY), open_plan("b2345"), msgspec.structs.replace(open_plan("c2345"), wheel=(), meetings=())):
        (plans / f"{plan.code}.yaml").write_text(plan_text.write(plan), "utf8", newline="\n")
    strange = '"\\e]0;x\\a[red]\\u202e"'
    (plans / "d2345.yaml").write_text(
        f"kronobarn: 1\ncode: d2345\n{strange}: 1\nchild:\n  {strange}: 1\n  name: x\n  stage: {strange}\n"
        f"people: [{{id: {strange}, kind: {strange}}}]\n{strange}: 2\n...\n",
        "utf8",
    )
    (plans / "f2345.yaml").write_bytes(b"kronobarn: 1\ncode: f2345\nchild: {name: '\x1b]0;x\x07'}\n...\n")
    for name in (f"{NAME}.yaml", "k7mtr-\x1b[31mPC.yaml", "k7mtr (\u202etnok).yaml", "rad\nbryt.yaml", "k7mtr\r.yml"):
        (plans / name).write_text("x", "utf8")
    Path(os.fsdecode(os.fsencode(str(plans)) + b"/\xff\x9b2J.yaml")).write_text("x")
    return root


@pytest.fixture
def nasty(_made: Path, tmp_path: Path) -> Path:
    """A folder of one's own, like the one that was made."""
    return Path(shutil.copytree(_made, tmp_path / NAME))


@pytest.fixture
def own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A municipality's own words in force, every one of them nasty."""
    text = (ROOT / "templates/terms/kronoberg.sv.yaml").read_text("utf8")
    quoted = '"' + "".join(f"\\U{ord(one):08X}" for one in NASTY.replace("\x00", "")) + '"'
    lines = []
    for line in text.splitlines():
        key, colon, value = line.partition(': "')
        lines.append(f"{key}: {quoted}" if colon and value.endswith('"') and not key.endswith("id") else line)
    own = tmp_path / f"{NAME}.yaml"
    own.write_text("\n".join(lines) + "\n", "utf8")
    settings = tmp_path / "config" / "settings.toml"
    settings.parent.mkdir()
    path = '"' + "".join(f"\\U{ord(one):08X}" for one in str(own)) + '"'
    settings.write_text(f"terms = {path}\n", "utf8")
    return own


LOOKS: tuple[tuple[str, ...], ...] = (
    ("list", "--all"), ("list", "--json"), ("show", "k7"), ("show", "b2"), ("show", "k7", "--json"), ("show", "d2"), ("show", "f2"),
    ("check",), ("check", "d2"), ("check", "f2"), ("check", "--json"), ("wheel", "k7", "--show"), ("wheel", "k7", "--json"),
    ("wheel", "k7", "--svg", f"{NAME}.svg"), ("due",), ("due", "--within", "99"), ("due", "--for", NASTY.replace("\x00", "")), ("due", "--json"),
    ("consent", "k7"), ("consent", "k7", "--json"), ("meeting", "b2", "--prepare"), ("restore", "k7"), ("restore", "k7", "--json"),
    ("doctor",), ("doctor", "--json"), ("config", "list"), ("config", "get", "municipality"), ("reopen", "k7", "--why", NASTY.replace("\x00", "")),
    ("render", "k7", "--all"), ("render", "k7", "plan", "--for", "guardian-1"), ("render", "k7", "--for", "archive", "--out", f"{NAME}.html"),
    *(("render", "k7", document, "--for", "archive", "--to", form, "--out", "-") for document in ("plan", "wheel") for form in ("txt", "md", "html", "json")),
    ("render", "b2", "invitation", "--to", "ics", "--out", "-"), ("due", "--to", "ics", "--out", "-"), ("edit", "k7"), ("edit", "f2"),
    ("glossary",), ("questions",), ("questions", "--to", "yaml"), ("terms", "show"), ("terms", "check"), ("terms", "copy", NAME),
    ("templates", "copy", "plan", NAME), ("templates", "check", NAME), ("merge", "k7"), ("merge", "b2", f"plans/{NAME}.yaml"), ("merge", "b2", "plans/k7mtr.yaml"), ("schema",), ("practice", "--cards"), ("practice", NAME), ("init", NAME),
    ("hand-over", "b2", "--decline", NASTY.replace("\x00", ""), "--why", NASTY.replace("\x00", "")),
    ("history",), ("history", "k7"), ("history", "b2", "--json"), ("changes", "--since", "2020-01-01"), ("changes", "k7", "--since", "1"),
    ("undo", "k7", "--yes"), ("show", "k7", "--at", "1"), ("wheel", "k7", "--show", "--over-time"), ("check", "--staged"), ("check", "--history"),
    ("sync",), ("sync", "--with", NAME), ("merge-files", "kronobarn.toml", "kronobarn.toml", "kronobarn.toml", NAME),
)  # fmt: skip
ASKS: tuple[tuple[str, ...], ...] = (
    ("new-plan",), ("continue", "b2"), ("wheel", "b2", "--voice", "child"), ("consent", "b2", "--give", "--by", "guardian-1"), ("meeting", "b2"),
    ("meeting", "b2", "--part", "needs"), ("follow-up", "b2"), ("follow-up", "c2"), ("hand-over", "b2"), ("close", "b2"), ("render", "b2", "agenda"),
    ("show",), ("edit",),
)  # fmt: skip


def well(ran: Seen) -> None:
    """Nothing acted, and nothing of the program's inside was shown."""
    assert ran.acting == set(), ascii(ran.sent)
    assert "Traceback" not in ran.text
    assert ran.code in set(ExitCode) - {ExitCode.OUR_FAULT}, ran.text[-2000:]


def test_every_command_is_looked_at() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert commands == {one[0] for one in (*LOOKS, *ASKS)}


@pytest.mark.parametrize("command", LOOKS, ids=lambda one: ascii(" ".join(one))[1:40])
def test_a_command_that_shows(nasty: Path, command: tuple[str, ...]) -> None:
    ran = seen(*command, cwd=nasty, typed="n\n\n\n")
    well(ran)
    assert ran.text.strip()


@pytest.mark.parametrize("command", ASKS, ids=" ".join)
def test_a_command_that_asks(nasty: Path, command: tuple[str, ...]) -> None:
    """Some answers, some empty lines, the ways of looking around, and the way out."""
    ran = seen(*command, cwd=nasty, typed="1\n\n?\n\nj\n\n2\n\n:tid\nb\n\n\n\n\n:q\n" + ":q\n" * 3)
    well(ran)
    assert len(ran.text) > 40


@pytest.mark.parametrize(
    "command",
    [("show", "k7"), ("wheel", "k7", "--show"), ("check", "d2"), ("meeting", "b2", "--prepare")],
    ids=" ".join,
)
def test_what_was_written_is_shown_as_it_was_written(nasty: Path, command: tuple[str, ...]) -> None:
    shown = seen(*command, cwd=nasty).text.replace("\n", " ")
    if command[0] == "check":
        assert "\\u001b]0;x\\u0007[red]\\u202e" in shown
    else:
        assert [one for one in AS_SHOWN if one not in shown] == []


@pytest.mark.parametrize(
    "command",
    [("new-plan",), ("wheel", "k7", "--show"), ("glossary",), ("terms", "show"), ("terms", "check"), ("questions",), ("questions", "--to", "yaml"),
     ("doctor",), ("show", "k7"), ("meeting", "b2"), ("due",), ("config", "list"), ("render", "k7", "wheel", "--for", "archive", "--to", "txt", "--out", "-")],
    ids=" ".join,
)  # fmt: skip
def test_words_of_a_terms_file(nasty: Path, own_words: Path, command: tuple[str, ...]) -> None:
    ran = seen(*command, cwd=nasty, typed="1\n\n?\n\n:q\n:q\n")
    well(ran)
    assert "cannot be used" not in ran.text


@pytest.mark.parametrize(
    "spoilt", ["terms = ", "names:\n  - {id: x, [}\n", "\x1b]0;x\x07: 1\n...\n", '"\\e]0;x\\a": 1\n...\n'], ids=ascii
)
def test_a_terms_file_that_cannot_be_used(nasty: Path, own_words: Path, spoilt: str) -> None:
    own_words.write_text(spoilt, "utf8")
    for command in (("terms", "check"), ("new-plan",), ("doctor",)):
        well(seen(*command, cwd=nasty))


@pytest.mark.parametrize(
    "text",
    [
        "language = {}",
        "practice-day = {}",
        "git = {}",
        "meeting-minutes = {}",
        "terms = {}",
        "templates = {}",
        "editor = {}",
        "{} = 1",
        "x = {",
        "municipality = {}",
    ],
)
def test_settings(nasty: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KRONOBARN_TODAY")
    value = '"' + "".join(f"\\U{ord(one):08X}" for one in NASTY if one != "\x00") + '"'
    raw = (text.format(value) if "{}" in text else f"{text}{NASTY}") + "\n"
    (nasty / "kronobarn.toml").write_text(raw, "utf8")
    user = Path(os.environ["KRONOBARN_CONFIG"])
    user.parent.mkdir(exist_ok=True)
    for place in ("folder", "user"):
        if place == "user":
            user.write_text(raw, "utf8")
            (nasty / "kronobarn.toml").write_text("git = false\n", "utf8")
        for command in (
            ("config", "list"),
            ("doctor",),
            ("list",),
            ("edit", "b2"),
            ("config", "set", "git", NASTY.replace("\x00", "")),
        ):
            well(seen(*command, cwd=nasty))


@pytest.mark.parametrize(
    "variable",
    [
        "KRONOBARN_FOLDER",
        "KRONOBARN_LANG",
        "KRONOBARN_TODAY",
        "KRONOBARN_CONFIG",
        "KRONOBARN_STATE",
        "EDITOR",
        "VISUAL",
        "COLUMNS",
        "TERM",
        "USER",
        "LANG",
    ],
)
def test_the_environment(nasty: Path, variable: str) -> None:
    value = NASTY.replace("\x00", "").replace("/", "")
    for command in (("list",), ("doctor",), ("edit", "b2"), ("wheel", "k7", "--show")):
        given = str(nasty.parent / value[:60]) if variable == "KRONOBARN_STATE" else value
        well(seen(*command, cwd=nasty, **{variable: given}))


@pytest.mark.parametrize("output", ["version", "error"])
def test_what_git_says(nasty: Path, tmp_path: Path, output: str) -> None:
    said = "".join(
        f"\\{ord(one):03o}" if ord(one) < 256 else ""
        for one in NASTY.replace("%", "").replace("\\", "")
        if one != "\x00"
    )
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    stream, code = ("", 0) if output == "version" else (">&2", 1)
    program.write_text(f"#!/bin/sh\nprintf '{said}' {stream}\nexit {code}\n", "latin1")
    program.chmod(0o755)
    (nasty / "kronobarn.toml").write_text("git = true\n", "utf8")
    (nasty / ".git").mkdir()
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    for command in (
        ("doctor",),
        ("wheel", "b2", "--voice", "child", "--works", "larande=x"),
        ("init", "ny"),
        ("list",),
    ):
        well(seen(*command, cwd=nasty, PATH=path))


def test_what_an_editor_leaves(nasty: Path, tmp_path: Path) -> None:
    """An editor that writes what no plan is: its problems are told, and they cannot act."""
    editor = tmp_path / "redigera"
    editor.write_text(f"#!{sys.executable}\nimport sys\nopen(sys.argv[1], 'a').write({NASTY!r})\n", "utf8")
    editor.chmod(0o755)
    well(seen("edit", "b2", cwd=nasty, typed="n\nn\n", EDITOR=str(editor)))


def test_answers_and_drafts(nasty: Path, tmp_path: Path) -> None:
    import json
    import zlib

    quoted = json.dumps(NASTY)
    answers = tmp_path / f"{NAME}-svar.yaml"
    for text in (f"child.name: {quoted}\n", f"{quoted}: x\n", f"child.stage: {quoted}\n", "child.name: [\x1b"):
        answers.write_text(text, "utf8")
        well(seen("new-plan", "--answers", str(answers), cwd=nasty))
    lines = ({"rev": 7, "command": NASTY, "at": NASTY}, {"rev": 7, "q": "child.name", "v": NASTY}, {"rev": 7, "q": "notices.n1.seen", "line": NASTY}, {"rev": 7, "q": NASTY, "v": NASTY})  # fmt: skip
    state = places.state_of(nasty) / "drafts"
    state.mkdir(parents=True)
    for code in ("b2345", NAME, "x2345"):
        records = (json.dumps(one) for one in lines)
        (state / f"{code}.draft").write_text("".join(f"\n{zlib.crc32(one.encode()):08x} {one}\n" for one in records))
    for command in (
        ("list",),
        ("continue",),
        ("continue", "b2"),
        ("continue", "x2"),
        ("doctor",),
        ("render", "b2"),
        ("wheel", "b2", "--voice", "child"),
    ):
        well(seen(*command, cwd=nasty, typed="\n\n\n:q\n:q\n"))


COMMANDS = ("show", "check", "continue", "wheel", "consent", "meeting", "follow-up", "hand-over", "close", "reopen", "render", "edit", "restore",
            "glossary", "init", "practice", "questions", "config", "terms", "templates", "due", "list", "doctor")  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_arguments(nasty: Path, command: str) -> None:
    given = NASTY.replace("\x00", "")
    well(seen(command, given[:80], cwd=nasty))
    well(seen(command, f"--{given}", cwd=nasty))
    well(seen("--lang", given, "--folder", given[:60].replace("/", ""), command, cwd=nasty))


def test_a_word_that_is_no_command(nasty: Path) -> None:
    for command in (NASTY.replace("\x00", ""), "lisst\x1b[2J", "\udcff\udc9b2J"):
        well(seen(command, cwd=nasty))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize(
    "line",
    [
        "show ",
        "show k",
        "render k7 ",
        "wheel k7 --voice ",
        f"show {NAME}",
        "--folder ",
        "due --for ",
        "check --explain K0",
    ],
)
def test_completion(nasty: Path, shell: str, line: str) -> None:
    words = f"kronobarn {line}"
    ran = seen(
        cwd=nasty, _KRONOBARN_COMPLETE=f"complete_{shell}", COMP_WORDS=words, COMP_CWORD=str(len(words.split(" ")) - 1), _TYPER_COMPLETE_ARGS=words,
        _TYPER_COMPLETE_FISH_ACTION="get-args", _TYPER_COMPLETE_WORD_TO_COMPLETE="",
    )  # fmt: skip
    assert ran.acting == set(), ascii(ran.sent)
    assert "Traceback" not in ran.text


def test_the_eye_sees_what_acts() -> None:
    """The test of the test: each of these would have been found."""
    for one in ("\x1b]0;x\x07", "\x1b[2J", "\x1b[38;5;1m", "\x9b", "a\rb", "\x08", "\u202e", "\x7f", "\ufeff"):
        assert Seen(f"hej {one} hej\r\n", 0).acting, ascii(one)
    assert not Seen("\x1b[1mhej\x1b[0m å\r\n", 0).acting
