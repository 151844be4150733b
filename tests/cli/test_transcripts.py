"""Whole sessions as documentation: each file in tests/transcripts is run and must show just what it says."""

import os
from pathlib import Path

import pytest

from tests.transcript import Session, replay, tidy

FOLDER = Path(__file__).resolve().parents[1] / "transcripts"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_session_goes_as_written(path: Path, tmp_path: Path) -> None:
    told = path.read_text(encoding="utf-8")
    title, body = told.split("\n\n", 1)
    real = replay(body, Session(tmp_path))
    if os.environ.get("KRONOBARN_RECORD"):
        path.write_text(f"{title}\n\n{real}", encoding="utf-8", newline="\n")
        return
    assert real == tidy(body)
