"""The files that once hurt, or were made to: each goes through every way in, on every system and without a fuzzer."""

from pathlib import Path

import pytest

from kronobarn_cli.text import plan_text
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.text.yaml_door import decode
from tests.hostile import targets
from tests.hostile.targets import CHANGES, CORPUS, TARGETS, Target, carried_out

ALL = [(target, path) for target in TARGETS for path in sorted((CORPUS / target.seeds).iterdir())]


@pytest.mark.parametrize(("target", "path"), ALL, ids=lambda one: one.name)
def test_a_file_that_once_hurt(target: Target, path: Path) -> None:
    targets.run(target, path.read_bytes())


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_every_change_to_every_plan_that_can_be_read(change: targets.Change) -> None:
    changed = 0
    for path in sorted((CORPUS / "plans").iterdir()):
        try:
            source = plan_text.read(decode(path.read_bytes()))
        except Troubled:
            continue
        if not source.newer:
            carried_out(source, change)
            changed += 1
    assert changed > 30


def test_the_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in CORPUS.rglob("*")) < 500_000
