"""What every check says and is for: one entry a code, gathered from the tables of words beside this file.

The law it keeps: message ids only, nothing is translated here; a code has its words in one table.
"""

from collections.abc import Mapping

from kronobarn_cli.cli.case_words import CASE_WORDS
from kronobarn_cli.cli.check_entry import Basis, Words
from kronobarn_cli.cli.file_words import FILE_WORDS
from kronobarn_cli.cli.leak_words import LEAK_FACTS, LEAK_VARIANTS, LEAK_WORDS
from kronobarn_cli.cli.life_words import LIFE_WORDS
from kronobarn_cli.cli.meeting_words import MEETING_WORDS
from kronobarn_cli.cli.plan_words import PLAN_WORDS
from kronobarn_cli.cli.promise_words import PROMISE_WORDS
from kronobarn_cli.i18n import later

__all__ = ["FACTS", "VARIANTS", "WORDS", "Basis", "Words"]

WORDS: Mapping[str, Words] = {
    **FILE_WORDS,
    **LEAK_WORDS,
    **CASE_WORDS,
    **MEETING_WORDS,
    **PLAN_WORDS,
    **PROMISE_WORDS,
    **LIFE_WORDS,
}
"""A check that has VARIANTS takes its sentence there."""

VARIANTS: Mapping[tuple[str, str, str | int | bool], str] = {
    **LEAK_VARIANTS,
    ("K015", "empty", "yes"): later("The file is empty. A power cut can leave it so."),
    ("K145", "days", 0): later("Today is the last day of the consent from {by}."),
    ("K155", "both", True): later("{who} is both present and absent at {meeting}."),
    ("K155", "both", False): later("{who} was at {meeting} without being invited."),
    ("K156", "load", "services"): later("{count} services are invited: it may be many for the child and the family."),
    ("K156", "load", "minutes"): later("The meeting is {count} minutes without breaks: it may be long for the child."),
    ("K156", "load", "questions"): later("The meeting has {count} questions: it may be many for one meeting."),
    ("K167", "years", 6): later("Förskoleklass begins before the follow-up on {follow_up}."),
    ("K167", "sure", True): later("The child turns {years} before the follow-up on {follow_up}."),
    ("K167", "sure", False): later("The child may turn {years} before the follow-up on {follow_up}."),
    ("K168", "gone", False): later('"{thing}" is new or changed since the read-back.'),
    ("K168", "coordinates", True): later("Since the read-back it is {thing} who holds the plan together."),
    ("K168", "gone", True): later("So many of the things that were read back are no longer in the plan: {count}."),
    ("K169", "says", "no"): later("{who} answered no at the read-back."),
    ("K169", "says", "unsure"): later("{who} was unsure at the read-back."),
    ("K170", "target", "person"): later("The id {id} points at nobody in people."),
    ("K170", "target", "goal"): later("There is no goal with the id {id}."),
    ("K170", "target", "action"): later("There is no action with the id {id}."),
    ("K172", "practice", True): later("This is a practice plan, but the folder holds real plans."),
    ("K172", "practice", False): later("This is a real plan, but the folder is for practice."),
    ("K193", "both", True): later("The hand-over is both accepted and declined."),
    ("K193", "both", False): later("The hand-over is answered on {on}, before it was proposed on {proposed}."),
    ("K196", "role", "coordination"): later(
        "{to} has accepted to hold the plan together, but the plan says otherwise."
    ),
    ("K196", "role", "responsible"): later(
        "{to} has accepted to be responsible for the child's best, but the plan says otherwise."
    ),
    ("K197", "missing", "told-by"): later("It is not said who tells the child what came of its words."),
    ("K197", "missing", "told-day"): later("It is not said when the child is told what came of its words."),
}
"""Code, fact and its value: the sentence to use; the first that fits."""

FACTS: Mapping[str, Mapping[str, str]] = {
    "where": LEAK_FACTS,
    "expected": {
        "mvc": later("the midwife at the antenatal clinic"),
        "bvc": later("the nurse at BVC"),
        "school": later("the school's headmaster"),
        "kaa": later("the municipality's activity responsibility (KAA)"),
        "text": later("text"),
        "list": later("a list"),
        "mapping": later("keys with values"),
        "date": later("a date such as 2026-03-19"),
        "number": later("a number within its limits"),
        "true-false": later("true or false"),
        "code": later("a plan code: a letter and four signs"),
        "id": later("an id: small letters, digits and dashes"),
        "time": later("a time such as 14:30"),
        "year": later("a year, or a year and a month"),
    },
    "missing": {
        "to": later("to whom"),
        "areas": later("about which areas"),
        "purpose": later("for what purpose"),
    },
    "area": {
        "halsa": later("health"),
        "utveckling": later("development"),
        "larande": later("learning"),
        "omsorg": later("care"),
        "hemmet": later("home"),
        "relationer": later("relationships"),
        "trygghet": later("safety"),
    },
}
"""The words for facts that are ids: fact, value, words."""
