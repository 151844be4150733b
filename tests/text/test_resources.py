"""What came with the program is found, and missed in one way."""

from pathlib import Path

import pytest

from kronobarn_cli.text import resources
from kronobarn_cli.text.resources import missing, shipped


@pytest.mark.parametrize("name", ["templates", "examples"])
def test_in_a_checkout_it_lies_beside_the_package(name: str) -> None:
    assert Path(str(shipped(name))) == Path(resources.__file__).parents[2] / name
    assert shipped(name).is_dir()


def test_once_installed_it_lies_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kronobarn_cli" / "templates").mkdir(parents=True)
    monkeypatch.setattr(resources, "files", tmp_path.joinpath)
    assert shipped("templates") == tmp_path / "kronobarn_cli" / "templates"


def test_what_is_gone_is_named_and_how_to_get_it_back_can_be_typed() -> None:
    gone = missing(Path("templates/plan.md"))
    assert "saknas eller är skadad: templates/plan.md." in gone.sentence
    assert gone.hint == "python -m pip install --force-reinstall ."
