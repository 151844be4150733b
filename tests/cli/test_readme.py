"""The README is the first product: every command in it is run, and shows just what the page says."""

import os
import re
from pathlib import Path

from tests.transcript import Session, replay, tidy

README = Path(__file__).resolve().parents[2] / "README.md"
_BLOCK = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)


def test_every_command_in_the_readme_shows_what_it_says(tmp_path: Path) -> None:
    session = Session(tmp_path)
    text = README.read_text(encoding="utf-8")
    real = {body: replay(body, session) for _, body, _ in _BLOCK.findall(text)}
    assert real
    if os.environ.get("KRONOBARN_RECORD"):
        README.write_text(
            _BLOCK.sub(lambda found: found[1] + real[found[2]] + found[3], text), encoding="utf-8", newline="\n"
        )
        return
    for told, shown in real.items():
        assert shown == tidy(told)


def test_no_command_in_the_readme_stands_outside_a_block_that_is_run() -> None:
    """A `$ ` line in any other block would be a command nobody tries."""
    text = _BLOCK.sub("", README.read_text(encoding="utf-8"))
    assert not re.search(r"^\$ ", text, re.MULTILINE)
