"""`init`: makes a plan folder. Nothing that is there is changed; what is missing is added."""

import json
from dataclasses import dataclass
from pathlib import Path

from kronobarn_cli.errors import NoHistory, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store import files, places
from kronobarn_cli.store.folder import SIGNS
from kronobarn_cli.store.git import addresses, refusals, repository, upkeep
from kronobarn_cli.store.git.refusals import Refusal, Told
from kronobarn_cli.store.settings import checked, find, written
from kronobarn_cli.text.plan_text import SCHEMA_FILE
from kronobarn_cli.text.schema import json_schema

# Rendered documents can be made again at any time, and must not pile up in the history.
PRINTOUTS = {"sv": "utskrifter", "en": "printouts"}
_OF_THE_MOMENT = (f"*{files.TEMPORARY_ENDING}", *(f"/{places.PLANS}/.*{sign}" for sign in SIGNS))
_IGNORED = "".join(f"{one}\n" for one in (*(f"/{name}/" for name in PRINTOUTS.values()), *_OF_THE_MOMENT))
_ATTRIBUTES = "*.yaml text eol=lf\n"
OWN_FILES = (places.FOLDER_MARK, ".gitignore", ".gitattributes", f"{places.PLANS}/{SCHEMA_FILE}")
"""The files beside the plans that belong in the history, named from the folder."""


@dataclass(frozen=True, slots=True)
class MadeFolder:
    """A new plan folder: where, whether git keeps its history, and the cloud service that syncs it, if any.

    `refused` is what is to be said when git or a hook of its own did not take the new folder in.
    """

    path: Path
    git: bool
    synced_by: str | None
    refused: Told | None = None


def init(target: Path, values: dict[str, str | bool], *, with_git: bool) -> MadeFolder:
    """Make a plan folder with these settings; raises UsageTrouble where there is one already."""
    path = places.whole(target)
    if path == Path(path.anchor):
        raise UsageTrouble(_("The plans need a folder of their own, not a whole disk."), "kronobarn init planer")
    if (target / places.FOLDER_MARK).exists():
        raise UsageTrouble(
            _("There is a plan folder at {path} already.").format(path=path),
            f"kronobarn list --folder {refusals.pasted(target.as_posix())}",
        )
    mark = target / places.FOLDER_MARK
    text = b"".join(written(mark, name, checked(find(name), value)) for name, value in values.items())
    files.make_folder(target / places.PLANS)
    write_schema(target)
    _add_missing(target / ".gitignore", _IGNORED)
    _add_missing(target / ".gitattributes", _ATTRIBUTES)
    # What makes it a plan folder comes last: whoever was interrupted before can begin again.
    files.replace(mark, text or b"\n")
    kept = with_git and repository.start(target)
    refused = _recorded(target) if kept else None
    return MadeFolder(target, kept, places.sync_root(target), refused)


def refuse_place(target: Path, place: str | None, *, hooks: bool) -> None:
    """Raise UsageTrouble for a new plan folder that cannot be meant; `place` is the shared one that it begins with.

    It lies in a plan folder; or the checks before recording are asked for where something else lies than a plan folder.
    """
    path = places.whole(target)
    outer = places.nearest_folder(path.parent)
    words = "kronobarn init --hooks" if hooks else "kronobarn init"
    if outer:
        sentence = _("{path} lies in the plan folder {outer}. No plan folder can lie in another one.")
        meant = outer if hooks and place is None else addresses.free(outer.with_name(path.name))
    elif hooks and place is None and (others := _others(path)):
        sentence = _("There is no plan folder at {path}, but something else.")
        inner = (one for one in others if places.is_file(one / places.FOLDER_MARK))
        meant = next(inner, addresses.free(path / "planer"))
    else:
        return
    words = f"{words} --from {addresses.quoted(addresses.addressed(place))}" if place else words
    raise UsageTrouble(sentence.format(path=path, outer=outer), f"{words} {refusals.pasted(meant.as_posix())}")


def _others(path: Path) -> list[Path]:
    """What lies in a folder that no plan folder begins with."""
    ours = {".git", *(name.partition("/")[0] for name in OWN_FILES)}
    return sorted(one for one in path.iterdir() if one.name not in ours) if path.is_dir() else []


def begin_history(target: Path, plans: tuple[str, ...]) -> None:
    """Make a plan folder a repository, with these plans in it; raises NoHistory when git or a hook refuses."""
    if not repository.start(target):
        raise NoHistory(_("git could not begin a history here."), "git init")
    refused = _recorded(target, tuple(places.way_to(code) for code in plans))
    if refused:
        raise NoHistory(refused.sentence, refused.hint, refused.details)


def _recorded(target: Path, plans: tuple[str, ...] = ()) -> Told | None:
    """Begin the history; what is to be said when it was not taken in. First the clone is told how, then the folder."""
    upkeep.prepare(target)
    names = (target / name for name in (*OWN_FILES, *plans))
    done = repository.record(target, tuple(name for name in names if name.exists()), "new folder")
    return None if done.done else refusals.told((), done.why or Refusal.SAID, done.said, target)


def write_schema(target: Path) -> None:
    """Lay the JSON Schema beside the plans, where line 1 of each plan points."""
    files.replace(target / places.PLANS / SCHEMA_FILE, schema_text().encode())


def in_cloud(cloud: str) -> str:
    """What is said of a plan folder that a cloud service copies."""
    sentence = _(
        "The folder lies in {cloud}. Plans are then copied to a cloud service. Ask your IT unit whether that is right."
    )
    return sentence.format(cloud=cloud)


def schema_text() -> str:
    """The JSON Schema of plan files."""
    return json.dumps(json_schema(Plan), ensure_ascii=False, indent=2) + "\n"


def _add_missing(path: Path, text: str) -> None:
    if not path.exists():
        files.replace(path, text.encode())
