"""The sandbox: templates fill in, they do not act; what goes wrong is said with file and line."""

from pathlib import Path

import pytest

from kronobarn_cli.errors import Unreadable
from kronobarn_cli.render import engine
from kronobarn_cli.render.engine import fill, fill_frame

NAME = "documents/sv/egen.md.j2"


def _fill(folder: Path, source: str, **context: object) -> str:
    file = folder / NAME
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, "utf8")
    return fill(NAME, context, folder)


@pytest.mark.parametrize(
    "source",
    [
        "{{ text|safe }}",
        "{{ ''.__class__ }}",
        "{{ text.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id') }}",
        "{{ namespace(a=1) }}",
        "{{ 'x' * 2000000000 }}",
        "{{ ['x'] * 2000000000 }}",
        "{{ '%2000000000d' % 1 }}",
        "{{ 9 ** 999999999 }}",
        "{{ '{:2000000000}'.format(1) }}",
        "{{ 'x'.ljust(2000000000) }}",
        "{{ range(999999999)|list }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}xxxxxxxx{% endfor %}{% endfor %}",
        "{% autoescape true %}{{ text }}{% endautoescape %}",
        "{% filter upper %}{{ text }}{% endfilter %}",
        "{% macro m() %}{{ text }}{% endmacro %}{{ m() }}",
        "{% set x %}{{ text }}{% endset %}{{ x }}",
        "{% include '../../../../etc/passwd' %}",
        "{% include 'documents/sv/missing.md.j2' %}",
        "{{ missing }}",
        "{{ text.missing }}",
        "{{ 1 / 0 }}",
        "{{ text + 1 }}",
        "{{ words.append('x') }}",
        "{% if %}",
        "{{ 'unfinished",
        "{% unknown %}",
    ],
)
def test_what_a_template_may_not_do_is_an_error_in_words(tmp_path: Path, source: str) -> None:
    with pytest.raises(Unreadable) as caught:
        _fill(tmp_path, f"rad ett\n{source}", text="hemligt", words=["a"])
    assert caught.value.hint == "kronobarn templates check"
    assert "hemligt" not in str(caught.value.details)


def test_an_error_names_the_file_and_the_line(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        _fill(tmp_path, "ett\ntvå\n{{ goals[0].missing }}", goals=[{"text": "x"}])
    assert "documents/sv/egen.md.j2" in caught.value.sentence
    assert "3" in caught.value.details[0]
    assert "missing" in caught.value.details[0]


def test_an_error_in_an_included_file_names_that_file(tmp_path: Path) -> None:
    part = tmp_path / "documents/sv/_del.md.j2"
    part.parent.mkdir(parents=True)
    part.write_text("\n\n{{ missing }}", "utf8")
    with pytest.raises(Unreadable) as caught:
        _fill(tmp_path, "{% include 'documents/sv/_del.md.j2' %}")
    assert "_del.md.j2" in caught.value.sentence
    assert "3" in caught.value.details[0]


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.parent.mkdir(parents=True)
    file.write_bytes("åäö".encode("latin-1"))
    with pytest.raises(Unreadable, match="egen"):
        fill(NAME, {}, tmp_path)


def test_whatever_is_written_out_is_escaped(tmp_path: Path) -> None:
    source = "{{ t }} {{ t ~ t }} {{ t|block|upper }} {{ [t]|join }} {% set x = t %}{{ x }} {{ '**' }}"
    text = _fill(tmp_path, source, t="**")
    assert "**" not in text.replace("\\*", "")


def test_the_municipality_goes_first_and_the_shipped_one_is_the_rest(tmp_path: Path) -> None:
    own = tmp_path / "documents/sv/_action.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("vårt eget", "utf8")
    assert fill("documents/sv/_action.md.j2", {}, tmp_path) == "vårt eget"
    with pytest.raises(Unreadable):
        fill("documents/sv/_action.md.j2", {}, None)


def test_a_frame_escapes_html_and_never_comes_from_a_municipality() -> None:
    page = {"page": {"language": "sv", "title": "<b>&", "stamp": "", "footer": "</footer><script>"}}
    ready = {"body": "<p>ok</p>", "css_footer": '""', "css_stamp": '""', "css_number": '""'}
    text = fill_frame("frames/page.html.j2", page, ready)
    assert "<title>&lt;b&gt;&amp;</title>" in text
    assert "<script>" not in text
    assert "<p>ok</p>" in text


def test_the_limit_is_two_million_characters() -> None:
    assert engine.MOST_CHARACTERS == 2_000_000
