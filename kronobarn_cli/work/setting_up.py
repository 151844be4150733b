"""`init`: makes a plan folder. Nothing that is there is changed; what is missing is added."""

import json
from dataclasses import dataclass
from pathlib import Path

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store import files, places
from kronobarn_cli.store.folder import SIGNS
from kronobarn_cli.store.git import repository
from kronobarn_cli.store.settings import checked, find, written
from kronobarn_cli.text.plan_text import SCHEMA_FILE
from kronobarn_cli.text.schema import json_schema

# Rendered documents can be made again at any time, and must not pile up in the history.
PRINTOUTS = {"sv": "utskrifter", "en": "printouts"}
_OF_THE_MOMENT = (f"*{files.TEMPORARY_ENDING}", *(f"/{places.PLANS}/.*{sign}" for sign in SIGNS))
_IGNORED = "".join(f"{one}\n" for one in (*(f"/{name}/" for name in PRINTOUTS.values()), *_OF_THE_MOMENT))
_ATTRIBUTES = "*.yaml text eol=lf\n"


@dataclass(frozen=True, slots=True)
class MadeFolder:
    """A new plan folder: where, whether git keeps its history, and the cloud service that syncs it, if any."""

    path: Path
    git: bool
    synced_by: str | None


def init(target: Path, values: dict[str, str | bool], *, with_git: bool) -> MadeFolder:
    """Make a plan folder with these settings; raises UsageTrouble where there is one already."""
    path = places.whole(target)
    if path == Path(path.anchor):
        raise UsageTrouble(_("The plans need a folder of their own, not a whole disk."), "kronobarn init planer")
    if (target / places.FOLDER_MARK).exists():
        raise UsageTrouble(
            _("There is a plan folder at {path} already.").format(path=target),
            f"kronobarn list --folder {target}",
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
    if kept:
        names = (places.FOLDER_MARK, ".gitignore", ".gitattributes", f"{places.PLANS}/{SCHEMA_FILE}")
        repository.record(target, tuple(target / name for name in names), "new folder")
    return MadeFolder(target, kept, places.sync_root(target))


def write_schema(target: Path) -> None:
    """Lay the JSON Schema beside the plans, where line 1 of each plan points."""
    files.replace(target / places.PLANS / SCHEMA_FILE, schema_text().encode())


def schema_text() -> str:
    """The JSON Schema of plan files."""
    return json.dumps(json_schema(Plan), ensure_ascii=False, indent=2) + "\n"


def _add_missing(path: Path, text: str) -> None:
    if not path.exists():
        files.replace(path, text.encode())
