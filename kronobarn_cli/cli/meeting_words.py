"""The words of the checks of the meeting (K150 to K157).

The law it keeps: message ids only, nothing is translated here.
"""

from collections.abc import Mapping

from kronobarn_cli.cli.check_entry import MEETING_CIRCLE, SIP_LEADER, Basis, Words
from kronobarn_cli.i18n import later

MEETING_WORDS: Mapping[str, Words] = {
    "K150": Words(
        sentence=later("The meeting {meeting} has no question."),
        hint="kronobarn meeting --prepare",
        rule=later("A meeting has a question, worded with the family."),
        why=later("The question is the core of the meeting. It stands in the invitation, and everyone can prepare."),
        do=later("Ask the child and the guardians what the meeting should help with."),
        source=SIP_LEADER,
    ),
    "K151": Words(
        sentence=later("A meeting names {id}, who is nobody in people."),
        hint="kronobarn edit",
        rule=later("Those invited, present or absent are somebody in people."),
        why=later("Otherwise no invitation can be made, and no consent can be looked up."),
        do=later("Add the person to people, or correct the id."),
        basis=Basis.FILE,
    ),
    "K152": Words(
        sentence=later("The child is invited to {meeting}, but it is not said how the child takes part."),
        hint="kronobarn meeting --prepare",
        rule=later("A child who is invited has said how to take part."),
        why=later(
            "The whole meeting, the first quarter of an hour, a letter or someone who "
            "speaks for the child: all of it counts."
        ),
        do=later("Ask the child, and write the answer."),
        source=MEETING_CIRCLE,
    ),
    "K153": Words(
        sentence=later("{on} is before the last meeting, which was held on {last}."),
        hint="kronobarn meeting --prepare",
        rule=later("A meeting or a follow-up is not dated before the last meeting."),
        why=later(
            "It is usually a slip in the month or the year, or a day that was never moved. Someone may wait "
            "for a meeting that does not come."
        ),
        do=later("Correct the date, or set a new day."),
    ),
    "K154": Words(
        sentence=later("Nobody has written why these are invited to {meeting}: {services}."),
        hint="kronobarn meeting --prepare",
        rule=later("The family can read why each service is invited."),
        why=later(
            "Each new adult in the room is one more for the child to trust. With one line why, the family can "
            "say yes or no to each."
        ),
        do=later("Write one line why for each, in words the family would use. Or do not invite the service."),
    ),
    "K155": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn edit",
        rule=later("Nobody is both present and absent, and it is told when someone came without being invited."),
        why=later(
            "Who was there decides who has heard what. It can be quite in order that someone came along; then "
            "the family should have said yes to it."
        ),
        do=later("Correct the list. If someone came along and the family said yes, let it stand."),
    ),
    "K156": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn meeting --prepare",
        rule=later("A meeting is light enough for the child and the family to carry."),
        why=later(
            "Many adults, a long time on a chair or many questions make it hard for a child to be heard. The "
            "numbers are our proposal: at most two services for each one of the family and six in all, an hour "
            "without breaks for a child under 12, and three questions."
        ),
        do=later(
            "Ask the family whom they want there. Someone can send a few lines instead, the child can be there "
            "for a part of it, and a question can wait. You decide together."
        ),
    ),
    "K157": Words(
        sentence=later("The child was not at {meeting}, and nobody is named to tell the child what came of it."),
        hint="kronobarn meeting",
        rule=later("When the child was not there, someone is named to tell the child."),
        why=later("The plan is the child's. Not being in the room must not mean not knowing."),
        do=later("Choose someone the child trusts. Or skip the question with a reason."),
        source=MEETING_CIRCLE,
    ),
}
