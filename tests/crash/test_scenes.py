"""The scenes are fair: whoever begins one anew after a cut takes back nothing that was promised before it."""

from pathlib import Path
from typing import Any

import pytest

from kronobarn_cli.store import files
from tests.crash.scenes import SCENES, Scene

pytest.importorskip("pwd", reason="scenes are played on Linux alone, by a user with a number")
_VARIANT = 1


class _Cut(BaseException):
    """Ends a player in the middle; nothing that the program does may hold it."""


def _promised(scene: Scene, place: Path, most: int | None = None) -> list[tuple[str, Any]]:
    """Lay a scene and play it until so many promises are made, or to its end."""
    promised: list[tuple[str, Any]] = []

    def acknowledge(question: str, value: Any) -> None:
        promised.append((question, value))
        if len(promised) == most:
            raise _Cut

    scene.prepare(place / "planer", place / "state")
    try:
        scene.play(place / "planer", place / "state", acknowledge, _VARIANT)
    except _Cut:
        assert len(promised) == most
    return promised


def _lost_meanwhile(
    scene: Scene, place: Path, promised: list[tuple[str, Any]], watched: pytest.MonkeyPatch
) -> set[str]:
    """Begin anew and play to the end; what was promised and stood nowhere after one of the writes."""
    lost, replace = set[str](), files.replace

    def replaced(*about: Any) -> None:
        replace(*about)
        lost.update(scene.survived(place / "planer", place / "state").lost(promised))

    watched.setattr(files, "replace", replaced)
    scene.play(place / "planer", place / "state", lambda *told: promised.append(told), _VARIANT)
    return lost


@pytest.mark.parametrize("scene", [one for one in SCENES.values() if not one.talk], ids=lambda one: one.name)
def test_what_was_promised_stands_while_a_scene_is_begun_anew(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most in range(1, len(_promised(scene, tmp_path / "whole")) + 1):
        promised = _promised(scene, tmp_path / str(most), most)
        with monkeypatch.context() as watched:
            assert _lost_meanwhile(scene, tmp_path / str(most), promised, watched) == set(), (
                f"cut after {most} promises"
            )
