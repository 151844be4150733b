"""Answers that were given on one plan, when the plan is another: which of the kept ones they were given on."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.interview.scripted import ScriptedAsker
from kronobarn_cli.model.plan import AreaReading, Areas, Reading
from kronobarn_cli.store.drafts import Drafts, Ground
from kronobarn_cli.store.folder import Folder, Loaded
from kronobarn_cli.text import plan_text
from kronobarn_cli.work import terms
from kronobarn_cli.work.unsaved import unsaved

CODE, WORKS = "k7mtr", "wheel.w6.areas.larande.works"
TODAY = date(2026, 4, 27)
THEIRS = Reading(id="w6", voice="child", day=date(2026, 4, 26), areas=Areas(larande=AreaReading(works="Deras ord")))


class NobodyIsAsked(ScriptedAsker):
    """A person who must not be asked whose words are to stand."""

    def is_person(self) -> bool:
        return True

    def confirm(self, sentence: str) -> bool:
        raise AssertionError(sentence)


def with_theirs(loaded: Loaded, revision: int) -> bytes:
    plan = replace(loaded.plan, revision=revision, wheel=(*loaded.plan.wheel, THEIRS))
    return plan_text.write(plan, loaded.source).encode()


@pytest.mark.parametrize("kept", [True, False])
def test_two_readings_of_one_number_are_two_also_where_another_version_of_that_number_is_kept(
    examples: Path, *, kept: bool
) -> None:
    folder = Folder(examples, commits=False)
    loaded, drafts = folder.load(CODE), Drafts(folder.state / "drafts")
    revision = loaded.plan.revision
    said: dict[str, Any] = {"wheel.w6.voice": "child", "wheel.w6.day": TODAY.isoformat()}
    drafts.begin(CODE, "wheel", Ground(revision, loaded.fingerprint), datetime(2026, 4, 27, 13, 5), said)
    drafts.keep(CODE, revision, WORKS, "Våra ord", "wheel")
    if kept:
        folder.versions.keep(CODE, revision, loaded.data)
    folder.versions.keep(CODE, revision, with_theirs(loaded, revision))
    folder.path(CODE).write_bytes(with_theirs(loaded, revision + 1))
    laid = unsaved(folder, drafts, terms.load("", "sv"), NobodyIsAsked({}, ""), folder.load(CODE))
    assert laid is not None
    assert laid.answers[WORKS.replace("w6", "w7")] == "Våra ord"
    assert WORKS not in laid.answers
    assert laid == drafts.find(CODE)


def test_what_the_draft_is_laid_on_is_kept_so_that_the_next_time_is_told_from_it(examples: Path) -> None:
    folder = Folder(examples, commits=False)
    loaded, drafts = folder.load(CODE), Drafts(folder.state / "drafts")
    drafts.begin(CODE, "wheel", Ground(loaded.plan.revision - 1, "en annan"), datetime(2026, 4, 27, 13, 5))
    drafts.keep(CODE, loaded.plan.revision - 1, "wheel.w6.voice", "child", "wheel")
    laid = unsaved(folder, drafts, terms.load("", "sv"), NobodyIsAsked({}, ""), loaded)
    assert laid is not None
    assert (laid.revision, laid.on) == (loaded.plan.revision, loaded.fingerprint)
    assert folder.versions.of(CODE)[0].path.read_bytes() == loaded.data


def test_a_reading_that_has_another_number_now_is_still_the_one_that_was_gone_on_with(examples: Path) -> None:
    """Two plans put together can exchange the numbers: what is said goes to its own voice."""
    folder = Folder(examples, commits=False)
    mine = Reading(id="w6", voice="guardian-1", day=TODAY, areas=Areas(larande=AreaReading(works="Mina ord")))
    first = folder.load(CODE)
    loaded = folder.save(replace(first.plan, wheel=(*first.plan.wheel, mine)), first, "wheel")
    drafts = Drafts(folder.state / "drafts")
    drafts.begin(CODE, "wheel", Ground(loaded.plan.revision, loaded.fingerprint), datetime(2026, 4, 27, 13, 5))
    drafts.keep(CODE, loaded.plan.revision, "wheel.w6.areas.halsa.works", "Mera", "wheel")
    drafts.keep(CODE, loaded.plan.revision, "wheel.w7.voice", "school", "wheel")
    folder.versions.keep(CODE, loaded.plan.revision, loaded.data)
    exchanged = (*first.plan.wheel, THEIRS, replace(mine, id="w7"))
    now = folder.save(replace(loaded.plan, wheel=exchanged), loaded, "merge")
    laid = unsaved(folder, drafts, terms.load("", "sv"), NobodyIsAsked({}, ""), now)
    assert laid is not None
    assert laid.answers == {"wheel.w7.areas.halsa.works": "Mera", "wheel.w8.voice": "school"}
