"""Keeps the Swedish catalogue in step with the code: `python -m tests.house.catalogue [fragment.po ...]`.

Collects every text that kronobarn, click and typer hand to gettext, brings `kronobarn.po` up to date with
translations kept, lays the given fragments over it, compiles the `.mo` and names what lacks Swedish.
The law: nothing is guessed (no fuzzy matches), and a text of the framework once known stays, since another
version of click inside the pin may still say it.
"""

import io
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kronobarn_cli"
SWEDISH = PACKAGE / "locale" / "sv" / "LC_MESSAGES" / "kronobarn.po"
FRAMEWORK = ("click", "typer")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "later": None, "ngettext": (1, 2)}

# Lines that change with every run or say nothing; without them two runs give the same bytes.
_RESTLESS = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Last-Translator',
    '"Language-Team',
    '"Generated-By',
    '"Report-Msgid-Bugs-To',
    '"Project-Id-Version',
)
_INTRODUCTION = """\
# Swedish. Kept up by `python -m tests.house.catalogue`; change the msgstr lines by hand.
# Du-tilltal, short sentences, no exclamation marks."""


def package_folder(name: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    return Path(spec.origin).parent


def extracted(folder: Path, origin: str) -> Catalog:
    """Every text under `folder` that goes through gettext, each marked with `origin/file.py`."""
    found = Catalog()
    method = [("**.py", "python")]
    for file, _line, message, comments, _context in extract_from_dir(folder, method, keywords=KEYWORDS):
        if message and message != ("",):
            found.add(message, locations=[(f"{origin}/{Path(file).as_posix()}", 0)], auto_comments=comments)
    return found


def own_texts() -> Catalog:
    """What kronobarn itself says."""
    return extracted(PACKAGE, "kronobarn_cli")


def framework_texts() -> Catalog:
    """What the installed click and typer say."""
    return merged(extracted(package_folder(name), name) for name in FRAMEWORK)


def merged(catalogues: Iterable[Catalog]) -> Catalog:
    """One catalogue with the texts of all."""
    whole = Catalog()
    for catalogue in catalogues:
        for message in texts(catalogue):
            whole[message.id] = message
    return whole


def texts(catalogue: Catalog) -> Iterator[Message]:
    """The messages of a catalogue, without the header that stands first."""
    return (message for message in catalogue if message.id)


def read(po: Path) -> Catalog:
    """A catalogue file; a fragment needs no header. An absent file reads as empty."""
    if not po.exists():
        return Catalog(locale="sv")
    return read_po(io.BytesIO(po.read_bytes()), locale="sv", charset="utf-8")


def translated(message: Message) -> bool:
    """True when every form has a text that a person has approved."""
    return not message.fuzzy and all(forms(message.string))


def forms(text: object) -> tuple[str, ...]:
    """The one form of a text, or its singular and plural."""
    return tuple(text) if isinstance(text, list | tuple) else (str(text or ""),)


def from_framework(message: Message) -> bool:
    """True when a message is said by click or typer only."""
    return bool(message.locations) and all(file.split("/")[0] in FRAMEWORK for file, _ in message.locations)


def updated(old: Catalog, found: Catalog, fragments: Iterable[Catalog] = ()) -> Catalog:
    """Swedish for exactly the texts found (framework texts known before stay), translations kept."""
    new = Catalog(locale="sv", project="kronobarn", fuzzy=False, header_comment=_INTRODUCTION)
    for message in texts(old):
        if from_framework(message):
            new.add(message.id, message.string, locations=message.locations)
    for message in texts(found):
        known = old.get(message.id)
        string = known.string if known and _fits(known, message) else ""
        new.add(message.id, string, locations=sorted({(file, 0) for file, _ in message.locations}))
    for fragment in fragments:
        for message in texts(fragment):
            target = new.get(message.id)
            if target and translated(message) and _fits(message, target):
                target.string = message.string
    return new


def _fits(translation: Message, message: Message) -> bool:
    """A text with one form cannot take the translation of a text with two, nor the other way round."""
    return translated(translation) and isinstance(translation.string, str) != bool(message.pluralizable)


def write(catalogue: Catalog, po: Path) -> None:
    """Write the catalogue sorted, without dates or line numbers, so that only real changes show."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, include_lineno=False)
    lines = buffer.getvalue().decode().splitlines()
    po.parent.mkdir(parents=True, exist_ok=True)
    kept = [line for line in lines if not line.startswith(_RESTLESS)]
    po.write_bytes(("\n".join(kept).rstrip() + "\n").encode())


def compile_mo(po: Path) -> Path:
    """Make the `.mo` that gettext reads, beside the `.po`."""
    mo = po.with_suffix(".mo")
    buffer = io.BytesIO()
    write_mo(buffer, read(po))
    mo.write_bytes(buffer.getvalue())
    return mo


def _strangers(fragment: Catalog, catalogue: Catalog) -> list[str]:
    return [str(message.id) for message in texts(fragment) if message.id not in catalogue]


def main(arguments: list[str]) -> int:
    """Update, merge, compile and report; 1 when a text still lacks Swedish."""
    fragments = {name: read(Path(name)) for name in arguments}
    catalogue = updated(read(SWEDISH), merged((framework_texts(), own_texts())), fragments.values())
    write(catalogue, SWEDISH)
    compile_mo(SWEDISH)
    for name, fragment in fragments.items():
        for stranger in _strangers(fragment, catalogue):
            print(f"{name}: no such text in the code: {stranger!r}")
    missing = [message for message in texts(catalogue) if not translated(message)]
    for message in missing:
        print(f"without Swedish: {message.id!r} ({message.locations[0][0]})")
    print(f"{SWEDISH.relative_to(ROOT)}: {len(catalogue)} texts, {len(missing)} without Swedish")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
