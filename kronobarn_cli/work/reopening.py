"""`reopen`: a closed plan goes on where it stood; what was written when it was closed is kept."""

from datetime import date

from msgspec.structs import replace

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.interview.replies import refusal, tidy
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store.folder import Folder, Loaded


def closed(folder: Folder, code: str) -> Loaded:
    """The plan, which is closed; raises UsageTrouble when it is not."""
    loaded = folder.load(code)
    if loaded.plan.closing is None:
        raise UsageTrouble(_("Plan {code} is not closed.").format(code=code), f"kronobarn show {code}")
    return loaded


def reopen(folder: Folder, before: Loaded, why: str, today: date) -> Plan:
    """Move the closing among the earlier ones with the day and the reason, and save; raises as `folder.save`.

    Raises UsageTrouble for a reason that says nothing or may not stand in a plan.
    """
    plan, reason = before.plan, _one_line(why)
    sentence = will_not_do(why)
    if sentence or plan.closing is None:
        raise UsageTrouble(sentence or _("Plan {code} is not closed.").format(code=plan.code), hint(plan.code))
    ended = replace(plan.closing, reopened=today, reopened_why=reason)
    after = replace(plan, closing=None, earlier_closings=(*plan.earlier_closings, ended))
    return folder.save(after, before, "reopened").plan


def will_not_do(why: str) -> str | None:
    """Why a reason to reopen cannot be taken, or None when it can."""
    reason = _one_line(why)
    return refusal(reason) if reason else _("A reason is needed. A few words are enough.")


def _one_line(text: str) -> str:
    return " ".join(tidy(text).split())


def hint(code: str) -> str:
    """What can be typed to reopen a plan."""
    example = _("What has happened")
    return f'kronobarn reopen {code} --why "{example}"'
