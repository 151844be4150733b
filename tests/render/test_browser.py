"""Every page in a real Chromium: no fault that axe can find, nothing fetched, nothing wider than a phone."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kronobarn_cli.model.view import audiences, may_share, view
from kronobarn_cli.render.documents import DOCUMENTS, Style, fits, render
from tests.render.samples import EMPTY, LANGUAGES, TODAY, example, full, terms

pytestmark = pytest.mark.browser
PLANS = {
    "empty": EMPTY,
    "full": full(),
    "long": full("Jätte" * 30),
    "k7mtr": example("k7mtr"),
    "t8qzg": example("t8qzg"),
}


def _missing(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        _missing("Chromium is not installed: no page was opened")
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
        _missing("playwright and axe-playwright-python are not installed: no page was opened")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def axe() -> str:
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text("utf8")


def _pages(name: str, language: str) -> Iterator[tuple[str, str]]:
    plan = PLANS.get(name) or example(name)
    for document in DOCUMENTS:
        for audience in audiences(plan):
            if fits(document, plan, audience) and not may_share(plan, audience, TODAY):
                seen = view(plan, audience, TODAY)
                made = render(document, seen, audience, "html", Style(terms(language), language, TODAY))
                yield made.name_suffix, made.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLANS)
def test_every_page_is_accessible_whole_and_fits(
    browser: Any, axe: str, tmp_path: Path, name: str, language: str
) -> None:
    # bypass_csp lets the checker in; what the page itself may load is asserted by counting requests.
    context = browser.new_context(bypass_csp=True, viewport={"width": 375, "height": 800})
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for suffix, text in _pages(name, language):
        file = tmp_path / suffix
        file.write_text(text, "utf8")
        requests.clear()
        page.goto(file.as_uri())
        assert requests == [file.as_uri()], suffix
        page.evaluate(axe)
        found = page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations)")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], suffix
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, suffix
    context.close()


def test_the_practice_stamp_and_the_footer_stand_on_every_printed_page(browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    file = tmp_path / "plan.html"
    file.write_text(dict(_pages("k7mtr", "sv"))["plan-archive.html"], "utf8")
    page.goto(file.as_uri())
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(printed) > 1
    for number in range(len(printed)):
        text = printed[number].get_textpage().get_text_range()
        assert "ÖVNING" in text
        assert "barnets plan (Kronobarnsmodellen) · k7mtr · version 7" in text
        assert f"Sida {number + 1} av {len(printed)}" in text


def _printed(browser: Any, tmp_path: Path, name: str, suffix: str, language: str = "sv") -> list[str]:
    """The text of each printed page."""
    page, file = browser.new_page(), tmp_path / "page.html"
    file.write_text(dict(_pages(name, language))[suffix], "utf8")
    page.goto(file.as_uri())
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [printed[number].get_textpage().get_text_range() for number in range(len(printed))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["k7mtr", "t8qzg", "v5xjc"])
def test_what_the_child_prepares_on_is_one_sheet(browser: Any, tmp_path: Path, name: str, language: str) -> None:
    assert len(_printed(browser, tmp_path, name, "preparation-child.html", language)) <= 2


def test_what_the_chair_keeps_out_of_the_room_is_a_page_by_itself(browser: Any, tmp_path: Path) -> None:
    *table, last = _printed(browser, tmp_path, "k7mtr", "agenda-chair.html")
    assert "Lämna den här sidan utanför rummet" in last
    assert "Det som ropades på bussen" in last
    assert not [page for page in table if "Det som ropades" in page or "Lämna den här sidan" in page]
    assert "Mötets delar" not in last
