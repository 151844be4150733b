"""The words of the checks of what is recorded: files in the wrong place, personal numbers and names (K030 to K033).

The law it keeps: message ids only, nothing is translated here; what was found is never repeated, so no sentence has
room for it.
"""

from collections.abc import Mapping

from kronobarn_cli.cli.check_entry import MINIMAL, Basis, Words
from kronobarn_cli.i18n import later

LEAK_WORDS: Mapping[str, Words] = {
    "K030": Words(
        sentence=later("A plan lies outside the folder plans."),
        hint="kronobarn doctor",
        rule=later("All plans lie in the folder plans."),
        why=later("Elsewhere nobody checks it, nothing finds it, and it is easily left behind when a plan is erased."),
        do=later("Move the file to the folder plans if it belongs there, or take it away before you record."),
        basis=Basis.FILE,
    ),
    "K031": Words(
        sentence=later("The name of a file in plans is no code."),
        hint="kronobarn doctor",
        rule=later("A plan file is named after its code, with .yaml at the end."),
        why=later(
            "A name of one's own can tell who the child is, and the history keeps it also when the file is renamed."
        ),
        do=later("Rename the file to its code. If it is a copy of a plan: kronobarn merge."),
        basis=Basis.FILE,
    ),
    "K032": Words(
        sentence=later("{where} holds a personal number."),
        hint="kronobarn check --history",
        rule=later("No personal number stands outside the plans either."),
        why=later(
            "Names of files, messages and names of branches are shown in many places, and cannot be erased "
            "when the plan is."
        ),
        do=later(
            "Write the plan's code instead. What is only on this computer can be rewritten by somebody who knows "
            "git. What is shared already cannot be taken back: tell your IT unit and your data protection officer."
        ),
        basis=Basis.PROPOSAL,
        source=MINIMAL,
    ),
    "K033": Words(
        sentence=later("{where} holds a name that stands in a plan."),
        hint="kronobarn check --history",
        rule=later("Nobody's name stands outside the plans."),
        why=later(
            "Names of files, messages and names of branches are shown in many places, and cannot be erased "
            "when the plan is."
        ),
        do=later(
            "Write the plan's code instead. A word that is no name: write it with a small letter. What is only on "
            "this computer can be rewritten by somebody who knows git. What is shared already cannot be taken back: "
            "tell your IT unit and your data protection officer."
        ),
        basis=Basis.PROPOSAL,
        source=MINIMAL,
    ),
}

LEAK_VARIANTS: Mapping[tuple[str, str, str | int | bool], str] = {
    ("K032", "sure", False): later("{where} holds digits that may be a personal number."),
    ("K033", "sure", False): later("{where} holds a word that may be a name in a plan."),
}

LEAK_FACTS: Mapping[str, str] = {
    "file": later("the name of a file"),
    "message": later("the message of a change"),
    "author": later("who recorded it (name or address)"),
    "branch": later("the name of a branch"),
    "tag": later("the name of a tag"),
}
