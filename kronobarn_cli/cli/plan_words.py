"""The words of the checks of what puts a plan in force, and of the order of the file (K160 to K173).

The law it keeps: message ids only, nothing is translated here.
"""

from collections.abc import Mapping

from kronobarn_cli.cli.check_entry import FEW, MEETING_CIRCLE, NEWSLETTER, SIP, STAFF, Basis, Words
from kronobarn_cli.i18n import later

PLAN_WORDS: Mapping[str, Words] = {
    "K160": Words(
        sentence=later('"{action}" does not say who does it.'),
        hint="kronobarn meeting",
        rule=later("An action has exactly one who."),
        why=later("What everyone is to do is done by nobody. One is responsible, several may help."),
        do=later("Choose the one who answers for it being done."),
        source=NEWSLETTER,
    ),
    "K161": Words(
        sentence=later('"{action}" does not say by when.'),
        hint="kronobarn meeting",
        rule=later("An action has a by when."),
        why=later("Then you know when to look whether it helped."),
        do=later("Set a day. For something that goes on: the day it has begun by, or is looked at next."),
        source=NEWSLETTER,
    ),
    "K162": Words(
        sentence=later("No day is set for the follow-up."),
        hint="kronobarn meeting",
        rule=later("A day for the follow-up is set."),
        why=later("A plan that nobody returns to is soon forgotten."),
        do=later("Choose a day before you part. Six to eight weeks is our proposal; we do not know the county's."),
        source=SIP,
    ),
    "K163": Words(
        sentence=later("Nobody is named to call to the follow-up."),
        hint="kronobarn meeting",
        rule=later("Someone calls to the follow-up."),
        why=later("Otherwise it is the family that has to remind the others."),
        do=later("Choose who calls."),
        source=SIP,
    ),
    "K164": Words(
        sentence=later("The child's own voice is missing, and no reason is written."),
        hint="kronobarn meeting --prepare",
        rule=later("The child's voice is there, or the reason why not."),
        why=later(
            "The plan is the child's. What the child says, draws or shows counts once it "
            "stands in words in the plan. What someone else has told does not."
        ),
        do=later(
            "Ask the child in a way that suits. If it cannot be done, write why, for "
            "instance that the child is not yet born."
        ),
        source=MEETING_CIRCLE,
    ),
    "K165": Words(
        sentence=later("No read-back is recorded."),
        hint="kronobarn meeting",
        rule=later("The plan has been read back, and someone has answered."),
        why=later("Then nobody goes home with another picture of what you agreed. Also the answer no is an answer."),
        do=later("Read the plan aloud and note each one's answer."),
        source=MEETING_CIRCLE,
    ),
    "K166": Words(
        sentence=later("There are {count} goals. At most {most} is usually enough."),
        hint="kronobarn edit",
        rule=later("The goals are at most about four."),
        why=later("A few goals are easier to remember, also for the child."),
        do=later("Choose together what to begin with, and let the rest wait."),
        source=FEW,
    ),
    "K167": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn hand-over",
        rule=later("A birthday or a school start that changes who is responsible is noticed before the follow-up."),
        why=later(
            "At förskoleklass, at 18 and, for KAA, at 20 someone else takes over, and at "
            "18 consents are given anew by the person. Only the year, or the month, of "
            'birth is kept, so the program says "may" when it cannot know.'
        ),
        do=later("Agree who takes over and when, and begin the hand-over in good time."),
        source=STAFF,
    ),
    "K168": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn meeting",
        rule=later("The plan says what was read back; what has been changed since is shown."),
        why=later(
            "What you agreed on is what each of you heard and answered. A change afterwards may be wise, but "
            "nobody has said yes to it yet."
        ),
        do=later("Tell those it concerns, and read the plan back again at the next meeting."),
        source=MEETING_CIRCLE,
    ),
    "K169": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn meeting",
        rule=later("It is told when someone answered no or unsure at the read-back."),
        why=later("No is an answer, and the plan holds anyway. It tells you where to listen."),
        do=later("Ask what would make it a yes. Write what you do not agree on, with whose view it is."),
        source=MEETING_CIRCLE,
    ),
    "K170": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn edit",
        rule=later("Every id in the plan points at somebody in people, at a goal or at an action."),
        why=later("Otherwise nobody can tell who is meant."),
        do=later("Correct the id, or add what is missing."),
        basis=Basis.FILE,
    ),
    "K171": Words(
        sentence=later("The id {id} is used more than once in {list}."),
        hint="kronobarn edit",
        rule=later("An id is used once in its list."),
        why=later("Other parts of the plan point at the id, and must find one thing."),
        do=later("Give one of them a new id that has not been used before."),
        basis=Basis.FILE,
    ),
    "K172": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn doctor",
        rule=later("A practice plan lies in a practice folder, and a real one does not."),
        why=later("A made-up child must never be taken for a real one, nor a real child be shown as an exercise."),
        do=later("Move the file to the right folder."),
    ),
    "K173": Words(
        sentence=later("You have written differently about the same thing: {place}."),
        hint="kronobarn merge",
        rule=later("Nothing is written in two ways that nobody has chosen between."),
        why=later(
            "When two have written at the same time, all that both wrote is kept. Only you know which of the "
            "wordings is right, and until you choose the plan holds the newest."
        ),
        do=later("Choose one of the wordings, keep both, or write something else."),
        basis=Basis.FILE,
    ),
}
