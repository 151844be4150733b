"""Two texts of one plan put together into one: the newer's text with only what the other adds written into it.

Laws: what `model.merge` says of their content, unknown keys too; every comment of either stands in the result, but
those that one of them took away; where only one of the two has changed, its text comes back to the letter.
"""

from datetime import date
from typing import NamedTuple

import msgspec

from kronobarn_cli.model.base import Part, Tree
from kronobarn_cli.model.merge import Merged, Side, merge
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.shapes import Shape, of_plan
from kronobarn_cli.text.carried import carried
from kronobarn_cli.text.plan_text import PlanText, read
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.text.schema import to_tree
from kronobarn_cli.text.splice import as_written, rewritten, splice
from kronobarn_cli.text.yaml_door import Mapping, parse
from kronobarn_cli.text.yaml_lines import Verbatim


class Written(NamedTuple):
    """One of the two texts, and what is known of who wrote it when."""

    source: PlanText
    side: Side


class MergedText(NamedTuple):
    """The text of both, with what was found out on the way."""

    text: str
    merged: Merged


def written(source: PlanText, by: str | None = None, day: date | None = None) -> Written:
    """A text with all that stands in it, and who wrote it when."""
    return Written(source, Side(whole(source), by, day))


def whole(source: PlanText) -> Part:
    """All that a plan file says, what the schema does not know as well; of a newer one what can be read of it."""
    known = to_tree(source.plan)
    if not source.notes:
        return known
    written_ = as_written(source.text, source.root)
    return _with_unknown(of_plan(), known, written_) if isinstance(written_, dict) else known


def merge_texts(base: PlanText | None, ours: Written, theirs: Written) -> MergedText:
    """The text of two plans of one code; `base` is what both come from, None when that is not known for certain.

    The revision in it is the higher of the two.
    """
    merged = merge(whole(base) if base else None, ours.side, theirs.side)
    leading, other = (ours.source, theirs.source) if merged.ours_leads else (theirs.source, ours.source)
    if base is not None and base.text in (ours.source.text, theirs.source.text):
        only = theirs.source if base.text == ours.source.text else ours.source
        return MergedText(only.text, merged)
    text = with_tree(leading, merged.tree)
    return MergedText(carried(text, leading, other, base), merged)


def with_tree(before: PlanText, tree: Part) -> str:
    """The text of a plan with this tree in it; only what differs is touched."""
    old, new = whole(before), canonical(tree)
    edited = splice(before.text, before.root, old, new)
    if _says(edited, new):
        return edited
    # What was chosen to the letter is a text here and may be a list when it is read.
    anew = rewritten(before.text, before.root, old, new)
    return edited if _say_the_same(edited, anew) else anew


def own_value(says: str | None) -> Tree | None:
    """What a wording says in a place that the schema does not know: to the letter where that is YAML, else as text."""
    if says is None:
        return None
    try:
        root, faults = parse(f"key: {says}\n")
    except Troubled:
        return says
    value = root.get("key") if isinstance(root, Mapping) and not faults else None
    return Verbatim(says) if value is not None and "\n" not in says else says


def canonical(tree: Part) -> Part:
    """The tree as it is written: keys in their order, ids on one line, nothing that was not asked."""
    known = to_tree(msgspec.convert(tree, Plan, strict=False))
    return _with_unknown(of_plan(), known, tree)


def _say_the_same(one: str, other: str) -> bool:
    try:
        return whole(read(one)) == whole(read(other))
    except Troubled:
        return False


def _says(text: str, tree: Part) -> bool:
    """Whether a text says all this and no more: YAML can be laid out in ways that no edit foresees."""
    try:
        return whole(read(text)) == tree
    except Troubled:
        return False


def _with_unknown(shape: Shape, known: Part, all_: Part) -> Part:
    """The known part of a tree with what only the other, whole one has."""
    found = dict(known)
    for key, value in all_.items():
        below = shape.inside.get(key)
        if below is None:
            found[key] = value
        elif isinstance(value, dict) and (added := _with_unknown(below, _part(known.get(key)), value)):
            found[key] = added
        elif isinstance(value, list) and isinstance(items := known.get(key), list) and len(items) == len(value):
            found[key] = type(items)(_item(below, *pair) for pair in zip(items, value, strict=True))
    return found


def _item(shape: Shape, known: Tree, all_: Tree) -> Tree:
    return _with_unknown(shape.item, known, all_) if isinstance(known, dict) and isinstance(all_, dict) else known


def _part(tree: Tree | None) -> Part:
    return tree if isinstance(tree, dict) else {}
