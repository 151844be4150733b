"""`kronobarn schema`: the JSON Schema of plan files."""

import typer

from kronobarn_cli.cli import screen


def schema(context: typer.Context) -> None:
    """Print the JSON Schema of plan files."""
    from kronobarn_cli.work.setting_up import schema_text

    screen.raw(schema_text())
