"""The words of the checks of the reader: what makes a file one that can be read (K001 to K028).

The law it keeps: message ids only, nothing is translated here.
"""

from collections.abc import Mapping

from kronobarn_cli.cli.check_entry import MINIMAL, Basis, Words
from kronobarn_cli.i18n import later

FILE_WORDS: Mapping[str, Words] = {
    "K001": Words(
        sentence=later("The file is not UTF-8 but looks like {encoding}."),
        hint="kronobarn check --explain K001",
        rule=later("The file is UTF-8."),
        why=later("Otherwise å, ä and ö turn into other signs without anyone noticing."),
        do=later(
            "Open the file in the editor it was saved with, choose Save as, and the encoding UTF-8. If nothing of the "
            "plan is left in it, kronobarn restore brings the plan back as it was before."
        ),
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
        hint="kronobarn merge",
        rule=later("The file holds no unfinished merge."),
        why=later("Two versions stand in each other's way, and a person has to choose."),
        do=later("Put the two together with kronobarn merge. Both wordings are kept until you have chosen."),
        basis=Basis.FILE,
    ),
    "K013": Words(
        sentence=later("The file {file} is no plan by its name. It may be a copy made by a sync service."),
        hint="kronobarn merge",
        rule=later("There is one file for each plan."),
        why=later("OneDrive or Dropbox has saved two versions. If one is thrown away, someone's words may go with it."),
        do=later(
            "kronobarn merge takes what is new in it into the plan, and then puts the copy away. A copy that cannot "
            "be read is left alone: look at it, and then move it out of the folder."
        ),
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
        do=later(
            'Check that it is the right file. If it is a plan, write "kronobarn: 1" at the top. If nothing of the plan '
            "is left in it, kronobarn restore brings the plan back as it was before."
        ),
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
        source=MINIMAL,
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
    "K027": Words(
        sentence=later("Nothing stands after {key}."),
        hint="kronobarn edit",
        rule=later("A key has a value, or it is left out."),
        why=later("What stands after # is a comment and no answer. Somebody's words may lie there without being read."),
        do=later("Put the words in quotation marks. If there is nothing to say, take the line away."),
        basis=Basis.FILE,
    ),
    "K028": Words(
        sentence=later("The file cannot be opened: {why}."),
        hint="kronobarn restore",
        rule=later("The program may read the plan's file."),
        why=later("What cannot be opened can neither be shown nor kept before something else takes its place."),
        do=later(
            "Ask whoever looks after the computer for the right to the file. Is it far too large, move it out of the "
            "folder: then the plan comes back as it was before with kronobarn restore."
        ),
        basis=Basis.FILE,
    ),
}
