"""Which files in a plan folder are plans, which are strangers, and how a plan is found by the beginning of its code."""

import string
from pathlib import Path

import pytest

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store.folder import Folder


@pytest.fixture
def plans(tmp_path: Path) -> Folder:
    (tmp_path / "plans").mkdir()
    return Folder(tmp_path, commits=False)


STRANGERS = (
    "1abcd.yaml",
    "K8MTR.yaml",
    "abcd.yaml",
    "anteckningar.yaml",
    "k7-tr.yaml",
    "k7mtr (2).yaml",
    "k7mtr.yml",
    "p3wdh-LAPTOP.YAML",
    "åbcde.yaml",
)
OTHERS = ("README", "abcde", "abcde.txt", "lasmig.txt", "abcde.yaml.bak")


def test_a_plan_is_named_by_five_small_letters_and_figures_the_first_a_letter(plans: Folder) -> None:
    for name in ("k7mtr.yaml", "z9999.yaml", "aaaaa.yaml", *STRANGERS, *OTHERS):
        (plans.plans / name).touch()
    (plans.plans / "b2222.yaml").mkdir()
    assert plans.codes() == ("aaaaa", "k7mtr", "z9999")


def test_strangers_are_the_other_yaml_files_in_the_order_of_their_names(plans: Folder) -> None:
    for name in ("k7mtr.yaml", *STRANGERS, *OTHERS):
        (plans.plans / name).touch()
    assert plans.strangers() == tuple(sorted(STRANGERS))


def test_a_plan_is_found_by_its_code_or_the_beginning_in_any_letters(plans: Folder) -> None:
    for code in ("k7mtr", "k8abc"):
        plans.save(Plan(code=code), None, "new plan")
    assert [plans.find(given) for given in ("K7MTR", "k7mtr", "K8", "k7m")] == ["k7mtr", "k7mtr", "k8abc", "k7mtr"]


def test_of_many_plans_nine_are_named_and_the_first_is_shown(plans: Folder) -> None:
    codes = [f"k7mt{one}" for one in string.ascii_lowercase[:12]]
    for code in codes:
        (plans.plans / f"{code}.yaml").touch()
    with pytest.raises(UsageTrouble) as caught:
        plans.find("k")
    assert caught.value.sentence == f"Flera planer börjar på k: {', '.join(codes[:9])}."
    assert caught.value.hint == f"kronobarn show {codes[0]}"


def test_no_sign_hangs_in_a_folder_that_the_system_cannot_even_look_at(tmp_path: Path) -> None:
    assert Folder(tmp_path / ("x" * 5000)).saving_elsewhere() == ()


def test_signs_of_several_saves_are_told_in_the_order_of_the_codes(plans: Folder) -> None:
    for code in ("z2abc", "k7mtr"):
        (plans.plans / f".{code}.saving").write_text(f"17\nPC-{code}\n", "utf-8")
        (plans.plans / f".{code}.open").touch()
    assert [one[:2] for one in plans.saving_elsewhere()] == [("k7mtr", "PC-k7mtr"), ("z2abc", "PC-z2abc")]


COPIES = (
    "K7MTR.yaml",
    "K7mtr-LAPTOP.yaml",
    "Copy of k7mtr.yaml",
    "Kopia av k7mtr.yaml",
    "k7mtr (1).YAML",
    "k7mtr - Copy.Yml",
    "k7mtr-DESKTOP-AB12.yaml",
    "k7mtr.rescued-0a1b2c3d.yaml",
    "k7mtr_conflict.yml",
)


def test_copies_are_known_by_the_code_as_a_word_however_their_names_are_written(plans: Folder) -> None:
    for name in (*COPIES, "k7mtr.yaml", "p3wdh.yaml", "t8qzg (1).yaml", "xk7mtr.yaml", "k7mtrx.yaml", ".k7mtr.yaml", "~$k7mtr.yaml", "k7mtr.yaml.bak"):  # fmt: skip
        (plans.plans / name).touch()
    assert tuple(one.name for one in plans.conflict_copies("k7mtr")) == tuple(sorted(COPIES, key=str))
    assert plans.conflict_copies("p3wdh") == ()
    assert plans.copied() == {"k7mtr"}, "only of plans that are here"
