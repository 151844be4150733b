"""`check` of plans as they lie in the folder: one that cannot be read hides no other, and no file fills the screen."""

import json
from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from tests.conftest import Program

DATA = "kronobarn: 1\ncode: p3wdh\n...\n"


def lines(out: str, code: str) -> list[str]:
    return [line for line in out.splitlines() if f"  {code}  " in line]


def test_a_plan_that_cannot_be_opened_is_told_of_and_the_others_are_checked(examples: Path, kronobarn: Program) -> None:
    with (examples / "plans" / "gaaaa.yaml").open("wb") as file:
        file.truncate(2**30)
    (examples / "plans" / "haaaa.yaml").write_bytes(bytes(100))
    before = [one for one in kronobarn("check", "t8qzg").out.splitlines() if one.startswith("t8qzg:")]
    ran = kronobarn("check")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    [giant] = lines(ran.out, "K028")
    assert giant.startswith("gaaaa:1:1  fel  K028  ")
    assert lines(ran.out, "K015")[0].startswith("haaaa:1:1  fel  ")
    assert before
    assert set(before) <= set(ran.out.splitlines()), "as when it is checked alone"
    told = json.loads(kronobarn("check", "gaaaa", "--json").out)
    assert [one["code"] for one in told["plans"][0]["findings"]] == ["K028"]


def test_the_copies_of_a_plan_are_told_of_with_it_and_no_others(examples: Path, kronobarn: Program) -> None:
    for name in ("P3wdh-LAPTOP.YAML", "Kopia av p3wdh.yml", "t8qzg (1).yaml"):
        (examples / "plans" / name).write_text(DATA, "utf8")
    told = lines(kronobarn("check", "p3").out, "K013")
    assert [one.partition(":")[0] for one in told] == ["Kopia av p3wdh.yml", "P3wdh-LAPTOP.YAML"]
    assert all(one.partition(":")[0] in one.partition("K013")[2] for one in told), "the name is as it is on the disk"
    assert len(lines(kronobarn("check").out, "K013")) == 3


def test_the_name_of_a_stranger_is_not_repeated(examples: Path, kronobarn: Program) -> None:
    (examples / "plans" / "Ärtan 20170412-2389.yaml").write_text(DATA, "utf8")
    for ran in (kronobarn("check"), kronobarn("check", "--json")):
        assert "Ärtan 2" not in ran.out
        assert "2389" not in ran.out


def test_a_file_with_tens_of_thousands_of_faults_does_not_fill_the_screen(
    examples: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sed -i 2s/1/2/")
    (examples / "plans" / "p3wdh.yaml").write_text("kronobarn: 1\n" + "a: 1\n" * 40_000 + "...\n", "utf8")
    for command in ("check", "show", "edit"):
        ran = kronobarn(command, "p3")
        assert ran.code != 0
        assert len(ran.all.splitlines()) < 60
        assert " till." in ran.all
