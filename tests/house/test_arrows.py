"""The package keeps the laws of the house, and every law is seen to catch its breach."""

import pytest

from tests.house import law
from tests.house.catalogue import PACKAGE


def real_sources() -> dict[str, str]:
    files = sorted(PACKAGE.rglob("*.py"))
    return {file.relative_to(PACKAGE).as_posix(): file.read_text("utf8") for file in files}


@pytest.mark.parametrize("keeps", law.LAWS, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_law(keeps: law.Law) -> None:
    assert list(keeps(real_sources())) == []


def test_every_room_has_its_floor() -> None:
    rooms = {law.room_of(law.module_of(file)) for file in real_sources()}
    assert rooms <= {*law.FLOORS, *law.GROUND, "__init__", "locale"}


def test_every_door_is_a_file_or_a_folder() -> None:
    files = real_sources()
    doors = {door for doors in law.DOORS.values() for door in doors} | {law.FILE_WRITER, law.SCREEN, law.MAIN}
    assert {door for door in doors if not any(law._is_at(file, door) for file in files)} == set()


BREACHES: list[tuple[law.Law, law.Sources]] = [
    (law.arrows_point_down, {"text/a.py": "from kronobarn_cli.work import wheel"}),
    (law.arrows_point_down, {"text/a.py": "import kronobarn_cli.store.files"}),
    (law.arrows_point_down, {"text/a.py": "from ..store import files"}),
    (law.arrows_point_down, {"render/a.py": "def f():\n    from kronobarn_cli.store import files"}),
    (
        law.arrows_point_down,
        {"store/a.py": "if TYPE_CHECKING:\n    from kronobarn_cli.interview import x"},
    ),
    (law.arrows_point_down, {"interview/a.py": "from kronobarn_cli.render import engine"}),
    (law.arrows_point_down, {"model/a.py": "from kronobarn_cli.errors import KronobarnError"}),
    (law.arrows_point_down, {"model/a.py": "from kronobarn_cli.i18n import _"}),
    (law.arrows_point_down, {"errors.py": "from kronobarn_cli.model import plan"}),
    (law.arrows_point_down, {"work/a.py": "from kronobarn_cli.cli import screen"}),
    (law.arrows_point_down, {"cli/a.py": "from kronobarn_cli.main import main"}),
    (law.arrows_point_down, {"cellar/a.py": "from kronobarn_cli.model import plan"}),
    (
        law.no_circles,
        {
            "model/a.py": "from kronobarn_cli.model import b",
            "model/b.py": "def f():\n    from kronobarn_cli.model.c import g",
            "model/c.py": "from .a import h",
        },
    ),
    (law.no_circles, {"model/a.py": "import kronobarn_cli.model.a"}),
    (law.one_door, {"text/plan_text.py": "import yaml"}),
    (law.one_door, {"render/context.py": "from jinja2.sandbox import SandboxedEnvironment"}),
    (law.one_door, {"cli/wheel.py": "def f():\n    from rich.table import Table"}),
    (law.one_door, {"work/wheel.py": "import typer"}),
    (law.one_door, {"cli/edit.py": "import subprocess as s"}),
    (law.one_door, {"store/folder.py": "import tomllib"}),
    (law.one_door, {"store/folder.py": "import tempfile"}),
    (law.one_door, {"render/pictures/wheel_picture.py": "import markdown_it"}),
    (law.model_is_pure, {"model/a.py": "from pathlib import Path"}),
    (law.model_is_pure, {"model/a.py": "import random"}),
    (law.model_is_pure, {"model/a.py": "from datetime import date\nx = date.today()"}),
    (law.model_is_pure, {"model/a.py": "import datetime\nx = datetime.datetime.now()"}),
    (law.model_is_pure, {"model/a.py": "text = open('x').read()"}),
    (law.files_are_written_by_one, {"work/a.py": "open('x', 'w')"}),
    (law.files_are_written_by_one, {"work/a.py": "open('x', mode='ab')"}),
    (law.files_are_written_by_one, {"work/a.py": "path.open('x', encoding='utf8')"}),
    (law.files_are_written_by_one, {"work/a.py": "open('x', 'r+')"}),
    (law.files_are_written_by_one, {"store/folder.py": "path.write_text('x')"}),
    (law.files_are_written_by_one, {"store/folder.py": "(a / b).mkdir(parents=True)"}),
    (law.files_are_written_by_one, {"store/folder.py": "path.replace(other)"}),
    (law.files_are_written_by_one, {"store/drafts.py": "path.unlink(missing_ok=True)"}),
    (law.files_are_written_by_one, {"store/drafts.py": "import os\nos.replace(a, b)"}),
    (law.files_are_written_by_one, {"store/drafts.py": "import os\nos.open(a, os.O_CREAT)"}),
    (law.files_are_written_by_one, {"store/drafts.py": "from os import unlink"}),
    (law.files_are_written_by_one, {"work/practice.py": "import shutil\nshutil.copytree(a, b)"}),
    (law.files_are_written_by_one, {"work/practice.py": "from shutil import rmtree"}),
    (law.only_main_leaves, {"cli/a.py": "import sys\nsys.exit(1)"}),
    (law.only_main_leaves, {"cli/a.py": "raise SystemExit"}),
    (law.only_main_leaves, {"cli/a.py": "raise SystemExit(2)"}),
    (law.only_main_leaves, {"work/a.py": "from sys import exit"}),
    (law.only_the_screen_speaks, {"work/a.py": "print('hej')"}),
    (law.only_the_screen_speaks, {"cli/a.py": "import typer\ntyper.echo('hej')"}),
    (law.only_the_screen_speaks, {"cli/a.py": "import sys\nsys.stderr.write('hej')"}),
    (law.no_imports_by_string, {"cli/a.py": "import importlib\nimportlib.import_module('yaml')"}),
    (law.no_imports_by_string, {"cli/a.py": "__import__('yaml')"}),
    (law.inits_are_empty, {"model/__init__.py": "from kronobarn_cli.model import plan"}),
    (law.inits_are_empty, {"__init__.py": "import os\n__version__ = '1'"}),
    (law.names_say_something, {"text/date_utils.py": ""}),
    (law.names_say_something, {"helpers.py": ""}),
]


@pytest.mark.parametrize(("rule", "sources"), BREACHES, ids=lambda value: getattr(value, "__name__", ""))
def test_the_law_catches_a_breach(rule: law.Law, sources: law.Sources) -> None:
    assert list(rule(sources)) != []


ALLOWED: list[law.Sources] = [
    {"work/a.py": "from kronobarn_cli.store import files\nfrom kronobarn_cli.render import engine"},
    {"cli/a.py": "from kronobarn_cli.errors import NotFound\nfrom kronobarn_cli import __version__"},
    {"text/yaml_door.py": "import yaml"},
    {"store/files.py": "import os\nos.replace(a, b)\nopen('x', 'w')\npath.unlink()"},
    {"work/a.py": "open('x', 'rb')\npath.open('rb')\n'a'.replace('a', 'b')\nreplace(plan, goal=1)"},
    {"work/a.py": "import shutil\nshutil.which('git')\nday.replace(day=1)"},
    {"model/a.py": "import re\nfrom datetime import date\nx = date.fromisoformat('2026-03-03')"},
    {"main.py": "import sys\nsys.exit(1)\nprint('x')\nos.open(os.devnull, os.O_WRONLY)"},
    {"cli/screen.py": "import rich\nprint('x')"},
    {"__init__.py": '"""Words."""\n__version__ = "1"', "model/__init__.py": ""},
]


@pytest.mark.parametrize("sources", ALLOWED, ids=lambda sources: next(iter(sources)))
def test_the_laws_leave_right_code_alone(sources: law.Sources) -> None:
    assert [breach for rule in law.LAWS for breach in rule(sources)] == []


def test_every_law_has_a_breach_here() -> None:
    assert {rule for rule, _ in BREACHES} == set(law.LAWS)
