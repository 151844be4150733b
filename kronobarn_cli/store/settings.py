"""Settings: one table says what can be set, by whom, and what it means; reading, writing and the help come from it.

Laws: a value comes from the command line, the environment, the plan folder, the user's own file or the default, in
that order, and can always say which. What could run a program or read a file elsewhere is never taken from a plan
folder, which may have come from somebody else; templates may not even lie in one, and a path in a settings file
means the same place wherever one stands.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kronobarn_cli.errors import NotFound, Unreadable, UsageTrouble
from kronobarn_cli.i18n import LANGUAGES, _, later
from kronobarn_cli.store import files, places

MUNICIPALITIES = ("Alvesta", "Lessebo", "Ljungby", "Markaryd", "Tingsryd", "Uppvidinge", "Växjö", "Älmhult")

Setting_ = str | int | bool
# Notepad puts a mark before the first letter of a text file.
_UTF_8 = "utf-8-sig"


class Setting(NamedTuple):
    """One thing that can be set. `own` settings live in the user's file only; `allowed` limits the values.

    What is kept `apart` is a folder that may not lie in a plan folder.
    """

    name: str
    kind: type
    default: Setting_
    meaning: str
    own: bool = False
    apart: bool = False
    allowed: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 10_000)
    variable: str | None = None


class Origin(NamedTuple):
    """A value and where it comes from: `default`, `user`, `folder` or `environment`."""

    value: Setting_
    place: str


SETTINGS = (
    Setting(
        "language",
        str,
        "sv",
        later("The language of texts and documents: sv or en."),
        allowed=LANGUAGES,
        variable="KRONOBARN_LANG",
    ),
    Setting("municipality", str, "", later("The municipality, as it stands on documents.")),
    Setting("practice", bool, False, later("Whether this folder is for practice; every page is then stamped.")),
    Setting("practice-day", date, "", later("The day it is in a practice folder, as 2026-04-27.")),
    Setting("git", bool, True, later("Whether each save is also a commit, where the folder is a git repository.")),
    Setting("meeting-minutes", int, 60, later("The length of a meeting when none is given."), span=(10, 480)),
    Setting("consent-months", int, 6, later("Months a consent lasts, as a suggestion."), span=(1, 24)),
    Setting("follow-up-weeks", int, 6, later("Weeks until the next follow-up, as a suggestion."), span=(1, 52)),
    Setting("terms", Path, "", later("Your own terms file instead of the one that came with kronobarn."), own=True),
    Setting("templates", Path, "", later("Your own folder of document templates."), own=True, apart=True),
    Setting("editor", str, "", later("The editor that `kronobarn edit` opens."), own=True),
)


class Settings:
    """The settings in force for a plan folder (or for none)."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder / places.FOLDER_MARK if folder else None
        self._user = places.user_settings()
        self._read = {"folder": _load(self._folder), "user": _load(self._user)}

    def origin(self, name: str) -> Origin:
        """A setting's value and where it comes from; raises NotFound for a name that is not in the table."""
        setting = find(name)
        if setting.variable and (given := os.environ.get(setting.variable)):
            return Origin(checked(setting, given), "environment")
        for place in ("folder", "user"):
            if name in self._read[place] and not (setting.own and place == "folder"):
                return Origin(checked(setting, _steady(setting, self._read[place][name])), place)
        return Origin(setting.default, "default")

    def origin_or_fault(self, name: str) -> Origin:
        """As `origin`, but a value that cannot be used is told as such, so that all others can be seen."""
        try:
            return self.origin(name)
        except UsageTrouble:
            return Origin(_("cannot be used"), "folder" if name in self._read["folder"] else "user")

    def text(self, name: str) -> str:
        """A setting that holds text."""
        return str(self.origin(name).value)

    def path(self, name: str) -> Path | None:
        """A setting that names a folder or a file, None where none is set; raises NotFound when it is not there."""
        value = self.text(name)
        if not value:
            return None
        if Path(value).is_dir() if find(name).apart else Path(value).is_file():
            return Path(value)
        sentence = _("The setting {name} names {path}, which is not there.")
        raise NotFound(sentence.format(name=name, path=value), f'kronobarn config set {name} ""')

    def number(self, name: str) -> int:
        """A setting that holds a whole number."""
        return int(self.origin(name).value)

    def flag(self, name: str) -> bool:
        """A setting that is on or off."""
        return bool(self.origin(name).value)

    def change(self, name: str, value: str, *, for_user: bool) -> Path:
        """Set a value in the folder's file or the user's own; returns the file. Raises UsageTrouble on a bad value."""
        setting = find(name)
        if setting.kind is Path and value and not _from_home(value).exists():
            raise NotFound(_("There is nothing at {path}.").format(path=value), f"kronobarn {name} copy")
        if setting.own or for_user or self._folder is None:
            path, place = self._user, "user"
        else:
            path, place = self._folder, "folder"
        self._read[place][name] = checked(setting, value)
        files.make_folder(path.parent)
        files.replace(path, written(path, name, self._read[place][name]))
        return path


def broken(folder: Path | None) -> Iterator[tuple[Path, Unreadable]]:
    """The settings files that cannot be understood, the folder's and the user's own, each with how that is told."""
    for path in ((folder / places.FOLDER_MARK,) if folder else ()) + (places.user_settings(),):
        try:
            _load(path)
        except Unreadable as failure:
            yield path, failure


def put_right(path: Path) -> None:
    """Keep a settings file that cannot be understood beside a new one, with each line in it that can be.

    Raises NotFound, CannotWrite.
    """
    data = files.read(path)
    lines = {line.split("=")[0].strip(): line for line in data.decode(_UTF_8, "replace").splitlines()}
    files.replace(path.with_name(f"{path.name}-old"), data)
    files.replace(path, "".join(f"{line}\n" for line in lines.values() if _sets(line)).encode() or b"\n")


def _sets(line: str) -> bool:
    """Whether a line by itself says what something shall be."""
    import tomllib

    with suppress(tomllib.TOMLDecodeError, RecursionError):
        return any(setting.name in tomllib.loads(line) for setting in SETTINGS)
    return False


def folder_of(arguments: list[str]) -> Path | None:
    """The plan folder that a command line works in: `--folder`, KRONOBARN_FOLDER, or the nearest one upward."""
    for place, argument in enumerate(arguments):
        if argument == "--folder" and place + 1 < len(arguments):
            return Path(arguments[place + 1])
        if argument.startswith("--folder="):
            return Path(argument.removeprefix("--folder="))
    return places.given_folder() or places.nearest_folder(Path.cwd())


def find(name: str) -> Setting:
    """The setting with this name; raises NotFound."""
    for setting in SETTINGS:
        if setting.name == name:
            return setting
    raise NotFound(_("There is no setting called {name}.").format(name=name), "kronobarn config list")


def written(path: Path, name: str, value: Setting_) -> bytes:
    """The text of a settings file with one value changed; other lines, comments too, stay as they are.

    Raises UsageTrouble where only a person can find the place for it, Unreadable where the file is broken.
    """
    import tomllib

    import tomli_w

    old = files.read(path).decode(_UTF_8) if path.is_file() else ""
    line = tomli_w.dumps({name: value})
    text = _with_line(old.splitlines(keepends=True), name, line)
    with suppress(tomllib.TOMLDecodeError):
        if tomllib.loads(text) == {**_load(path), name: value}:
            return text.encode()
    sentence = _("Only a person can change the settings file {path} as it is laid out. Write this in it: {line}")
    raise UsageTrouble(sentence.format(path=path, line=line.strip()), "kronobarn config list")


def _with_line(lines: list[str], name: str, line: str) -> str:
    """The line in the place of the one that sets this name, else above the first table."""
    for place, one in enumerate(lines):
        if one.split("=")[0].strip() == name:
            return "".join((*lines[:place], line, *lines[place + 1 :]))
    tables = (place for place, one in enumerate(lines) if one.startswith("["))
    first = next(tables, len(lines))
    before = "".join(lines[:first])
    return before + ("" if not before or before.endswith("\n") else "\n") + line + "".join(lines[first:])


def _load(path: Path | None) -> dict[str, Any]:
    if path is None or not places.is_file(path):
        return {}
    import tomllib

    data = files.read(path)
    try:
        return tomllib.loads(data.decode(_UTF_8))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        sentence = _("The settings file {path} cannot be understood. Look at line {line}.")
        raise Unreadable(sentence.format(path=path, line=_broken_line(data, error)), "kronobarn doctor") from None


def _broken_line(data: bytes, error: Exception) -> int:
    """The line where a settings file cannot be understood; the last one where it only lacks its end."""
    if isinstance(error, UnicodeDecodeError):
        # Where it could not be read is counted without the mark.
        return error.object[: error.start].count(b"\n") + 1
    told = re.search(r"line (\d+)", str(error))
    return int(told[1]) if told else data.rstrip().count(b"\n") + 1


def checked(setting: Setting, value: Any) -> Setting_:
    """The value as this setting holds it; raises UsageTrouble when it cannot be that."""
    check: dict[type, Callable[[Setting, Any], Setting_ | None]] = {
        bool: _flag,
        int: _number,
        str: _text,
        date: _day,
        Path: _path,
    }
    found = check[setting.kind](setting, value)
    if found is None:
        sentence = _("{name} cannot be {value}. {meaning}").format(
            name=setting.name, value=value, meaning=_(setting.meaning)
        )
        raise UsageTrouble(sentence, "kronobarn config list")
    return found


def _flag(_setting: Setting, value: Any) -> bool | None:
    words = {
        "true": True,
        "on": True,
        "yes": True,
        "ja": True,
        "på": True,
        "false": False,
        "off": False,
        "no": False,
        "nej": False,
        "av": False,
    }
    return words.get(str(value).lower())


def _number(setting: Setting, value: Any) -> int | None:
    text = str(value)
    low, high = setting.span
    return int(text) if text.isascii() and text.isdigit() and low <= int(text) <= high else None


def _text(setting: Setting, value: Any) -> str | None:
    from kronobarn_cli.text import personal_number

    if personal_number.find(str(value)):
        raise UsageTrouble(
            _("That looks like a personnummer. It must not stand in a setting."), "kronobarn config list"
        )
    return str(value) if not setting.allowed or value in setting.allowed else None


def _day(_setting: Setting, value: Any) -> str | None:
    try:
        return date.fromisoformat(str(value)).isoformat() if value else ""
    except ValueError:
        return None


def _steady(setting: Setting, value: Any) -> Any:
    """A value from a settings file; raises UsageTrouble for a path that depends on where one stands."""
    if setting.kind is Path and value and not _from_home(value).is_absolute():
        sentence = _(
            "{name} is {value} in the settings file. A path there is written whole, from the root of the disk."
        )
        raise UsageTrouble(sentence.format(name=setting.name, value=value), f"kronobarn config set {setting.name} DIR")
    return value


def _path(setting: Setting, value: Any) -> str | None:
    """A path that holds wherever one stands; raises UsageTrouble for a place in a plan folder that must be apart."""
    if not value:
        return ""
    path = places.whole(_from_home(value))
    if setting.apart:
        keep_apart(path)
    return str(path)


def _from_home(value: Any) -> Path:
    """The path with `~` written out; as it stands where nobody has a home of that name."""
    path = Path(str(value))
    with suppress(RuntimeError):
        path = path.expanduser()
    return path


def keep_apart(path: Path) -> None:
    """Raise UsageTrouble for a folder of templates in a plan folder, whose files may come from somebody else."""
    inside = places.nearest_folder(places.whole(path))
    if inside is not None:
        sentence = _(
            "{path} lies in the plan folder {folder}. Files there may come from others, "
            "so your templates need a folder of their own."
        )
        raise UsageTrouble(sentence.format(path=path, folder=inside), "kronobarn templates copy agenda ~/mallar")
