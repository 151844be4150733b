"""What people may type for a date, a time and a birth month, and what it means on Wednesday 18 March 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kronobarn_cli.interview.dates import add_months, in_words, read_born, read_date, read_time

TODAY = date(2026, 3, 18)  # a Wednesday in ISO week 12

SWEDISH_AHEAD = """
2026-03-03                  2026-03-03
2026-3-3                    2026-03-03
20260303                    2026-03-03
2026–03–03                  2026-03-03
3 mars                      2027-03-03
18 mars                     2026-03-18
19 mars                     2026-03-19
3 mars 2027                 2027-03-03
3 mars 2020                 2020-03-03
3 Mars                      2027-03-03
3  mars                     2027-03-03
3 mars.                     2027-03-03
3 mars,                     2027-03-03
３ mars                      2027-03-03
3:e mars                    2027-03-03
1:a april                   2026-04-01
den 3:e mars                2027-03-03
den 3e mars 2026            2026-03-03
den 3 mars                  2027-03-03
den 1 maj 2026              2026-05-01
3 jan                       2027-01-03
3 jan.                      2027-01-03
14 feb                      2027-02-14
30 mar                      2026-03-30
9 apr                       2026-04-09
7 maj                       2026-05-07
6 jun                       2026-06-06
4 jul                       2026-07-04
15 aug                      2026-08-15
1 sep                       2026-09-01
1 sept 2026                 2026-09-01
3 okt                       2026-10-03
1 nov                       2026-11-01
24 dec                      2026-12-24
24 december                 2026-12-24
29 februari                 2028-02-29
29 februari 2024            2024-02-29
3/3                         2027-03-03
18/3                        2026-03-18
7/5                         2026-05-07
07/05                       2026-05-07
den 7/5                     2026-05-07
7/5 2026                    2026-05-07
7/5-2026                    2026-05-07
7/5/2026                    2026-05-07
7/5-26                      2026-05-07
7/5 -26                     2026-05-07
7.5.2026                    2026-05-07
07.05.2026                  2026-05-07
7. 5. 2026                  2026-05-07
13/12                       2026-12-13
torsdag 7 maj               2026-05-07
torsdag den 7 maj           2026-05-07
torsdag den 7:e maj         2026-05-07
torsdagen den 7 maj 2026    2026-05-07
på torsdag 7 maj            2026-05-07
Torsdag, 7 maj              2026-05-07
tors 7/5                    2026-05-07
tor 7/5                     2026-05-07
mån 23/3                    2026-03-23
i dag                       2026-03-18
I dag.                      2026-03-18
idag                        2026-03-18
i morgon                    2026-03-19
imorgon                     2026-03-19
i övermorgon                2026-03-20
övermorgon                  2026-03-20
i går                       2026-03-17
igår                        2026-03-17
i förrgår                   2026-03-16
förrgår                     2026-03-16
torsdag                     2026-03-19
onsdag                      2026-03-25
tisdag                      2026-03-24
måndag                      2026-03-23
söndag                      2026-03-22
lördag                      2026-03-21
fre                         2026-03-20
på torsdag                  2026-03-19
på onsdag                   2026-03-25
nu på fredag                2026-03-20
kommande måndag             2026-03-23
nästa torsdag               2026-03-26
nästa måndag                2026-03-23
nästa onsdag                2026-03-25
nästa söndag                2026-03-29
på torsdag nästa vecka      2026-03-26
torsdag i nästa vecka       2026-03-26
nästa vecka                 2026-03-23
förra veckan                2026-03-09
fredag förra veckan         2026-03-13
fredagen i förra veckan     2026-03-13
i torsdags                  2026-03-12
i onsdags                   2026-03-11
i tisdags                   2026-03-17
i söndags                   2026-03-15
om 6 veckor                 2026-04-29
om två veckor               2026-04-01
om sex veckor               2026-04-29
om en vecka                 2026-03-25
om 1 vecka                  2026-03-25
om 14 dagar                 2026-04-01
om fjorton dagar            2026-04-01
om 2 dygn                   2026-03-20
om en dag                   2026-03-19
om en månad                 2026-04-18
om tre månader              2026-06-18
om 12 månader               2027-03-18
om ett halvår               2026-09-18
om ett halvt år             2026-09-18
om ett år                   2027-03-18
om 2 år                     2028-03-18
om 0 dagar                  2026-03-18
i dag om 14 dagar           2026-04-01
i morgon om en vecka        2026-03-26
på måndag om en vecka       2026-03-30
måndag om två veckor        2026-04-06
på torsdag om 14 dagar      2026-04-02
för 3 dagar sedan           2026-03-15
för tre dagar sen           2026-03-15
för en vecka sedan          2026-03-11
för en månad sedan          2026-02-18
för ett halvår sedan        2025-09-18
för ett halvt år sedan      2025-09-18
för två år sedan            2024-03-18
v 20                        2026-05-11
v. 20                       2026-05-11
v20                         2026-05-11
v.20                        2026-05-11
V 20                        2026-05-11
vecka 20                    2026-05-11
vecka 20 2027               2027-05-17
vecka 12                    2026-03-16
vecka 11                    2027-03-15
vecka 1                     2027-01-04
vecka 53                    2026-12-28
torsdag v 20                2026-05-14
på torsdag vecka 20         2026-05-14
torsdag i vecka 20          2026-05-14
"""

SWEDISH_BEHIND = """
3 mars                      2026-03-03
18 mars                     2026-03-18
19 mars                     2025-03-19
3 mars 2027                 2027-03-03
den 3:e mars                2026-03-03
3/3                         2026-03-03
7/5                         2025-05-07
29 februari                 2024-02-29
tisdag 3 mars               2026-03-03
tisdag                      2026-03-17
onsdag                      2026-03-11
torsdag                     2026-03-12
på torsdag                  2026-03-19
i torsdags                  2026-03-12
i går                       2026-03-17
v 12                        2026-03-16
v 13                        2025-03-24
v 11                        2026-03-09
om en vecka                 2026-03-25
"""

ENGLISH_AHEAD = """
2026-05-07                  2026-05-07
20260507                    2026-05-07
3 March                     2027-03-03
3 march 2026                2026-03-03
3rd March                   2027-03-03
3rd of March                2027-03-03
the 3rd of March 2026       2026-03-03
1st May                     2026-05-01
2nd of May                  2026-05-02
7th May, 2026               2026-05-07
March 3                     2027-03-03
March 3rd, 2027             2027-03-03
May 7                       2026-05-07
7 may                       2026-05-07
7 Oct                       2026-10-07
Thursday 7 May              2026-05-07
on Thursday the 7th of May  2026-05-07
Thursday, May 7             2026-05-07
7/5                         2026-05-07
7/5/2026                    2026-05-07
today                       2026-03-18
tomorrow                    2026-03-19
the day after tomorrow      2026-03-20
yesterday                   2026-03-17
the day before yesterday    2026-03-16
Thursday                    2026-03-19
on Thursday                 2026-03-19
on Wednesday                2026-03-25
this Friday                 2026-03-20
next Thursday               2026-03-26
on Thursday next week       2026-03-26
last Thursday               2026-03-12
last Wednesday              2026-03-11
next week                   2026-03-23
last week                   2026-03-09
Friday last week            2026-03-13
in 6 weeks                  2026-04-29
in two weeks                2026-04-01
in a fortnight              2026-04-01
in 14 days                  2026-04-01
in a month                  2026-04-18
in half a year              2026-09-18
in a year                   2027-03-18
two weeks from now          2026-04-01
a week from tomorrow        2026-03-26
a week on Monday            2026-03-30
on Monday in a week         2026-03-30
3 days ago                  2026-03-15
a month ago                 2026-02-18
half a year ago             2025-09-18
week 20                     2026-05-11
w 20                        2026-05-11
Thursday of week 20         2026-05-14
week 20, 2027               2027-05-17
"""

NOT_A_DATE = """
31 april
31/4
30/2
29/2 2026
29 februari 2026
2026-02-30
2026-13-01
20260230
0 mars
32 mars
00/00
2026-00-10
0000-01-01
vecka 0
vecka 54
vecka 53 2027
fredag 7 maj
torsdag 7 maj 2027
torsdag 3 mars 2026
260303
26-03-03
7.5
7.5.26
7-5-2026
3 mars 26
mars
mars 3
maj 2026
2026
2026-03
7
sjunde maj
snart
hej
på
om
om en
om veckor
om några veckor
om ett par veckor
om en och en halv vecka
om -2 veckor
om 99999 dagar
om 9999 år
för 9999 år sedan
för 3 dagar
3 dagar sedan
i torsdag
på torsdags
i tors
förra torsdagen
nästa månad
i slutet av maj
efter påsk
3 mars kl 14
3 mars eller 4 mars
3/3/3
3 march
on Thursday
på måndag om en månad
på måndag om 10 dagar
14:30
0701234567
"""


def rows(table: str) -> list[tuple[str, date]]:
    return [(line[:-10].strip(), date.fromisoformat(line[-10:])) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("phrase", "day"), rows(SWEDISH_AHEAD))
def test_swedish_looking_ahead(phrase: str, day: date) -> None:
    assert read_date(phrase, TODAY) == day


@pytest.mark.parametrize(("phrase", "day"), rows(SWEDISH_BEHIND))
def test_swedish_looking_back(phrase: str, day: date) -> None:
    assert read_date(phrase, TODAY, past=True) == day


@pytest.mark.parametrize(("phrase", "day"), rows(ENGLISH_AHEAD))
def test_english(phrase: str, day: date) -> None:
    assert read_date(phrase, TODAY, "en") == day


@pytest.mark.parametrize("phrase", ["", " ", *NOT_A_DATE.strip().splitlines()])
@pytest.mark.parametrize("past", [False, True])
def test_what_is_impossible_or_uncertain_is_none(phrase: str, past: bool) -> None:
    assert read_date(phrase, TODAY, past=past) is None


def test_the_law_of_two_languages() -> None:
    assert read_date("3 maj", TODAY, "en") is None
    assert read_date("in 6 weeks", TODAY, "sv") is None


def test_decomposed_letters_are_the_same_letters() -> None:
    assert read_date("i ga\N{COMBINING RING ABOVE}r", TODAY) == date(2026, 3, 17)


def test_a_weekday_is_never_today_on_any_day_of_the_week() -> None:
    for offset in range(7):
        today = TODAY + timedelta(days=offset)
        name = in_words(today, "sv").split()[0]
        assert read_date(f"på {name}", today) == today + timedelta(days=7)
        assert read_date(f"i {name}s", today) == today - timedelta(days=7)
        assert read_date(f"nästa {name}", today) == today + timedelta(days=7)


def test_a_week_at_the_turn_of_the_year_follows_iso() -> None:
    last_of_2026 = date(2026, 12, 31)  # ISO week 53 of 2026
    assert read_date("v 53", last_of_2026) == date(2026, 12, 28)
    assert read_date("v 1", last_of_2026) == date(2027, 1, 4)
    assert read_date("v 53", date(2027, 1, 1), past=True) == date(2026, 12, 28)


@given(st.dates(), st.dates(), st.sampled_from(["sv", "en"]), st.booleans())
@example(date.min, TODAY, "sv", False)
@example(date.max, TODAY, "en", True)
def test_every_date_reads_back(day: date, today: date, language: str, past: bool) -> None:
    assert read_date(in_words(day, language), today, language, past=past) == day
    assert read_date(day.isoformat(), today, language, past=past) == day


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.booleans())
def test_a_day_and_month_is_the_nearest_that_way(day: date, today: date, past: bool) -> None:
    found = read_date(f"{day.day}/{day.month}", today, past=past)
    assert found is not None
    assert (found.day, found.month) == (day.day, day.month)
    assert found <= today if past else found >= today
    assert abs(found - today) < timedelta(days=366 * 4 + 1)


@given(st.text(max_size=40), st.dates(), st.sampled_from(["sv", "en"]), st.booleans())
@example("om 9999 månader", date.max, "sv", False)
@example("i övermorgon", date.max, "sv", False)
@example("i förrgår", date.min, "sv", True)
@example("1/1", date.max, "sv", False)
@example("31/12", date.min, "sv", True)
@example("v 1", date.max, "sv", False)
def test_no_text_on_any_day_raises(text: str, today: date, language: str, past: bool) -> None:
    assert read_date(text, today, language, past=past) is None or text


def test_a_leap_day_is_waited_for_across_a_year_without_one() -> None:
    assert read_date("29 februari", date(2097, 1, 1)) == date(2104, 2, 29)
    assert read_date("29 februari", date(2104, 1, 1), past=True) == date(2096, 2, 29)


def test_in_words() -> None:
    assert in_words(date(2026, 3, 5), "sv") == "torsdag 5 mars 2026"
    assert in_words(date(2026, 3, 5), "en") == "Thursday 5 March 2026"


@pytest.mark.parametrize(
    ("day", "n", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 18), 0, date(2026, 3, 18)),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
    ],
)
def test_add_months(day: date, n: int, then: date) -> None:
    assert add_months(day, n) == then


def test_add_months_ends_with_the_calendar() -> None:
    with pytest.raises(ValueError):
        add_months(date.max, 1)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("14:30", "14:30"),
        ("14.30", "14:30"),
        ("1430", "14:30"),
        ("0915", "09:15"),
        ("9:15", "09:15"),
        ("9.15", "09:15"),
        ("kl 9", "09:00"),
        ("kl. 9", "09:00"),
        ("kl. 9.15", "09:15"),
        ("kl.9.15", "09:15"),
        ("Kl 14:30", "14:30"),
        ("kl 1430", "14:30"),
        ("klockan 14", "14:00"),
        ("14", "14:00"),
        ("9", "09:00"),
        ("00:00", "00:00"),
        ("23:59", "23:59"),
        ("24:00", None),
        ("12:60", None),
        ("2460", None),
        ("25", None),
        ("930", None),
        ("14:3", None),
        ("14:30:00", None),
        ("14-15", None),
        ("halv tre", None),
        ("kvart över nio", None),
        ("kl", None),
        ("", None),
        ("efter lunch", None),
        ("2 pm", None),
    ],
)
def test_read_time(text: str, clock: str | None) -> None:
    assert read_time(text) == clock


@given(st.times())
def test_every_minute_reads_back(time: object) -> None:
    clock = str(time)[:5]
    assert read_time(clock) == read_time(clock.replace(":", ".")) == read_time(clock.replace(":", "")) == clock


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("2017", "2017"),
        (" 2017 ", "2017"),
        ("2017-05", "2017-05"),
        ("2017–05", "2017-05"),
        ("maj 2017", "2017-05"),
        ("Maj 2017", "2017-05"),
        ("okt 2017", "2017-10"),
        ("May 2017", "2017-05"),
        ("oct 2017", "2017-10"),
        ("1998", "1998"),
        ("17", None),
        ("maj 17", None),
        ("maj", None),
        ("201705", None),
        ("2017-13", None),
        ("2017-00", None),
        ("2017-05-12", None),
        ("12 maj 2017", None),
        ("3017", None),
        ("5 år", None),
        ("", None),
        ("2017\N{ARABIC-INDIC DIGIT ONE}", None),
        ("20\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT SEVEN}", None),
    ],
)
def test_read_born(text: str, born: str | None) -> None:
    assert read_born(text) == born
