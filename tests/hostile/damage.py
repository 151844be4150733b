"""Files that were cut off, or in which a bit has turned: every place in every example, in drafts and in terms files.

Where the line is drawn. A cut file is refused wherever it is cut: nothing is read on in silence. A turned bit is one of
these, and anything else is counted as silent:

- the file is refused;
- it is told of by `check`, as an unknown key, a key with nothing after it, or an issue that was not there before;
- one text says something else, as if somebody had typed it: letters are not what a file can vouch for;
- a comment, or how something is quoted, is different, and the plan is the same;
- a whole line has become a comment (`chair: mvc` to `#hair: mvc`): it can be read in the file, and a save keeps it. A
  person does the same on purpose, so nobody can be told of it;
- the end of a line has become a letter, and two texts stand as one: each is there, word for word, for who reads it.
"""

import multiprocessing
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from kronobarn_cli.model.rules import check
from kronobarn_cli.store import drafts
from kronobarn_cli.text import plan_text, terms_text
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.text.yaml_door import Mapping, Node, Scalar, cut_off, decode
from tests.crash.figures import Figures
from tests.hostile import memory
from tests.hostile.fuzzing import MOST_MEGABYTES
from tests.hostile.targets import ROOT, TODAY, in_time, shipped_terms

EXAMPLES = tuple(sorted((ROOT / "examples").glob("*.yaml")))
TERMS = tuple(sorted((ROOT / "templates/terms").glob("*.yaml")))
ANSWERS = (
    ("child.name", "Mio"),
    ("child.needs", ["paus efter 20 minuter", "å ä ö"]),
    ("child.protected", False),
    ("notices.n1.seen", "Borta 11 dagar.\nOnt i magen."),
    ("pick.wheel", {"skip": "senare"}),
    ("meetings.m1.minutes", 45),
)


def cuts(count: int, seed: int) -> Figures:
    """Cut the examples and a draft at every byte (or at `count` places), and the terms files at every byte."""
    found = _shared(_cut_plans, _chosen(1, count, seed))
    found.update(_cut_terms(seed))
    found.update(_cut_draft())
    return _figures("cuts", found, seed)


def flips(count: int, seed: int) -> Figures:
    """Turn each bit of the examples (or `count` of them), one at a time, and each bit of a draft."""
    found = _shared(_turn_plans, _chosen(8, count, seed))
    found.update(_turn_draft())
    return _figures("flips", found, seed)


Places = list[tuple[Path, int]]
Found = Counter[str]


def _chosen(parts: int, count: int, seed: int) -> Places:
    """Each of so many parts of every byte of the examples, or as many of them as are asked for."""
    places = [(path, place) for path in EXAMPLES for place in range(path.stat().st_size * parts)]
    return places if count >= len(places) else random.Random(seed).sample(places, count)


def _figures(layer: str, found: Found, seed: int) -> Figures:
    """Words with a colon in them are trouble, the others are counts."""
    counts = {name: number for name, number in sorted(found.items()) if ": " not in name}
    trouble = tuple(f"{name} ({number})" for name, number in found.items() if ": " in name)
    return Figures(layer, counts, seed, trouble)


def _shared(work: Callable[[Places], Found], places: Places) -> Found:
    """The work done by all processors, in processes that have nothing else in their memory."""
    parts = [places[start::8] for start in range(8)]
    with ProcessPoolExecutor(multiprocessing.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        return sum(pool.map(work, parts), Counter())


def _cut_plans(places: Places) -> Found:
    return _watched(_cut_plan(path, end) for path, end in places)


def _turn_plans(places: Places) -> Found:
    return _watched(_turned_plan(path, bit) for path, bit in places)


def _watched(outcomes: Iterable[str]) -> Found:
    """How often each outcome came, and whether more memory was needed than a file may cost."""
    found = Counter(outcomes)
    used = memory.peak()
    if used > MOST_MEGABYTES:
        found[f"memory: {used} MB"] += 1
    return found


def _cut_plan(path: Path, end: int) -> str:
    data = path.read_bytes()
    try:
        with in_time():
            plan_text.read(decode(data[:end]))
    except Troubled as trouble:
        codes = {one.code for one in trouble.problems}
        return "cut" if codes & {"K011", "K015"} else f"not called cut: {path.name} at {end}, {codes}"
    return "only-line-end-gone" if data[end:] == b"\n" else f"silent: {path.name} cut at {end} is read"


def _cut_terms(seed: int) -> Found:
    """Every end of a terms file is seen to be none; a reading takes long, so it is done at a few hundred places."""
    found: Found = Counter()
    for path in TERMS:
        text = path.read_text("utf8").rstrip()
        found["terms-cut"] += sum(bool(cut_off(text[-2000:end])) for end in range(-1999, -1))
        for end in random.Random(seed).sample(range(1, len(text)), 50):
            try:
                terms_text.read(text[:end])
                found[f"silent: {path.name} cut at {end} is read"] += 1
            except Troubled:
                found["terms-refused"] += 1
    return found


def _turned_plan(path: Path, bit: int) -> str:
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    try:
        with in_time():
            after = plan_text.read(decode(bytes(data)))
    except Troubled:
        return "refused"
    before = _example(path)
    if after.plan == before.plan and not after.newer:
        return "same-plan"
    if after.newer or after.notes:
        return "told"
    if _texts_changed(before, after) == 1:
        return "one-text-changed"
    if _issues(after) - _issues(before):
        return "told"
    if chr(data[bit // 8]) == "#" and _line_start(bytes(data), bit // 8):
        return "line-became-a-comment"
    if data[bit // 8] ^ 1 << bit % 8 == ord("\n") and _two_in_one(before, after):
        return "two-texts-in-one"
    return f"silent: {path.name} bit {bit}"


def _line_start(data: bytes, place: int) -> bool:
    return not data[data.rfind(b"\n", 0, place) + 1 : place].strip(b" -")


@cache
def _example(path: Path) -> PlanText:
    return plan_text.read(path.read_text("utf8"))


def _issues(source: PlanText) -> set[tuple[object, ...]]:
    found = check(source.plan, TODAY, shipped_terms("sv"))
    return {(one.code, one.path, *sorted(one.facts.items())) for one in found}


def _texts_changed(before: PlanText, after: PlanText) -> int:
    """How many values differ where both files have the same keys in the same places, otherwise far too many."""
    old, new = dict(_leaves(before.root)), dict(_leaves(after.root))
    return sum(old[one] != new[one] for one in old) if old.keys() == new.keys() else len(old)


def _two_in_one(before: PlanText, after: PlanText) -> bool:
    """Whether all that differs is that two texts are gone, and stand in a new one."""
    old, new = (Counter(text for _path, text in _leaves(one.root)) for one in (before, after))
    fresh, gone = list((new - old).elements()), list((old - new).elements())
    return len(fresh) == 1 and len(gone) == 2 and all(text in fresh[0] for text in gone)


def _leaves(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(node, Scalar):
        yield path, node.text
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield from _leaves(value, (*path, key.text))
    else:
        for place, one in enumerate(node.items):
            yield from _leaves(one, (*path, place))


def draft_of(folder: Path) -> bytes:
    """The bytes of a draft with an answer of every kind, written by the program itself."""
    from datetime import datetime

    kept = drafts.Drafts(folder)
    kept.begin("k7mtr", "interview", drafts.Ground(3), datetime(2026, 4, 27, 13, 5))
    for question, value in ANSWERS:
        kept.keep("k7mtr", 3, question, value)
    kept.keep_line("k7mtr", 3, "notices.n2.seen", "en rad som inte är slut")
    return (folder / "k7mtr.draft").read_bytes()


def _draft() -> bytes:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        return draft_of(Path(folder))


def _cut_draft() -> Found:
    """A draft cut anywhere holds every answer whose line is whole, and no other."""
    data, found = _draft(), Counter[str]()
    whole = [data.index(line) + len(line) for line in data.split(b"\n") if line]
    for end in range(len(data)):
        lines = sum(one <= end for one in whole)
        held = drafts.replay("k7mtr", data[:end])
        answers = held.answers if held else {}
        right = dict(ANSWERS[: max(lines - 1, 0)])
        found["draft-cut" if answers == right else f"draft: cut at {end} holds {len(answers)} of {len(right)}"] += 1
    return found


def _turn_draft() -> Found:
    """A draft with a turned bit holds every answer but that of the line it turned in; a line end may cost no answer."""
    data, found = _draft(), Counter[str]()
    for bit in range(len(data) * 8):
        turned = bytearray(data)
        turned[bit // 8] ^= 1 << bit % 8
        held = drafts.replay("k7mtr", bytes(turned))
        answers = list(held.answers.items()) if held else []
        lost = len(ANSWERS) - len(answers)
        right = all(one in ANSWERS for one in answers) and lost <= 1 and (held is None or held.damaged == 1 or not lost)
        found["draft-turned" if right else f"draft: bit {bit} holds {len(answers)} answers"] += 1
    return found
