"""Answers that nobody would wish for, as many as asked for, the same every time."""

import random
from unicodedata import category

from kronobarn_cli.text.clean import clean
from tests.public_data import naughty_strings
from tests.render.test_escaping import NASTY

SIGNS = "ab12 \n\t\\`*_[]<>(){}#+-.!|&~=:;\"'$^@/%?,"
WORDS = [
    "skolan",
    "ringer",
    "mamma",
    "före",
    "åtta;",
    "Ängla",
    "säger",
    "ÖVNING",
    "på",
    "fredag",
    "12:30",
    "(kl.",
    "1/2)",
    "–",
    "«så»",
    "50",
    "%",
    "3",
    "<",
    "4",
    "&",
    "5",
    ">",
    "2",
]
# One of each kind of writing and of trouble: from the right, with loose marks, pictures, nobody's letters, no width.
ODD = (
    *("سلام دنیا", "שלום (1)", "ሰላም", "中文。「字」", "한국어", "हिन्दी", "ภาษาไทย", "Ελληνικά", "Москва", "Việt Nam", "Yorùbá ẹ́ ọ̀"),
    *("😀", "👩‍👩‍👧", "🇸🇪", "✊🏿", "☃", "\ue000", "\ufdd0", "\U0010ffff", "x\u0301\u0302", "\u0301", "e\u0301", "a\u0308\u0323", "ﷺ", "ﬃ"),
    *("\x00", "\x07", "\x1b[2J", "\x9b31m", "\ud800", "\udfff\ud800", "\u202e", "\u2066a\u2069", "\u200b", "\u200d", "\u00ad", "\ufeff", "\u2028", "\x85", "\r", "\x0c", "\U000e0041", "\u3000", "\u00a0"),
)  # fmt: skip


def same(text: str) -> str:
    """What of a text a document shows: `clean` of it with white space collapsed."""
    return " ".join(clean(text).split())


def answers(count: int, seed: int = 4) -> list[str]:
    """The naughty strings and what else comes to mind, none of them empty."""
    dice = random.Random(seed)
    found = [text for text in (*NASTY, *ODD, *naughty_strings()) if same(text)][:count]
    while len(found) < count:
        text = _answer(dice)
        if same(text):
            found.append(text)
    return found


def _answer(dice: random.Random) -> str:
    match dice.randrange(5):
        case 0:
            return "".join(dice.choices(SIGNS, k=dice.randrange(1, 25)))
        case 1:
            return "".join(_letter(dice) for _ in range(dice.randrange(1, 12)))
        case 2:
            return "".join(dice.choices(NASTY, k=dice.randrange(1, 4)))
        case 3:
            return dice.choice(("", " ", "\n")).join(dice.choices((*ODD, *NASTY, *WORDS), k=dice.randrange(1, 5)))
        case _:
            return " ".join(dice.choices(WORDS, k=dice.randrange(1, 12)))


def _letter(dice: random.Random) -> str:
    """Any letter at all, those near us more often."""
    last = dice.choice((0xFF, 0x2FF, 0x2FFF, 0xFFFF, 0x10FFFF))
    letter = chr(dice.randrange(last + 1))
    return letter if category(letter) != "Cn" or dice.random() < 0.05 else "å"
