"""What was handed out is written up in the plan: once, whatever the form, and never at the cost of a copy or a plan."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from kronobarn_cli.errors import CannotWrite, ChangedOnDisk
from kronobarn_cli.model.plan import Goal, Plan, Shared
from kronobarn_cli.model.rules import check
from kronobarn_cli.model.view import audiences, may_share
from kronobarn_cli.render import documents
from kronobarn_cli.render.documents import Style
from kronobarn_cli.store import files
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git.repository import Recorded
from kronobarn_cli.work.rendering import Order, render
from kronobarn_cli.work.sharing import Paper, papers, write_up, written_up
from tests.render.samples import example, terms

TODAY = date(2026, 4, 27)
FAMILY = Paper("plan", "family", "sha256:a")
BUP = Paper("plan", "bup", "sha256:b")


@pytest.fixture
def store(tmp_path: Path) -> Folder:
    """A plan folder without git, with the first example in it."""
    folder = Folder(tmp_path / "planer", commits=False)
    files.make_folder(folder.plans)
    folder.save(replace(example("k7mtr"), shared=()), None, "new")
    return folder


@pytest.fixture
def drafts(store: Folder) -> Drafts:
    return Drafts(store.state / "drafts")


def _shared(store: Folder) -> tuple[Shared, ...]:
    return store.load("k7mtr").plan.shared


def _row(paper: Paper, day: date = TODAY) -> Shared:
    return Shared(day=day, document=paper.document, for_=paper.audience, fingerprint=paper.fingerprint)


@pytest.mark.parametrize(
    "order",
    [
        Order("agenda", "chair", "html"),
        Order("agenda", "note-taker", "pdf"),
        Order("plan", "archive", "docx"),
        Order("plan", "family", "json"),
        Order("invitation", "family", "ics"),
        Order("role-card", "guardian-1", "html"),
    ],
    ids=lambda one: f"{one.document} {one.audience} {one.format}",
)
def test_what_stays_in_the_office_or_is_no_paper_is_not_written_up(order: Order) -> None:
    assert papers([(order, "sha256:a")]) == ()
    assert papers([(Order("plan", "family", "html"), "sha256:a")]) == (FAMILY,)


def test_one_text_in_several_forms_is_one_paper() -> None:
    made = [(Order("plan", "family", form), "sha256:a") for form in ("html", "pdf", "docx", "json")]
    assert papers([*made, (Order("plan", "bup", "html"), "sha256:b")]) == (FAMILY, BUP)


def test_what_is_handed_out_is_written_up_and_the_rest_of_the_plan_stands(store: Folder, drafts: Drafts) -> None:
    before = store.load("k7mtr").plan
    assert write_up(store, drafts, "k7mtr", (FAMILY, BUP), TODAY) == 2
    after = store.load("k7mtr").plan
    assert after.shared == (_row(FAMILY), _row(BUP))
    assert replace(after, shared=(), revision=before.revision) == before
    assert written_up(after, (FAMILY, BUP), TODAY)


def test_the_same_text_to_the_same_reader_is_written_up_once_a_day(store: Folder, drafts: Drafts) -> None:
    assert write_up(store, drafts, "k7mtr", (FAMILY,), TODAY) == 1
    bytes_then = store.path("k7mtr").read_bytes()
    assert write_up(store, drafts, "k7mtr", (FAMILY,), TODAY) == 0
    assert store.path("k7mtr").read_bytes() == bytes_then
    tomorrow = date(2026, 4, 28)
    changed = FAMILY._replace(fingerprint="sha256:c")
    assert write_up(store, drafts, "k7mtr", (FAMILY,), tomorrow) == 1
    assert write_up(store, drafts, "k7mtr", (changed,), TODAY) == 1
    assert _shared(store) == (_row(FAMILY), _row(FAMILY, tomorrow), _row(changed))


def test_two_at_once_are_both_written_up(store: Folder, drafts: Drafts) -> None:
    """Each in a program of its own, as far as locks can tell."""

    def one(number: int) -> int:
        own = Folder(store.root, commits=False)
        return write_up(
            own, Drafts(own.state / "drafts"), "k7mtr", (BUP._replace(fingerprint=f"sha256:{number}"),), TODAY
        )

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(one, range(6))) == [1] * 6
    assert {row.fingerprint for row in _shared(store)} == {f"sha256:{number}" for number in range(6)}
    assert drafts.codes() == ()


def test_a_conversation_in_another_window_is_not_disturbed(store: Folder, drafts: Drafts) -> None:
    with drafts.session("k7mtr"), pytest.raises(ChangedOnDisk):
        write_up(store, Drafts(store.state / "drafts"), "k7mtr", (FAMILY,), TODAY)
    assert _shared(store) == ()


def test_what_somebody_else_saved_meanwhile_is_kept(
    store: Folder, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between our reading and our saving: the first try meets the new file, the second writes on top of it."""
    original, other, tries = Folder.load_to_change, Folder(store.root, commits=False), []

    def load(self: Folder, code: str) -> object:
        loaded = original(self, code)
        tries.append(loaded.plan.revision)
        if len(tries) == 1:
            goals = (*loaded.plan.goals, Goal(id="g99", text="Något nytt."))
            other.save(replace(loaded.plan, goals=goals), loaded, "goals")
        return loaded

    monkeypatch.setattr(Folder, "load_to_change", load)
    assert write_up(store, drafts, "k7mtr", (FAMILY,), TODAY) == 1
    after = store.load("k7mtr").plan
    assert len(tries) == 2
    assert after.goals[-1].id == "g99"
    assert after.shared == (_row(FAMILY),)


def test_a_full_disk_leaves_the_plan_as_it_was(store: Folder, drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes, *_last_look: object) -> None:
        raise CannotWrite(f"{path.name} {len(data)}", "kronobarn doctor")

    before = store.path("k7mtr").read_bytes()
    monkeypatch.setattr(files, "replace", full)
    with pytest.raises(CannotWrite):
        write_up(store, drafts, "k7mtr", (FAMILY,), TODAY)
    assert store.path("k7mtr").read_bytes() == before


def test_the_change_names_no_person(store: Folder, drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def record(_root: Path, _paths: tuple[Path, ...], message: str) -> Recorded:
        said.append(message)
        return Recorded(done=True)

    monkeypatch.setattr("kronobarn_cli.store.git.repository.record", record)
    store.commits = True
    write_up(store, drafts, "k7mtr", (FAMILY, BUP), TODAY)
    assert said == ["k7mtr: handed out"]


def _leaving(plan: Plan) -> Iterator[Order]:
    for document in documents.DOCUMENTS:
        for reader in audiences(plan):
            if documents.fits(document, plan, reader) and not may_share(plan, reader, TODAY):
                yield Order(document.name, reader.name, "md")


@pytest.mark.parametrize("code", ["k7mtr", "p3wdh", "t8qzg", "v5xjc"])
def test_to_write_it_up_changes_no_text_that_leaves_the_office(code: str) -> None:
    """Else the same page made again the same day would be a new one, and be written up again."""
    plan, style = example(code), Style(terms("sv"), "sv", TODAY)
    rows = tuple(_row(Paper("plan", one.name, "sha256:d")) for one in audiences(plan))
    after = replace(plan, revision=plan.revision + 1, shared=(*plan.shared, *rows))
    assert list(check(after, TODAY)) == list(check(plan, TODAY))
    orders = [order for order in _leaving(plan) if papers([(order, "x")])]
    assert orders
    for order in orders:
        assert render(plan, order, style).fingerprint == render(after, order, style).fingerprint, order


def test_a_text_has_the_same_fingerprint_in_every_form_and_stands_in_the_archive_copy() -> None:
    plan, style = example("k7mtr"), Style(terms("sv"), "sv", TODAY)
    for reader in ("family", "archive"):
        forms = [render(plan, Order("plan", reader, form), style) for form in ("md", "txt", "html", "json")]
        (fingerprint,) = {one.fingerprint for one in forms}
        assert fingerprint.startswith("sha256:")
        assert (fingerprint.removeprefix("sha256:") in forms[0].text) is (reader == "archive")
