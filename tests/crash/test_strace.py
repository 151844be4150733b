"""A fault strikes the very call it is meant for, every time, and nothing that goes wrong then is overlooked."""

import os
import shutil
from pathlib import Path
from unittest import mock

import pytest

from kronobarn_cli.store import files
from tests.crash import faults
from tests.crash.faults import Stage
from tests.crash.scenes import SCENES
from tests.crash.strace import Call, Fault, play

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace, which this system has not")


def _save(place: Path) -> int:
    for number in range(3):
        descriptor = os.open(place / f"{number}", os.O_WRONLY | os.O_CREAT, 0o600)
        os.write(descriptor, b"bytes")
        os.fsync(descriptor)
        os.close(descriptor)
    return 0


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return tmp_path


def _flushes(calls: tuple[Call, ...]) -> list[Call]:
    return [call for call in calls if call.name == "fsync"]


def test_the_same_scene_makes_the_same_calls(place: Path) -> None:
    first, second = (play(place, lambda: _save(place / "files")) for _time in range(2))
    assert [call.shape for call in first.calls] == [call.shape for call in second.calls]
    assert len(_flushes(first.calls)) == 3


def test_who_is_killed_before_a_call_has_died_of_it_and_not_made_it(place: Path) -> None:
    second = _flushes(play(place, lambda: _save(place / "files")).calls)[1]
    shutil.rmtree(place / "files")
    (place / "files").mkdir()
    ended = play(place, lambda: _save(place / "files"), (second, Fault.KILL))
    assert (ended.code, ended.struck and ended.struck.shape) == (-9, second.shape)
    assert sorted(path.name for path in (place / "files").iterdir()) == ["0", "1"]


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in {Fault.KILL, Fault.EINTR}])
def test_an_error_reaches_the_call_and_what_no_wall_caught_is_seen(place: Path, fault: Fault) -> None:
    last = _flushes(play(place, lambda: _save(place / "files")).calls)[2]
    ended = play(place, lambda: _save(place / "files"), (last, fault))
    assert (ended.code, ended.struck and ended.struck.shape) == (70, last.shape)
    assert "Traceback" in ended.said


def test_what_was_promised_and_is_not_there_is_told(tmp_path: Path) -> None:
    """A program that forgets: what it appends is gone."""
    stage, scene = Stage(tmp_path, 0), SCENES["hand-over"]
    stage.warm(scene)
    with mock.patch.object(files, "append", return_value=None):
        renames = (one.call for one in faults.points(stage, scene) if one.call.name == "rename")
        call = next(one for one in renames if "/plans/" in one.about)
        ended, promised = stage.play(scene, (call, Fault.KILL))
    assert ended.code == -9
    assert promised
    assert scene.survived(stage.root, stage.state).lost(promised)
