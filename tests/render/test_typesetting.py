"""When a PDF or a Word file cannot be made: a sentence that holds nothing of the document, and no file."""

import shutil
import sys
from pathlib import Path

import pytest

from kronobarn_cli.errors import KronobarnError, NotFound, Unreadable
from kronobarn_cli.render.formats import convert
from kronobarn_cli.render.forms import letterhead, typesetting
from kronobarn_cli.render.forms.page import Page
from kronobarn_cli.render.templating import engine
from tests.conftest import Program
from tests.render.samples import ROOT, TODAY

PAGE = Page("sv", "Prov", "", "Sidfot", TODAY)
ANEW = "python -m pip install --force-reinstall ."
TEXT = "# Prov\n\nHemligt\n\n![Ett hjul](hjul.svg)\n"


@pytest.fixture
def without_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    shutil.rmtree(templates / "frames" / "fonts")
    monkeypatch.setattr(typesetting, "shipped", lambda _name: templates)
    return templates


@pytest.mark.parametrize("left", ["nothing", "the folder", "the licence", "one of two"])
def test_missing_fonts_are_told_of(without_fonts: Path, left: str) -> None:
    """Or the page comes out in letters of another kind without a word."""
    fonts = without_fonts / "frames" / "fonts"
    if left != "nothing":
        fonts.mkdir()
    for name in {"the licence": ["OFL.txt"], "one of two": [typesetting._FONTS[0]]}.get(left, []):
        shutil.copy(ROOT / "templates/frames/fonts" / name, fonts)
    with pytest.raises(NotFound) as caught:
        convert("# Prov\n", "pdf", PAGE, {})
    assert str(without_fonts / "frames") in caught.value.sentence
    assert caught.value.hint == ANEW


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_missing_frames_are_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str) -> None:
    for module in (engine, typesetting, letterhead):
        monkeypatch.setattr(module, "shipped", lambda _name: tmp_path)
    with pytest.raises(NotFound) as caught:
        convert("# Prov\n", form, PAGE, {})
    assert str(tmp_path / "frames") in caught.value.sentence
    assert caught.value.hint == ANEW


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("svg", ["", "<svg", "<html/>", "not a picture"])
def test_a_picture_that_cannot_be_made_is_told_of(form: str, svg: str) -> None:
    with pytest.raises(Unreadable) as caught:
        convert(TEXT, form, PAGE, {"hjul.svg": svg})
    assert "Hemligt" not in str(vars(caught.value))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(("form", "missing"), [("pdf", "typst"), ("docx", "pypandoc"), ("docx", "typst")])
def test_a_missing_extra_is_told_of_with_what_to_type(monkeypatch: pytest.MonkeyPatch, form: str, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(NotFound) as caught:
        convert(TEXT, form, PAGE, {"hjul.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'})
    assert caught.value.hint == "python -m pip install typst pypandoc_binary"


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_cannot_be_made_leaves_no_file(
    monkeypatch: pytest.MonkeyPatch, kronobarn: Program, examples: Path, form: str
) -> None:
    monkeypatch.setattr(typesetting, "_run", _refuses)
    before = sorted((examples / "utskrifter").iterdir())
    ran = kronobarn("render", "k7", "wheel", "--for", "family", "--to", form)
    assert ran.code
    assert sorted((examples / "utskrifter").iterdir()) == before


def _refuses(*_given: object, **_named: object) -> object:
    raise KronobarnError("Nej.", "kronobarn --help")
