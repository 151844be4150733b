"""The pictures as programs really draw them: every word inside, none on another, and the same in a PDF's engine."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from PIL import Image, ImageChops

from kronobarn_cli.render.pictures import lettering
from tests.render.samples import ROOT
from tests.render.test_browser import browser  # noqa: F401 a fixture
from tests.render.test_wheel_picture import PICTURES

FONTS = ROOT / "templates/frames/fonts"
PAGE = """<!doctype html><style>
@font-face {{ font-family: "Atkinson Hyperlegible Next"; font-weight: 400; src: url("{fonts}/AtkinsonHyperlegibleNext_400Regular.ttf") }}
@font-face {{ font-family: "Atkinson Hyperlegible Next"; font-weight: 700; src: url("{fonts}/AtkinsonHyperlegibleNext_700Bold.ttf") }}
body {{ margin: 0; width: 1280px }}
</style>{svg}"""
FOUND = """() => {
  const svg = document.querySelector('svg'), view = svg.viewBox.baseVal, found = [];
  const boxes = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBBox()]);
  const out = box => box.x < view.x || box.y < view.y || box.x + box.width > view.x + view.width || box.y + box.height > view.y + view.height;
  // A line's box has room above and below for marks that our letters do not have.
  const on = (one, other, room) => one.x + 1 < other.x + other.width && other.x + 1 < one.x + one.width
    && one.y + room < other.y + other.height && other.y + room < one.y + one.height;
  const marks = [...svg.querySelectorAll('polygon, circle, rect[rx]')].filter(mark => mark.getAttribute('r') !== '10');
  boxes.forEach(([words, box], number) => {
    if (out(box)) found.push(`outside: ${words}`);
    boxes.slice(0, number).forEach(([other, its]) => { if (on(box, its, 5)) found.push(`${words} on ${other}`); });
    marks.forEach(mark => { if (!/^[0-9]+$/.test(words) && on(box, mark.getBBox(), 5)) found.push(`${words} on a mark`); });
  });
  return found;
}"""
WIDEST = "'DejaVu Sans', sans-serif"


@pytest.mark.browser
@pytest.mark.parametrize("fonts", [lettering.FONTS, WIDEST])
def test_in_a_browser_every_word_is_whole_and_free(browser: Any, tmp_path: Path, fonts: str) -> None:  # noqa: F811
    page, file = browser.new_page(), tmp_path / "picture.html"
    for name, svg in PICTURES.items():
        file.write_text(PAGE.format(fonts=FONTS.as_uri(), svg=svg.replace(lettering.FONTS, fonts)), "utf8")
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        assert page.evaluate(FOUND) == [], name


@pytest.mark.browser
def test_the_pdf_engine_draws_what_the_browser_draws(browser: Any, tmp_path: Path) -> None:  # noqa: F811
    page, file = browser.new_page(viewport={"width": 1280, "height": 900}), tmp_path / "picture.html"
    for name in ("mixed", "no scores", "eight", "faces, six years old"):
        (tmp_path / "picture.svg").write_text(PICTURES[name], "utf8")
        (tmp_path / "picture.typ").write_text(
            '#set page(width: 640pt, height: auto, margin: 0pt)\n#image("picture.svg", width: 640pt)', "utf8"
        )
        made = typst.compile(str(tmp_path / "picture.typ"), format="png", ppi=144, font_paths=[str(FONTS)])
        file.write_text(PAGE.format(fonts=FONTS.as_uri(), svg=PICTURES[name]), "utf8")
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        shot = Image.open(BytesIO(page.query_selector("svg").screenshot())).convert("L")
        drawn = Image.open(BytesIO(made)).convert("L").resize(shot.size)
        unlike = ImageChops.difference(shot, drawn).histogram()
        assert sum(unlike[128:]) / sum(unlike) < 0.005, name
