"""Tables on paper: one with more columns than a page has room for becomes several, each with its first column again.

Law: no cell is lost, and none but those of the first column is said twice.
"""

from itertools import pairwise

from kronobarn_cli.render.forms.blocks import Block, Blocks, Items, Quote, Table

_ROOM = 7  # as many columns as can be 22 mm wide


def parted(blocks: Blocks) -> Blocks:
    """The blocks, with each table that is too wide for a page in several parts."""
    return tuple(part for block in blocks for part in _parts(block))


def _parts(block: Block) -> Blocks:
    match block:
        case Quote(inside):
            return (Quote(parted(inside)),)
        case Items(first, items):
            return (Items(first, tuple(map(parted, items))),)
        case Table() if len(block.head) > _ROOM:
            return tuple(_columns(block, start, end) for start, end in _spans(len(block.head)))
        case _:
            return (block,)


def _spans(count: int) -> list[tuple[int, int]]:
    """Where each part begins and ends; the parts are as alike as can be, so that none holds a lonely column."""
    others = count - 1
    parts = -(-others // (_ROOM - 1))
    ends = [1 + others * number // parts for number in range(parts + 1)]
    return list(pairwise(ends))


def _columns(table: Table, start: int, end: int) -> Table:
    head, *rows = ((row[0], *row[start:end]) for row in (table.head, *table.rows))
    return Table(head, tuple(rows))
