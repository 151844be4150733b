"""The gate: so much of every layer on every push. Each prints its line; the seed in it repeats the run.

KRONOBARN_CRASH_SEED chooses another seed than the usual one: a push must not be refused by chance. The long run before a
release, and whoever looks for faults, take new ones.
"""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.crash import release
from tests.crash.figures import Figures
from tests.crash.layers import LAYERS, Layer, apart, find, main

_SEED = 77


@pytest.mark.parametrize("layer", [one for one in LAYERS if one.gate], ids=lambda one: one.name)
def test_nothing_is_lost(layer: Layer, capsys: pytest.CaptureFixture[str]) -> None:
    if missing := layer.missing():
        reason = f"{layer.name} needs {', '.join(missing)}"
        assert not os.environ.get("CI"), reason
        pytest.skip(reason)
    seed = int(os.environ.get("KRONOBARN_CRASH_SEED") or _SEED)
    # In a process of its own, as in a release: the memory of this one would be counted with what is measured.
    figures = apart("tests.crash.layers", layer.name, layer.gate, seed)
    with capsys.disabled():
        print(f"\n{layer.name}: {figures.line}", flush=True)
    assert figures.well, figures.told


ONE, OTHER = Layer("one", "", 1, 10, chunk=4), Layer("other", "", 0, 3, alone=True)


def test_a_release_runs_every_layer_in_chunks_with_seeds_of_their_own() -> None:
    assert [(part.size, part.seed) for part in release.chunks(ONE, 10, 7)] == [(4, 7), (4, 8), (2, 9)]
    assert [(part.size, part.seed) for part in release.chunks(OTHER, 3, 7)] == [(3, 7)]


def test_chunks_are_added_up_and_no_trouble_is_left_out() -> None:
    parts = [Figures("kills", {"kills": 4, "lost": 0}, 7), Figures("kills", {"kills": 2, "lost": 1}, 8, ("lost x",))]
    whole = release.together(parts, 7)
    assert whole == Figures("kills", {"kills": 6, "lost": 1}, 7, ("lost x",))
    assert whole.line == "kills=6 lost=1 seed=7"
    assert not whole.well


def test_of_an_extreme_that_of_one_chunk_is_told_not_the_sum() -> None:
    parts = [Figures("any", {"edits": 5, "longest-ms": one, "least-of-a-way": one}, 7) for one in (1200, 900, 1600)]
    assert release.together(parts, 7).line == "edits=15 longest-ms=1600 least-of-a-way=900 seed=7"


PAGE = """Before.

| kills | `kill -9` at random moments |

<!-- figures: tests/crash/release -->
none yet
<!-- end of figures -->

After.
"""


def test_a_layers_row_takes_the_place_of_its_last_one_and_the_others_stay() -> None:
    page = PAGE
    kills, states = (
        release.row(name, Figures("told otherwise", {name: 6}, 7), date(2026, 11, 22), "abc1234")
        for name in ("kills", "states")
    )
    page = release.with_row(page, "kills", kills)
    assert "none yet" not in page
    assert "| kills | `kills=6 seed=7` | 2026-11-22 | abc1234 |\n<!-- end" in page
    page = release.with_row(page, "states", states)
    assert list(release.rows(page)) == ["states", "kills"]
    page = release.with_row(page, "kills", kills.replace("abc1234", "def5678"))
    assert release.rows(page) == {"states": states, "kills": kills.replace("abc1234", "def5678")}
    assert page.startswith(PAGE.partition("<!--")[0])
    assert page.endswith("-->\n\nAfter.\n")
    with pytest.raises(ValueError, match="needs"):
        release.with_row("no marks", "kills", kills)


def test_what_stands_on_the_page_is_not_run_again_until_what_it_comes_from_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kills, states = find("kills"), find("states")
    files = {module: release.sources(layer) for module, layer in (("random_kills", kills), ("crash_states", states))}
    assert "tests/crash/scenes.py" in files["random_kills"]
    assert "tests/crash/random_kills.py" not in files["crash_states"]

    monkeypatch.setattr(release, "TREE", tmp_path)
    _git(tmp_path, "init", "-q")
    for path in ("kronobarn_cli/main.py", "tests/crash/random_kills.py", "tests/crash/crash_states.py", "README.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        _changed(tmp_path, path, "as it was")
    then = release.commit(kills)

    its_row = release.row("kills", Figures("kills", {"kills": 6}, 7), date(2026, 11, 22), then)
    page = release.with_row(PAGE, "kills", its_row)
    assert release.stands(page, kills, 7)
    assert not release.stands(page, kills, 8)
    assert not release.stands(page, states, 7)
    assert not release.stands(page.replace(then, f"{then}+f00"), kills, 7)

    for other in ("README.md", "tests/crash/crash_states.py"):
        _changed(tmp_path, other, "otherwise")
        assert release.stands(page, kills, 7)
    for its_own in ("tests/crash/random_kills.py", "kronobarn_cli/main.py"):
        _changed(tmp_path, its_own, "otherwise")
        assert not release.stands(page, kills, 7)
        _changed(tmp_path, its_own, "as it was")
        assert release.stands(page, kills, 7)
    (tmp_path / "kronobarn_cli/main.py").write_text("not yet committed", encoding="utf-8")
    assert not release.stands(page, kills, 7)
    assert "+" in release.commit(kills)


def _changed(folder: Path, path: str, text: str) -> None:
    (folder / path).write_text(text, encoding="utf-8")
    _git(folder, "add", path)
    _git(folder, "-c", "user.name=x", "-c", "user.email=x", "commit", "-q", "-m", path)


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True)


@pytest.mark.parametrize("given", [[], ["kills"], ["inget", "1", "7"], ["kills", "många", "7"]])
def test_a_layer_that_is_called_in_another_way_is_told_how_and_which_there_are(given: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(given)
    assert str(ended.value.code).startswith("python -m tests.crash.layers NAME COUNT SEED\n")
    assert all(one.name in str(ended.value.code) for one in LAYERS)
