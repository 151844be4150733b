"""Personal numbers are found wherever they stand; dates, telephone numbers and money are left alone.

Every number here is made by this file's own arithmetic, with a birth number from 980 up, which Skatteverket
keeps for tests, or has a wrong last digit.
"""

import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kronobarn_cli.text.personal_number import find


def checked(nine_digits: str) -> str:
    """Add the check digit: every other digit doubled from the first, digit sums, up to the next ten."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine_digits))
    return nine_digits + str(-sum(n - 9 if n > 9 else n for n in doubled) % 10)


def number(born: date, birth_number: int, *, coordination: bool = False) -> str:
    """A valid ten-digit number."""
    day = born.day + (60 if coordination else 0)
    return checked(f"{born:%y%m}{day:02}{birth_number:03}")


def wrong(ten_digits: str) -> str:
    return ten_digits[:-1] + str((int(ten_digits[-1]) + 1) % 10)


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in find(text)]


TEN = number(date(2017, 5, 12), 980)
COORDINATION = number(date(2017, 5, 12), 981, coordination=True)

FORMS = ["{d}-{l}", "{d}+{l}", "{d} {l}", "{d}{l}", "20{d}-{l}", "20{d} {l}", "20{d}{l}", "19{d}+{l}"]

births = st.dates(date(1900, 1, 1), date(2025, 12, 31))
test_numbers = st.builds(number, births, st.integers(980, 999), coordination=st.booleans())
quiet = st.text(st.characters(exclude_categories=["Nd", "Cf", "Cs"], exclude_characters="-+"), max_size=20)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ten", [TEN, COORDINATION])
def test_every_form_is_found_whole(form: str, ten: str) -> None:
    written = form.format(d=ten[:6], l=ten[6:])
    assert found(f"Mio ({written}) har varit borta.") == [written]


@pytest.mark.parametrize("form", [form for form in FORMS if form not in {"{d} {l}", "{d}{l}"}])
def test_the_form_alone_is_enough_when_the_last_digit_is_wrong(form: str) -> None:
    written = form.format(d=TEN[:6], l=wrong(TEN)[6:])
    assert found(written) == [written]


@pytest.mark.parametrize("form", ["{d} {l}", "{d}{l}"])
def test_ten_digits_with_a_wrong_last_digit_may_be_a_telephone_number(form: str) -> None:
    assert found(form.format(d=TEN[:6], l=wrong(TEN)[6:])) == []


def test_a_date_written_with_hyphens_before_the_last_four() -> None:
    assert found("född 2017-05-12-1234.") == ["2017-05-12-1234"]


def test_several_are_found_in_order() -> None:
    text = f"{TEN[:6]}-{TEN[6:]}, 0701234567 och 20{COORDINATION}"
    assert found(text) == [f"{TEN[:6]}-{TEN[6:]}", f"20{COORDINATION}"]


@pytest.mark.parametrize(
    "text",
    [
        "0701234567",
        "070-123 45 67",
        "070-1234567",
        "+46701234567",
        "0046701234567",
        "0470-58 80 00",
        "0470588000",
        "2026-03-19",
        "20260319",
        "2026-03-19 14:30",
        "2026-03-19 1430",
        "20260319-20260320",
        "2026-03-19 - 2026-04-02",
        "260319",
        "den 19 mars 2026 kl 14.30",
        "v 12 2026",
        "1 234 567 890 kr",
        "1234567890 kr",
        "170512,50 kr",
        "revision 1705121234",
        "dnr 2026/001234",
        "556036-0793",  # an organisation number: its third digit is two or more, so it is no month
        "171312-1234",
        "170532-1234",
        "170592-1234",
        "170500-1234",
        "170560-1234",
        "170229-1234",
        "20170229-1234",
        "17000512-1234",
        "170512-123",
        "170512-12345",
        "170512--1234",
        "170512  1234",
        "170512\n1234",
        "",
    ],
)
def test_what_people_may_write(text: str) -> None:
    assert found(text) == []


def test_a_leap_day_in_2000_is_a_day() -> None:
    assert found("000229-1234") == ["000229-1234"]


def test_digits_glued_into_a_longer_run_are_no_candidates() -> None:
    assert found(f"1{TEN}") == []
    assert found(f"{TEN}1") == []
    assert found(f"9{TEN[:6]}-{TEN[6:]}") == []
    assert found(f"{TEN[:6]}-{TEN[6:]}9") == []


def test_a_fingerprint_is_no_personal_number_but_letters_hide_none() -> None:
    assert found("sha256:" + "ab" * 13 + TEN + "ce" * 14) == []
    assert found("ab" * 13 + f"{TEN[:6]}-{TEN[6:]}") == [f"{TEN[:6]}-{TEN[6:]}"]
    assert found(f"född{TEN}a") == [TEN]


@pytest.mark.parametrize(
    ("before", "after"),
    [("ab" * 10, ""), ("", "ab" * 10), ("ab" * 5, "AB" * 5), ("g" + "a" * 19, "a"), ("f", "f" * 19)],
)
def test_twenty_hexadecimal_digits_around_it_make_a_fingerprint(before: str, after: str) -> None:
    assert found(before + TEN + after) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("a" * 19, ""), ("", "a" * 19), ("a" * 10, "a" * 9), ("a" * 19 + "g", "a"), ("a", "g" + "a" * 19)],
)
def test_fewer_than_twenty_or_with_another_letter_between_do_not(before: str, after: str) -> None:
    assert found(before + TEN + after) == [TEN]


@pytest.mark.parametrize(
    ("digits", "name"),
    [
        (0xFF10, "full-width"),
        (0x0660, "Arabic-Indic"),
        (0x0966, "Devanagari"),
        (0x1D7CE, "mathematical bold"),
    ],
)
def test_digits_of_other_scripts_are_digits(digits: int, name: str) -> None:
    written = "".join(chr(digits + int(digit)) for digit in TEN)
    assert found(f"å {written} å") == [written]
    assert found(f"{written[:6]}-{written[6:]}") == [f"{written[:6]}-{written[6:]}"]


@pytest.mark.parametrize(
    "sign", ["\N{NON-BREAKING HYPHEN}", "\N{EN DASH}", "\N{MINUS SIGN}", "\N{FULLWIDTH HYPHEN-MINUS}"]
)
def test_dashes_that_word_processors_make_are_hyphens(sign: str) -> None:
    assert len(find(f"170512{sign}1234")) == 1


def test_a_plus_of_another_width_is_a_plus() -> None:
    written = f"{TEN[:6]}\N{FULLWIDTH PLUS SIGN}{wrong(TEN)[6:]}"
    assert found(written) == [written]


def test_a_no_break_space_is_a_space() -> None:
    assert found(f"{TEN[:6]}\N{NO-BREAK SPACE}{TEN[6:]}") != []


def test_unseen_characters_hide_nothing_and_the_span_covers_them() -> None:
    written = f"{TEN[:3]}\N{ZERO WIDTH SPACE}{TEN[3:6]}\N{SOFT HYPHEN}-{TEN[6:]}"
    assert found(f"\N{ZERO WIDTH SPACE}x {written} y") == [written]


@given(test_numbers, st.sampled_from(FORMS), quiet, quiet)
def test_every_valid_number_is_found_in_any_text(ten: str, form: str, before: str, after: str) -> None:
    assume(not form.startswith(("19", "20")) or ten[:4] != "0002")  # 1900 had no leap day
    written = form.format(d=ten[:6], l=ten[6:])
    assert found(before + written + after) == [written]


def test_a_footnote_mark_does_not_hide_a_number() -> None:
    assert found(f"{TEN[:6]}-{TEN[6:]}\N{SUPERSCRIPT ONE}") == [f"{TEN[:6]}-{TEN[6:]}"]


@given(births, st.integers(0, 9999), st.sampled_from("-+"))
def test_the_hyphen_form_is_found_whatever_its_last_four(born: date, last: int, sign: str) -> None:
    assume((born.month, born.day) != (2, 29))
    written = f"{born:%y%m%d}{sign}{last:04}"
    assert found(written) == [written]


@given(st.dates())
def test_no_date_is_a_personal_number(day: date) -> None:
    assert found(day.isoformat()) == []
    assert found(day.isoformat().replace("-", "")) == []
    assert found(f"{day.isoformat()} kl 14:30") == []


@given(st.text())
@example("０" * 12)
@example("-" * 100)
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    spans = find(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one.end <= next_one.start for one, next_one in pairwise(spans))


def test_a_long_text_is_read_in_a_moment() -> None:
    assert len(find((TEN + " ") * 5000 + "a1" * 50_000)) == 5000


def test_the_library_is_met_only_when_a_bare_number_is_in_doubt() -> None:
    code = (
        "import sys\nfrom kronobarn_cli.text.personal_number import find\n"
        "find('Ring 070-123 45 67 den 2026-03-19.')\nassert 'personnummer' not in sys.modules\n"
        "find('0701234567')\nassert 'personnummer' in sys.modules\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
