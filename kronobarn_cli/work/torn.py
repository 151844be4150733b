"""A plan that git has put together line by line, with marks in it, becomes a whole plan again.

Laws: the two versions that it came of are put together as plans, if git still has them and nobody has written in the
file since; otherwise the two that stand in the file, where they are whole; what stands in neither is never left out;
a merge that a person has begun with git is ended for them when this was the last that was left of it.
"""

from pathlib import Path

from kronobarn_cli.errors import NoHistory, Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import origins, repository, upkeep
from kronobarn_cli.store.git.origins import Origins
from kronobarn_cli.store.git.repository import Repository
from kronobarn_cli.store.git.upkeep import Unfinished
from kronobarn_cli.text import conflict_marks
from kronobarn_cli.text.conflict_marks import Sides
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.text.yaml_door import decode, marked
from kronobarn_cli.work.joined import Joined, Side, joined
from kronobarn_cli.work.merging import Taken


def is_torn(data: bytes) -> bool:
    """Whether git's marks between two versions stand in these bytes."""
    try:
        return marked(decode(data)) is not None
    except Troubled:
        return False


def mend(folder: Folder, drafts: Drafts, code: str) -> Taken | None:
    """Make a plan with git's marks in its file whole again and save it; None when there are none.

    The file as it was is put away. Raises Unreadable when they do not part two whole plans, and as `save`.
    """
    with drafts.session(code):
        path = folder.path(code)
        data = files.read(path)
        if not is_torn(data):
            return None
        found = whole(code, data, _origins(folder, code))
        if found is None:
            sentence = _("The file {name} holds two versions, and one of them cannot be read as a plan.")
            raise Unreadable(sentence.format(name=path.name), f"kronobarn edit {code}")
        aside = folder.versions.set_aside(code, data)
        folder.save_text(code, found.data.decode(), files.fingerprint(data), "merge")
        if folder.commits and _ended(folder.root):
            folder.recorder.record(path, "merge")
    return Taken(path.name, new=True, opened=found.opened, told=found.told, aside=aside)


def _ended(folder: Path) -> bool:
    """Let git end a merge in which nothing is left to settle, hooks and all; whether there was one, and it did."""
    settled = upkeep.unfinished(folder) is Unfinished.MERGE and not upkeep.disputed(folder)
    return settled and repository.end_merge(folder)


def whole(code: str, data: bytes, three: Origins | None) -> Joined | None:
    """The plan of the two versions in these bytes, by the three that they came of if known; None when it has none."""
    sides = conflict_marks.sides(decode(data)) if is_torn(data) else None
    if sides is None:
        return None
    here = _as_they_stand(sides, three.base if three else None)
    ways = [here] if three is None else [here] if _written_in_since(sides, three) else [three, here]
    for way in ways:
        ours, theirs = (Side(*side) for side in zip((way.ours, way.theirs), way.authors, strict=True))
        try:
            return joined(code, way.base, ours, theirs)
        except Troubled:
            continue
    return None


def shared(repo: Repository, version: str, code: str, data: bytes) -> Joined | None:
    """The plan of the two versions in these bytes, as they stand in a recorded version; None when it has none."""
    return whole(code, data, origins.recorded(repo, version, code, is_torn))


def _origins(folder: Folder, code: str) -> Origins | None:
    """What the plan's file was put together of; None where there is no history, or it does not tell."""
    try:
        repo = repository.opened(folder.root)
        return origins.unfinished(repo, code) or origins.recorded(repo, "HEAD", code, is_torn)
    except NoHistory:
        return None


def _as_they_stand(sides: Sides, base: bytes | None) -> Origins:
    return Origins(sides.base.encode() if sides.base else base, sides.ours.encode(), sides.theirs.encode())


def _written_in_since(sides: Sides, three: Origins) -> bool:
    """Whether a line stands there that is in none of the three."""
    known = {line for one in three[:3] for line in _lines(one or b"")}
    return not {*_lines(sides.ours.encode()), *_lines(sides.theirs.encode())} <= known


def _lines(data: bytes) -> set[bytes]:
    return {line.strip() for line in data.splitlines()}
