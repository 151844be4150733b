"""The words of the checks of what was promised, and in which words (K180 to K190).

The law it keeps: message ids only, nothing is translated here.
"""

from collections.abc import Mapping

from kronobarn_cli.cli.check_entry import CONSENT, MEETING_CIRCLE, NEWSLETTER, SIP, SIP_LAW, Words
from kronobarn_cli.i18n import later

PROMISE_WORDS: Mapping[str, Words] = {
    "K180": Words(
        sentence=later("{service} shall do something, but no role is written: there is nobody to ring."),
        hint="kronobarn meeting",
        rule=later("A service that shall do something has a role."),
        why=later(
            "A house cannot promise anything, a person can. The role is enough: names change, and need not be "
            "in the file."
        ),
        do=later("Ask who it is that does it, and write the role, for instance the nurse."),
        source=NEWSLETTER,
    ),
    "K181": Words(
        sentence=later("{who} has {count} things to do that are not done yet."),
        hint="kronobarn meeting",
        rule=later("Nobody has four or more things to do at once."),
        why=later(
            "What is too much is put off, and a promise that is put off looks broken. The number is our proposal."
        ),
        do=later("Ask if it can be kept. Let something wait, or let another take it."),
    ),
    "K182": Words(
        sentence=later("The family has {count} of the {of} things that are left to do."),
        hint="kronobarn meeting",
        rule=later("The family does not carry more than half of what is left to do."),
        why=later("You meet because the family needs support. What child and guardians do is of their own will."),
        do=later("Ask the family what they want to do themselves, and let the services take the rest."),
    ),
    "K183": Words(
        sentence=later('"{action}" was to be done by {by}.'),
        hint="kronobarn follow-up",
        rule=later("An action is done by its day."),
        why=later(
            "The child and the family have waited for it. What goes on regularly was only to begin by that "
            "day, and is not late."
        ),
        do=later(
            "Ask the one who does it what came in the way. Note that it is done, or set a new day that can be kept."
        ),
        source=NEWSLETTER,
    ),
    "K184": Words(
        sentence=later('"{action}" has until {by}, after the follow-up on {follow_up}.'),
        hint="kronobarn meeting",
        rule=later("An action is done by the follow-up."),
        why=later("Otherwise nobody is there to see whether it was done and whether it helped."),
        do=later(
            "Set an earlier day, or something to look at already at the follow-up. If it has to take longer, "
            "let it stand."
        ),
        source=SIP,
    ),
    "K185": Words(
        sentence=later("{service} shall do something, but no consent holds for {service}."),
        hint="kronobarn consent",
        rule=later(
            "A service that shall do something has a consent. The responsible service and the one who holds "
            "the plan together need none."
        ),
        why=later("Without consent the service may not be told what it is to do, nor why."),
        do=later("Ask child and guardians, and record the consent. Or let another do it."),
        source=CONSENT,
    ),
    "K186": Words(
        sentence=later('"{action}" does not say how you will know that it helped.'),
        hint="kronobarn meeting",
        rule=later("An action says how you will know that it helped."),
        why=later("Done is not the same as helped. Without a sign you can only ask whether it was done."),
        do=later("Ask the child: what will you notice when it has helped?"),
        source=MEETING_CIRCLE,
    ),
    "K187": Words(
        sentence=later('"{word}" leaves the promise open. {instead}'),
        hint="kronobarn meeting",
        rule=later("A promise is made in words that can be kept."),
        why=later(
            "Two people hear two things in a vague word, and both think that they agree. Which words are asked "
            "about stands in the terms file."
        ),
        do=later("Say it with a day, a number or a name."),
        source=NEWSLETTER,
    ),
    "K188": Words(
        sentence=later('In the goal it says "{word}". {instead}'),
        hint="kronobarn meeting",
        rule=later("A goal does not begin with what the child lacks. The child's own words stand as they are."),
        why=later(
            "A goal that the child has to reach by stopping something leaves the adults with nothing to do. "
            "Which words are asked about stands in the terms file."
        ),
        do=later("Ask what the adults will do, and what one will see when it goes well."),
    ),
    "K189": Words(
        sentence=later('"{word}" is not explained.'),
        hint="kronobarn meeting",
        rule=later("Abbreviations and words of the trade are explained, or at least asked about."),
        why=later(
            "A word that only some understand shuts the others out. The explanation follows with the plan to "
            "the child and the family."
        ),
        do=later("Ask the one who used the word what it means, or use another."),
        source=MEETING_CIRCLE,
    ),
    "K190": Words(
        sentence=later("Both {health} and {social} shall do something: the rules of SIP apply."),
        hint="kronobarn check --explain K190",
        rule=later("When both health care and social services give support, the rules of SIP apply."),
        why=later(
            "A person who needs support from both has a right to a plan that both make together, once there is "
            "consent, and without delay. This plan can carry it, but does not replace it by itself."
        ),
        do=later(
            "See that the plan says these four things: which measures are needed, who is responsible for each "
            "of them, what is done by someone other than the municipality or the region, and who has the "
            "overall responsibility for the plan. Ask the services whether they make a SIP, and note that it "
            "exists, who owns it and when it is next seen to."
        ),
        source=SIP_LAW,
    ),
}
