"""Tells an English word from a Swedish one, well enough to notice a text that nobody translated.

English is what our own message ids and the framework's are made of, and a hand list of common words; Swedish
is what the translations are made of. Codes are not read: options, quoted things, capitals, file names.
"""

import re
from collections.abc import Iterable
from functools import cache

from tests.house import catalogue

# Common English words that no Swedish text has.
COMMON = """
aborted about above according add added after again against allowed already also although always an
and another any anything are arguments as available back bad because been before being below between
boolean both but by cannot change changed child choice choices choose command commands completion
could create current day days default delete did directory does done each either else empty error
errors every exists exit expected extra failed few file files first float following for found from
get give given goal guardian has have help here how if install instead integer into invalid it its
just keep know known last later least less like list made make many meeting message missing more
most must name need never new next nobody none not nothing now number of once one only open option
options or other our output own parameter please print question range read required requires run
same save see shell should show since some something such support takes than that the their them
then there these they thing this those though to today together too try two unexpected unknown until
usage use used valid value values very want was week were what when where which while who whose why
will with without word words would write written wrong yes yet you your
"""
# The same letters are good Swedish, or the name of a format.
ALSO_SWEDISH = """
agenda all argument barn be bra en er filter format fort git hall html här i in is json kod land man
markdown men norm om pdf person plan plats program set svg så text toml version word yaml
"""
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
PLACEHOLDER = re.compile(r"\{[^}]*\}|%\(\w+\)s")
CODE = re.compile(
    r"""
    (?<![\w-])--?\w[\w-]*                # an option
    | '[^']*' | "[^"]*" | ”[^”]*” | `[^`]*`  # something quoted
    | \[?[^\s|]*\|[^\s\]]*\]?             # choices: sv|en
    | \S*[\d_/\\.=@]\w\S*                # a path, a file name, an address, a code with digits
    | \b[A-ZÅÄÖ][A-ZÅÄÖ-]+\b             # a metavar
    """,
    re.VERBOSE,
)


def words(texts: Iterable[str]) -> frozenset[str]:
    """The words of the texts in small letters, codes left out."""
    prose = (CODE.sub(" ", PLACEHOLDER.sub(" ", text)) for text in texts)
    return frozenset(word.lower() for text in prose for word in WORD.findall(text))


@cache
def english_words() -> frozenset[str]:
    """Every word that gives an English text away."""
    messages = list(catalogue.texts(catalogue.read(catalogue.SWEDISH)))
    english = words(form for message in messages for form in catalogue.forms(message.id))
    swedish = words(form for message in messages for form in catalogue.forms(message.string))
    common = frozenset(COMMON.split())
    return (english | common) - (swedish - common) - frozenset(ALSO_SWEDISH.split())


def english_in(text: str, typed: frozenset[str] = frozenset()) -> list[str]:
    """The English words of a text; `typed` are names of commands and choices, which stay as they are."""
    return sorted((words([text]) & english_words()) - typed)
