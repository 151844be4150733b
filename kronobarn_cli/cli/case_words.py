"""The words of the checks from the frame to the consents (K101 to K146).

The law it keeps: message ids only, nothing is translated here.
"""

from collections.abc import Mapping

from kronobarn_cli.cli.check_entry import CONSENT, PARENTS, PROTECTED, SECRECY, SKR, STAFF, Basis, Words
from kronobarn_cli.i18n import later

CASE_WORDS: Mapping[str, Words] = {
    "K101": Words(
        sentence=later("It has not been answered whether the child has protected identity."),
        hint="kronobarn continue",
        rule=later("Protected identity is answered before anything else."),
        why=later(
            "With protected identity even the name of a school can lead someone to the "
            "child. Then the plan holds no names and no places."
        ),
        do=later(
            "Answer the question. If the answer is yes, leave out names, places and "
            "contacts, and ask your manager whether paper is safer."
        ),
        source=PROTECTED,
    ),
    "K102": Words(
        sentence=later("Nobody is named as responsible for the child's best."),
        hint="kronobarn continue",
        rule=later("Someone is responsible."),
        why=later("When nobody is responsible, it falls to the family to hold everything together."),
        do=later("Say which service is responsible, or skip the question with a reason."),
        source=STAFF,
    ),
    "K103": Words(
        sentence=later("{who} is responsible, but where the child is in life it is usually {expected}."),
        hint="kronobarn hand-over",
        rule=later("The responsible service is the one for where the child is in life."),
        why=later(
            "Unborn: the midwife. Until förskoleklass: the nurse at BVC. In school until "
            "18: the headmaster. Outside upper secondary school: the municipality's "
            "activity responsibility, KAA. About a headmaster in upper secondary school "
            "and about adults the sources say nothing, so the program says nothing "
            "either."
        ),
        do=later("If there is a reason, let it stand. Otherwise hand over, or correct the child's stage."),
        basis=Basis.STATED,
        source=STAFF,
    ),
    "K104": Words(
        sentence=later("No guardian is listed."),
        hint="kronobarn edit",
        rule=later("The child's guardians are listed."),
        why=later("Guardians decide together in questions about the child. Who is not listed is easily not asked."),
        do=later(
            'Add each guardian under people, a word such as "mother" is enough. Or skip the question with a reason.'
        ),
        source=PARENTS,
    ),
    "K105": Words(
        sentence=later("Somebody has protected identity, but here stands a name, a place or who takes part."),
        hint="kronobarn edit",
        rule=later("With protected identity the file names nobody, no place, and not who takes part in a meeting."),
        why=later(
            "Who threatens can be close to the family. A school's name, or who meets whom and when, can be "
            "enough to find a child."
        ),
        do=later(
            "Take it out, also from what is printed, and keep the list on paper if you need one. Follow your routine."
        ),
        source=PROTECTED,
    ),
    "K106": Words(
        sentence=later("This is a consultation, but here stands something that can tell who the child is."),
        hint="kronobarn edit",
        rule=later("A consultation names nobody: no name, no year of birth, no place and no consent."),
        why=later(
            "Without consent you may ask for advice only as long as nobody can tell who the child is. Where "
            "few people fit, leaving out the name is not enough."
        ),
        do=later(
            "Take it out, and say it in more general words. If you need to name the child, ask for consent and "
            "begin a plan."
        ),
        source=SECRECY,
    ),
    "K110": Words(
        sentence=later("Nothing seen or heard is written down, and no reason why not."),
        hint="kronobarn continue",
        rule=later("The plan begins with something seen or heard."),
        why=later(
            "What was seen is the ground that everything after rests on. A fact can be "
            "shared; an interpretation has to be discussed."
        ),
        do=later("Write what was seen or heard, when and by whom. Or skip the question with a reason."),
        source=SKR,
    ),
    "K111": Words(
        sentence=later("Something is noticed on {on}, which is a day to come."),
        hint="kronobarn edit",
        rule=later("Nothing is noticed before it has happened."),
        why=later("It is nearly always a slip in the year or the month."),
        do=later("Correct the date."),
    ),
    "K120": Words(
        sentence=later("No area of the wheel is described, and no reason why not."),
        hint="kronobarn wheel",
        rule=later("At least one area is described, or skipped with a reason."),
        why=later(
            "The information gathering is there to find the areas where the child needs "
            "support, before anyone decides how."
        ),
        do=later("Describe an area for one voice: what works and what is hard. Or skip it with a reason."),
        source=SKR,
    ),
    "K121": Words(
        sentence=later("{voice} has a score in {area} but no words."),
        hint="kronobarn wheel",
        rule=later("A score never stands without words."),
        why=later(
            "A number alone says nothing about what to do. Kronobarnsmodellen's wheel "
            "has, as far as we know, no numbers; the scale is our proposal."
        ),
        do=later("Ask what already helps, and what it would look like if it got a little better."),
    ),
    "K122": Words(
        sentence=later("The wheel has a voice, {id}, who is nobody in people."),
        hint="kronobarn edit",
        rule=later("A voice in the wheel is somebody in people."),
        why=later("Otherwise nobody can tell whose words they are."),
        do=later("Add the person to people, or correct the id."),
        basis=Basis.FILE,
    ),
    "K130": Words(
        sentence=later("The decision has no why."),
        hint="kronobarn continue",
        rule=later("A decision has its why."),
        why=later("The family, and whoever takes over, can then see how you were thinking."),
        do=later("Write one sentence on why."),
        source=STAFF,
    ),
    "K131": Words(
        sentence=later("It is another service's matter, but it is not said whose."),
        hint="kronobarn continue",
        rule=later("Another service's matter names the service."),
        why=later("Until someone has received it, it is still yours."),
        do=later("Say which service it goes to."),
        source=STAFF,
    ),
    "K140": Words(
        sentence=later("{service} is invited, but no consent holds on {on}."),
        hint="kronobarn consent",
        rule=later(
            "An invited service has a consent that holds on the day of the meeting. The responsible service needs none."
        ),
        why=later(
            "Child and guardians consent before anything is shared. A consent that "
            "someone has withdrawn, or let run out, closes the door for that service "
            "until a new one is given."
        ),
        do=later("Ask child and guardians, and record the consent. Or do not invite the service."),
        source=STAFF,
    ),
    "K141": Words(
        sentence=later("The consent from {by} has no last day."),
        hint="kronobarn consent",
        rule=later("A consent has a last day."),
        why=later(
            "Whoever consents shall know how long it lasts. Until a last day is set the "
            "program counts the consent as not valid."
        ),
        do=later("Ask how long it shall last, and write the last day."),
        source=CONSENT,
    ),
    "K142": Words(
        sentence=later("The consent from {by} ends on {until}, before it begins on {from}."),
        hint="kronobarn edit",
        rule=later("A consent does not end before it begins."),
        why=later("It would never hold on any day."),
        do=later("Correct one of the two dates."),
        basis=Basis.FILE,
    ),
    "K143": Words(
        sentence=later("The consent from {by} ends on {until}, before the follow-up on {follow_up}."),
        hint="kronobarn consent",
        rule=later("A consent lasts until the next follow-up."),
        why=later("Otherwise those who were invited cannot be told what comes up there."),
        do=later("Ask now whether the consent shall be renewed."),
        source=CONSENT,
    ),
    "K144": Words(
        sentence=later("Not everyone has consented to {service}. Ask: {ask}."),
        hint="kronobarn consent",
        rule=later("When someone has consented to a service, every guardian has been asked."),
        why=later("Two guardians decide together. The program decides nothing in law: it only tells who is missing."),
        do=later(
            "Ask the guardian who is missing. If you are unsure whether one is enough, ask your organisation's lawyer."
        ),
        source=PARENTS,
    ),
    "K145": Words(
        sentence=later("The consent from {by} ends soon, on {until}."),
        hint="kronobarn consent",
        rule=later("A consent that ends within 30 days is told, within 7 days as a warning."),
        why=later("When it has run out nothing more can be shared."),
        do=later("Ask whether it shall be renewed, in good time."),
        source=CONSENT,
    ),
    "K146": Words(
        sentence=later("The consent from {by} does not say {missing}."),
        hint="kronobarn consent",
        rule=later("A consent says to whom, about what and for what."),
        why=later(
            "Whoever consents shall know which parties share what, and why. It may not be"
            " a waiver for everything. A consent without areas opens no area."
        ),
        do=later("Ask, and fill in what is missing."),
        source=CONSENT,
    ),
}
