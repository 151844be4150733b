"""Cleaned text is seen text: nothing hides, nothing acts, and nothing that people need is taken away."""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn_cli.text.clean import UNSEEN, clean, unseen_escaped, written_out
from tests.public_data import naughty_strings

any_text = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
_ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


@given(any_text)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(any_text)
def test_nothing_unseen_is_left_and_the_text_can_be_stored(text: str) -> None:
    assert not _ACTS.search(clean(text))
    assert clean(text).encode("utf8").decode("utf8") == clean(text)


@given(
    st.text(
        st.characters(categories=("L", "N", "P", "Zs"), max_codepoint=0x24F, exclude_characters="\xad"),
        max_size=60,
    )
)
def test_what_people_write_is_only_composed(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_every_character_without_a_picture_is_written_out_but_these() -> None:
    """Line break, tab, the two joiners, and signs that Arabic, Syriac, Kaithi and Egyptian draw around letters."""
    unseen = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    kept = {one for one in unseen if clean(one) == one}
    drawn = {one for one in kept if ord(one) in {*range(0x600, 0x900), 0x110BD, 0x110CD, *range(0x13430, 0x13440)}}
    joining_strokes = {chr(n) for n in range(0x1BCA0, 0x1BCA4)}
    assert kept - drawn - joining_strokes == {"\n", "\t", "\u200c", "\u200d"}
    assert "\u061c" not in kept


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("rad\r\nrad\rrad", "rad\nrad\nrad"),
        ("a\u030a", "å"),
        ("\x1b[31mröd", "\\u001b[31mröd"),
        ("bak\u202elänges", "bak\\u202elänges"),
        ("\ud83d", "\\ud83d"),
        ("\uffff", "\\uffff"),
        ("\U000e0041", "\\U000e0041"),
        ("\u200e\u0301", "\\u200é"),
        ("kolumn\tkolumn\n", "kolumn\tkolumn\n"),
        ("👩‍👧 می‌خواهم", "👩‍👧 می‌خواهم"),
    ],
)
def test_examples(written: str, shown: str) -> None:
    assert clean(written) == shown


def test_naughty_strings_come_out_clean() -> None:
    for text in naughty_strings():
        assert not _ACTS.search(clean(text)), text


def test_a_number_has_four_digits_as_long_as_they_are_enough() -> None:
    assert (written_out("\uffff"), written_out("\U00010000")) == ("\\uffff", "\\U00010000")


@given(st.recursive(st.text() | st.integers(), lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside)))
def test_a_document_in_json_says_the_same_when_all_in_it_can_be_seen(value: object) -> None:
    document = json.dumps(value, ensure_ascii=False)
    assert json.loads(unseen_escaped(document)) == value
    assert not UNSEEN.search(unseen_escaped(document))


def test_json_escapes_what_cannot_be_seen_and_nothing_else() -> None:
    assert unseen_escaped('"å\u202e\U000e0041"') == '"å\\u202e\\udb40\\udc41"'
