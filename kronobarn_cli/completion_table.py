"""What Tab offers, as a table by the words that lead to a command. It stands on nothing.

Made by `python -m tests.house.completion_record`; do not edit. Help texts are message ids.
"""

# fmt: off
# ruff: noqa: E501

# names, help, takes, choices, may be repeated
Option = tuple[tuple[str, ...], str, str, tuple[str, ...], bool]
# takes, choices, takes all the rest
Argument = tuple[str, tuple[str, ...], bool]
# help, options, arguments, the commands below it
Command = tuple[str, tuple[Option, ...], tuple[Argument, ...], tuple[str, ...]]
# the program itself is ""
Commands = dict[str, Command]

COMMANDS: Commands = {
    "": (
        "Be walked through the praxismodell, keep each child's plan, print agendas and plans.",
        (
            (("--version",), "Show the version.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--install-completion",), "Let your shell fill in commands with the Tab key.", "flag", (), False),
            (("--show-completion",), "Show what fills in commands, to copy it.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        ("init", "new-plan", "continue", "wheel", "render", "list", "show", "check", "edit", "practice", "questions", "glossary", "schema", "doctor", "config", "terms", "templates"),
    ),
    "init": (
        "Make a plan folder.",
        (
            (("--municipality",), "The municipality on documents.", "value", (), False),
            (("--no-git",), "Keep no history with git.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("value", (), False),
        ),
        (),
    ),
    "new-plan": (
        "Begin a new plan: the interview, from the first worry.",
        (
            (("--answers",), "Take the answers from a file.", "value", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        (),
    ),
    "continue": (
        "Go on where a plan stands.",
        (
            (("--answers",), "Take the answers from a file.", "value", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("code", (), False),
        ),
        (),
    ),
    "wheel": (
        "Fill in the wheel for one voice, or look at it.",
        (
            (("--voice",), "Whose voice: child, guardian-1 or a service.", "value", ("child",), False),
            (("--set",), "Score an area.", "value", ("halsa=", "utveckling=", "larande=", "omsorg=", "hemmet=", "relationer=", "trygghet="), True),
            (("--works",), "What works in an area.", "value", ("halsa=", "utveckling=", "larande=", "omsorg=", "hemmet=", "relationer=", "trygghet="), True),
            (("--hard",), "What is hard in an area.", "value", ("halsa=", "utveckling=", "larande=", "omsorg=", "hemmet=", "relationer=", "trygghet="), True),
            (("--need",), "Whether support is needed.", "value", ("halsa=", "utveckling=", "larande=", "omsorg=", "hemmet=", "relationer=", "trygghet="), True),
            (("--show",), "Show the wheel and ask nothing.", "flag", (), False),
            (("--svg",), "Draw the wheel as a picture.", "value", (), False),
            (("--answers",), "Take the answers from a file.", "value", (), False),
            (("--force",), "Write over what is there.", "flag", (), False),
            (("--json",), "Answer as JSON, for scripts.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("code", (), False),
        ),
        (),
    ),
    "render": (
        "Make a document to print: agenda, plan or wheel.",
        (
            (("--for",), "For whom: chair, family, guardian-1, a service …", "value", ("family", "child", "archive", "chair", "note-taker"), False),
            (("--to",), "The form: html, md or txt.", "value", ("md", "txt", "html"), False),
            (("--out",), "Where to, or - for the screen.", "value", (), False),
            (("--routine-followed",), "Print although an identity is protected: the routine has been followed.", "flag", (), False),
            (("--force",), "Write over what is there.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("code", (), False),
            ("value", ("agenda", "plan", "wheel"), False),
        ),
        (),
    ),
    "list": (
        "List the plans in the folder.",
        (
            (("--json",), "Answer as JSON, for scripts.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        (),
    ),
    "show": (
        "Show a plan on the screen.",
        (
            (("--json",), "Answer as JSON, for scripts.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("code", (), False),
        ),
        (),
    ),
    "check": (
        "Check plans against the rules.",
        (
            (("--explain",), "Explain one check.", "value", (), False),
            (("--json",), "Answer as JSON, for scripts.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("code", (), True),
        ),
        (),
    ),
    "edit": (
        "Open a plan file in your editor.",
        (
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("code", (), False),
        ),
        (),
    ),
    "practice": (
        "Practise on made-up children.",
        (
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("value", (), False),
        ),
        (),
    ),
    "questions": (
        "Show the questions of the interview as a form.",
        (
            (("--to",), "md for paper, yaml to fill and give to --answers.", "value", ("md", "yaml"), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        (),
    ),
    "glossary": (
        "Explain the words of the model.",
        (
            (("--json",), "Answer as JSON, for scripts.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("value", (), False),
        ),
        (),
    ),
    "schema": (
        "Print the JSON Schema of plan files.",
        (
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        (),
    ),
    "doctor": (
        "Look over this computer and the plan folder.",
        (
            (("--json",), "Answer as JSON, for scripts.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        (),
    ),
    "config": (
        "See and change settings.",
        (
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        ("list", "get", "set"),
    ),
    "config list": (
        "List all settings and where each value comes from.",
        (
            (("--json",), "Answer as JSON, for scripts.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        (),
    ),
    "config get": (
        "Show one setting.",
        (
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("value", ("language", "municipality", "practice", "practice-day", "git", "meeting-minutes", "consent-months", "terms", "templates", "editor"), False),
        ),
        (),
    ),
    "config set": (
        "Change a setting.",
        (
            (("--user",), "For all your folders.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("value", ("language", "municipality", "practice", "practice-day", "git", "meeting-minutes", "consent-months", "terms", "templates", "editor"), False),
            ("value", (), False),
        ),
        (),
    ),
    "terms": (
        "See, copy out and check the editable words.",
        (
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        ("show", "copy", "check"),
    ),
    "terms show": (
        "Show areas, stages and roles, and whose words they are.",
        (
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        (),
    ),
    "terms copy": (
        "Copy the terms file out, to change it.",
        (
            (("--force",), "Write over what is there.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("value", (), False),
        ),
        (),
    ),
    "terms check": (
        "Check a terms file.",
        (
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("value", (), False),
        ),
        (),
    ),
    "templates": (
        "Copy out and check the document templates.",
        (
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        ("copy", "check"),
    ),
    "templates copy": (
        "Copy a document's templates out, to change them.",
        (
            (("--force",), "Write over what is there.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("value", ("agenda", "plan", "wheel"), False),
            ("value", (), False),
        ),
        (),
    ),
    "templates check": (
        "Render every document for every example and tell what fails.",
        (
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("value", (), False),
        ),
        (),
    ),
}
