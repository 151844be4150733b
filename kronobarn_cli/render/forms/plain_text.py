"""A document as plain text for a screen reader, a mail or a record system.

Law: it reads well aloud. A table row is a sentence for each cell, no lines are drawn, and a picture is left to the
sentences that stand beside it.
"""

from collections.abc import Iterator

from kronobarn_cli.render.forms.blocks import (
    Block,
    Blocks,
    Heading,
    Items,
    Line,
    Paragraph,
    Quote,
    Table,
    words,
)

_STEP = "  "


def txt(blocks: Blocks) -> str:
    """Headings, paragraphs, `- ` lists, and one sentence for each table cell."""
    return "\n\n".join(_texts(blocks)).strip() + "\n"


def _texts(blocks: Blocks) -> list[str]:
    return [text for block in blocks for text in _text(block) if text]


def _text(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield words(block.parts)
        case Quote():
            yield from _texts(block.blocks)
        case Table():
            yield from (_row(block.head, row) for row in block.rows)
        case Items():
            yield "\n".join(_items(block))


def _items(block: Items) -> Iterator[str]:
    for number, item in enumerate(block.items, block.first or 0):
        marker = "- " if block.first is None else f"{number}. "
        margin = " " * len(marker)
        first, *rest = _item(item) or [""]
        lines = [marker + first.replace("\n", "\n" + margin)]
        lines += [_STEP + text.replace("\n", "\n" + _STEP) for text in rest]
        yield "\n".join(lines).rstrip()


def _item(blocks: Blocks) -> list[str]:
    """The texts of one item; a second paragraph stands apart from the first, a list within it does not."""
    found: list[str] = []
    for block in blocks:
        apart = "\n" if found and not isinstance(block, Items) else ""
        found += [apart + text for text in _text(block) if text]
    return found


def _row(head: tuple[Line, ...], row: tuple[Line, ...]) -> str:
    return " ".join(filter(None, map(_cell, map(words, head), map(words, row))))


def _cell(head: str, cell: str) -> str:
    if not cell:
        return ""
    sentence = f"{head}: {cell}" if head else cell
    return sentence if sentence[-1] in ".!?" else sentence + "."
