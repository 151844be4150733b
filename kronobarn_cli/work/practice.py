"""`practice`: made-up children in a folder of their own, never mixed with real plans."""

from dataclasses import dataclass
from pathlib import Path

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.view import audiences, may_share
from kronobarn_cli.render.documents import Style, fits
from kronobarn_cli.store import files, places
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.plan_files import ENDING
from kronobarn_cli.store.settings import Settings
from kronobarn_cli.text.resources import shipped
from kronobarn_cli.work.rendering import Order, find_document, next_meeting, render, write
from kronobarn_cli.work.setting_up import PRINTOUTS, init

FOLDERS = {"sv": "kronobarn-ovning", "en": "kronobarn-practice"}
EXAMPLE = "k7mtr"
# On this day the made-up children are where examples/README.md says: consents hold, a meeting lies ahead.
PRACTICE_DAY = "2026-04-27"
_ORDERS = tuple(
    Order(*words, "html")
    for words in (("agenda", "chair"), ("agenda", "child"), ("plan", "family"), ("wheel", "family"))
)


@dataclass(frozen=True, slots=True)
class Practised:
    """What practice without questions made: the folder, the child's code, the documents, and whether it meets soon."""

    folder: Path
    code: str
    documents: tuple[Path, ...]
    meets: bool


def place(folder: Path | None, start: Path, language: str) -> Path:
    """Where to practise when nothing is said: the practice folder one works in, or else a new one beside what is there.

    One works in `folder`, where it is given, or in the plan folder at or above `start`.
    """
    found = folder or places.given_folder() or places.nearest_folder(start)
    return found if found and Settings(found).flag("practice") else Path(FOLDERS[language])


def prepare(target: Path, language: str) -> Folder:
    """The practice folder with the examples in it; raises UsageTrouble when the folder holds real plans."""
    if not (target / places.FOLDER_MARK).exists():
        init(
            target,
            {"practice": True, "practice-day": PRACTICE_DAY, "language": language, "git": False},
            with_git=False,
        )
    elif not Settings(target).flag("practice"):
        sentence = _("{path} is a folder for real plans. Practice needs a folder of its own.").format(path=target)
        raise UsageTrouble(sentence, f"kronobarn practice {FOLDERS[language]}")
    folder = Folder(target, commits=False)
    for example in shipped("examples").iterdir():
        path = folder.plans / example.name
        if example.name.endswith(ENDING) and not path.exists():
            files.replace(path, example.read_bytes())
    return folder


def render_example(folder: Folder, code: str, style: Style) -> Practised:
    """Render agenda, plan and wheel of an example and say where they lie."""
    return _rendered(folder, folder.load(folder.find(code)).plan, _ORDERS, style)


def render_cards(folder: Folder, code: str, style: Style) -> Practised:
    """Render a role card for each person of a made-up case: with them a workshop plays its meeting."""
    plan = folder.load(folder.find(code)).plan
    cards = find_document("role-card")
    readers = (one for one in audiences(plan) if fits(cards, plan, one) and not may_share(plan, one, style.today))
    return _rendered(folder, plan, tuple(Order(cards.name, one.name, "html") for one in readers), style)


def _rendered(folder: Folder, plan: Plan, orders: tuple[Order, ...], style: Style) -> Practised:
    printouts = folder.root / PRINTOUTS[style.language]
    made = tuple(write(plan, order, render(plan, order, style), printouts) for order in orders)
    return Practised(folder.root, plan.code, made, next_meeting(plan, style.today) is not None)
