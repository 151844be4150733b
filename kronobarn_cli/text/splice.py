"""Edits in a text that somebody else may have written in: only what changed is touched.

Laws: with no change the text comes back to the letter; comments and unknown keys survive every edit; a canonical
text stays canonical. Known lists are never reordered, so an item is found again by its id.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from kronobarn_cli.model.base import Tree
from kronobarn_cli.text.yaml_door import Mapping, Node, Scalar, Sequence
from kronobarn_cli.text.yaml_lines import Always, Ids, Verbatim, after_key, entry, item

_JOINED = "\0"
"""Stands where a line goes on in the next one that stays; no YAML can hold it."""
_COLON = re.compile(r"[ \t]*:")


class Edit(NamedTuple):
    """Replace `text[start:end]` by `words`."""

    start: int
    end: int
    words: str


def splice(text: str, root: Mapping, old: dict[str, Tree], new: dict[str, Tree]) -> str:
    """The text with what differs between two trees carried out in it; `old` is what `root` was read as."""
    if root.flow or not _beside_their_colons(text, root):
        return rewritten(text, root, old, new)
    edits = sorted(_Splicer(text).mapping(root, old, new), key=lambda edit: (edit.start, edit.end))
    for edit in reversed(edits):
        text = text[: edit.start] + edit.words + text[edit.end :]
    first, *joined = text.split(_JOINED)
    return "".join((first, *(part.lstrip(" \n") for part in joined)))


def rewritten(text: str, root: Mapping, old: dict[str, Tree], new: dict[str, Tree]) -> str:
    """The text written anew, for one laid out so that no edit fits in: all comments first, all unknown keys kept."""
    tree = _with_unknown(text, root, old, new)
    assert isinstance(tree, dict)  # noqa: S101 - for the type checker
    return comments(text, root) + "".join(entry(key, value, 0) for key, value in tree.items()) + "...\n"


def comments(text: str, root: Mapping) -> str:
    """Every comment of a text that was read as `root`, each on a line of its own."""
    return _Splicer(text).comments(0, len(text), root, 0)


def _beside_their_colons(text: str, node: Node) -> bool:
    """Whether the keys of a block are; after a question mark one may stand far from its colon, or have none."""
    if isinstance(node, Scalar) or node.flow:
        return True
    if isinstance(node, Sequence):
        return all(_beside_their_colons(text, one) for one in node.items)
    return all(_COLON.match(text, key.end) and _beside_their_colons(text, value) for key, value in node.entries)


class _Splicer:
    def __init__(self, text: str) -> None:
        self.text = text

    def mapping(self, node: Mapping, old: dict[str, Tree], new: dict[str, Tree]) -> Iterator[Edit]:
        """The edits that turn a block mapping from `old` into `new`."""
        indent = node.entries[0][0].column - 1
        places = {key.text: (key, value) for key, value in node.entries}
        for name in places.keys() & (old.keys() - new.keys()):
            yield from self._gone(*places[name], old[name], indent)
        for name in places.keys() & new.keys():
            if name not in old or old[name] != new[name]:
                yield from self._value(*places[name], old.get(name), new[name], indent)
        yield from self._inserted(node, old, new, places, indent)

    def _inserted(
        self,
        node: Mapping,
        old: dict[str, Tree],
        new: dict[str, Tree],
        places: dict[str, tuple[Scalar, Node]],
        indent: int,
    ) -> Iterator[Edit]:
        anchor: int | None = None
        waiting = ""
        for name, value in new.items():
            if name not in places:
                # A default that is always written, yet not in this file, is no reason to touch it.
                waiting += "" if name in old and old[name] == value else entry(name, value, indent)
                continue
            if waiting:
                yield self._insert(anchor, node, waiting)
                waiting = ""
            anchor = self._line_end(places[name][1])
        if waiting:
            yield self._insert(anchor, node, waiting)

    def _insert(self, anchor: int | None, node: Mapping, words: str) -> Edit:
        # Nothing goes before the first entry of a list item, beside the dash: by that entry the item was found again.
        at = self._line_start(node.entries[0][0].start) if anchor is None else anchor
        return Edit(at, at, words)

    def _gone(self, key: Scalar, node: Node, old: Tree, indent: int) -> Iterator[Edit]:
        """Cut an entry, but for what only the file knows in it."""
        unknown = _left_of(self.text, node, old)
        if not unknown:
            yield self._cut(key, node)
        elif isinstance(node, Mapping) and isinstance(old, dict) and _block(node):
            yield from self.mapping(node, old, {})
        else:
            yield self._replace(key, node, after_key(unknown, indent))

    def _value(self, key: Scalar, node: Node, old: Tree | None, new: Tree, indent: int) -> Iterator[Edit]:
        if isinstance(new, dict) and not isinstance(old, list) and _block(node) and isinstance(node, Mapping) and new:
            yield from self.mapping(node, old if isinstance(old, dict) else {}, new)
        elif isinstance(new, list) and isinstance(old, list) and _block(node) and isinstance(node, Sequence) and new:
            yield from self.sequence(node, old, new)
        else:
            words = after_key(_with_unknown(self.text, node, old, new), indent)
            yield self._replace(key, node, words)

    def sequence(self, node: Sequence, old: list[Tree], new: list[Tree]) -> Iterator[Edit]:
        """The edits that turn a block list from `old` into `new`, items found again by id."""
        indent = node.column - 1
        before, after = _names(old, new)
        steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        gone = _Known(
            (before[at], node.items[at], old[at])
            for step in steps
            if step[0] != "equal"
            for at in range(step[1], step[2])
        )
        for kind, old_from, old_to, new_from, new_to in steps:
            if kind == "equal":
                for was, now, one in zip(
                    old[old_from:old_to], new[new_from:new_to], node.items[old_from:old_to], strict=True
                ):
                    if was != now:
                        yield from self._item(one, was, now, indent)
                continue
            for one in node.items[old_from:old_to]:
                yield self._cut_item(one, indent)
            coming = zip(after[new_from:new_to], new[new_from:new_to], strict=True)
            words = "".join(item(gone.joined(self.text, *one), indent) for one in coming)
            if words:
                at = self._line_end(node.items[old_from - 1]) if old_from else self._dash(node.items[0], indent)
                yield Edit(at, at, words)

    def _item(self, node: Node, old: Tree, new: Tree, indent: int) -> Iterator[Edit]:
        if isinstance(node, Mapping) and _block(node) and isinstance(old, dict) and isinstance(new, dict):
            yield from self.mapping(node, old, new)
            return
        cut = self._cut_item(node, indent)
        yield cut._replace(words=cut.words + item(_with_unknown(self.text, node, old, new), indent))

    def _cut(self, key: Scalar, node: Node) -> Edit:
        start, end = self._line_start(key.start), self._line_end(node)
        if self.text[start : key.start].strip():
            # The key shares its line with the dash of its list item: leave the dash to the next key.
            indent = key.column - 1
            return Edit(key.start, end, self.comments(key.start, end, node, indent)[indent:] or _JOINED)
        return Edit(start, end, self.comments(start, end, node, key.column - 1))

    def _cut_item(self, node: Node, indent: int) -> Edit:
        start, end = self._dash(node, indent), self._line_end(node)
        return Edit(start, end, self.comments(start, end, node, indent))

    def _dash(self, item: Node, indent: int) -> int:
        """Where the line with the dash of a list item begins; the item itself may stand further down."""
        start = self._line_start(item.start)
        while self.text[start + indent] != "-":
            start = self._line_start(start - 1)
        return start

    def _replace(self, key: Scalar, node: Node, words: str) -> Edit:
        colon = self.text.index(":", key.end)
        if "\n" not in self.text[colon : node.end] and "\n" not in words:
            return Edit(colon + 1, node.end, words)
        # From where the line begins: what is inserted there does not come between the key and its comments.
        start, end = self._line_start(key.start), self._line_end(node)
        line = self.text[start : colon + 1]
        # No deeper than the line they stand above, which may begin with a dash: else they would belong to a text there.
        comments = self.comments(colon, end, node, len(line) - len(line.lstrip(" ")))
        return Edit(start, end, f"{comments}{line}{words}\n")

    def comments(self, start: int, end: int, node: Node, indent: int) -> str:
        """The comments between two offsets, outside every scalar of `node`, each on a line of its own."""
        found = []
        covered = sorted(scalars(node))
        for line_start, line in lines(self.text, start, end):
            at = comment_in(line, line_start, covered)
            if at is not None:
                found.append(" " * indent + line[at:].rstrip() + "\n")
        return "".join(found)

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, node: Node) -> int:
        stop = self.text.find("\n", node.end)
        return stop + 1 if stop >= 0 else len(self.text)


def _block(node: Node) -> bool:
    return isinstance(node, Mapping | Sequence) and not node.flow


def _names(*several: list[Tree]) -> list[list[str]]:
    """What each item is found again by: its first entry, as the id, where no other has the same; else all it holds."""
    names = [
        [repr(next(iter(one.items()), one) if isinstance(one, dict) else one) for one in trees] for trees in several
    ]
    twice = {name for own in names for name in own if own.count(name) > 1}
    return [
        [repr(tree) if name in twice else name for name, tree in zip(own, trees, strict=True)]
        for own, trees in zip(names, several, strict=True)
    ]


def _with_unknown(text: str, node: Node, old: Tree | None, new: Tree) -> Tree:
    """The new tree of a rewritten collection, with the keys that only the file knows."""
    if isinstance(node, Sequence) and isinstance(new, list) and isinstance(old, list) and not isinstance(new, Ids):
        before, after = _names(old, new)
        items = _Known(zip(before, node.items, old, strict=True))
        return [items.joined(text, *one) for one in zip(after, new, strict=True)]
    if not (isinstance(node, Mapping) and isinstance(new, dict)):
        return new
    known = old if isinstance(old, dict) else {}
    merged: dict[str, Tree] = dict(new)
    for key, value in node.entries:
        if key.text in new:
            merged[key.text] = _with_unknown(text, value, known.get(key.text), new[key.text])
        elif key.text not in known:
            merged[key.text] = as_written(text, value)
        elif unknown := _left_of(text, value, known[key.text]):
            merged[key.text] = unknown
    return merged


def _left_of(text: str, node: Node, old: Tree) -> Tree:
    """What only the file knows in a part that says nothing any more, but is there even then; else nothing."""
    return _with_unknown(text, node, old, {}) if isinstance(old, Always) and isinstance(node, Mapping) else {}


class _Known:
    """Items as they stood in the file: one that comes again elsewhere brings what only the file knows of it."""

    def __init__(self, items: Iterable[tuple[str, Node, Tree]]) -> None:
        self._items = list(items)

    def joined(self, text: str, name: str, new: Tree) -> Tree:
        """The item with its unknown keys; each item of the file is used once, for the same may stand twice."""
        same = (one for one in self._items if one[0] == name)
        before = next(same, None) or next((one for one in self._items if _same_id(one[2], new)), None)
        if before is None:
            return new
        self._items.remove(before)
        return _with_unknown(text, *before[1:], new)


def _same_id(old: Tree, new: Tree) -> bool:
    return isinstance(old, dict) and isinstance(new, dict) and "id" in new and old.get("id") == new["id"]


def as_written(text: str, node: Node) -> Tree:
    """What somebody else wrote, each scalar to the letter where it stands on one line."""
    if isinstance(node, Scalar):
        written = text[node.start : node.end]
        one_line = _on_one_line(written) and not written.startswith(("|", ">"))
        return Verbatim(written or "null") if one_line else node.text
    if isinstance(node, Mapping):
        return {key.text: as_written(text, value) for key, value in node.entries}
    return [as_written(text, one) for one in node.items]


def scalars(node: Node) -> Iterator[tuple[int, int]]:
    """Where each scalar in a node begins and ends."""
    if isinstance(node, Scalar):
        yield node.start, node.end
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key.start, key.end
            yield from scalars(value)
    else:
        for one in node.items:
            yield from scalars(one)


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines between two offsets, each with the offset where it begins."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield at, text[at:stop]
        at = stop + 1


def comment_in(line: str, offset: int, covered: list[tuple[int, int]]) -> int | None:
    """Where in a line its comment begins, None without one; `covered` are the scalars, `offset` is of the line."""
    at = line.find("#")
    while at >= 0:
        if not any(start <= offset + at < end and not _heads(line, start - offset) for start, end in covered):
            return at
        at = line.find("#", at + 1)
    return None


def _heads(line: str, at: int) -> bool:
    """Whether a block of text begins in this line: what follows `|` is no part of it."""
    return at >= 0 and line[at] in "|>"


def _on_one_line(written: str) -> bool:
    """Whether YAML takes it for one line: it breaks lines at other characters than the line feed as well."""
    return len(written.splitlines()) <= 1
