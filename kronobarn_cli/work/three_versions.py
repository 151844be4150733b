"""Three versions of a plan, as git hands them to whom it has files put together by.

Laws: what both have written in two ways stands open in the plan, which is whole all the same; a version that cannot be
read as a plan is put together with nothing: then git's ordinary conflict is left, and the failure says whose it is.
"""

from pathlib import Path

from kronobarn_cli.errors import Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files
from kronobarn_cli.text.merged_text import merge_texts, written
from kronobarn_cli.text.plan_text import PlanText, read
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.text.yaml_door import decode


def into_ours(base: Path, ours: Path, theirs: Path) -> bool:
    """Put the plan of both into the file of ours; False, with nothing touched, when they cannot be put together.

    An empty or unreadable base is none: what is known of the past is never guessed. Raises NotFound and CannotWrite.
    """
    one, other = _plan(files.read(ours)), _plan(files.read(theirs))
    if one is None or other is None or one.plan.code != other.plan.code:
        return False
    past = _plan(files.read(base))
    known = past if past and past.plan.code == one.plan.code else None
    text = merge_texts(known, written(one), written(other)).text.encode()
    if _plan(text) is None:
        return False
    files.replace(ours, text)
    return True


def leave_conflict(base: Path, ours: Path, theirs: Path) -> Unreadable:
    """Put git's ordinary conflict into the file of ours; the failure that says why."""
    from kronobarn_cli.store.git import upkeep

    one, other = _plan(files.read(ours)), _plan(files.read(theirs))
    text = upkeep.ordinary(base, ours, theirs)
    if text is not None:
        files.replace(ours, text)
    return Unreadable(_why_not(one, other), "kronobarn check")


def _why_not(ours: PlanText | None, theirs: PlanText | None) -> str:
    if ours is None and theirs is None:
        return _("Neither version can be read as a plan, so git has put them together line by line. Look it over.")
    if ours is None:
        return _("Your version cannot be read as a plan, so git has put the two together line by line. Look it over.")
    if theirs is None:
        return _(
            "The other version cannot be read as a plan, so git has put the two together line by line. Look it over."
        )
    return _("The two versions are not of one plan, so git has put them together line by line. Look it over.")


def _plan(data: bytes) -> PlanText | None:
    """The plan in these bytes; None when they are no whole plan, or one that a newer kronobarn wrote."""
    try:
        source = read(decode(data))
    except Troubled:
        return None
    return None if source.newer else source
