"""Tab answers fast, and with the very words typer would have offered."""

import os
import re
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import click
import pytest
import typer
from click.shell_completion import get_completion_class, split_arg_string
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from typer._completion_classes import completion_init

from kronobarn_cli import i18n
from kronobarn_cli.completion import answer, split
from tests.house.completion_record import TABLE, record

ROOT = Path(__file__).parents[2]
SHELLS = ["bash", "zsh", "fish", "powershell", "pwsh"]


class Fruit(StrEnum):
    APPLE = "apple"
    APRICOT = "apricot"
    PEAR = "pear"


small = typer.Typer(rich_markup_mode=None)
nested = typer.Typer(help="Commands below a command.")
small.add_typer(nested, name="box")


@small.callback()
def root(
    lang: Annotated[Fruit | None, typer.Option(help="A fruit of the program.")] = None,
    loud: Annotated[bool, typer.Option("--loud/--quiet", "-l/-q", help="Say it: 'loud' or \"quiet\".")] = False,
) -> None:
    """A small program. It has two sentences."""


@small.command()
def show(
    code: Annotated[str | None, typer.Argument(metavar="CODE")] = None,
    fruit: Annotated[Fruit | None, typer.Argument()] = None,
    fruits: Annotated[list[Fruit] | None, typer.Option("--fruit", "-f", help="May be repeated.")] = None,
    folder: Annotated[Path | None, typer.Option(help="Where.")] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
    secret: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Show something. More about it."""


@small.command("show-all")
def show_all(codes: Annotated[list[str] | None, typer.Argument(metavar="CODE...")] = None) -> None:
    """Show everything: at once."""


@small.command(hidden=True)
def hidden(depth: Annotated[int, typer.Option()] = 1) -> None:
    """Not offered."""


@nested.command()
def put(fruits: list[Fruit]) -> None:
    """Put fruits in."""


@nested.command()
def take(color: Annotated[str, typer.Option(autocompletion=lambda: ["red", "green"])] = "red") -> None:
    """Take a colour out."""


SMALL = typer.main.get_command(small)
SMALL_TABLE = record(SMALL)

WORDS = [
    *(
        "",
        "-",
        "--",
        "=",
        "s",
        "sh",
        "show",
        "show-all",
        "box",
        "put",
        "take",
        "hidden",
        "nothing",
        "a",
        "ap",
    ),
    *(
        "apple",
        "pear",
        "--lang",
        "--lang=",
        "--lang=ap",
        "--loud",
        "--quiet",
        "-l",
        "-q",
        "-lq",
        "--l",
        "--fruit",
    ),
    *(
        "--fruit=",
        "--fruit=p",
        "-f",
        "-fapple",
        "--folder",
        "--folder=x",
        "--json",
        "--json=1",
        "--secret",
        "--he",
    ),
    *("--help", "--color", "--color=", "--depth", "7", "-7", "k7mtr", "'a", '"a b"', "a\\ b"),
]


@pytest.fixture(autouse=True)
def _well_spoken() -> None:
    """The program of fruits speaks English only."""
    i18n.start("sv")


def environment(shell: str, line: str) -> dict[str, str]:
    """What the shell's own script hands over when Tab is pressed at the end of a line."""
    words = line.split(" ")
    return {
        "_KRONOBARN_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line.rstrip(" ") if shell in {"powershell", "pwsh"} else line,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "KRONOBARN_FOLDER": os.devnull,
    }


def offered(shell: str, written: str) -> list[str]:
    """The words in what was written for a shell, without their help."""
    if shell == "zsh":
        return re.findall(r'^(?:_arguments \'\*: :\(\()?"((?:[^"]|"")*)"', written, re.MULTILINE)
    parting = {"bash": "\0", "fish": "\t"}.get(shell, ":::")
    return [line.split(parting)[0] for line in written.splitlines() if line]


def from_typer(shell: str, environ: dict[str, str], command: click.Command) -> list[str]:
    completion_init()
    complete = get_completion_class(shell)
    assert complete is not None
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environ.items():
            patch.setenv(name, value)
        return offered(shell, complete(command, {}, "kronobarn", "_KRONOBARN_COMPLETE").complete())


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SHELLS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
@example("bash", ["show", "k7mtr", ""])
@example("bash", ["--lang", ""])
@example("zsh", ["--loud", "-"])
@example("bash", ["show", "--folder", "--"])
def test_every_answer_is_typers_own(shell: str, words: list[str]) -> None:
    line = " ".join(["kronobarn", *words])
    assume("\\" not in line or shell not in {"powershell", "pwsh"})  # there it is a letter in a path
    environ = environment(shell, line)
    quick = answer(environ, [], SMALL_TABLE)
    assert quick is None or offered(shell, quick) == from_typer(shell, environ, SMALL)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "line",
    [
        "",
        "sh",
        "box ",
        "box put a",
        "show --",
        "--lang ",
        "--l",
        "show k7mtr ",
        "show --fruit apple --f",
        "nothing ",
    ],
)
def test_ordinary_lines_are_never_left_to_typer(shell: str, line: str) -> None:
    assert answer(environment(shell, f"kronobarn {line}"), [], SMALL_TABLE) is not None


@pytest.mark.parametrize(
    "line",
    ["show -lq ", "show -- ", "show --folder -- --", "--lang = s", "box take --color r", "show --unknown "],
)
def test_what_only_typer_reads_is_left_to_it(line: str) -> None:
    assert answer(environment("bash", f"kronobarn {line}"), [], SMALL_TABLE) is None


@pytest.mark.parametrize("instruction", ["", "source_bash", "complete_tcsh", "complete", "bash_complete"])
def test_other_instructions_are_left_to_typer(instruction: str) -> None:
    assert answer({"_KRONOBARN_COMPLETE": instruction}, [], SMALL_TABLE) is None
    assert answer({}, [], SMALL_TABLE) is None
    assert answer({"_KRONOBARN_COMPLETE": "complete_bash"}, [], SMALL_TABLE) is None


@given(st.text(alphabet="ab \t\n'\"\\-", max_size=12))
@example("a '")
@example('a "b\\')
@example("a \\")
def test_a_line_is_split_as_click_splits_it(line: str) -> None:
    assert split(line) == split_arg_string(line)


def test_powershell_keeps_the_backslashes_of_a_path() -> None:
    assert split(r"kronobarn --folder C:\Users\Mio", escape="") == ["kronobarn", "--folder", r"C:\Users\Mio"]


def test_fish_is_told_whether_there_is_anything() -> None:
    environ = environment("fish", "kronobarn sh") | {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert answer(environ, [], SMALL_TABLE) == ""
    nothing = environment("fish", "kronobarn show --folder ") | {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert answer(nothing, [], SMALL_TABLE) is None  # typer ends with exit code 1


def test_each_shell_is_written_to_in_its_own_form() -> None:
    said = {shell: answer(environment(shell, "kronobarn show"), [], SMALL_TABLE) for shell in SHELLS}
    assert said["bash"] == "show\nshow-all"
    assert said["fish"] == "show\tShow something.\nshow-all\tShow everything: at once."
    assert said["powershell"] == said["pwsh"] == "show:::Show something.\nshow-all:::Show everything: at once."
    assert said["zsh"] == (
        """_arguments '*: :(("show":"Show something."\n"show-all":"Show everything\\\\: at once."))'"""
    )
    assert answer(environment("zsh", "kronobarn show --folder "), [], SMALL_TABLE) == "_files"
    quoted = answer(environment("zsh", "kronobarn --lou"), [], SMALL_TABLE)
    assert quoted == """_arguments '*: :(("--loud":"Say it\\\\: ''loud'' or ""quiet""."))'"""


def test_help_is_in_the_language_of_the_line_or_the_one_chosen_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    seen = []

    def translated(text: str) -> str:
        seen.append(os.environ["LANGUAGE"])
        return text

    monkeypatch.setattr("kronobarn_cli.i18n._", translated)
    for line in ("show-", "--lang sv show-", "--lang=en show-"):
        answer(environment("fish", f"kronobarn {line}"), [], SMALL_TABLE)
    assert seen == ["en", "sv", "en"]


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "planer"
    (folder / "plans" / "deep").mkdir(parents=True)
    (folder / "kronobarn.toml").touch()
    for name in (
        "k7mtr.yaml",
        "ab3cd.yaml",
        "k2abc.yaml",
        "k7mtr-PC.yaml",
        "K7MTX.yaml",
        "12345.yaml",
        "notes.txt",
    ):
        (folder / "plans" / name).touch()
    monkeypatch.chdir(tmp_path)
    return folder


def codes(line: str, **environ: str) -> str | None:
    return answer(environment("bash", f"kronobarn {line}") | environ, [], SMALL_TABLE)


def test_codes_of_the_folder_named_on_the_line(plans: Path) -> None:
    assert codes(f"show --folder {plans} ") == "ab3cd\nk2abc\nk7mtr"
    assert codes(f"show --folder={plans} k") == "k2abc\nk7mtr"
    assert codes(f"show --folder {plans} k7") == "k7mtr"


def test_codes_of_the_folder_in_the_environment(plans: Path) -> None:
    assert codes("show ", KRONOBARN_FOLDER=str(plans)) == "ab3cd\nk2abc\nk7mtr"


def test_codes_of_the_nearest_folder_upward(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plans / "plans" / "deep")
    assert codes("show k7", KRONOBARN_FOLDER="") == "k7mtr"


def test_codes_given_already_are_not_offered_again(plans: Path) -> None:
    assert codes("show-all k7mtr ", KRONOBARN_FOLDER=str(plans)) == "ab3cd\nk2abc"


def test_no_folder_gives_no_codes(plans: Path) -> None:
    assert codes("show ", KRONOBARN_FOLDER="") == ""
    assert codes("show ", KRONOBARN_FOLDER=str(plans / "elsewhere")) == ""


def test_hardly_anything_is_imported() -> None:
    code = (
        "import sys, os\nbefore = set(sys.modules)\nfrom kronobarn_cli import completion\n"
        "assert completion.answer(os.environ, []) is not None\n"
        "print(*sorted(name for name in set(sys.modules) - before if not name.startswith('kronobarn_cli')))\n"
    )
    environ = os.environ | environment("bash", "kronobarn ") | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["__future__"]


# The program itself.

LINES = [
    "",
    "n",
    "show --",
    "show ",
    "list --lang ",
    "--lang ",
    "render ",
    "render --",
    "--lang sv show --l",
    "questions --to ",
    "config ",
    "config s",
    "terms ",
    "templates c",
    "wheel --",
    "wheel --svg ",
    "check --json --",
    "new-plan --no",
    "nothing ",
]


@pytest.fixture(scope="module")
def program() -> click.Command:
    from kronobarn_cli.cli.app import app

    return typer.main.get_command(app)


def test_the_table_is_what_the_commands_say() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "tests.house.completion_record", "--print"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert TABLE.read_bytes() == made.stdout, "run: python -m tests.house.completion_record"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("render k7mtr ", "invitation preparation agenda plan child follow-up journal hand-over wheel role-card"),
        ("render --to h", "html"),
        ("render --for ch", "child chair"),
        ("wheel --set ha", "halsa="),
        ("wheel --need t", "trygghet="),
        (
            "templates copy ",
            "invitation preparation agenda plan child follow-up journal hand-over wheel role-card letterhead",
        ),
        ("config set la", "language"),
        ("--lang ", "sv en"),
        ("show --lang=e", "en"),
    ],
)
def test_fixed_words_are_offered_where_typer_knows_none(line: str, words: str) -> None:
    said = answer(environment("zsh", f"kronobarn {line}"), [])
    assert said is not None
    assert offered("zsh", said) == words.split()


@pytest.mark.parametrize(("shell", "line"), [*(("bash", line) for line in LINES), *((shell, "sh") for shell in SHELLS)])
def test_the_program_answers_as_typer_would(program: click.Command, shell: str, line: str, tmp_path: Path) -> None:
    asked = environment(shell, f"kronobarn {line}")
    environ = (
        os.environ | asked | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONPROFILEIMPORTTIME": "1"}
    )
    run = subprocess.run(
        [sys.executable, "-m", "kronobarn_cli"],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "typer" not in run.stderr
    assert offered(shell, run.stdout) == [word for word in from_typer(shell, asked, program) if word]
