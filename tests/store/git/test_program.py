"""git is asked, never trusted: missing, silent or angry, it is an answer and no failure."""

import os
import subprocess
import time
from pathlib import Path
from typing import Never

import pytest

from kronobarn_cli.store.git import program
from kronobarn_cli.store.git.program import Ran


def _git(folder: Path, *lines: str) -> Path:
    """A git that does this; where it lies."""
    path = folder / "git"
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)
    return folder


def test_git_says_which_it_is(tmp_path: Path) -> None:
    assert (program.version() or ()) >= program.OLDEST
    assert (
        program.run(tmp_path, "hash-object", "--stdin", given=b"a").text == "2e65efe2a145dda7ee51d1741299f848e5bf752e"
    )


def test_git_reads_nothing_of_what_is_typed_to_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{_git(tmp_path, 'exec cat')}:/bin:/usr/bin")
    ours, (reads, writes) = os.dup(0), os.pipe()
    os.write(writes, b"svar")
    os.close(writes)
    os.dup2(reads, 0)
    try:
        assert program.run(tmp_path, "commit") == Ran(0)
        assert os.read(0, 9) == b"svar"
    finally:
        os.dup2(ours, 0)
        os.close(ours)
        os.close(reads)


def test_what_is_no_text_is_read_all_the_same_and_a_name_is_given_as_it_was_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = r"printf '\303\245\377'"
    monkeypatch.setenv("PATH", f"{_git(tmp_path, said, f'{said} >&2')}:/bin:/usr/bin")
    ran = program.run(tmp_path, "version")
    assert (ran.text, ran.said) == ("å\ufffd", "å\ufffd")
    assert program.settings(tmp_path) == {"å\ufffd": ""}
    assert program.heard(ran.out).startswith("å")
    assert program.told(program.heard(ran.out)) == ran.out == b"\xc3\xa5\xff"


def test_a_setting_has_all_its_lines_and_the_last_word(tmp_path: Path) -> None:
    (tmp_path / "git.conf").write_text('[a]\n\tx = 1\n\tx = "2\\n3 4"\n\ttom\n')
    assert program.settings(tmp_path, "--file", "git.conf", "--list") == {"a.x": "2\n3 4", "a.tom": ""}


def test_a_git_that_is_not_there_is_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program.run(tmp_path, "version") == Ran(program.MISSING)
    assert program.version() is None
    assert program.text(tmp_path, "version") is None


def test_a_git_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{_git(tmp_path, 'exec sleep 60')}:/bin:/usr/bin")
    monkeypatch.setattr(program, "_SECONDS", 0.2)
    assert program.run(tmp_path, "version") == Ran(program.TOO_LONG)
    assert program.version() == (), "which is not to say that there is none"


def test_it_is_asked_to_end_before_it_is_ended_and_what_it_has_started_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A git that is asked takes its locks away; what it has started may hold on to what we listen to."""
    gently = _git(tmp_path, "trap 'touch asked; exit' TERM", "sleep 20 &", "wait")
    monkeypatch.setenv("PATH", f"{gently}:/bin:/usr/bin")
    began = time.monotonic()
    assert program.run(tmp_path, "version", seconds=0.5) == Ran(program.TOO_LONG)
    assert (tmp_path / "asked").exists()
    assert time.monotonic() - began < 10


def test_one_that_does_not_listen_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deaf = _git(tmp_path, "trap '' TERM", "exec sleep 20")
    monkeypatch.setenv("PATH", f"{deaf}:/bin:/usr/bin")
    monkeypatch.setattr(program, "_GRACE", 0.2)
    began = time.monotonic()
    assert program.run(tmp_path, "version", seconds=0.2) == Ran(program.TOO_LONG)
    assert time.monotonic() - began < 10


def test_a_system_that_does_not_let_us_wait_is_an_answer_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_what: object, **_how: object) -> Never:
        raise OSError(22, "Invalid argument")

    monkeypatch.setenv("PATH", str(_git(tmp_path, "echo")))
    monkeypatch.setattr("subprocess.Popen.wait", refused)
    assert program.run(tmp_path, "version") == Ran(program.MISSING)


def test_whoever_stops_us_stops_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def stop(one: subprocess.Popen[bytes], *_more: object) -> Never:
        started.append(one)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "communicate", stop)
    with pytest.raises(KeyboardInterrupt):
        program.run(tmp_path, "cat-file", "--batch", given=b"")
    assert started[0].returncode is not None


def test_the_repository_is_that_of_the_folder_whatever_a_shell_has_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a plan would be recorded in somebody else's history, which may be shared with anybody."""
    for name in ("planer", "annan"):
        (tmp_path / name).mkdir()
        assert program.run(tmp_path / name, "init", "--quiet").well
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "annan" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert program.text(tmp_path / "planer", "rev-parse", "--absolute-git-dir") == str(tmp_path / "planer" / ".git")
    assert program.of_hook() == {}


def test_what_another_git_says_of_its_own_commit_is_not_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan may be saved from its editor, or from a hook of it."""
    assert program.run(tmp_path, "init", "--quiet").well
    said = {"GIT_INDEX_FILE": "/annan/index", "GIT_AUTHOR_NAME": "Eva", "GIT_AUTHOR_EMAIL": "eva@kommun.se"}
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert program.text(tmp_path, "rev-parse", "--git-path", "index") == ".git/index"
    assert "Eva" not in program.run(tmp_path, "var", "GIT_AUTHOR_IDENT").text
    assert program.of_hook() == said
    assert "Eva" in program.run(tmp_path, "var", "GIT_AUTHOR_IDENT", environ=program.of_hook()).text
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert "Eva" in program.run(tmp_path, "var", "GIT_AUTHOR_IDENT").text, "a person may call themselves so"


def test_what_git_says_of_its_trouble_is_kept_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    ran = program.run(tmp_path, "rev-parse", "HEAD")
    assert not ran.well
    assert "not a git repository" in ran.said
