"""Finds the shipped words, documents and examples: beside the package in a checkout, inside it once installed.

What was shipped and cannot be found any more is told of in one way, wherever it is missed.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kronobarn_cli.errors import NotFound
from kronobarn_cli.i18n import _

INSTALL_ANEW = "python -m pip install --force-reinstall ."
"""Typed where the source of kronobarn lies: it is in no package index, so a name would fetch somebody else's."""


def shipped(name: str) -> Traversable:
    """The shipped folder `templates` or `examples`."""
    inside = files("kronobarn_cli").joinpath(name)
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / name


def missing(part: Traversable | Path) -> NotFound:
    """What is said when a shipped file is gone or cannot be read."""
    sentence = _(
        "A part that came with kronobarn is missing or damaged: {path}."
        " Install kronobarn anew, from the folder with its source."
    )
    return NotFound(sentence.format(path=part), INSTALL_ANEW)
