"""The sandbox: templates fill in, they do not act; what goes wrong is said with file and line."""

import os
import re
import time
import tracemalloc
from pathlib import Path

import pytest

from kronobarn_cli.errors import Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.render.templating import budget, engine
from kronobarn_cli.render.templating.engine import fill, fill_frame
from kronobarn_cli.render.templating.faults import said

NAME = "documents/sv/egen.md.j2"
# An attack ends within about a second; a computer that is busy with other things gets more.
SECONDS = 5
BYTES = 100_000_000
_OF_THE_WHOLE_FILE = ("för stor", "för långt")


def _fill(folder: Path, source: str, **context: object) -> str:
    file = folder / NAME
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, "utf8")
    return fill(NAME, context, folder)


SET_TEN = "{% set s = 'xxxxxxxxxx' %}"
# What has been tried against sandboxes like this one, and what a slip of the hand can do.
WALKS = (
    "{{ ''.__class__.__mro__ }}",
    "{{ text.__init__.__globals__ }}",
    "{{ text|attr('__class__') }}",
    "{{ rows.__class__ }}",
    "{{ rows[0].items }}",
    "{{ rows[0]['__class__'] }}",
    "{{ ().__class__ }}",
    "{{ text.upper() }}",
    "{{ words.append('x') }}",
    "{{ rows[0].pop('what') }}",
    "{{ '{0.__class__}'.format(text) }}",
    "{{ '{0.__class__}'.format_map(rows[0]) }}",
    "{{ '%s' % text }}",
    "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "{{ cycler('a') }}",
    "{{ joiner(',') }}",
    "{{ namespace(a=1) }}",
    "{{ lipsum(5) }}",
    "{{ dict(a=1) }}",
    "{{ lipsum }}",
    "{{ range }}",
    "{{ range.__globals__ }}",
    "{% for a in words %}{{ loop }}{% endfor %}",
    "{% for a in words %}{{ loop._iterator }}{% endfor %}",
    "{% for a in words %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "{{ self }}",
    "{{ self._TemplateReference__context }}",
    "{{ super() }}",
    "{{ config }}",
    "{{ request }}",
    "{{ text|safe }}",
    "{{ text|tojson }}",
    "{{ text|xmlattr }}",
    "{{ rows|map('upper')|list }}",
    "{{ rows|map(attribute=text)|list }}",
    "{{ rows|map(attribute='__class__')|list }}",
    "{{ rows|selectattr('what', 'divisibleby', 3)|list }}",
)
PLACES = (
    "{% include '../../../../etc/passwd' %}",
    "{% include '../x.md.j2' %}",
    "{% include '/etc/passwd' %}",
    "{% include '/etc/x.j2' %}",
    "{% include 'C:/x.j2' %}",
    "{% include 'C:x.j2' %}",
    "{% include '//server/share/x.j2' %}",
    "{% include 'documents\\\\sv\\\\x.j2' %}",
    "{% include 'con.j2' %}",
    "{% include 'documents/NUL.md.j2' %}",
    "{% include './x.j2' %}",
    "{% include 'documents//x.j2' %}",
    "{% include '~/x.j2' %}",
    "{% include 'terms/kronoberg.sv.yaml' %}",
    "{% include text %}",
    "{% include ['a.j2', 'b.j2'] %}",
    "{% include 'documents/sv/_lines.md.j2' without context %}",
    "{% include 'documents/sv/missing.md.j2' %}",
    "{% extends 'documents/sv/plan.md.j2' %}",
    "{% import 'documents/sv/plan.md.j2' as p %}",
    "{% from 'documents/sv/plan.md.j2' import p %}",
)
HEAVY = (
    SET_TEN + "{% set s = s ~ s %}" * 40,
    SET_TEN + "{% set s = s + s %}" * 40,
    SET_TEN + "{% set s = [s, s]|join %}" * 40,
    SET_TEN + "{% set s = [s, s]|join(s) %}" * 40,
    SET_TEN + "{% set s = s|replace('x', 'xx') %}" * 40,
    SET_TEN + "{% set s = s|replace('', s) %}" * 40,
    SET_TEN + "{% set s = (s ~ s)|string %}" * 40 + "{{ s|length }}",
    "{% set s = '\\n#a' ~ big %}" + "{% set s = s|block(12) %}" * 40,
    "{% set s = '\\n#a' ~ big %}" + "{% set s = s|quote %}" * 60,
    "{% set s = big %}" + "{% for a in range(9999) %}{% set t = s|upper %}{% endfor %}",
    "{% set l = words %}" + "{% set l = l + l %}" * 40,
    "{% set l = words %}" + "{% set l = [l, l] %}" * 40 + "{{ l }}",
    "{% set l = words %}" + "{% set l = (l, l) %}" * 40 + "{{ l == l }}",
    "{% set l = words %}" + "{% set l = l|map('default', l, true)|list %}" * 40,
    "{{ 'x' * 2000000000 }}",
    "{{ ['x'] * 2000000000 }}",
    "{{ '%2000000000d' % 1 }}",
    "{{ '{:2000000000}'.format(1) }}",
    "{{ 'x'.ljust(2000000000) }}",
    "{{ text|center(2000000000) }}",
    "{{ text|indent(2000000000) }}",
    "{{ 9 ** 999999999 }}",
    "{{ 999999999999999 * 999999999999999 }}",
    "{% set n = 999999 %}" + "{% set n = n * n %}" * 40,
    "{{ 99999999999999999999 }}",
    "{{ " + "9" * 5000 + " }}",
    "{{ 0x" + "f" * 50_000 + " }}",
    "{{ 1e400|int + 99999999999999999999 }}",
    "{{ range(999999999)|list }}",
    "{{ range(0, 999999999999999, 1)|sum }}",
    "{{ range(5, 1, 0)|list }}",
    "{% for a in range(9999) %}{% for b in range(9999) %}xxxxxxxx{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% for b in range(9999) if b < 0 %}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% if big in big %}{% endif %}{% endfor %}",
    "{% for a in range(9999) %}{% if many == many %}{% endif %}{% endfor %}",
    "{% for a in range(9999) %}{{ big }}{% endfor %}",
    "{% for a in range(9999) %}" + "y" * 50_000 + "{% endfor %}",
    "{% for a in range(9999) %}{% set x = range(9999)|sort %}{% endfor %}",
    "{% for a in range(9999) %}{% set x = many|groupby('what') %}{% endfor %}",
    "{% for a in range(9999) %}{% set x = many|unique('what')|list %}{% endfor %}",
    "{% for a in words recursive %}{{ loop(words) }}{% endfor %}",
    "{% for a in range(9999) %}" + "{% include 'documents/sv/_sip.md.j2' %}" * 4 + "{% endfor %}",
    "{% include 'documents/sv/egen.md.j2' %}",
    "{% for a in words %}{% include 'documents/sv/egen.md.j2' %}{% endfor %}",
    "{% block a %}{{ self.a() }}{% endblock %}",
    "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
    "{{ " + "[" * 5000 + "]" * 5000 + " }}",
    "{{ " + "not " * 5000 + "1 }}",
    "{{ " + "-" * 5000 + "1 }}",
    "{{ text" + ".a" * 20_000 + " }}",
    "{{ text" + "|trim" * 5000 + " }}",
    "{{ 1" + " + 1" * 10_000 + " }}",
    "{{ 'a'" + "~'a'" * 12_000 + " }}",
    "{{ " + "1 if 1 else " * 2000 + "1 }}",
    "{% if 1 %}" * 3000,
    "{% if 1 %}" * 60 + "{% endif %}" * 60,
    "{% if 1 %}" + "{% elif 1 %}" * 4000 + "{% endif %}",
    "{% for a in words %}" * 30 + "{% endfor %}" * 30,
    "{{ text.x }}" * 5200,
    "{% set a = 1 %}" * 4000 + "{{ none }}",
    "x" * 70_000,
    "{#" * 30_000,
    "{% raw %}" + "{%    " * 9000,
    "{%" + " " * 60_000,
    "{{'" * 20_000,
)
REFUSED_WAYS = (
    "{% autoescape true %}{{ text }}{% endautoescape %}",
    "{% autoescape false %}{{ text }}{% endautoescape %}",
    "{% filter upper %}{{ text }}{% endfilter %}",
    "{% macro m() %}{{ text }}{% endmacro %}{{ m() }}",
    "{% call m() %}{% endcall %}",
    "{% set x %}{{ text }}{% endset %}{{ x }}",
    "{% with a = text %}{{ a }}{% endwith %}",
    "{% do words.append('x') %}",
    "{% debug %}",
    "{% set range = words %}",
    "{% set loop = words %}",
    "{{ {'a': words} }}",
    "{{ text[:3] }}",
    "{{ words|join(*words) }}",
    "{{ words }}",
    "{{ rows[0] }}",
    "{{ none }}",
    "{{ missing }}",
    "{{ text.missing }}",
    "{{ rows[0][text] }}",
    "{{ rows[0][text].x }}",
    "{{ words[99] }}",
    "{{ missing|length }}",
    "{{ missing ~ 'a' }}",
    "{{ ['a', missing]|join }}",
    "{{ words|join(missing) }}",
    "{% if missing %}{% endif %}",
    "{% for a in missing %}{% endfor %}",
    "{% for a in 5 %}{% endfor %}",
    "{{ 1 / 0 }}",
    "{{ text + 1 }}",
    "{{ text|block(text) }}",
    "{{ text|default(1, 2, 3, 4) }}",
    "{{ rows|sort }}",
    "{{ rows|sum }}",
    "{{ []|first }}",
    "{{ text|nothing }}",
    "{{ text is nothing }}",
)


def _context() -> dict[str, object]:
    row = {"what": "hemligt", "actions": [{"who": "hemligt"}]}
    many = [{"what": f"hemligt {number % 50}"} for number in range(2000)]
    return {
        "text": "hemligt",
        "words": ["hemligt"],
        "big": "hemligt " * 2000,
        "rows": [row] * 3,
        "many": many,
        "sip_contents": [],
    }


@pytest.mark.parametrize("source", [*WALKS, *PLACES, *HEAVY, *REFUSED_WAYS], ids=lambda source: source[:60])
def test_what_a_template_may_not_do_is_an_error_in_words(tmp_path: Path, source: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(Unreadable) as caught:
        _fill(tmp_path, f"rad ett\n{source}", **_context())
    assert time.perf_counter() - begun < SECONDS
    assert caught.value.hint == "kronobarn templates check"
    assert caught.value.sentence == "Mallen documents/sv/egen.md.j2 går inte att använda."
    whole_file = any(words in caught.value.details[0] for words in _OF_THE_WHOLE_FILE)
    assert whole_file or re.match(r"rad [12]: \w", caught.value.details[0])
    assert "hemligt" not in caught.value.details[0]


@pytest.mark.parametrize("source", HEAVY, ids=lambda source: source[:60])
def test_no_attack_fills_the_memory(tmp_path: Path, source: str) -> None:
    context = _context()
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            _fill(tmp_path, source, **context)
        assert tracemalloc.get_traced_memory()[1] < BYTES
    finally:
        tracemalloc.stop()


def test_the_same_template_stops_at_the_same_place_every_time(tmp_path: Path) -> None:
    """Steps are counted, not seconds; a template that is kept ready costs what a new one costs."""
    spent = []
    for _again in range(3):
        with budget.limited() as mine:
            _fill(tmp_path, "{% for a in rows %}{{ a.what ~ text }}{{ 'a' ~ 'b' }}{% endfor %}", **_context())
        spent.append((mine.steps, mine.characters))
    assert len(set(spent)) == 1


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{% raw %}{{ text }}{% endraw %}", "{{ text }}"),
        ("{{ text|string|length }}", "7"),
        ("{{ [1, 2]|join('-') }}{{ 3 in [3] }}{{ (2, 3)|sum }}", "1-2True5"),
        ("{% for a in range(3) %}{{ loop.index }}{% if not loop.last %}, {% endif %}{% endfor %}", "1, 2, 3"),
        ("{% for a in rows if a.what %}{{ loop.length }}{% else %}inga{% endfor %}", "333"),
        ("{% for k, v in many|groupby('what') %}{% if loop.first %}{{ v|length }}{% endif %}{% endfor %}", "40"),
        ("{{ missing|default('inget') }}{{ ''|default('tomt', true) }}", "ingettomt"),
        ("{{ missing is defined }} {{ text is defined }} {{ 3 is odd }}", "False True True"),
        ("{{ rows|map(attribute='what')|first }} {{ rows|selectattr('what')|list|length }}", "hemligt 3"),
        ("{{ rows|selectattr('what', 'equalto', 'x')|list|count }}{{ rows|rejectattr('what')|count }}", "00"),
        ("{{ ['b', 'A', 'c']|sort|join }}{{ [3, 1]|max }}{{ [3, 1]|min }}", "Abc31"),
        ("{{ ['a', 'b', 'a']|unique|join }}{{ [1, 2]|reverse|join }}{{ 'ab'|reverse }}", "ab21ba"),
        ("{{ 'abc def'|truncate(6) }}{{ ' x '|trim }}{{ 'x'|replace('x', 'y') }}", "abc…xy"),
        ("{{ 'åsa'|upfirst }}{{ 'åsa'|upper }}{{ 'ÅSA'|lower }}{{ 'åSA'|capitalize }}", "ÅsaÅSAåsaÅsa"),
        ("{{ '7'|int + 1 }}{{ 'x'|int }}{{ 7 // 2 }}{{ 7 % 2 }}{{ [1, 2]|last }}{{ 'a' + 'b' }}", "80312ab"),
        ("{{ rows[0].actions[0].who }}{{ rows[-1]['what'] }}", "hemligthemligt"),
        ("{% set x = text ~ '!' %}{% include 'documents/sv/_lines.md.j2' ignore missing %}{{ x }}", "hemligt!"),
        ("{% print text %}", "hemligt"),
    ],
)
def test_what_a_template_may_do(tmp_path: Path, source: str, text: str) -> None:
    context = _context() | {"meta": {"audience": "child"}}
    assert _fill(tmp_path, source, **context).removeprefix("---\n\n---\n\n") == text


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("{% if text %}a", "rad 2: taggen if avslutas aldrig: endif saknas"),
        ("{% for a in words %}a", "rad 2: taggen for avslutas aldrig: endfor saknas"),
        ("{% endif %}", "rad 2: endif står här utan taggen som den hör till"),
        ("{% else %}", "rad 2: else står här utan taggen som den hör till"),
        ("{% if 1 %}{% endfor %}", "rad 2: här står endfor, men först behövs endif som avslutar if"),
        ("{% okänd %}", "rad 2: det finns ingen tagg som heter okänd"),
        ("{% if %}", "rad 2: något saknas före %}"),
        ("{{ text", "rad 2: filen tar slut för tidigt: }} saknas"),
        ("{{ 'oavslutad", "rad 2: en text avslutas aldrig: ett citattecken saknas"),
        ("{{ text } }}", "rad 2: } hör inte hemma här"),
        ("{{ a b }}", "rad 2: här behövs }}, men här står b"),
        ("{% for a words %}{% endfor %}", "rad 2: här behövs in, men här står words"),
        ("{# x", "rad 2: en kommentar avslutas aldrig: #} saknas"),
        ("{% raw %}x", "rad 2: taggen raw avslutas aldrig: endraw saknas"),
        ("{% %}", "rad 2: namnet på en tagg saknas efter {%"),
        ("{% set 1 = 2 %}", "rad 2: det namnet kan inte få ett värde"),
    ],
)
def test_a_slip_of_the_hand_is_told_in_swedish(tmp_path: Path, source: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as caught:
        _fill(tmp_path, f"rad ett\n{source}", text="hemligt", words=["a"])
    assert caught.value.details == (sentence,)


def test_whatever_the_engine_says_becomes_a_sentence_of_ours() -> None:
    assert said("Some new words in English") == "den här raden går inte att förstå"


@pytest.mark.skipif(os.name == "nt", reason="making a link or a pipe needs rights on Windows")
@pytest.mark.parametrize("kind", ["link out", "link in", "broken link", "folder link", "pipe", "device", "folder"])
def test_only_an_ordinary_file_below_the_folder_is_read(tmp_path: Path, kind: str) -> None:
    own, outside = tmp_path / "mallar", tmp_path / "utanför.md.j2"
    outside.write_text("hemligt", "utf8")
    place = own / "documents/sv/_del.md.j2"
    place.parent.mkdir(parents=True)
    if kind == "folder link":
        (own / "documents/sv2").mkdir()
        (own / "documents/sv2/_del.md.j2").write_text("hemligt", "utf8")
        place.parent.rmdir()
        place.parent.symlink_to(own / "documents/sv2")
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        inside = own / "annan.md.j2"
        inside.write_text("hemligt", "utf8")
        targets = {"link out": outside, "link in": inside, "broken link": own / "x", "device": Path("/dev/zero")}
        place.symlink_to(targets[kind])
    main = own / "main.md.j2"
    main.write_text("\n{% include 'documents/sv/_del.md.j2' %}", "utf8")
    with pytest.raises(Unreadable) as caught:
        fill("main.md.j2", {}, own)
    assert "main.md.j2" in caught.value.sentence
    assert caught.value.details[0].startswith("rad 2: documents/sv/_del.md.j2 är")


def test_a_linked_folder_of_templates_is_the_one_that_was_set(tmp_path: Path) -> None:
    """The folder itself was named by the person; what lies below it was not."""
    if os.name == "nt":
        pytest.skip("making a link needs rights on Windows")
    real = tmp_path / "mallar"
    (real / "documents/sv").mkdir(parents=True)
    (real / NAME).write_text("vårt", "utf8")
    (tmp_path / "genväg").symlink_to(real)
    assert fill(NAME, {}, tmp_path / "genväg") == "vårt"


def test_an_error_names_the_file_and_the_line(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        _fill(tmp_path, "ett\ntvå\n{{ goals[0].missing }}", goals=[{"text": "x"}])
    assert "documents/sv/egen.md.j2" in caught.value.sentence
    assert "3" in caught.value.details[0]
    assert "missing" in caught.value.details[0]


@pytest.mark.parametrize("source", ["", " \n\t\n", "{# en tanke #}\n", "{% if text %}{% endif %}", "---\n\n---\n"])
def test_a_template_that_gives_an_empty_page_is_refused(tmp_path: Path, source: str) -> None:
    """An empty paper would pass as a document, and nobody would know that it lacks its words."""
    with pytest.raises(Unreadable) as caught:
        _fill(tmp_path, source, text="hemligt")
    assert "documents/sv/egen.md.j2" in caught.value.sentence
    assert caught.value.details == (_("the template gives an empty page"),)


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
    source = (
        "a {{ t }} {{ t ~ t }} {{ t|block|upper }} {{ [t]|join }} {{ t|quote|trim }} {{ t|default("
        ") }} {% set x = t %}{{ x }} {{ '**' }}"
    )
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
    page = {"page": {"language": "sv", "title": "<b>&", "stamp": "", "footer": "</footer><script>", "large": False}}
    ready = {"body": "<p>ok</p>", "css_footer": '""', "css_stamp": '""', "css_number": '""'}
    text = fill_frame("frames/page.html.j2", page, ready)
    assert "<title>&lt;b&gt;&amp;</title>" in text
    assert "<script>" not in text
    assert "<p>ok</p>" in text


def test_the_limit_is_two_million_characters() -> None:
    assert engine.MOST_CHARACTERS == 2_000_000
