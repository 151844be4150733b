"""Edits in a text that somebody else may have written in: only what changed is touched.

Laws: with no change the text comes back to the letter; comments and unknown keys survive every edit; a canonical
text stays canonical. Known lists are never reordered, so an item is found again by its id.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from kronobarn_cli.text.yaml_door import Mapping, Node, Scalar, Sequence
from kronobarn_cli.text.yaml_lines import Tree, Verbatim, after_key, entry, item


class Edit(NamedTuple):
    """Replace `text[start:end]` by `words`."""

    start: int
    end: int
    words: str


def splice(text: str, root: Mapping, old: dict[str, Tree], new: dict[str, Tree]) -> str:
    """The text with what differs between two trees carried out in it; `old` is what `root` was read as."""
    edits = sorted(_Splicer(text).mapping(root, old, new), key=lambda edit: (edit.start, edit.end))
    for edit in reversed(edits):
        text = text[: edit.start] + edit.words + text[edit.end :]
    return text


class _Splicer:
    def __init__(self, text: str) -> None:
        self.text = text

    def mapping(self, node: Mapping, old: dict[str, Tree], new: dict[str, Tree]) -> Iterator[Edit]:
        """The edits that turn a block mapping from `old` into `new`."""
        indent = node.entries[0][0].column - 1
        places = {key.text: (key, value) for key, value in node.entries}
        for name in places.keys() & (old.keys() - new.keys()):
            yield self._cut(places[name][0], places[name][1])
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
            anchor = self._line_end(places[name][1], places[name][0])
        if waiting:
            yield self._insert(anchor, node, waiting)

    def _insert(self, anchor: int | None, node: Mapping, words: str) -> Edit:
        if anchor is not None:
            lead = "" if self.text[anchor - 1 : anchor] == "\n" else "\n"
            return Edit(anchor, anchor, lead + words)
        start = node.entries[0][0].start
        indent = node.entries[0][0].column - 1
        if not self.text[self._line_start(start) : start].strip():
            return Edit(start - indent, start - indent, words)
        # The first entry of a list item shares its line with the dash.
        return Edit(start, start, words[indent:] + " " * indent)

    def _value(self, key: Scalar, node: Node, old: Tree | None, new: Tree, indent: int) -> Iterator[Edit]:
        if isinstance(new, dict) and isinstance(old, dict) and _block(node) and isinstance(node, Mapping) and new:
            yield from self.mapping(node, old, new)
        elif isinstance(new, list) and isinstance(old, list) and _block(node) and isinstance(node, Sequence) and new:
            yield from self.sequence(node, old, new)
        else:
            words = after_key(_with_unknown(self.text, node, old, new), indent)
            yield from self._replace(key, node, words, indent)

    def sequence(self, node: Sequence, old: list[Tree], new: list[Tree]) -> Iterator[Edit]:
        """The edits that turn a block list from `old` into `new`, items found again by id."""
        indent = node.column - 1
        matcher = SequenceMatcher(
            None, [_identity(one) for one in old], [_identity(one) for one in new], autojunk=False
        )
        for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
            if kind == "equal":
                for before, after, one in zip(
                    old[old_from:old_to], new[new_from:new_to], node.items[old_from:old_to], strict=True
                ):
                    if before != after:
                        yield from self._item(one, before, after, indent)
                continue
            for one in node.items[old_from:old_to]:
                yield self._cut_item(one)
            words = "".join(item(one, indent) for one in new[new_from:new_to])
            if words:
                yield self._insert_items(node, old_from, words)

    def _item(self, node: Node, old: Tree, new: Tree, indent: int) -> Iterator[Edit]:
        if isinstance(node, Mapping) and _block(node) and isinstance(old, dict) and isinstance(new, dict):
            yield from self.mapping(node, old, new)
            return
        start = self._line_start(node.start)
        comments = self._comments(start, self._line_end(node), node, indent)
        words = item(_with_unknown(self.text, node, old, new), indent)
        yield Edit(start, self._line_end(node), comments + words)

    def _insert_items(self, node: Sequence, before: int, words: str) -> Edit:
        if before:
            end = self._line_end(node.items[before - 1])
            return Edit(end, end, words if self.text[end - 1] == "\n" else "\n" + words)
        start = self._line_start(node.items[0].start)
        return Edit(start, start, words)

    def _cut(self, key: Scalar, node: Node) -> Edit:
        start, end = self._line_start(key.start), self._line_end(node, key)
        if self.text[start : key.start].strip():
            # The key shares its line with the dash of its list item: leave the dash to the next key.
            following = end + len(self.text[end:]) - len(self.text[end:].lstrip(" "))
            return Edit(key.start, following, "")
        return Edit(start, end, self._comments(start, end, node, key.column - 1))

    def _cut_item(self, node: Node) -> Edit:
        start, end = self._line_start(node.start), self._line_end(node)
        return Edit(start, end, self._comments(start, end, node, node.column - 1))

    def _replace(self, key: Scalar, node: Node, words: str, indent: int) -> Iterator[Edit]:
        colon = self.text.index(":", key.end)
        single = "\n" not in self.text[colon : node.end] and "\n" not in words
        if single or ("\n" in words and not self._tail(node).strip()):
            comments = "" if single else self._comments(colon, max(node.end, colon + 1), node, indent)
            if comments:
                yield Edit(self._line_start(key.start), self._line_start(key.start), comments)
            yield Edit(colon + 1, max(node.end, colon + 1), words)
            return
        end = self._line_end(node, key)
        comments = self._comments(colon, end, node, indent)
        if comments:
            yield Edit(self._line_start(key.start), self._line_start(key.start), comments)
        yield Edit(colon + 1, end, words + "\n")

    def _tail(self, node: Node) -> str:
        stop = self.text.find("\n", node.end)
        return self.text[node.end : stop if stop >= 0 else len(self.text)]

    def _comments(self, start: int, end: int, node: Node, indent: int) -> str:
        """The comments between two offsets, outside every scalar of `node`, each on a line of its own."""
        found = []
        covered = sorted(_scalars(node))
        for line_start, line in _lines(self.text, start, end):
            at = _comment_in(line, line_start, covered)
            if at is not None:
                found.append(" " * indent + line[at:].rstrip() + "\n")
        return "".join(found)

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, node: Node, key: Scalar | None = None) -> int:
        stop = self.text.find("\n", max(node.end, key.end if key else 0))
        return stop + 1 if stop >= 0 else len(self.text)


def _block(node: Node) -> bool:
    return isinstance(node, Mapping | Sequence) and not node.flow


def _identity(tree: Tree) -> str:
    return str(tree["id"]) if isinstance(tree, dict) and "id" in tree else repr(tree)


def _with_unknown(text: str, node: Node, old: Tree | None, new: Tree) -> Tree:
    """The new tree of a rewritten collection, with the keys that only the file knows."""
    if not (isinstance(node, Mapping) and isinstance(new, dict)):
        return new
    known = old if isinstance(old, dict) else {}
    merged: dict[str, Tree] = dict(new)
    for key, value in node.entries:
        if key.text in new:
            merged[key.text] = _with_unknown(text, value, known.get(key.text), new[key.text])
        elif key.text not in known and not (isinstance(value, Scalar) and value.empty):
            merged[key.text] = _as_written(text, value)
    return merged


def _as_written(text: str, node: Node) -> Tree:
    if isinstance(node, Scalar):
        return Verbatim(text[node.start : node.end]) if "\n" not in text[node.start : node.end] else node.text
    if isinstance(node, Mapping):
        return {key.text: _as_written(text, value) for key, value in node.entries}
    return [_as_written(text, one) for one in node.items]


def _scalars(node: Node) -> Iterator[tuple[int, int]]:
    if isinstance(node, Scalar):
        yield node.start, node.end
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key.start, key.end
            yield from _scalars(value)
    else:
        for one in node.items:
            yield from _scalars(one)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield at, text[at:stop]
        at = stop + 1


def _comment_in(line: str, offset: int, covered: list[tuple[int, int]]) -> int | None:
    for at, letter in enumerate(line):
        if letter != "#" or (at and not line[at - 1].isspace()):
            continue
        if not any(start <= offset + at < end for start, end in covered):
            return at
    return None
