"""What every check says and is for: one entry a code. Message ids only, nothing is translated here.

The law it keeps: each entry says whose rule it is. STATED: a source says it. PROPOSAL: it is ours, never
to be presented as the county's wording; `source` is what it leans on. FILE: the program's own, for safety.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from kronobarn_cli.i18n import later


class Basis(Enum):
    """Whose rule it is."""

    STATED = auto()
    PROPOSAL = auto()
    FILE = auto()


class Words(NamedTuple):
    """One check: what is shown when it finds something, what can be typed, and its help page."""

    sentence: str
    hint: str
    rule: str
    why: str
    do: str
    basis: Basis = Basis.PROPOSAL
    source: str | None = None


_STAFF = later(
    "Region Kronoberg's page on staff (Medarbetare), on the duties of the one responsible for the child's best"
)
_PROTECTED = later("the data protection authority's checklist on protected identity in schools")
_PARENTS = later("the Parental Code, chapter 6, section 13")
_SKR = later("SKR, Samordning utifrån barnets fokus (2023)")
_CONSENT = later("Norrköping municipality and Kunskapsguiden, the pages on consent (Samtycke)")
_MEETING_CIRCLE = later("Uppdrag Psykisk Hälsa, Mötescirkeln")
_SIP_LEADER = later("Täby municipality, support for those who hold a SIP")
_NEWSLETTER = later("the newsletter Barnens bästa gäller! i Kronoberg, June 2020, on who does what, and when")
_SIP = later("the law on SIP as vardochinsats.se puts it, on who is responsible and how to follow up")
_FEW = later("Warwickshire's guidance for family meetings, with up to four outcomes")
_MINIMAL = later("the data protection rule to keep no more about a person than is needed")

WORDS: Mapping[str, Words] = {
    "K001": Words(
        sentence=later("The file is not UTF-8 but looks like {encoding}."),
        hint="kronobarn check --explain K001",
        rule=later("The file is UTF-8."),
        why=later("Otherwise å, ä and ö turn into other signs without anyone noticing."),
        do=later("Open the file in the editor it was saved with, choose Save as, and the encoding UTF-8."),
        basis=Basis.FILE,
    ),
    "K002": Words(
        sentence=later("The file holds a control character that no text has."),
        hint="kronobarn edit",
        rule=later("The file holds text only."),
        why=later("Such characters come from a damaged disk or a paste, and can hide what the file says."),
        do=later("Take the character away at that place."),
        basis=Basis.FILE,
    ),
    "K003": Words(
        sentence=later("The file is larger than 256 KiB."),
        hint="kronobarn check --explain K003",
        rule=later("The file is at most 256 KiB."),
        why=later("A plan is a few pages of text. A file that is much larger is usually something else."),
        do=later("Check that it is the right file. Pictures and attachments are kept elsewhere."),
        basis=Basis.FILE,
    ),
    "K004": Words(
        sentence=later("The file is nested more than 40 levels deep."),
        hint="kronobarn edit",
        rule=later("The file is nested at most 40 levels."),
        why=later("A plan never needs that, and such a file can bring a program down."),
        do=later("Look for brackets or indents that never end."),
        basis=Basis.FILE,
    ),
    "K005": Words(
        sentence=later("The file cannot be understood at this place."),
        hint="kronobarn edit",
        rule=later("The file is written in YAML."),
        why=later("It is often an indent that is off by a space, a tab, or a quotation mark that does not close."),
        do=later("Look at the line, and at the one above it."),
        basis=Basis.FILE,
    ),
    "K006": Words(
        sentence=later("The key {key} stands twice; the first is on line {first_line}."),
        hint="kronobarn edit",
        rule=later("A key stands once."),
        why=later("Other programs keep one of the two in silence, and what someone wrote is lost."),
        do=later("Put the two together, or take one away."),
        basis=Basis.FILE,
    ),
    "K007": Words(
        sentence=later("The file uses an anchor or an alias (& or *)."),
        hint="kronobarn edit",
        rule=later("The file has no anchors or aliases."),
        why=later("They make the text say one thing and mean another."),
        do=later("Write the text out. If it is a sign in running text, put quotation marks around it."),
        basis=Basis.FILE,
    ),
    "K008": Words(
        sentence=later("The file uses a tag (!)."),
        hint="kronobarn edit",
        rule=later("The file has no tags."),
        why=later("A tag can ask a program to do things. A plan only holds text."),
        do=later("Take the tag away. If it is a sign in running text, put quotation marks around it."),
        basis=Basis.FILE,
    ),
    "K009": Words(
        sentence=later("The file uses a merge key (<<)."),
        hint="kronobarn edit",
        rule=later("The file has no merge keys."),
        why=later("They bring in text from elsewhere in the file, so that nobody sees what a part says."),
        do=later("Write the keys out."),
        basis=Basis.FILE,
    ),
    "K010": Words(
        sentence=later("The file holds more than one document."),
        hint="kronobarn edit",
        rule=later("One file, one plan."),
        why=later("Otherwise it is not clear which of them counts."),
        do=later("Take away the line --- and what belongs to another plan."),
        basis=Basis.FILE,
    ),
    "K011": Words(
        sentence=later("The file is cut off: the last line with three dots is missing."),
        hint="kronobarn edit",
        rule=later("The file ends with a line of three dots."),
        why=later("Without them nobody knows if the end is there. The program never reads on in silence."),
        do=later(
            "Fetch the last whole copy. If you know that nothing is missing, write three "
            "dots on a line of their own at the end."
        ),
        basis=Basis.FILE,
    ),
    "K012": Words(
        sentence=later("The file holds the marks of an unfinished merge (<<<<<<<)."),
        hint="kronobarn doctor",
        rule=later("The file holds no unfinished merge."),
        why=later("Two versions stand in each other's way, and a person has to choose."),
        do=later("Finish the merge. Both versions are kept until you have chosen."),
        basis=Basis.FILE,
    ),
    "K013": Words(
        sentence=later("{file} is a conflict copy from a synchronised folder."),
        hint="kronobarn doctor",
        rule=later("There is one file for each plan."),
        why=later("OneDrive or Dropbox has saved two versions. If one is thrown away, someone's words may go with it."),
        do=later("Put the two together, and then take the copy away."),
        basis=Basis.FILE,
    ),
    "K014": Words(
        sentence=later("The file is written by a newer version (format {version})."),
        hint="kronobarn check --explain K014",
        rule=later("The file is in a format this version knows."),
        why=later(
            "Written back by an older program, what is new could be lost. So it can be "
            "looked at, if at all, but not changed."
        ),
        do=later("Update kronobarn, or ask the one who sent you the file."),
        basis=Basis.FILE,
    ),
    "K015": Words(
        sentence=later("The file is not a plan."),
        hint="kronobarn check --explain K015",
        rule=later("A plan file begins with kronobarn and a number."),
        why=later("That is how the program knows what it is reading."),
        do=later('Check that it is the right file. If it is a plan, write "kronobarn: 1" at the top.'),
        basis=Basis.FILE,
    ),
    "K016": Words(
        sentence=later("The key {key} is missing."),
        hint="kronobarn edit",
        rule=later("What must be there is there."),
        why=later("Other parts build on it, an id for instance."),
        do=later("Add the key with its value."),
        basis=Basis.FILE,
    ),
    "K017": Words(
        sentence=later("Something else stands here. Expected: {expected}."),
        hint="kronobarn edit",
        rule=later("Each value is of its sort."),
        why=later("A date that is not a date cannot be put in a calendar."),
        do=later(
            "Write the value as in this example: 2026-03-19 for a date, 14:30 for a time,"
            " a dash before each item of a list."
        ),
        basis=Basis.FILE,
    ),
    "K018": Words(
        sentence=later("The value is not one of those that can stand here: {allowed}."),
        hint="kronobarn edit",
        rule=later("Where there are fixed choices, one of them is used."),
        why=later("Everyone who reads the file then means the same."),
        do=later("Choose one of them, and write it in the same way."),
        basis=Basis.FILE,
    ),
    "K019": Words(
        sentence=later("Something here looks like a personal identity number."),
        hint="kronobarn edit",
        rule=later("There are no personal identity numbers in a plan."),
        why=later("With a number a lost file becomes a certain child. The plan's code is enough to find it."),
        do=later(
            "Take the number away. If it is another number, a phone number or a case, "
            "write it with spaces in other places."
        ),
        source=_MINIMAL,
    ),
    "K020": Words(
        sentence=later("The key {key} is not known here. It is kept as it is."),
        hint="kronobarn check --explain K020",
        rule=later("Unknown keys are kept."),
        why=later(
            "They may come from a newer version or from an addition of your own. Nothing that someone wrote is lost."
        ),
        do=later("Is it misspelt, correct it. Otherwise you need not do anything."),
        basis=Basis.FILE,
    ),
    "K021": Words(
        sentence=later("The code in the file is not the file's name."),
        hint="kronobarn edit",
        rule=later("The code in the file and the file's name are the same."),
        why=later("Otherwise a plan can be taken for another, for instance after a file was copied."),
        do=later("Rename the file, or correct the code."),
        basis=Basis.FILE,
    ),
    "K022": Words(
        sentence=later("A key here is not plain text."),
        hint="kronobarn edit",
        rule=later("Keys are plain text."),
        why=later("A list or a mapping as a key cannot be shown or searched."),
        do=later("Write the key as one word, followed by a colon."),
        basis=Basis.FILE,
    ),
    "K023": Words(
        sentence=later("A text in the terms file does not say whose it is."),
        hint="kronobarn terms check",
        rule=later("Every text in a terms file has either a source or proposal: true."),
        why=later("Then nobody takes our proposal for the county's wording."),
        do=later("Write who said it after source, or proposal: true. One of the two."),
        basis=Basis.FILE,
    ),
    "K024": Words(
        sentence=later("The file is not a terms file."),
        hint="kronobarn terms check",
        rule=later("A terms file begins with terms and a number."),
        why=later("That is how the program knows what it is reading."),
        do=later("Copy out the file that comes with the program, and change the words in it."),
        basis=Basis.FILE,
    ),
    "K025": Words(
        sentence=later("The program has no place for the answer to {key}, or expects another kind of answer."),
        hint="kronobarn terms copy",
        rule=later("The questions in a terms file are those that the program knows, each of its own kind."),
        why=later("An answer without a place in the plan would be lost."),
        do=later("Give the question the id and the kind that it has in the file that comes with the program."),
        basis=Basis.FILE,
    ),
    "K026": Words(
        sentence=later("The question {key} is missing."),
        hint="kronobarn terms copy",
        rule=later("A terms file holds all questions that the program needs."),
        why=later("A question that is not there is never asked."),
        do=later("Put the question back. You may change its words."),
        basis=Basis.FILE,
    ),
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
        source=_PROTECTED,
    ),
    "K102": Words(
        sentence=later("Nobody is named as responsible for the child's best."),
        hint="kronobarn continue",
        rule=later("Someone is responsible."),
        why=later("When nobody is responsible, it falls to the family to hold everything together."),
        do=later("Say which service is responsible, or skip the question with a reason."),
        source=_STAFF,
    ),
    "K103": Words(
        sentence=later("{who} is responsible, but where the child is in life it is usually {expected}."),
        hint="kronobarn edit",
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
        source=_STAFF,
    ),
    "K104": Words(
        sentence=later("No guardian is listed."),
        hint="kronobarn edit",
        rule=later("The child's guardians are listed."),
        why=later("Guardians decide together in questions about the child. Who is not listed is easily not asked."),
        do=later(
            'Add each guardian under people, a word such as "mother" is enough. Or skip the question with a reason.'
        ),
        source=_PARENTS,
    ),
    "K105": Words(
        sentence=later("Somebody has protected identity, but here stands a name or a place."),
        hint="kronobarn edit",
        rule=later("With protected identity the file names nobody and no place."),
        why=later("Who threatens can be close to the family, and a school's name can be enough to find a child."),
        do=later("Take the name or the place out, also from what is printed. Follow your routine."),
        source=_PROTECTED,
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
        source=_SKR,
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
        source=_SKR,
    ),
    "K121": Words(
        sentence=later("{voice} has a score in {area} but no words."),
        hint="kronobarn wheel",
        rule=later("A score never stands without words."),
        why=later(
            "A number alone says nothing about what to do. Kronobarnsmodellen's wheel "
            "has, as far as we know, no numbers; the scale is our proposal."
        ),
        do=later("Ask what makes it not lower, and what one step up would look like."),
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
        source=_STAFF,
    ),
    "K131": Words(
        sentence=later("It is another service's matter, but it is not said whose."),
        hint="kronobarn continue",
        rule=later("Another service's matter names the service."),
        why=later("Until someone has received it, it is still yours."),
        do=later("Say which service it goes to."),
        source=_STAFF,
    ),
    "K140": Words(
        sentence=later("{service} is invited, but no consent holds on {on}."),
        hint="kronobarn continue",
        rule=later(
            "An invited service has a consent that holds on the day of the meeting. The responsible service needs none."
        ),
        why=later(
            "Child and guardians consent before anything is shared. A consent that "
            "someone has withdrawn, or let run out, closes the door for that service "
            "until a new one is given."
        ),
        do=later("Ask child and guardians, and record the consent. Or do not invite the service."),
        source=_STAFF,
    ),
    "K141": Words(
        sentence=later("The consent from {by} has no last day."),
        hint="kronobarn continue",
        rule=later("A consent has a last day."),
        why=later(
            "Whoever consents shall know how long it lasts. Until a last day is set the "
            "program counts the consent as not valid."
        ),
        do=later("Ask how long it shall last, and write the last day."),
        source=_CONSENT,
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
        hint="kronobarn continue",
        rule=later("A consent lasts until the next follow-up."),
        why=later("Otherwise those who were invited cannot be told what comes up there."),
        do=later("Ask now whether the consent shall be renewed."),
        source=_CONSENT,
    ),
    "K144": Words(
        sentence=later("Not everyone has consented to {service}. Ask: {ask}."),
        hint="kronobarn continue",
        rule=later("When someone has consented to a service, every guardian has been asked."),
        why=later("Two guardians decide together. The program decides nothing in law: it only tells who is missing."),
        do=later(
            "Ask the guardian who is missing. If you are unsure whether one is enough, ask your organisation's lawyer."
        ),
        source=_PARENTS,
    ),
    "K145": Words(
        sentence=later("The consent from {by} ends soon, on {until}."),
        hint="kronobarn continue",
        rule=later("A consent that ends within 30 days is told, within 7 days as a warning."),
        why=later("When it has run out nothing more can be shared."),
        do=later("Ask whether it shall be renewed, in good time."),
        source=_CONSENT,
    ),
    "K146": Words(
        sentence=later("The consent from {by} does not say {missing}."),
        hint="kronobarn continue",
        rule=later("A consent says to whom, about what and for what."),
        why=later(
            "Whoever consents shall know which parties share what, and why. It may not be"
            " a waiver for everything. A consent without areas opens no area."
        ),
        do=later("Ask, and fill in what is missing."),
        source=_CONSENT,
    ),
    "K150": Words(
        sentence=later("The meeting {meeting} has no question."),
        hint="kronobarn continue",
        rule=later("A meeting has a question, worded with the family."),
        why=later("The question is the core of the meeting. It stands in the invitation, and everyone can prepare."),
        do=later("Ask the child and the guardians what the meeting should help with."),
        source=_SIP_LEADER,
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
        hint="kronobarn continue",
        rule=later("A child who is invited has said how to take part."),
        why=later(
            "The whole meeting, the first quarter of an hour, a letter or someone who "
            "speaks for the child: all of it counts."
        ),
        do=later("Ask the child, and write the answer."),
        source=_MEETING_CIRCLE,
    ),
    "K160": Words(
        sentence=later('"{action}" does not say who does it.'),
        hint="kronobarn continue",
        rule=later("An action has exactly one who."),
        why=later("What everyone is to do is done by nobody. One is responsible, several may help."),
        do=later("Choose the one who answers for it being done."),
        source=_NEWSLETTER,
    ),
    "K161": Words(
        sentence=later('"{action}" does not say by when.'),
        hint="kronobarn continue",
        rule=later("An action has a by when."),
        why=later("Then you know when to look whether it helped."),
        do=later("Set a day. For something that goes on: the day it has begun by, or is looked at next."),
        source=_NEWSLETTER,
    ),
    "K162": Words(
        sentence=later("No day is set for the follow-up."),
        hint="kronobarn continue",
        rule=later("A day for the follow-up is set."),
        why=later("A plan that nobody returns to is soon forgotten."),
        do=later("Choose a day before you part. Six to eight weeks is our proposal; we do not know the county's."),
        source=_SIP,
    ),
    "K163": Words(
        sentence=later("Nobody is named to call to the follow-up."),
        hint="kronobarn continue",
        rule=later("Someone calls to the follow-up."),
        why=later("Otherwise it is the family that has to remind the others."),
        do=later("Choose who calls."),
        source=_SIP,
    ),
    "K164": Words(
        sentence=later("The child's own voice is missing, and no reason is written."),
        hint="kronobarn continue",
        rule=later("The child's voice is there, or the reason why not."),
        why=later(
            "The plan is the child's. What the child says, draws or shows counts once it "
            "stands in words in the plan. What someone else has told does not."
        ),
        do=later(
            "Ask the child in a way that suits. If it cannot be done, write why, for "
            "instance that the child is not yet born."
        ),
        source=_MEETING_CIRCLE,
    ),
    "K165": Words(
        sentence=later("No read-back is recorded."),
        hint="kronobarn edit",
        rule=later("The plan has been read back, and someone has answered."),
        why=later("Then nobody goes home with another picture of what you agreed. Also the answer no is an answer."),
        do=later("Read the plan aloud and note each one's answer."),
        source=_MEETING_CIRCLE,
    ),
    "K166": Words(
        sentence=later("There are {count} goals. At most {most} is usually enough."),
        hint="kronobarn edit",
        rule=later("The goals are at most about four."),
        why=later("A few goals are easier to remember, also for the child."),
        do=later("Choose together what to begin with, and let the rest wait."),
        source=_FEW,
    ),
    "K167": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn edit",
        rule=later("A birthday or a school start that changes who is responsible is noticed before the follow-up."),
        why=later(
            "At förskoleklass, at 18 and, for KAA, at 20 someone else takes over, and at "
            "18 consents are given anew by the person. Only the year, or the month, of "
            'birth is kept, so the program says "may" when it cannot know.'
        ),
        do=later("Agree who takes over and when, and begin the hand-over in good time."),
        source=_STAFF,
    ),
    "K170": Words(
        sentence=later("Something is not right here."),
        hint="kronobarn edit",
        rule=later("Every id in the plan points at somebody in people, or at a goal."),
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
}
"""A check that has VARIANTS takes its sentence there."""

VARIANTS: Mapping[tuple[str, str, str | int | bool], str] = {
    ("K167", "years", 6): later("Förskoleklass begins before the follow-up on {follow_up}."),
    ("K167", "sure", True): later("The child turns {years} before the follow-up on {follow_up}."),
    ("K167", "sure", False): later("The child may turn {years} before the follow-up on {follow_up}."),
    ("K170", "target", "person"): later("The id {id} points at nobody in people."),
    ("K170", "target", "goal"): later("There is no goal with the id {id}."),
    ("K172", "practice", True): later("This is a practice plan, but the folder holds real plans."),
    ("K172", "practice", False): later("This is a real plan, but the folder is for practice."),
}
"""Code, fact and its value: the sentence to use; the first that fits."""

FACTS: Mapping[str, Mapping[str, str]] = {
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
}
"""The words for facts that are ids: fact, value, words."""
