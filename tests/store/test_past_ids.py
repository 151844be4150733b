"""What is taken out of a plan: whoever saves over it, and however, its ids are kept in mind and never given again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.items import last_number
from kronobarn_cli.model.plan import Goal, Plan
from kronobarn_cli.store import files
from kronobarn_cli.store.folder import Folder, Loaded
from kronobarn_cli.store.versions import Versions
from kronobarn_cli.text.plan_text import write

CODE = "k7mtr"


def goals(*numbers: int, past: tuple[str, ...] = ()) -> Plan:
    found = tuple(Goal(id=f"g{one}", text=f"Mål {one}.") for one in numbers)
    return Plan(code=CODE, goals=found, past_ids=past)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "plans").mkdir()
    return Folder(tmp_path, commits=False)


def saved(folder: Folder, plan: Plan, before: Loaded | None = None) -> Loaded:
    return folder.save(replace(plan, revision=before.plan.revision if before else 0), before, "x")


def taken_back(folder: Folder, plan: Plan) -> Plan:
    """As `undo`, `restore` and `edit` save: a whole text, which knows nothing of what has been since."""
    data = files.read(folder.path(CODE)) if folder.path(CODE).exists() else None
    text = write(replace(plan, revision=9))
    return folder.save_text(CODE, text, None if data is None else files.fingerprint(data), "undo")


def past(folder: Folder) -> tuple[str, ...]:
    return folder.load(CODE).plan.past_ids


def test_what_a_save_takes_away_is_kept_in_mind(folder: Folder) -> None:
    first = saved(folder, goals(1, 2))
    second = saved(folder, goals(1), first)
    assert second.plan.past_ids == past(folder) == ("g2",)
    assert "past-ids: [g2]\n...\n" in second.path.read_text("utf8")
    third = saved(folder, goals(1, past=second.plan.past_ids), second)
    assert past(folder) == ("g2",)
    saved(folder, goals(1, 3, past=third.plan.past_ids), third)
    assert past(folder) == (), "g3 says that g2 has been"


def test_a_text_from_before_takes_nothing_out_of_mind(folder: Folder) -> None:
    saved(folder, goals(1, 2, 3))
    assert taken_back(folder, goals(1)).past_ids == past(folder) == ("g3",)
    taken_back(folder, goals())
    assert past(folder) == ("g3",)


def test_what_lies_there_is_asked_also_where_nothing_was_ever_kept(folder: Folder) -> None:
    """A folder that a colleague has just got, or where the disk took no versions."""
    loaded = saved(folder, goals(1, 2))
    for one in folder.versions.of(CODE):
        one.path.unlink()
    loaded.path.write_text(write(replace(goals(1, 2, past=("a4",)), revision=6)), "utf8")
    assert taken_back(folder, goals(1)).past_ids == ("g2", "a4")


def test_what_is_brought_back_is_the_earlier_file_to_the_letter(folder: Folder) -> None:
    first = saved(folder, goals(1, 2))
    before = first.path.read_text("utf8")
    taken_back(folder, goals(1))
    taken_back(folder, first.plan)
    assert first.path.read_text("utf8") == before.replace("revision: 1", "revision: 10")


def test_a_plan_that_loses_nothing_has_no_such_key(folder: Folder) -> None:
    first = saved(folder, goals(1, 2))
    saved(folder, goals(2), saved(folder, goals(1, 2, 3), first))
    assert past(folder) == ("g3",)
    taken_back(folder, goals(2, 3))
    assert "past-ids" not in folder.path(CODE).read_text("utf8")


def test_what_was_taken_away_by_hand_is_found_among_what_was_kept(folder: Folder) -> None:
    """Whoever writes in the file by hand leaves the revision alone."""
    loaded = saved(folder, goals(1, 2))
    loaded.path.write_text(write(replace(goals(1), revision=1)), "utf8")
    opened = folder.load(CODE)
    saved(folder, replace(opened.plan, practice=True), opened)
    assert past(folder) == ("g2",)


def test_what_stood_in_another_revision_long_ago_is_no_matter(folder: Folder) -> None:
    """What was kept of another revision has been saved over, and is in mind where it has to be."""
    folder.versions.keep(CODE, 5, write(replace(goals(1, 8), revision=5)).encode())
    saved(folder, goals(1), saved(folder, goals(1), saved(folder, goals(1, 9))))
    assert past(folder) == ("g9",)


@pytest.mark.parametrize("there", [None, b"kronobarn: 1\ncode: k7mtr\nrevis", b"\0" * 40])
def test_where_nothing_can_be_read_all_that_is_kept_is_kept_in_mind(folder: Folder, there: bytes | None) -> None:
    second = saved(folder, goals(1, 2, 3), saved(folder, goals(1, 2)))
    folder.versions.put(CODE, 7, b"ingen plan")
    second.path.unlink()
    if there is not None:
        second.path.write_bytes(there)
    taken_back(folder, goals(1))
    assert past(folder) == ("g3",)


def test_a_kept_version_that_cannot_be_read_stops_nothing(folder: Folder) -> None:
    first = saved(folder, goals(1))
    for one in folder.versions.of(CODE):
        one.path.write_bytes(b"trasig")
    folder.versions.put(CODE, 1, b"ingen plan")
    folder.versions.of(CODE)[0].path.with_name("00000001-00000009-00112233.yaml").mkdir()
    saved(folder, goals(), first)
    assert past(folder) == ("g1",)


def test_a_disk_that_does_not_let_one_look_costs_no_save(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_versions: Versions, _code: str) -> tuple[()]:
        raise PermissionError

    first = saved(folder, goals(1, 2))
    monkeypatch.setattr(Versions, "of", refused)
    saved(folder, goals(1), first)
    assert past(folder) == ("g2",)


@settings(max_examples=30, deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from(["add", "add", "undo", "edit", "lose"]), st.integers(0, 9)), max_size=12)
)
def test_no_id_ever_means_two_things(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]) -> None:
    """Goals are added, taken away and brought back in any order, also after the file was lost."""
    root = tmp_path_factory.mktemp("planer")
    (root / "plans").mkdir()
    folder = Folder(root, commits=False)
    meant: dict[str, str | None] = {}
    versions = [saved(folder, goals(1)).plan]
    for number, (step, where) in enumerate(steps):
        loaded, older = folder.load(CODE), versions[where % len(versions)]
        if step == "add":
            new = last_number("g", (*(one.id for one in loaded.plan.goals), *loaded.plan.past_ids)) + 1
            after = (*loaded.plan.goals, Goal(id=f"g{new}", text=f"Nytt {number}."))
            folder.save(replace(loaded.plan, goals=after), loaded, "x")
        elif step == "edit":
            folder.save(replace(loaded.plan, goals=loaded.plan.goals[: where % 3]), loaded, "x")
        else:
            if step == "lose":
                loaded.path.unlink()
            taken_back(folder, replace(older, past_ids=()))
        now = folder.load(CODE).plan
        versions.append(now)
        for one in now.goals:
            assert meant.setdefault(one.id, one.text) == one.text
