"""All commands by name. Importing this loads typer and the thin command modules, nothing that does the work."""

from collections.abc import Callable
from typing import Annotated

import typer

from kronobarn_cli import __version__
from kronobarn_cli.cli import (
    changes,
    check,
    close,
    config,
    consent,
    continuing,
    doctor,
    due,
    edit,
    follow_up,
    glossary,
    hand_over,
    history,
    init,
    listing,
    meeting,
    merge,
    merge_files,
    new_plan,
    practice,
    questions,
    render,
    reopen,
    restore,
    schema,
    screen,
    show,
    sync,
    templates,
    terms,
    undo,
    wheel,
)
from kronobarn_cli.cli.command import Command, Group
from kronobarn_cli.i18n import _


def _typer(words: str, after: str = "") -> typer.Typer:
    """A group with plain help that reads well aloud, and no traceback of typer's own; `after` stands last in it."""
    return typer.Typer(
        help=words,
        epilog=after,
        cls=Group,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        suggest_commands=False,
    )


def _version(wanted: bool) -> None:
    if wanted:
        screen.say(f"kronobarn {__version__}")
        raise typer.Exit


def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=_("Show the version."))
    ] = False,
) -> None:
    """Be walked through the praxismodell, keep each child's plan, print agendas and plans."""


_Table = dict[str, tuple[Callable[..., None], str]]


def _commands(group: typer.Typer, table: _Table) -> typer.Typer:
    for name, (function, words) in table.items():
        group.command(name, cls=Command, help=words)(function)
    return group


def _group(words: str, table: _Table, after: str = "") -> typer.Typer:
    return _commands(_typer(words, after), table)


app = _typer(_("Be walked through the praxismodell, keep each child's plan, print agendas and plans."))
app.callback()(root)
_commands(
    app,
    {
        "init": (init.init, _("Make a plan folder.")),
        "new-plan": (new_plan.new_plan, _("Begin a new plan: the interview, from the first worry.")),
        "continue": (continuing.continue_plan, _("Go on where a plan stands.")),
        "wheel": (wheel.wheel, _("Fill in the wheel for one voice, or look at it.")),
        "consent": (consent.consent, _("See who may know what, write down a consent or take one back.")),
        "meeting": (meeting.meeting, _("Prepare a meeting, or hold it.")),
        "follow-up": (follow_up.follow_up, _("Follow up: what was done, did it help, and what now.")),
        "hand-over": (hand_over.hand_over, _("Hand over, or answer a hand-over.")),
        "close": (close.close, _("Close a plan, and say who tells the child.")),
        "reopen": (reopen.reopen, _("Open a closed plan again.")),
        "render": (render.render, _("Make a document to print, or all copies at once.")),
        "due": (due.due, _("Show what is due, overdue first.")),
        "list": (listing.list_plans, _("List the plans in the folder.")),
        "show": (show.show, _("Show a plan on the screen.")),
        "check": (check.check, _("Check plans against the rules.")),
        "edit": (edit.edit, _("Open a plan file in your editor.")),
        "merge": (merge.merge, _("Take in copies of a plan, and choose where two have written differently.")),
        "history": (history.history, _("Show what has been changed, when and by whom.")),
        "changes": (changes.changes, _("Show what is new since a day or the last meeting.")),
        "sync": (sync.sync, _("Exchange with your colleagues through the shared place.")),
        "undo": (undo.undo, _("Take back one change of a plan.")),
        "restore": (restore.restore, _("Bring back a plan as it was before.")),
        "practice": (practice.practice, _("Practise on made-up children.")),
        "questions": (questions.questions, _("Show the questions of a conversation as a form.")),
        "glossary": (glossary.glossary, _("Explain the words of the model.")),
        "schema": (schema.schema, _("Print the JSON Schema of plan files.")),
        "doctor": (doctor.doctor, _("Look over this computer and the plan folder.")),
    },
)
app.command("merge-files", cls=Command, help=_("Put two versions of a plan together, for git."), hidden=True)(
    merge_files.merge_files
)
app.add_typer(
    _group(
        _("See and change settings."),
        {
            "list": (config.list_settings, _("List all settings and where each value comes from.")),
            "get": (config.get_setting, _("Show one setting.")),
            "set": (config.set_setting, _("Change a setting.")),
        },
    ),
    name="config",
)
app.add_typer(
    _group(
        _("See, copy out and check the editable words."),
        {
            "show": (terms.show_terms, _("Show areas, stages and roles, and whose words they are.")),
            "copy": (terms.copy_terms, _("Copy the terms file out, to change it.")),
            "check": (terms.check_terms, _("Check a terms file.")),
        },
    ),
    name="terms",
)
app.add_typer(
    _group(
        _("Copy out and check the document templates."),
        {
            "copy": (templates.copy_template, _("Copy a document's templates out, to change them.")),
            "check": (
                templates.check_templates,
                _("Render every document for every example and tell what fails."),
            ),
        },
        _(
            "A template is Markdown. {{ }} is filled in from the plan. "
            "Copy a template and see what it uses. All values, tags, filters and limits stand in the guide "
            "docs/templates.md, which comes with the source of kronobarn."
        ),
    ),
    name="templates",
)
