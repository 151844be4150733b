"""A hint is the line that was typed, with what it lacked in it, and it can be typed as it stands."""

import shlex
from pathlib import Path

import pytest

from kronobarn_cli.cli import usage
from kronobarn_cli.errors import ExitCode
from tests.conftest import Program

LACK_A_CODE = (
    (("show", "--json"), "show k7mtr --json"),
    (("changes", "--since", "3"), "changes k7mtr --since 3"),
    (("show", "--at", "1"), "show k7mtr --at 1"),
    (("render", "child", "--to", "txt", "--to", "md"), "render k7mtr child --to txt --to md"),
    (("render", "plan", "--for", "family", "--not-handed-out"), "render k7mtr plan --for family --not-handed-out"),
    (("wheel", "--set", "larande=3"), "wheel k7mtr --set larande=3"),
    (("wheel", "--works", "larande=Han läser högt."), 'wheel k7mtr --works "larande=Han läser högt."'),
)


def hint(err: str) -> str:
    return err.splitlines()[-1].removeprefix("Prova: kronobarn ")


@pytest.mark.parametrize(("typed", "wanted"), LACK_A_CODE)
def test_a_plan_that_is_not_named_is_put_into_what_was_typed(
    examples: Path, kronobarn: Program, typed: tuple[str, ...], wanted: str
) -> None:
    ran = kronobarn(*typed, "--no-input")
    assert (ran.code, hint(ran.err)) == (ExitCode.USAGE, wanted)


def test_it_can_be_typed_as_it_stands(examples: Path, kronobarn: Program) -> None:
    for typed, _wanted in LACK_A_CODE[:1] + LACK_A_CODE[3:]:
        line = shlex.split(hint(kronobarn(*typed, "--no-input").err))
        assert kronobarn(*line).code == 0, line


def test_the_folder_that_was_named_is_named_again(
    examples: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(examples.parent)
    ran = kronobarn("show", "--folder", examples.name, "--no-input")
    assert hint(ran.err) == f"show k7mtr --folder {examples.name}"


def test_a_voice_is_put_into_what_was_typed(examples: Path, kronobarn: Program) -> None:
    ran = kronobarn("wheel", "k7", "--show", "--over-time", "--no-input")
    assert ran.code == 0
    ran = kronobarn("wheel", "k7", "--force", "--no-input")
    assert (ran.code, hint(ran.err)) == (ExitCode.USAGE, "wheel k7mtr --force --voice child")


def test_outside_a_command_a_plan_is_shown() -> None:
    assert usage.again("k7mtr") == "kronobarn show k7mtr"


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        (("show", "--at"), "show"),
        (("changes", "--since"), "changes"),
        (("init", "--from"), "init"),
        (("show", "--finns-inte"), "show"),
        (("config", "set", "--finns-inte"), "config set"),
    ],
)
def test_an_option_that_is_not_understood_has_the_help_of_its_command(
    kronobarn: Program, typed: tuple[str, ...], command: str
) -> None:
    ran = kronobarn(*typed)
    assert (ran.code, hint(ran.err)) == (ExitCode.USAGE, f"{command} --help")


@pytest.mark.parametrize("given", [(), (".",)])
def test_a_folder_is_named_from_the_root_of_the_disk(
    kronobarn: Program, folder: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...]
) -> None:
    ran = kronobarn("init", *given, "--no-input")
    assert f" {folder.resolve()}." in ran.err
    assert kronobarn(*shlex.split(hint(ran.err))).code == 0
    (folder / "kronobarn.toml").unlink()
    told = kronobarn("list", *(("--folder", *given) if given else ())).err
    assert f" {folder.resolve()}." in told


def test_a_setting_is_told_in_words_and_taken_in_the_same(kronobarn: Program, folder: Path) -> None:
    for word, shown in (("true", "på"), ("av", "av"), ("på", "på")):
        ran = kronobarn("config", "set", "git", word)
        assert "true" not in ran.out
        assert str(folder / "kronobarn.toml") in ran.out
        assert ran.out.splitlines()[0].endswith(f" {shown}.")
        assert kronobarn("config", "get", "git").out == f"{shown}\n"
        assert kronobarn("config", "set", "git", shown).code == 0
    assert "true" not in kronobarn("config", "list").out
    assert '"value": true' in kronobarn("config", "list", "--json").out
    assert "  ." not in kronobarn("config", "set", "municipality", "").out


def test_help_for_headmasters_has_no_words_of_git(kronobarn: Program) -> None:
    told = kronobarn("check", "--help").out
    assert "index" not in told
    assert "evision" not in told
    for command in ("history", "undo", "restore"):
        told = kronobarn(command, "--help").out
        assert "x>=" not in told
        assert "INTEGER" not in told
