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
        ("init", "new-plan", "continue", "wheel", "consent", "meeting", "follow-up", "hand-over", "close", "reopen", "render", "due", "list", "show", "check", "edit", "merge", "history", "changes", "sync", "undo", "restore", "practice", "questions", "glossary", "schema", "doctor", "config", "terms", "templates"),
    ),
    "init": (
        "Make a plan folder.",
        (
            (("--municipality",), "The municipality on documents.", "value", (), False),
            (("--no-git",), "Keep no history with git.", "flag", (), False),
            (("--from",), "Begin with what your colleagues share.", "value", (), False),
            (("--hooks",), "Check what is saved before it is recorded; also for a folder that is there.", "flag", (), False),
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
            (("--consultation",), "Think together about a child whom nobody names.", "flag", (), False),
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
            (("--over-time",), "Show all that each voice has said, day by day.", "flag", (), False),
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
    "consent": (
        "See who may know what, write down a consent or take one back.",
        (
            (("--give",), "Write down a consent.", "flag", (), False),
            (("--withdraw",), "Take a consent back.", "flag", (), False),
            (("--by",), "Who takes it back.", "value", (), False),
            (("--to",), "From which service; from all without.", "value", ("html", "md", "txt", "docx", "pdf", "json", "ics"), False),
            (("--on",), "From which day; today without.", "value", (), False),
            (("--answers",), "Take the answers from a file.", "value", (), False),
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
    "meeting": (
        "Prepare a meeting, or hold it.",
        (
            (("--prepare",), "Prepare the meeting: question, people, papers.", "flag", (), False),
            (("--part",), "Begin with this part of the meeting.", "value", (), False),
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
    "follow-up": (
        "Follow up: what was done, did it help, and what now.",
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
    "hand-over": (
        "Hand over, or answer a hand-over.",
        (
            (("--accept",), "The one who was asked has accepted.", "flag", (), False),
            (("--decline",), "The one who was asked has declined.", "flag", (), False),
            (("--why",), "Why it was declined.", "value", (), False),
            (("--on",), "The day of the answer; otherwise today.", "value", (), False),
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
    "close": (
        "Close a plan, and say who tells the child.",
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
    "reopen": (
        "Open a closed plan again.",
        (
            (("--why",), "Why it is opened again.", "value", (), False),
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
        "Make a document to print, or all copies at once.",
        (
            (("--for",), "For whom: chair, family, guardian-1, a service …", "value", ("family", "child", "archive", "chair", "note-taker", "other"), False),
            (("--to",), "The form: html, pdf, docx, md, txt or json; ics for a calendar. Can be given several times.", "value", ("html", "md", "txt", "docx", "pdf", "json", "ics"), True),
            (("--all",), "All copies that are needed now, before or after a meeting.", "flag", (), False),
            (("--out",), "Where to, or - for the screen.", "value", (), False),
            (("--handed-out", "--not-handed-out"), "Whether it is handed out today; then that is written up in the plan.", "flag", (), False),
            (("--routine-followed",), "Print although an identity is protected: the routine has been followed.", "flag", (), False),
            (("--force",), "Write over what is there.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("code", (), False),
            ("value", ("invitation", "preparation", "agenda", "plan", "child", "follow-up", "journal", "hand-over", "wheel", "role-card"), False),
        ),
        (),
    ),
    "due": (
        "Show what is due, overdue first.",
        (
            (("--within",), "How long ahead: 30d, 6w, 2m.", "value", (), False),
            (("--for",), "Only for a person or a service, or how they begin.", "value", ("family", "child", "archive", "chair", "note-taker", "other"), False),
            (("--to",), "ics: as a calendar, without names.", "value", ("html", "md", "txt", "docx", "pdf", "json", "ics"), False),
            (("--out",), "Where to, or - for the screen.", "value", (), False),
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
    "list": (
        "List the plans in the folder.",
        (
            (("--all",), "Closed plans too.", "flag", (), False),
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
            (("--at",), "As the plan was on a day (also yesterday, or a week as w8), in a version (8) or then.", "value", (), False),
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
            (("--staged",), "For IT: check what is on its way into the history.", "flag", (), False),
            (("--since",), "For IT: check what came into the history since a version.", "value", (), False),
            (("--history",), "For IT: look for names and personal numbers around the plans, in all history.", "flag", (), False),
            (("--message",), "For IT: look for them in a message that is on its way into the history.", "value", (), False),
            (("--unfinished",), "For IT: with --staged or --since, say nothing of what is unfinished in a plan.", "flag", (), False),
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
    "merge": (
        "Take in copies of a plan, and choose where two have written differently.",
        (
            (("--with",), "A copy that lies elsewhere.", "value", (), False),
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
    "history": (
        "Show what has been changed, when and by whom.",
        (
            (("--count",), "How many changes to show.", "value", (), False),
            (("--all",), "Show every change of the plan.", "flag", (), False),
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
    "changes": (
        "Show what is new since a day or the last meeting.",
        (
            (("--since",), "Since a day (also yesterday, or a week as w8), a version (8) or the last meeting. Without it: since the last meeting, or for all plans the last week.", "value", (), False),
            (("--all",), "Show every plan that has changed.", "flag", (), False),
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
    "sync": (
        "Exchange with your colleagues through the shared place.",
        (
            (("--with",), "The shared place, the first time: a folder on a share, an https or an ssh address.", "value", (), False),
            (("--with-open-points",), "Send also what is written in two ways and not chosen yet.", "flag", (), False),
            (("--with-removed",), "Plans that are gone from the folder are gone for all.", "flag", (), False),
            (("--instead",), "The place in --with counts instead of the one so far.", "flag", (), False),
            (("--even-if-public",), "Send also to a place that everybody can read.", "flag", (), False),
            (("--json",), "Answer as JSON, for scripts.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        (),
    ),
    "undo": (
        "Take back one change of a plan.",
        (
            (("--change",), "Which change, as `history` numbers them.", "value", (), False),
            (("--yes",), "Do it without asking, for scripts.", "flag", (), False),
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
    "restore": (
        "Bring back a plan as it was before.",
        (
            (("--revision",), "Which version shall come back.", "value", (), False),
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
    "practice": (
        "Practise on made-up children.",
        (
            (("--cards",), "Make role cards for a workshop, one for each person of a case.", "flag", (), False),
            (("--case",), "Which of the made-up children.", "code", (), False),
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
        "Show the questions of a conversation as a form.",
        (
            (("--for",), "Which conversation.", "value", ("interview", "consult", "wheel", "consent", "prepare", "meeting", "follow-up", "hand-over", "close"), False),
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
            (("--mend",), "Ask about what can be put right at once.", "flag", (), False),
            (("--json",), "Answer as JSON, for scripts.", "flag", (), False),
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (),
        (),
    ),
    "merge-files": (
        "Put two versions of a plan together, for git.",
        (
            (("--folder",), "The plan folder to work in.", "value", (), False),
            (("--lang",), "The language of texts.", "value", ("sv", "en"), False),
            (("--no-input",), "Never wait for an answer.", "flag", (), False),
            (("--help",), "Show this message and exit.", "flag", (), False),
        ),
        (
            ("value", (), False),
            ("value", (), False),
            ("value", (), False),
            ("value", (), False),
        ),
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
            ("value", ("language", "municipality", "practice", "practice-day", "git", "meeting-minutes", "consent-months", "follow-up-weeks", "terms", "templates", "editor"), False),
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
            ("value", ("language", "municipality", "practice", "practice-day", "git", "meeting-minutes", "consent-months", "follow-up-weeks", "terms", "templates", "editor"), False),
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
            ("value", ("invitation", "preparation", "agenda", "plan", "child", "follow-up", "journal", "hand-over", "wheel", "role-card", "letterhead"), False),
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
