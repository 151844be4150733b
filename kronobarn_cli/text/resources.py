"""Finds the shipped words, documents and examples: beside the package in a checkout, inside it once installed."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def shipped(name: str) -> Traversable:
    """The shipped folder `templates` or `examples`."""
    inside = files("kronobarn_cli").joinpath(name)
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / name
