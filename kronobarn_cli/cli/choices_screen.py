"""That something is written in two ways and nobody has chosen, said beside what else there is to know of plans."""

from collections.abc import Iterable

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _, ngettext

_MOST = 9


def tell(codes: Iterable[str]) -> None:
    """Say in which of these plans there is something to choose, and how it is done; nothing for none."""
    found = tuple(codes)
    if not found:
        return
    words = ngettext(
        "In plan {codes} you have written differently and nobody has chosen yet.",
        "In plans {codes} you have written differently and nobody has chosen yet.",
        len(found),
    )
    screen.aside(words.format(codes=_listed(found)))
    screen.aside(_("To choose: {command}").format(command=f"kronobarn merge {found[0]}"))


def tell_copies(codes: Iterable[str]) -> None:
    """Say beside which of these plans there are copies, and how they are taken in; nothing for none."""
    found = tuple(codes)
    if not found:
        return
    words = ngettext(
        "Beside plan {codes} there are copies. They may hold what the plan lacks.",
        "Beside plans {codes} there are copies. They may hold what the plans lack.",
        len(found),
    )
    screen.aside(words.format(codes=_listed(found)))
    screen.aside(_("To see what differs: kronobarn merge {code}").format(code=found[0]))


def _listed(found: tuple[str, ...]) -> str:
    more = _(" and {count} more").format(count=len(found) - _MOST) if len(found) > _MOST else ""
    return ", ".join(found[:_MOST]) + more
