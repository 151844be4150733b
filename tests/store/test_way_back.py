"""A plan whose file is gone, or holds nothing to put right by hand, comes back by what can be typed."""

from datetime import datetime
from pathlib import Path

import pytest

from kronobarn_cli.errors import KronobarnError, NotFound, Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store import files
from kronobarn_cli.store.drafts import Drafts, Ground
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import past, repository
from kronobarn_cli.text.problem import Problem, Troubled
from tests.recorded import git, put


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "planer" / "plans").mkdir(parents=True)
    found = Folder(tmp_path / "planer", commits=False)
    found.save(Plan(code="k7mtr"), None, "new plan")
    return found


def hint(folder: Folder, code: str = "k7mtr") -> str:
    with pytest.raises(KronobarnError) as caught:
        folder.load(code)
    return caught.value.hint


def forget(folder: Folder) -> None:
    for one in folder.versions.of("k7mtr"):
        files.remove(one.path)


NOTHING = {
    "nothing": b"",
    "zeros": bytes(700),
    "junk": b"skrap\n",
    "junk in no language": bytes(range(255, 0, -1)),
    "another plan": b"kronobarn: 1\ncode: t8qzg\n...\n",
}


@pytest.mark.parametrize("data", NOTHING.values(), ids=NOTHING)
def test_a_file_that_holds_nothing_of_the_plan_leads_to_what_is_kept(folder: Folder, data: bytes) -> None:
    folder.path("k7mtr").write_bytes(data)
    assert hint(folder) == "kronobarn restore k7mtr"


def test_what_a_person_wrote_is_put_right_and_not_taken_back(folder: Folder) -> None:
    path = folder.path("k7mtr")
    path.write_text("code: k7mtr\n...\n", "utf-8")
    assert hint(folder) == "kronobarn edit k7mtr"
    for encoding in ("utf-16", "utf-16-le"):
        path.write_bytes("kronobarn: 1\ncode: k7mtr\nå\n...\n".encode(encoding))
        assert hint(folder) == "kronobarn check --explain K001", "an editor of ours cannot open it"
    path.write_bytes(b"# k7mtr\n" * 100_000)
    assert hint(folder) == "kronobarn check --explain K003"


def test_where_nothing_is_kept_the_history_is_where_it_is_found(folder: Folder) -> None:
    assert repository.start(folder.root)
    put(folder.root)
    forget(folder)
    folder.path("k7mtr").write_bytes(b"")
    assert hint(folder) == "kronobarn edit k7mtr", "no history is wanted here"
    assert hint(Folder(folder.root)) == "kronobarn history k7mtr"
    folder.path("k7mtr").unlink()
    with pytest.raises(NotFound) as caught:
        Folder(folder.root).find("k7mtr")
    assert caught.value.hint == "kronobarn history k7mtr"


def test_the_plans_that_git_knows_are_told_by_their_codes(tmp_path: Path) -> None:
    assert repository.start(tmp_path)
    assert past.codes(repository.opened(tmp_path)) == frozenset()
    put(tmp_path, k7mtr="1", p3wdh="2", b2222="3")
    put(tmp_path, b2222=None)
    (tmp_path / "plans" / "anteckningar.yaml").write_text("x")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "m")
    assert past.codes(repository.opened(tmp_path)) == {"k7mtr", "p3wdh"}


def test_where_git_cannot_say_nothing_is_promised(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    with pytest.raises(NotFound) as caught:
        Folder(tmp_path).find("k7mtr")
    assert caught.value.hint == "kronobarn list"


def test_a_plan_whose_file_is_gone_is_told_of_with_what_brings_it_back(folder: Folder) -> None:
    folder.path("k7mtr").unlink()
    for act in (lambda: folder.find("k7"), lambda: folder.load("k7mtr")):
        with pytest.raises(NotFound) as caught:
            act()
        assert "k7mtr" in caught.value.sentence
        assert caught.value.hint == "kronobarn restore k7mtr"
    with pytest.raises(NotFound) as caught:
        folder.find("t8")
    assert caught.value.hint == "kronobarn list"


def test_of_several_that_are_gone_none_is_chosen(folder: Folder) -> None:
    folder.save(Plan(code="k8abc"), None, "new plan")
    for code in ("k7mtr", "k8abc"):
        folder.path(code).unlink()
    with pytest.raises(NotFound) as caught:
        folder.find("k")
    assert caught.value.hint == "kronobarn list"


def test_a_plan_that_was_never_saved_is_gone_on_with(folder: Folder) -> None:
    drafts = Drafts(folder.state / "drafts")
    drafts.begin("p3wdh", "new-plan", Ground(0), datetime(2026, 4, 27, 13, 0))
    drafts.keep("p3wdh", 0, "child.name", "Ärtan")
    with pytest.raises(NotFound) as caught:
        folder.find("p3")
    assert caught.value.hint == "kronobarn continue p3wdh"


def test_where_what_is_kept_cannot_be_looked_through_nothing_is_promised(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    folder.path("k7mtr").write_bytes(b"")
    monkeypatch.setattr(Path, "iterdir", refused)
    assert hint(folder) == "kronobarn edit k7mtr"
    assert folder.way_back.find("k7mtr") is None


def test_a_file_that_the_system_does_not_open_is_a_fault_of_the_file(folder: Folder) -> None:
    with folder.path("k7mtr").open("wb") as opened:
        opened.truncate(2**30)
    with pytest.raises(Unreadable) as caught:
        folder.load("k7mtr")
    assert caught.value.hint == "kronobarn check --explain K028"
    assert isinstance(caught.value.__cause__, Troubled)
    [problem] = caught.value.__cause__.problems
    assert problem == Problem("K028", 1, 1, facts={"why": _("it is larger than {megabytes} MB").format(megabytes=16)})


def test_what_is_no_file_at_all_is_told_as_that(folder: Folder) -> None:
    folder.path("k7mtr").unlink()
    folder.path("k7mtr").mkdir()
    with pytest.raises(NotFound) as caught:
        folder.load("k7mtr")
    assert caught.value.sentence == f"På platsen {folder.path('k7mtr')} finns ingen vanlig fil."
