"""Kept words: never others than the file's, and never in anyone's way."""

from pathlib import Path

import pytest

from kronobarn_cli import __version__
from kronobarn_cli.store import kept_terms, places
from kronobarn_cli.work import terms


def test_kept_words_are_those_of_the_file() -> None:
    first = terms.load("", "sv")
    assert kept_terms.find(terms.source_of("", "sv"), "sv") == first
    assert terms.load("", "sv") == first


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    own = tmp_path / "ord.yaml"
    own.write_bytes(terms.source_of("", "sv"))
    terms.load(str(own), "sv")
    own.write_text(own.read_text("utf8").replace('name: "Hälsa"', 'name: "Må bra"'), "utf8")
    assert terms.load(str(own), "sv").areas[0].name == "Må bra"


def test_another_version_or_a_damaged_file_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    source = terms.source_of("", "sv")
    words = terms.load("", "sv")
    path = places.cache() / "terms.sv.msgpack"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert kept_terms.find(source, "sv") is None
    assert terms.load("", "sv") == words
    monkeypatch.setattr(kept_terms, "__version__", f"{__version__}.1")
    assert kept_terms.find(source, "sv") is None


def test_a_disk_that_refuses_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fil").write_text("ingen mapp")
    monkeypatch.setenv("KRONOBARN_STATE", str(tmp_path / "fil"))
    assert terms.load("", "sv").language == "sv"
