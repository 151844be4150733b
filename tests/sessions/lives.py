"""Whole lives of plans as tables: four made-up children from nothing to a closed plan, and one whom nobody names.

A row is one sitting: the day, what is typed, the file with what was said (beside this module), and after it the stage,
whether the plan is in force, and which errors `check` may then have. A `.txt` file is typed at the keyboard line by
line, without its comments; a `.yaml` file is given with `--answers`; for `edit` it says what to write for what.
"""

from collections.abc import Mapping
from typing import NamedTuple

from kronobarn_cli.model.plan import HandOverKind

MAY_STAND = {
    "K162": "the meeting is not over, or nobody there knew which day",
    "K163": "the meeting is not over, or nobody there knew which day",
    "K164": "the child has just been born, and nobody has yet written down what it shows",
    "K165": "the meeting is not over: the read-back comes in its fourth part",
}
"""Errors that may stand between two sessions, and why."""


class Session(NamedTuple):
    """One sitting: the day, the command, what was said, and where the plan stands after it."""

    day: str
    line: str
    file: str
    stage: str
    in_force: bool = False
    errors: tuple[str, ...] = ()
    never_asked: tuple[str, ...] = ()


NAMES_AND_PLACES = (
    "child.name", "people.guardian-1.name", "people.school.service", "meetings.m1.place", "meetings.m1.invited"
)  # fmt: skip
HALF_MET = ("K162", "K163", "K165")

# fmt: off
UNBORN = (
    Session("2026-04-27", "new-plan", "01-frame.txt", "frame"),
    Session("2026-04-27", "continue", "02-frame.txt", "notice"),
    Session("2026-04-28", "continue", "03-notice.txt", "inform"),
    Session("2026-04-29", "continue", "04-inform.txt", "decide"),
    Session("2026-04-30", "continue", "05-decide.txt", "collaborate"),
    Session("2026-05-04", "consent --give", "06-consent-mother.yaml", "collaborate"),
    Session("2026-05-04", "consent --give", "07-consent-father.yaml", "collaborate"),
    Session("2026-05-05", "meeting --prepare", "08-prepare.yaml", "collaborate"),
    Session("2026-05-12", "meeting", "09-meeting.txt", "plan", errors=HALF_MET),
    Session("2026-05-12", "meeting", "10-meeting.yaml", "follow-up", in_force=True),
    Session("2026-05-12", "render --all", "", "follow-up", in_force=True),
    Session("2026-06-16", "follow-up", "11-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-06-17", "hand-over", "12-propose.yaml", "hand-over", in_force=True),
    Session("2026-06-24", 'hand-over --decline --why "Först när barnet är fött och inskrivet."', "", "follow-up", in_force=True),
    Session("2026-08-03", "edit", "14-born.yaml", "plan", errors=("K164",)),
    Session("2026-08-04", "wheel --voice child", "15-child-voice.yaml", "follow-up", in_force=True),
    Session("2026-08-04", "hand-over", "16-propose-again.yaml", "hand-over", in_force=True),
    Session("2026-08-06", "hand-over --accept", "", "follow-up", in_force=True),
    Session("2026-08-07", "hand-over", "18-coordination.yaml", "follow-up", in_force=True),
    Session("2026-08-10", "consent --withdraw --by pappa --to social-services", "", "follow-up", in_force=True),
    Session("2026-08-17", "consent --give", "19-consent-again.yaml", "follow-up", in_force=True),
    Session("2026-08-18", "meeting --prepare", "20-prepare.yaml", "follow-up", in_force=True),
    Session("2026-08-25", "meeting", "21-meeting.yaml", "follow-up", in_force=True),
    Session("2026-08-25", "render --all", "", "follow-up", in_force=True),
    Session("2026-10-20", "follow-up", "22-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-10-20", "close", "23-close.yaml", "close"),
    Session("2026-11-03", 'reopen --why "Mamma har ringt. Sömnen är borta igen."', "", "follow-up", in_force=True),
    Session("2026-11-10", "close", "25-close-again.yaml", "close"),
    Session("2026-11-10", "render --all", "", "close"),
)
FOUR = (
    Session("2026-04-27", "new-plan", "01-frame.txt", "frame"),
    Session("2026-04-28", "continue", "02-frame.txt", "notice"),
    Session("2026-04-28", "continue", "03-notice.txt", "inform"),
    Session("2026-04-29", "continue", "04-inform.txt", "decide"),
    Session("2026-05-05", "wheel --voice child", "05-wheel-child.yaml", "decide"),
    Session("2026-05-05", "wheel --voice guardian-1 --works utveckling='Lo visar med handen.' --need utveckling=yes", "", "decide"),
    Session("2026-05-06", "continue", "07-decide.yaml", "collaborate"),
    Session("2026-05-07", "meeting --prepare", "08-prepare.yaml", "collaborate"),
    Session("2026-05-20", "meeting", "09-meeting.yaml", "plan", errors=("K162", "K163")),
    Session("2026-05-22", "follow-up", "10-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-05-22", "render --all", "", "follow-up", in_force=True),
    Session("2026-08-28", "follow-up", "11-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-09-02", "hand-over", "12-propose.yaml", "hand-over", in_force=True),
    Session("2026-09-07", "hand-over", "13-declined.yaml", "follow-up", in_force=True),
    Session("2026-10-06", "hand-over", "14-propose-again.yaml", "follow-up", in_force=True),
    Session("2026-10-08", "consent --withdraw --by guardian-1 --to habilitation --on 2026-10-09", "", "follow-up", in_force=True),
    Session("2026-10-12", "consent --give", "16-consent-again.yaml", "follow-up", in_force=True),
    Session("2026-10-13", "meeting --prepare", "17-prepare.yaml", "follow-up", in_force=True),
    Session("2026-10-22", "meeting", "18-meeting.yaml", "follow-up", in_force=True),
    Session("2026-10-22", "render --all", "", "follow-up", in_force=True),
    Session("2026-12-10", "close", "19-close.yaml", "close"),
    Session("2027-01-11", 'reopen --why "Lo har bytt avdelning, och bilderna följde inte med."', "", "follow-up", in_force=True),
    Session("2027-02-01", "close", "20-close-again.yaml", "close"),
    Session("2027-02-01", "render --all", "", "close"),
)
NINE = (
    Session("2026-04-27", "new-plan", "01-frame.txt", "frame"),
    Session("2026-04-27", "continue", "02-frame.txt", "notice"),
    Session("2026-04-27", "continue", "03-notice.txt", "inform"),
    Session("2026-04-30", "continue", "04-inform.txt", "decide"),
    Session("2026-05-04", "continue", "05-decide.yaml", "collaborate"),
    Session("2026-05-05", "consent --give", "06-consent.yaml", "collaborate"),
    Session("2026-05-05", "consent --give", "07-consent-child.yaml", "collaborate"),
    Session("2026-05-06", "consent --give", "08-consent-other.yaml", "collaborate"),
    Session("2026-05-08", "meeting --prepare", "09-prepare.yaml", "collaborate"),
    Session("2026-05-19", "meeting", "10-meeting.yaml", "plan", errors=("K162", "K163")),
    Session("2026-05-19", "meeting", "10-meeting-day.yaml", "follow-up", in_force=True),
    Session("2026-05-19", "render --all", "", "follow-up", in_force=True),
    Session("2026-06-09", "follow-up", "11-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-06-10", "hand-over", "12-propose.yaml", "hand-over", in_force=True),
    Session("2026-06-15", 'hand-over --decline --why "Vi har bara samtalen om sömnen."', "", "follow-up", in_force=True),
    Session("2026-06-16", "hand-over", "14-propose-again.yaml", "hand-over", in_force=True),
    Session("2026-06-18", "hand-over --accept --on 2026-06-17", "", "follow-up", in_force=True),
    Session("2026-08-17", "consent --withdraw --by 'mormor Ulla' --to bup", "", "follow-up", in_force=True),
    Session("2026-08-20", "consent --give", "17-consent-again.yaml", "follow-up", in_force=True),
    Session("2026-08-25", "meeting --prepare", "18-prepare.yaml", "follow-up", in_force=True),
    Session("2026-09-01", "meeting", "19-meeting.yaml", "follow-up", in_force=True),
    Session("2026-09-01", "render --all", "", "follow-up", in_force=True),
    Session("2026-11-12", "close", "20-close.yaml", "close"),
    Session("2026-12-01", 'reopen --why "Edvin är sjuk, och Tage äter inte."', "", "follow-up", in_force=True),
    Session("2026-12-18", "close", "21-close-again.yaml", "close"),
    Session("2026-12-18", "render --all", "", "close"),
)
SIXTEEN = (
    Session("2026-04-27", "new-plan", "01-frame.txt", "frame"),
    Session("2026-04-27", "continue", "02-frame.txt", "notice"),
    Session("2026-04-28", "continue", "03-notice.txt", "inform"),
    Session("2026-05-04", "continue", "04-inform.txt", "decide"),
    Session("2026-05-05", "continue", "05-decide.yaml", "collaborate"),
    Session("2026-05-06", "consent --give", "06-consent-child.yaml", "collaborate"),
    Session("2026-05-06", "consent --give", "07-consent-father.yaml", "collaborate"),
    Session("2026-05-08", "meeting --prepare", "08-prepare.yaml", "collaborate"),
    Session("2026-05-26", "meeting", "09-meeting.txt", "plan", errors=HALF_MET),
    Session("2026-05-26", "meeting --part 3", "10-meeting.yaml", "follow-up", in_force=True),
    Session("2026-05-26", "render --all", "", "follow-up", in_force=True),
    Session("2026-06-23", "follow-up", "11-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-06-24", "hand-over", "12-coordination.yaml", "hand-over", in_force=True),
    Session("2026-06-26", 'hand-over --decline --why "Vi har stängt i juli."', "", "follow-up", in_force=True),
    Session("2026-06-29", "hand-over", "14-coordination-again.yaml", "follow-up", in_force=True),
    Session("2026-08-10", "hand-over", "15-responsible.yaml", "hand-over", in_force=True),
    Session("2026-08-17", "hand-over --accept", "", "follow-up", in_force=True),
    Session("2026-08-18", "edit", "17-school.yaml", "follow-up", in_force=True),
    Session("2026-08-20", "consent --withdraw --by Noor --to umo", "", "follow-up", in_force=True),
    Session("2026-08-24", "consent --give", "19-consent-again.yaml", "follow-up", in_force=True),
    Session("2026-08-27", "meeting --prepare", "20-prepare.yaml", "follow-up", in_force=True),
    Session("2026-09-10", "meeting", "21-meeting.yaml", "follow-up", in_force=True),
    Session("2026-09-10", "render --all", "", "follow-up", in_force=True),
    Session("2026-12-03", "close", "22-close.yaml", "close"),
    Session("2027-01-18", 'reopen --why "Bageriet har stängt."', "", "follow-up", in_force=True),
    Session("2027-02-15", "close", "23-close-again.yaml", "close"),
    Session("2027-02-15", "render --all", "", "close"),
)
PROTECTED = (
    Session("2026-04-27", "new-plan", "01-new-plan.yaml", "collaborate", never_asked=NAMES_AND_PLACES),
    Session("2026-04-28", "meeting --prepare", "02-prepare.yaml", "collaborate"),
    Session("2026-05-11", "meeting", "03-meeting.yaml", "follow-up", in_force=True, never_asked=("meetings.m1.present",)),
    Session("2026-05-11", "render --all --routine-followed", "", "follow-up", in_force=True),
    Session("2026-06-11", "follow-up", "04-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-09-10", "close", "05-close.yaml", "close"),
)
# fmt: on

COORDINATION, RESPONSIBLE = HandOverKind.COORDINATION, HandOverKind.RESPONSIBLE
LIVES: Mapping[str, tuple[tuple[Session, ...], set[HandOverKind]]] = {
    "unborn": (UNBORN, {RESPONSIBLE, COORDINATION}),
    "four": (FOUR, {COORDINATION}),
    "nine": (NINE, {COORDINATION}),
    "sixteen": (SIXTEEN, {COORDINATION, RESPONSIBLE}),
}
"""Each child's sessions, and what was handed over in that life."""
