"""Changes that keep the shape of a file: whole lines and the values in them, so that more than its door is tried.

Laws: the same bytes and the same chance give the same change; what comes out is bytes that no law holds for.
"""

import zlib
from collections.abc import Callable
from random import Random

Change = Callable[[list[bytes], Random], None]

VALUES = tuple(
    one.encode()
    for one in (
        "", "~", "null", "no", "true", "false", "0", "-1", "1e3", "99999999999999999999", "12:30", "2026-02-30", "0001-01-01",
        "9999-12-31", "2026-04-27", "child", "guardian-1", "school", "bup", "halsa", "larande", "yes", "unsure", "g1", "a1",
        '""', "''", '"\\u202e\\u0000\\x1b[31m"', '"\\ud83d"', '"\\n"', '" x "', "'''", '"', "[", "]", "{", "}", "[]", "{}", "[,]",
        "[child, bup]", "[[[[]]]]", "{a: b}", "{? a : b}", "- - - x", "? x", "? - x\n: y", "|", "|-", "|+", "|9", ">", ">-\n      x\n\n      y",
        "|-\n      x\n       y\n      # z", "&a x", "*a", "!!python/none x", "! x", "<<", "<<: x", "# x", "x # y", "x #y", "x: y", "x:y", "%YAML 1.1",
        "---", "...", "--- |", "@x", "`x`", "\t", " \t ", "x\ty", "\r", "\x85", "\u2028", "\u00a0x", "\ufeff", "é", "e\u0301", "😀", "\x7f", "\x1b]0;x\x07",
        "[red]x[/red]", "{{ 1 }}", "{% if %}", "![x](http://y/z.png)", "<script>", "javascript:x", "|x|y|", "x" * 200, "å " * 60, "<<<<<<< HEAD",
        "{name}", "%s", "\\", "../../x", "CON",
    )
)  # fmt: skip


def plan(data: bytes, most: int, number: int) -> bytes:
    """Another file in block YAML: lines and branches moved, doubled, dropped, indented, given other values."""
    chance = Random(number)
    lines = data.split(b"\n")
    for _ in range(chance.randint(1, 4)):
        chance.choice(_CHANGES)(lines, chance)
    return _ended(b"\n".join(lines), chance)[:most]


def draft(data: bytes, most: int, number: int) -> bytes:
    """Another draft, most of its lines with a checksum that is right."""
    chance = Random(number)
    lines = [line.partition(b" ")[2] for line in data.split(b"\n") if line] or [b"{}"]
    for _ in range(chance.randint(1, 3)):
        chance.choice(_DRAFT_CHANGES)(lines, chance)
    whole = (b"\n%s %s\n" % (_checksum(line, chance), line) for line in lines)
    return b"".join(whole)[:most]


def _checksum(line: bytes, chance: Random) -> bytes:
    return b"%08x" % (zlib.crc32(line) if chance.random() < 0.95 else chance.getrandbits(32))


def _ended(text: bytes, chance: Random) -> bytes:
    if chance.random() < 0.05 or text.rstrip().endswith(b"\n..."):
        return text
    return text.rstrip(b"\n. ") + b"\n...\n"


def _branch(lines: list[bytes], chance: Random) -> tuple[int, int]:
    """A line with the deeper ones under it."""
    start = chance.randrange(len(lines))
    deep = _indent(lines[start])
    end = start + 1
    while end < len(lines) and lines[end] and _indent(lines[end]) > deep:
        end += 1
    return start, end


def _indent(line: bytes) -> int:
    return len(line) - len(line.lstrip(b" "))


def _drop(lines: list[bytes], chance: Random) -> None:
    start, end = _branch(lines, chance)
    if end - start < len(lines):
        del lines[start:end]


def _double(lines: list[bytes], chance: Random) -> None:
    start, end = _branch(lines, chance)
    lines[end:end] = lines[start:end]


def _move(lines: list[bytes], chance: Random) -> None:
    start, end = _branch(lines, chance)
    moved = lines[start:end]
    del lines[start:end]
    place = chance.randint(0, len(lines))
    lines[place:place] = moved or [b""]


def _shift(lines: list[bytes], chance: Random) -> None:
    start, end = _branch(lines, chance)
    by = chance.choice((-2, -1, 1, 2, 4))
    for place in range(start, end):
        lines[place] = b" " * by + lines[place] if by > 0 else lines[place][min(-by, _indent(lines[place])) :]


def _other_value(lines: list[bytes], chance: Random) -> None:
    place = chance.randrange(len(lines))
    key, colon, _value = lines[place].partition(b":")
    dash = b" " * _indent(lines[place]) + b"- "
    value = chance.choice(VALUES)
    lines[place] = (key + b": " if colon else dash) + value


def _other_key(lines: list[bytes], chance: Random) -> None:
    place = chance.randrange(len(lines))
    key, colon, value = chance.choice(lines).strip(b" -").partition(b":")
    old = lines[place].partition(b":")
    lead = old[0][: len(old[0]) - len(old[0].lstrip(b" -"))]
    lines[place] = (
        lead + (key if chance.random() < 0.7 else chance.choice(VALUES)) + b":" + old[2] + (b"" if colon else value)
    )


def _question_mark(lines: list[bytes], chance: Random) -> None:
    """A key after a question mark, with its value on a line of its own or with none."""
    place = chance.randrange(len(lines))
    key, colon, value = lines[place].partition(b":")
    lead = key[: len(key) - len(key.lstrip(b" -"))]
    if colon:
        lines[place] = lead + b"? " + key[len(lead) :]
        if chance.random() < 0.5:
            lines.insert(place + 1, b" " * len(lead) + b":" + value)


def _comment(lines: list[bytes], chance: Random) -> None:
    place = chance.randrange(len(lines))
    if chance.random() < 0.5:
        lines[place] += b" # x"
    else:
        lines.insert(place, b" " * chance.randrange(8) + b"# " + chance.choice(VALUES))


def _in_line(lines: list[bytes], chance: Random) -> None:
    """A flow collection where a block stood."""
    place = chance.randrange(len(lines))
    key, colon, value = lines[place].partition(b": ")
    if colon:
        lines[place] = (
            key + b": " + chance.choice((b"[%s]", b"{x: %s}", b'"%s"', b"'%s'", b"[%s, %s]")).replace(b"%s", value)
        )


def _one_byte(lines: list[bytes], chance: Random) -> None:
    place = chance.randrange(len(lines))
    line = bytearray(lines[place] or b" ")
    line[chance.randrange(len(line))] ^= 1 << chance.randrange(8)
    lines[place] = bytes(line)


def _piece(lines: list[bytes], chance: Random) -> None:
    place = chance.randrange(len(lines))
    at = chance.randint(0, len(lines[place]))
    lines[place] = lines[place][:at] + chance.choice(VALUES) + lines[place][at:]


def _endings(lines: list[bytes], chance: Random) -> None:
    place = chance.randrange(len(lines))
    lines[place] += chance.choice((b"\r", b" ", b"\t", b"  "))


_CHANGES: tuple[Change, ...] = (
    _drop, _double, _move, _move, _shift, _other_value, _other_value, _other_value, _other_key, _other_key, _question_mark, _comment, _in_line,
    _one_byte, _piece, _endings,
)  # fmt: skip

_JSON = tuple(
    one.encode()
    for one in (
        "null", "true", "0", "-1", "7", "1e999", "NaN", "9" * 400, '""', '"x"', '"\\ud83d"', '"\\u001b[31m"', "[]", "{}", '["child"]',
        '[["child"]]', '{"skip": "x"}', '{"a": {}}', "[" * 300, "{", '"', '{"rev":1}', '{"rev":"1","q":"x","v":"y"}', '{"rev":1,"q":["x"],"v":1}',
        '{"rev":1,"command":7,"at":null}', '{"rev":1,"q":"child.name","line":7}', '{"q":"x","v":1}', "[1]", '"rev"',
    )
)  # fmt: skip


def _json_value(lines: list[bytes], chance: Random) -> None:
    place = chance.randrange(len(lines))
    parts = lines[place].split(b":")
    if len(parts) > 1:
        at = chance.randrange(1, len(parts))
        rest = parts[at][parts[at].find(b",") :] if b"," in parts[at] else b"}"
        parts[at] = chance.choice(_JSON) + rest
    lines[place] = b":".join(parts)


def _json_line(lines: list[bytes], chance: Random) -> None:
    lines[chance.randrange(len(lines))] = chance.choice(_JSON)


_DRAFT_CHANGES: tuple[Change, ...] = (
    _drop,
    _double,
    _move,
    _json_value,
    _json_value,
    _json_value,
    _json_line,
    _one_byte,
    _piece,
)
