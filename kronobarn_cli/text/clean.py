"""Text fit to be shown: what cannot be seen, or would act instead of being read, is made visible.

The stored text keeps what was written; every screen and document shows `clean` of it. Law: cleaning twice
gives the same as cleaning once, and a cleaned text holds no control, direction or other invisible character
but a line break and a tab. The joiners U+200C and U+200D stay: Persian and emoji need them.
"""

import re
import unicodedata

_LINE_BREAK = re.compile(r"\r\n?")
UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls of terminals, old (C0) and new (C1)
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"  # fillers and soft hyphens
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"  # direction marks, line and paragraph separators
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # no width at all
    "\ud800-\udfff\ufffe\uffff"  # halves of characters and what is no character
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"  # beams and ties without notes, hidden letters
    "]"
)


def clean(text: str) -> str:
    r"""Write out what cannot be seen as `\u202e`; lines end with a line feed, letters are composed."""
    seen = UNSEEN.sub(lambda found: written_out(found[0]), _LINE_BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", seen)


def unseen_escaped(document: str) -> str:
    """A JSON document of the same values in which everything can be seen: what cannot stands as JSON's own escapes."""
    import json

    return UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], document)


def written_out(letter: str) -> str:
    r"""The letter by its number in Unicode, as `\u202e`."""
    number = ord(letter)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004
