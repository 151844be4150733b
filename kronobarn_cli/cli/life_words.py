"""The words of the checks of hand-overs, follow-up and closing (K192 to K201).

The law it keeps: message ids only, nothing is translated here.
"""

from collections.abc import Mapping

from kronobarn_cli.cli.check_entry import ARCHIVE, CONSENT, RELAY, SIP, Basis, Words
from kronobarn_cli.i18n import later

LIFE_WORDS: Mapping[str, Words] = {
    "K192": Words(
        sentence=later("The hand-over is from {to} to {to}."),
        hint="kronobarn hand-over",
        rule=later("A hand-over goes to another than the one who has it."),
        why=later("To oneself there is nothing to hand over, so one of the two is a slip."),
        do=later("Correct who it is from or to."),
        basis=Basis.FILE,
    ),
    "K193": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn edit",
        rule=later("A hand-over is answered once, and not before it was proposed."),
        why=later("Otherwise nobody can tell who has it now."),
        do=later("Correct the dates, or take away the answer that does not hold."),
        basis=Basis.FILE,
    ),
    "K194": Words(
        sentence=later("{to} is asked to take over, but no consent holds for {to}."),
        hint="kronobarn consent",
        rule=later("Whoever is asked to take over has a consent."),
        why=later("To take over one has to know what it is about, and only child and guardians can open for that."),
        do=later("Ask child and guardians, and record the consent, before you tell anything."),
        source=CONSENT,
    ),
    "K195": Words(
        sentence=later("{to} has not answered the hand-over that was proposed on {on}."),
        hint="kronobarn hand-over",
        rule=later("A hand-over is answered within 30 days."),
        why=later(
            "Until it is received it is still yours. The family should not have to wonder. The number is our proposal."
        ),
        do=later("Ring and ask. Note yes or no, and when."),
        source=RELAY,
    ),
    "K196": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn hand-over",
        rule=later("Whoever last accepted a hand-over is the one who has it in the plan."),
        why=later("Otherwise two, or nobody, believe that it is theirs."),
        do=later("Ask who has it. Correct the role, or note the hand-over that is missing."),
        source=RELAY,
    ),
    "K197": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn close",
        rule=later(
            "At the closing someone tells the child what came of its words, on a set day. Or it is written why not."
        ),
        why=later("The child has given its words to many adults. It shall not have to guess where they went."),
        do=later("Choose someone the child trusts, and a day. Or skip the question with a reason."),
    ),
    "K198": Words(
        sentence=later("The plan is closed, but it is not said where the original is."),
        hint="kronobarn close",
        rule=later("A closed plan says where the original is archived."),
        why=later(
            "What you have here is a working copy. Whoever needs the plan later, the child too, must be able "
            "to find it."
        ),
        do=later("Write which archive or file it is in. Your organisation's rules say which."),
        source=ARCHIVE,
    ),
    "K199": Words(
        sentence=later("The plan is closed, but this much is neither done nor ended: {count}."),
        hint="kronobarn reopen",
        rule=later("When a plan is closed nothing is left to do."),
        why=later("Someone may still wait for it."),
        do=later(
            "Note how it went with each. If something goes on outside the plan, say so to the family, and end it here."
        ),
    ),
    "K200": Words(
        sentence=later("The follow-up was to be on {on}, and none is noted."),
        hint="kronobarn follow-up",
        rule=later("The day of the follow-up does not pass without one."),
        why=later("A plan that nobody returns to is soon forgotten."),
        do=later(
            "Note the follow-up if it has been held. Otherwise set a new day, and tell the family why it was moved."
        ),
        source=SIP,
    ),
    "K201": Words(
        sentence=later('"{action}" was to be changed, but not to what, nor to which day.'),
        hint="kronobarn follow-up",
        rule=later("What is to be changed says to what, or to which day."),
        why=later("Otherwise the old promise stands, and nobody knows that it does not hold."),
        do=later("Write what is to be done instead. Or choose to keep it, or to end it."),
    ),
}
