"""The laws of the house as functions: a package's source in, the breaches out, one sentence each.

Sources are given as `{"store/files.py": text}`, paths counted from the package, so that a law can be tried
on a few made-up lines as well as on the real package. Imports count wherever they stand: on top, inside a
function or under `TYPE_CHECKING`.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

PACKAGE = "kronobarn_cli"
Sources = Mapping[str, str]
Law = Callable[[Sources], Iterator[str]]

FLOORS = {
    "__main__": 6,
    "main": 5,
    "cli": 4,
    "work": 3,
    "render": 2,
    "interview": 2,
    "store": 2,
    "text": 1,
    "completion": 1,
    "completion_table": 0,
    "model": 0,
}
GROUND = {"errors", "i18n"}  # everyone may stand on it, model excepted; it stands on nothing of ours

# The only files that may import a library. A folder ends with a slash.
DOORS: dict[str, tuple[str, ...]] = {
    "yaml": ("text/yaml_door.py",),
    "jinja2": ("render/templating/engine.py",),
    "markdown_it": ("render/forms/markdown.py",),
    "pypandoc": ("render/forms/word.py",),
    "typst": ("render/forms/typesetting.py",),
    "rich": ("cli/screen.py",),
    "typer": ("cli/", "main.py"),
    "click": ("cli/", "main.py"),
    "subprocess": ("store/git/program.py",),
    "tomllib": ("store/settings.py",),
    "tomli_w": ("store/settings.py",),
    "filelock": ("store/locks.py",),
    "platformdirs": ("store/places.py",),
    "personnummer": ("text/personal_number.py",),
    "icalendar": ("render/calendar.py",),
    "holidays": ("text/working_days.py",),
    "gettext": ("i18n.py",),
    "tempfile": ("store/files.py",),
    "babel": ("locale/hatch_build.py",),
    "hatchling": ("locale/hatch_build.py",),
}
FILE_WRITER = "store/files.py"
SCREEN = "cli/screen.py"
MAIN = "main.py"
BUILD_HOOK = "locale/hatch_build.py"  # runs when the package is built, never with it

# What reaches outside the head: disk, clock, chance, environment, language, other programs.
WORLD = {
    *("asyncio", "codecs", "gettext", "glob", "importlib", "io", "locale", "logging", "multiprocessing"),
    *("os", "pathlib", "platform", "random", "secrets", "shutil", "socket", "sqlite3", "subprocess", "sys"),
    *("tempfile", "threading", "time", "urllib", "uuid"),
}
CLOCKS = {"today", "now", "utcnow", "fromtimestamp"}
PATH_WRITES = {
    *("write_text", "write_bytes", "unlink", "mkdir", "rmdir", "touch", "rename", "chmod"),
    *("symlink_to", "hardlink_to"),
}
OS_WRITES = {
    *("open", "write", "replace", "rename", "renames", "unlink", "remove", "mkdir", "makedirs", "rmdir"),
    *("removedirs", "link", "symlink", "truncate", "ftruncate", "fsync", "chmod", "utime", "fdopen"),
}
SHUTIL_READS = {"which", "get_terminal_size", "disk_usage"}
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "stuff"}


class Import(NamedTuple):
    """One imported name: `source` is a dotted module, `name` what was taken from it ("" for the module)."""

    file: str
    line: int
    source: str
    name: str


def module_of(file: str) -> str:
    """`store/files.py` -> `store.files`; the `__init__.py` of a folder is the folder."""
    parts = PurePosixPath(file).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def room_of(module: str) -> str:
    """The first word of a module: its room."""
    return module.split(".", maxsplit=1)[0]


def imports(file: str, text: str) -> Iterator[Import]:
    """Every import of one file, relative ones spelt out."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name, "")
        elif isinstance(node, ast.ImportFrom):
            source = _absolute(file, node)
            for alias in node.names:
                yield Import(file, node.lineno, source, alias.name)


def _absolute(file: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    folder = (PACKAGE, *PurePosixPath(file).parts[:-1])
    base = folder[: len(folder) - node.level + 1]
    return ".".join((*base, *(node.module or "").split("."))).rstrip(".")


def own_imports(sources: Sources) -> Iterator[tuple[Import, str]]:
    """Imports of our own modules, each with the module meant (`store.files`; `__init__` is the package)."""
    modules = {module_of(file) for file in sources}
    for file, text in sources.items():
        for found in imports(file, text):
            if room_of(found.source) != PACKAGE:
                continue
            inner = found.source.removeprefix(PACKAGE).lstrip(".")
            whole = f"{inner}.{found.name}".strip(".")
            yield found, whole if whole in modules else inner or "__init__"


def arrows_point_down(sources: Sources) -> Iterator[str]:
    """Only downward; the three wings never look at each other; the ground stands on nothing."""
    for found, target in own_imports(sources):
        here, there = room_of(module_of(found.file)), room_of(target)
        if not _may_import(here, there):
            yield f"{found.file}:{found.line} {here} must not import {there}"


def _may_import(here: str, there: str) -> bool:
    if here == there:
        return True
    if there in GROUND or there == "__init__":
        return here in FLOORS and here != "model"
    return here in FLOORS and there in FLOORS and FLOORS[there] < FLOORS[here]


def no_circles(sources: Sources) -> Iterator[str]:
    """No file imports itself by way of others, at any depth."""
    arrows: dict[str, set[str]] = {}
    for found, target in own_imports(sources):
        arrows.setdefault(module_of(found.file), set()).add(target)
    for start in sorted(arrows):
        if way := _way_back(start, arrows):
            yield " > ".join(way)


def _way_back(start: str, arrows: Mapping[str, set[str]]) -> tuple[str, ...]:
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for target in sorted(arrows.get(way[-1], ())):
            if target == start:
                return (*way, target)
            if target not in seen:
                seen.add(target)
                ways.append((*way, target))
    return ()


def one_door(sources: Sources) -> Iterator[str]:
    """A heavy library is imported by its one door only."""
    for file, text in sources.items():
        for found in imports(file, text):
            doors = DOORS.get(room_of(found.source))
            if doors is not None and not any(_is_at(file, door) for door in doors):
                yield f"{file}:{found.line} only {' or '.join(doors)} may import {room_of(found.source)}"


def _is_at(file: str, door: str) -> bool:
    return file.startswith(door) if door.endswith("/") else file == door


def model_is_pure(sources: Sources) -> Iterator[str]:
    """The model knows no disk, clock, chance, environment or language: they are handed in."""
    for file, text in sources.items():
        if room_of(module_of(file)) != "model":
            continue
        for found in imports(file, text):
            if room_of(found.source) in WORLD:
                yield f"{file}:{found.line} the model must not import {found.source}"
        for line, name in _calls(text):
            if name.split(".")[-1] in CLOCKS or name in {"open", "input", "print"}:
                yield f"{file}:{line} the model must not call {name}"


def files_are_written_by_one(sources: Sources) -> Iterator[str]:
    """Only the file writer opens for writing, makes, moves or removes anything on the disk."""
    for file, text in sources.items():
        if file in {FILE_WRITER, BUILD_HOOK}:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and (name := _writes(node)):
                yield f"{file}:{node.lineno} only {FILE_WRITER} may call {name}"
        for found in imports(file, text):
            if found.source in {"os", "shutil"} and _writes_by_name(found.source, found.name):
                yield f"{file}:{found.line} only {FILE_WRITER} may import {found.source}.{found.name}"


def _writes(call: ast.Call) -> str:
    name = ast.unparse(call.func)
    base, _, last = name.rpartition(".")
    if name == "os.open" and ast.unparse(call.args[0]) == "os.devnull":
        return ""
    if base in {"os", "shutil"}:
        return name if _writes_by_name(base, last) else ""
    if last == "open":
        return name if _opens_for_writing(call) else ""
    if last == "replace" and base:
        # str.replace takes two texts, the replace of dataclasses and dates keywords, that of Path one path
        return name if len(call.args) == 1 and not call.keywords else ""
    return name if base and last in PATH_WRITES else ""


def _writes_by_name(module: str, name: str) -> bool:
    if module == "os":
        return name in OS_WRITES
    return bool(name) and name not in SHUTIL_READS


def _opens_for_writing(call: ast.Call) -> bool:
    first = 1 if isinstance(call.func, ast.Name) else 0
    modes = [*call.args[first:2], *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    texts = [arg.value for arg in modes if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return any(set(text) <= set("rwaxbt+") and set(text) & set("wax+") for text in texts)


def only_main_leaves(sources: Sources) -> Iterator[str]:
    """Nobody but main ends the process."""
    for file, text in sources.items():
        if file == MAIN:
            continue
        for line, name in _calls(text):
            if name in {"sys.exit", "os._exit", "exit", "quit", "os.abort", "SystemExit"}:
                yield f"{file}:{line} only {MAIN} may call {name}"
        for found in imports(file, text):
            if (found.source, found.name) == ("sys", "exit"):
                yield f"{file}:{found.line} only {MAIN} may import sys.exit"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Raise) and node.exc and ast.unparse(node.exc) == "SystemExit":
                yield f"{file}:{node.lineno} only {MAIN} may raise SystemExit"


def only_the_screen_speaks(sources: Sources) -> Iterator[str]:
    """Nobody but the screen writes to the terminal; main's wall may, when all else has fallen."""
    spoken = {"print", "typer.echo", "typer.secho", "click.echo", "click.secho"}
    streams = {"sys.stdout.write", "sys.stderr.write", "sys.stdout.buffer.write", "sys.stderr.buffer.write"}
    for file, text in sources.items():
        if file in {SCREEN, MAIN}:
            continue
        for line, name in _calls(text):
            if name in spoken | streams:
                yield f"{file}:{line} only {SCREEN} may call {name}"


def no_imports_by_string(sources: Sources) -> Iterator[str]:
    """An import that is hidden in a text escapes every other law; main's deferring of subprocess excepted."""
    for file, text in sources.items():
        for line, name in _calls(text):
            if file != MAIN and name.split(".")[-1] in {"import_module", "__import__"}:
                yield f"{file}:{line} {name} hides an import"


def inits_are_empty(sources: Sources) -> Iterator[str]:
    """Every `__init__.py` is empty; that of the package holds a docstring and the version."""
    for file, text in sources.items():
        if PurePosixPath(file).name != "__init__.py":
            continue
        lines = ast.parse(text).body
        if file != "__init__.py" and lines:
            yield f"{file} is not empty"
        elif file == "__init__.py" and any(not _is_version_or_words(line) for line in lines):
            yield f"{file} holds more than words and the version"


def _is_version_or_words(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__version__"


def names_say_something(sources: Sources) -> Iterator[str]:
    """No module is named after nothing in particular."""
    for file in sources:
        words = set(module_of(file).replace(".", "_").split("_"))
        if empty := words & EMPTY_WORDS:
            yield f"{file}: '{empty.pop()}' says nothing"


def _calls(text: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


LAWS: tuple[Law, ...] = (
    arrows_point_down,
    no_circles,
    one_door,
    model_is_pure,
    files_are_written_by_one,
    only_main_leaves,
    only_the_screen_speaks,
    no_imports_by_string,
    inits_are_empty,
    names_say_something,
)
