"""Everything that reads what somebody else may have written, as a table: bytes in, and only documented failures out.

Laws of a target: it raises when the program would lose, invent or misread something, not only when it would stumble.
The same bytes give the same outcome in every process. One input costs at most a second of computing.
"""

import os
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple
from unittest.mock import patch

import msgspec
import yaml

from kronobarn_cli import i18n
from kronobarn_cli.errors import KronobarnError
from kronobarn_cli.model.plan import Action, Fallback, Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.text import plan_text, terms_text
from kronobarn_cli.text.clean import UNSEEN, clean
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.yaml_door import Mapping, Node, Scalar, decode
from tests.hostile import mutation

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).with_name("corpus")
MOST_SECONDS = 1.0
TODAY = date(2026, 4, 27)
_CODE = "k7mtr"


Change = Callable[[Plan], Plan]


class Target(NamedTuple):
    """A way in: its name, what is done with the bytes, the folder of its seeds, and how long an input may be."""

    name: str
    run: Callable[[bytes], None]
    seeds: str
    longest: int


class TooSlow(Exception):
    """An input that cost more than it may."""


@contextmanager
def in_time() -> Iterator[None]:
    """Raise TooSlow when the block computes for more than a second; other programs on the machine do not count."""
    start = time.process_time()
    yield
    if (spent := time.process_time() - start) > MOST_SECONDS:
        raise TooSlow(f"{spent:.1f} s")


def load(data: bytes) -> None:
    """A plan is refused with sentences that can be shown, or it is read and comes back to the letter."""
    source = _plan(data)
    if source is None:
        return
    assert plan_text.write(source.plan, source) == source.text, "a plan that nobody changed comes back as it was"
    if not source.newer:
        # A newer one is only looked at: it may hold what this version does not write.
        assert plan_text.read(plan_text.write(source.plan)).plan == source.plan, "a plan written anew reads the same"


def change(data: bytes) -> None:
    """A change to a plan that somebody wrote by hand is carried out, and nothing else is."""
    source = _plan(data)
    if source is None or source.newer:
        return
    carried_out(source, CHANGES[zlib.crc32(data) % len(CHANGES)])


def carried_out(source: PlanText, make: Change) -> None:
    """One change to a plan is carried out in its text, and nothing else is."""
    changed, cut = make(source.plan), _CUT.get(make, ())
    text = plan_text.write(changed, source)
    try:
        again = plan_text.read(text)
    except Troubled as trouble:
        raise AssertionError(f"what was saved cannot be opened: {trouble.problems}") from trouble
    assert again.plan == changed, "what was saved is what was meant"
    assert _comments(again) >= _comments(source), "no comment is lost"
    kept = {one.path for one in again.notes}
    unknown = {one.path for one in source.notes if one.code == "K020" and one.path[0] not in cut}
    assert kept >= unknown, "no unknown key is lost"


def replay(data: bytes) -> None:
    """A draft gives what was said in it, the same each time, or says how many lines are damaged."""
    from kronobarn_cli.store import drafts

    draft = drafts.replay(_CODE, data)
    assert draft == drafts.replay(_CODE, data)
    if draft is not None:
        assert draft.answers or draft.unfinished
        assert isinstance(draft.revision, int)
        assert all(isinstance(one, str) for one in (draft.command, draft.started, *draft.answers, *draft.unfinished))


def terms(data: bytes) -> None:
    """A file of words is refused with sentences that can be shown, or read the same each time."""
    try:
        found = terms_text.read(decode(data))
    except Troubled as trouble:
        _worded(trouble.problems)
        return
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Terms) == found, "terms can be kept"


def document(data: bytes) -> None:
    """A plan becomes a document for one of its readers, or it is said why not; nothing in it can act."""
    from kronobarn_cli.model.view import audiences, may_share, view
    from kronobarn_cli.render import documents

    source = _plan(data)
    if source is None:
        return
    plan, chosen = source.plan, zlib.crc32(data)
    readers = audiences(plan)
    audience = readers[chosen % len(readers)]
    offered = [one for one in documents.DOCUMENTS if audience.kind in one.audiences]
    if not offered or may_share(plan, audience, TODAY):
        return
    kind = offered[chosen // 64 % len(offered)]
    form = ("md", "md", "txt", "html", "json")[chosen // 4096 % 5]
    language = i18n.LANGUAGES[chosen // 32768 % len(i18n.LANGUAGES)]
    style = documents.Style(shipped_terms(language), language, TODAY)
    try:
        made = documents.render(kind, view(plan, audience, TODAY), audience, form, style)
    except KronobarnError as failure:
        _told(failure)
        return
    assert not UNSEEN.search(made.text), "nothing that cannot be seen reaches a page"
    assert form != "html" or "<script" not in made.text.lower()


def merge(data: bytes) -> None:
    """A plan and a copy that went another way are put together into one that can be opened, and nothing is lost."""
    from kronobarn_cli.text.merged_text import merge_texts, whole, written

    base = _plan(data)
    ours, theirs = (_another(data, base, start) for start in (zlib.crc32(data), zlib.crc32(data) + 1))
    if base is None or ours is None or theirs is None:
        return
    known = base if zlib.crc32(data) % 2 else None
    found = merge_texts(known, written(ours), written(theirs, "kopia", TODAY))
    assert merge_texts(known, written(theirs), written(ours)).merged.tree.keys() == found.merged.tree.keys()
    try:
        again = plan_text.read(found.text)
    except Troubled as trouble:
        raise AssertionError(f"what was put together cannot be opened: {trouble.problems}") from trouble
    assert whole(again).keys() == found.merged.tree.keys(), "the text says what was found"
    said = "\n".join((*_texts(again.root), *_to_the_letter(again.plan)))
    before = set(_texts(base.root)) if known else set()
    # A reading is known by its voice and its day: of two numbers for one, one is left.
    before |= {one.id for side in (ours, theirs) for one in side.plan.wheel}
    lost = [one for side in (ours, theirs) for one in _texts(side.root) if one not in before and one not in said]
    assert not lost, f"what only one has written is there: {lost}"


def _to_the_letter(plan: Plan) -> Iterator[str]:
    """What wordings say that were kept as they stood in a file, with quotes and all: places the schema does not know."""
    for wording in (one for point in plan.open_points for one in point.wordings):
        for said in _unquoted(wording.says or ""):
            yield said
            # In a list or a mapping each scalar is kept to the letter once more.
            yield from _unquoted(said)


def _unquoted(says: str) -> Iterator[str]:
    with suppress(yaml.YAMLError):
        yield from _flat(yaml.load(says, yaml.BaseLoader))


def _flat(value: object) -> Iterator[str]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield from () if isinstance(value, dict | list) else (str(value),)
    for one in inside:
        yield from _flat(one)


def _texts(node: Node) -> Iterator[str]:
    """Every text in a tree, but numbers, which only count, and what is not written: nothing, and a no that is usual."""
    if isinstance(node, Scalar):
        yield from () if node.text.isdigit() or node.empty or node.text == "false" else (node.text,)
    else:
        inside = [value for _, value in node.entries] if isinstance(node, Mapping) else node.items
        for one in inside:
            yield from _texts(one)


def _another(data: bytes, base: PlanText | None, start: int) -> PlanText | None:
    """A plan of the same code that somebody has changed in one way or another; None when no such change makes one."""
    if base is None or base.newer:
        return None
    for number in range(start, start + 6, 2):
        with suppress(Troubled):
            found = plan_text.read(decode(mutation.plan(data, len(data) + 400, number)))
            if found.plan.code == base.plan.code and not found.newer:
                return found
    return None


def settings(data: bytes) -> None:
    """A settings file is refused, or every setting has a value or a sentence, and one can be changed alone."""
    path = _own_folder() / "settings.toml"
    path.write_bytes(data)
    with patch.dict(os.environ, KRONOBARN_CONFIG=str(path)):
        _settings_at(path)


def _settings_at(path: Path) -> None:
    from kronobarn_cli.store import settings as kept

    try:
        loaded = kept.Settings(None)
        before = {one.name: loaded.origin_or_fault(one.name) for one in kept.SETTINGS}
    except KronobarnError as failure:
        _told(failure)
        return
    try:
        path.write_bytes(kept.written(path, "meeting-minutes", 45))
    except KronobarnError as failure:
        _told(failure)
        return
    try:
        after = kept.Settings(None)
    except KronobarnError as failure:
        raise AssertionError("what was written can be read") from failure
    assert after.number("meeting-minutes") == 45
    others = [one.name for one in kept.SETTINGS if one.name != "meeting-minutes"]
    assert [after.origin_or_fault(one) for one in others] == [before[one] for one in others]


TARGETS = (
    Target("loader", load, "plans", 1024),
    Target("change", change, "plans", 1024),
    Target("draft", replay, "drafts", 1024),
    Target("terms", terms, "terms", 1024),
    Target("document", document, "plans", 768),
    Target("merge", merge, "plans", 768),
    Target("settings", settings, "settings", 512),
)


def find(name: str) -> Target:
    """The target with this name."""
    return next(one for one in TARGETS if one.name == name)


def run(target: Target, data: bytes) -> None:
    """Give a target some bytes, and only so much time."""
    with in_time():
        target.run(data)


def _plan(data: bytes) -> PlanText | None:
    try:
        return plan_text.read(decode(data))
    except Troubled as trouble:
        _worded(trouble.problems)
        return None


def _worded(problems: tuple[Problem, ...]) -> None:
    from kronobarn_cli.cli import problems as words

    assert problems, "who refuses says why"
    first = problems[:5]
    for one, line in zip(first, words.lines(first), strict=True):
        assert one.line >= 1 <= one.column, "a problem has a place"
        assert "–" not in line.partition("  ")[2], "a sentence has all its facts"


def _told(failure: KronobarnError) -> None:
    assert failure.sentence
    assert clean(failure.hint).startswith(("kronobarn ", "pip ", "python ")), failure.hint


def _comments(source: PlanText) -> Counter[str]:
    """Every comment: what the YAML library's own scanner leaves over between the tokens."""
    found, end = [], 0
    for token in yaml.scan(source.text, Loader=yaml.CSafeLoader):
        between = source.text[end : token.start_mark.index]
        found += [line[line.index("#") :].rstrip() for line in between.split("\n") if "#" in line]
        end = token.end_mark.index
    return Counter(found)


def _revised(plan: Plan) -> Plan:
    return msgspec.structs.replace(plan, revision=plan.revision + 1)


def _named(plan: Plan) -> Plan:
    return msgspec.structs.replace(plan, child=msgspec.structs.replace(plan.child, name='Åsa: "no" # 1\n- två'))


def _one_more(plan: Plan) -> Plan:
    return msgspec.structs.replace(plan, actions=(*plan.actions, Action(id="a99", what="ring\nhem")))


def _one_less(plan: Plan) -> Plan:
    return msgspec.structs.replace(plan, actions=plan.actions[1:], wheel=plan.wheel[:-1], notices=plan.notices[:-1])


def _fallen_back(plan: Plan) -> Plan:
    return msgspec.structs.replace(plan, fallback=None if plan.fallback else Fallback(say="~"))


def _said(plan: Plan) -> Plan:
    notices = tuple(msgspec.structs.replace(one, seen="en rad\n\n  två # tre", works=None) for one in plan.notices)
    return msgspec.structs.replace(plan, notices=notices)


def _turned(plan: Plan) -> Plan:
    return msgspec.structs.replace(plan, people=plan.people[::-1], goals=plan.goals[1:] + plan.goals[:1])


CHANGES = (_revised, _named, _one_more, _one_less, _fallen_back, _said, _turned)
_CUT: dict[Change, tuple[str, ...]] = {
    _one_less: ("actions", "wheel", "notices"),
    _fallen_back: ("fallback",),
}
"""What a change may take away, with whatever somebody wrote in it."""


@cache
def shipped_terms(language: str) -> Terms:
    """The words that came with the program."""
    return terms_text.read((ROOT / f"templates/terms/kronoberg.{language}.yaml").read_text("utf8"))


@cache
def _own_folder() -> Path:
    """A folder for this process, in memory where there is such a place."""
    return Path(mkdtemp(prefix="kronobarn-hostile-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
