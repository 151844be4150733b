"""`edit`: the plan file in an editor, and never an editor where nobody writes."""

import stat
import sys
from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work import editing
from tests.conftest import Program


@pytest.fixture
def editor(tmp_path: Path, kronobarn: Program, examples: Path) -> Path:
    """An editor that spoils the file and tells that it was there; the file it leaves behind."""
    trace, script = tmp_path / "opened", tmp_path / "editor.py"
    lines = (
        f"#!{sys.executable}",
        "import sys, pathlib",
        f"pathlib.Path({str(trace)!r}).touch()",
        "pathlib.Path(sys.argv[1]).write_text('[')",
    )
    script.write_text("\n".join(lines), "utf8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    assert kronobarn("config", "set", "editor", script).code == 0
    return trace


@pytest.mark.skipif(sys.platform == "win32", reason="the editor of this test is a script with a first line")
def test_with_no_input_no_editor_is_opened_and_a_kept_edit_stays(
    kronobarn: Program, examples: Path, editor: Path
) -> None:
    before = (examples / "plans" / "k7mtr.yaml").read_bytes()
    assert kronobarn("edit", "k7").code == ExitCode.UNREADABLE
    editor.unlink()
    ran = kronobarn("edit", "k7", "--no-input")
    assert ran.code == ExitCode.USAGE
    assert "Prova: kronobarn edit k7mtr" in ran.err
    assert not editor.exists()
    assert "finns kvar" in kronobarn("edit", "k7").out
    assert (examples / "plans" / "k7mtr.yaml").read_bytes() == before


def test_two_windows_do_not_edit_one_copy(kronobarn: Program, examples: Path, editor: Path) -> None:
    with editing.alone(Folder(examples), "k7mtr"):
        ran = kronobarn("edit", "k7")
    assert ran.code == ExitCode.CHANGED_ON_DISK
    assert "öppen i en textredigerare" in ran.err
    assert not editor.exists()


@pytest.mark.parametrize("editor", ["/finns/inte", "false"])
def test_an_editor_that_does_not_start_is_told_in_words_with_a_way_out(
    kronobarn: Program, examples: Path, editor: str
) -> None:
    """Nothing was edited, so nothing of it is kept; whoever has an edit from before keeps that."""
    assert kronobarn("config", "set", "editor", editor).code == 0
    before = (examples / "plans" / "k7mtr.yaml").read_bytes()
    ran = kronobarn("edit", "k7")
    assert ran.code == ExitCode.USAGE
    assert editor in ran.err
    assert "Errno" not in ran.err
    assert "Prova: kronobarn config set editor " in ran.err
    assert (examples / "plans" / "k7mtr.yaml").read_bytes() == before
    copy = Folder(examples).state / "k7mtr.edit.yaml"
    assert not copy.exists()
    opened = editing.open_copy(Folder(examples), "k7mtr")
    opened.copy.write_text(f"{opened.text}# mer\n", "utf8")
    assert kronobarn("edit", "k7").code == ExitCode.USAGE
    assert copy.read_text("utf8").endswith("# mer\n")
