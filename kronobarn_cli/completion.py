"""What Tab offers, answered before typer is loaded, from a table made beforehand.

Law: only os is imported (and the catalogue, for shells that show help), and the words are the very words
typer would offer, with plan codes added. A line this cannot read for certain is left to typer. Of the plan
folder nothing but codes is told.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from kronobarn_cli.completion_table import Commands, Option

# What an option or argument takes: nothing, a word (one of the choices, if there are any), a plan's code, or
# something only typer can list.
FLAG, VALUE, CODE, ASK_TYPER = "flag", "value", "code", "ask"

_CODE_LENGTH = 5
Offer = tuple[str, str]  # a word and its help, as a message id
_QUOTES = "'\""


class _LeftToTyper(Exception):
    """The line holds something only typer reads for certain."""


def answer(environ: Mapping[str, str], _argv: list[str], commands: Commands | None = None) -> str | None:
    """Say what to print for the shell that `_KRONOBARN_COMPLETE` names; None leaves the line to typer."""
    instruction, _, shell = environ.get("_KRONOBARN_COMPLETE", "").partition("_")
    if instruction != "complete" or shell not in _WRITERS:
        return None
    try:
        args, incomplete = _typed(environ, shell)
        offers = _offers(commands or _recorded(), args, incomplete, environ)
    except _LeftToTyper:
        return None
    if shell == "fish" and environ.get("_TYPER_COMPLETE_FISH_ACTION") != "get-args":
        # fish asks first whether there is anything, and reads it from the exit code: typer says no
        return "" if offers else None
    return _WRITERS[shell](offers if shell == "bash" else _translated(offers, args))


def _recorded() -> Commands:
    from kronobarn_cli.completion_table import COMMANDS

    return COMMANDS


def _typed(environ: Mapping[str, str], shell: str) -> tuple[list[str], str]:
    """Read the words before the cursor, without the program's name, and the word being typed."""
    if shell == "bash":
        words, place = split(environ.get("COMP_WORDS", "")), environ.get("COMP_CWORD", "")
        if not place.isdecimal():
            raise _LeftToTyper
        return words[1 : int(place)], "".join(words[int(place) : int(place) + 1])
    line = environ.get("_TYPER_COMPLETE_ARGS", "")
    if shell in {"powershell", "pwsh"}:
        words, incomplete = split(line, escape=""), environ.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
        return words[1:-1] if incomplete else words[1:], incomplete
    words = split(line)[1:]
    return (words[:-1], words[-1]) if words and not line.endswith(" ") else (words, "")


def split(line: str, escape: str = "\\") -> list[str]:
    """Split a command line into words as a POSIX shell does; an unfinished quotation ends with the line."""
    words: list[str] = []
    word, quote, at = None, "", 0
    while at < len(line):
        character, at = line[at], at + 1
        if character == escape and quote != "'":
            following = line[at : at + 1]
            kept = escape if quote and following and following not in (quote, escape) else ""
            word, at = (word or "") + kept + following, at + 1
        elif character == quote or (not quote and character in _QUOTES):
            word, quote = word or "", "" if quote else character
        elif quote or character not in " \t\r\n":
            word = (word or "") + character
        elif word is not None:
            words, word = [*words, word], None
    return words if word is None else [*words, word]


def _offers(commands: Commands, args: list[str], incomplete: str, environ: Mapping[str, str]) -> list[Offer]:
    """List the words that may stand where the cursor is."""
    path, used, given = _walked(commands, args)
    _, options, arguments, below = commands[path]
    if incomplete.startswith("-") and "=" in incomplete:
        name, _, incomplete = incomplete.partition("=")
        args = [*args, name]
    incomplete = "" if incomplete == "=" else incomplete
    if incomplete.startswith("-"):
        return _options(options, used, incomplete)
    for names, _, takes, choices, _ in options:
        if takes != FLAG and args and args[-1] in names:
            return _values(takes, choices, incomplete, args, environ)
    for place, (takes, choices, takes_rest) in enumerate(arguments):
        if takes_rest or place >= given:
            return _values(takes, choices, incomplete, args, environ)
    return [(word, commands[_below(path, word)][0]) for word in below if word.startswith(incomplete)]


def _walked(commands: Commands, args: list[str]) -> tuple[str, set[str], int]:
    """Follow the words to a command: its path, the options it has been given, and how many arguments."""
    path, used, given = "", set[str](), 0
    if "--" in args or "=" in args:  # bash cuts --lang=sv into three words
        raise _LeftToTyper
    words = iter(args)
    for word in words:
        if word.startswith("-") and word != "-":
            used.update(_option(commands[path][1], word, words))
        elif _below(path, word) in commands:
            path, used, given = _below(path, word), set(), 0
        elif commands[path][3]:
            break
        else:
            given += 1
    return path, used, given


def _option(options: tuple[Option, ...], word: str, words: object) -> tuple[str, ...]:
    """Take an option with its value off the line and tell its names; none when the value is still to come."""
    name, equals, _ = word.partition("=")
    for names, _, takes, _, _ in options:
        if name in names and not (equals and (takes == FLAG or not word.startswith("--"))):
            missing = takes != FLAG and not equals and next(words, None) is None  # type: ignore[call-overload]
            return () if missing else names
    raise _LeftToTyper


def _options(options: tuple[Option, ...], used: set[str], incomplete: str) -> list[Offer]:
    return [
        (name, text)
        for names, text, _, _, repeated in options
        for name in names
        if name.startswith(incomplete) and (repeated or not used.intersection(names))
    ]


def _values(
    takes: str, choices: tuple[str, ...], incomplete: str, args: list[str], environ: Mapping[str, str]
) -> list[Offer]:
    if takes == ASK_TYPER:
        raise _LeftToTyper
    words = _codes(args, environ) if takes == CODE else choices
    return [(word, "") for word in words if word.startswith(incomplete)]


def _codes(args: list[str], environ: Mapping[str, str]) -> list[str]:
    """List the codes of the plan folder that the line, the environment or the place on disk points out."""
    folder = _given(args, "--folder") or environ.get("KRONOBARN_FOLDER") or _nearest_folder()
    if not folder:
        return []
    try:
        with os.scandir(os.path.join(os.path.expanduser(folder), "plans")) as files:  # noqa: PTH111, PTH118
            names = [file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")]
    except OSError:
        return []
    return sorted(name for name in names if _is_code(name) and name not in args)


def _is_code(name: str) -> bool:
    return len(name) == _CODE_LENGTH and name.isascii() and name.isalnum() and name[0].isalpha() and name.islower()


def _given(args: list[str], option: str) -> str:
    """Find the last value given to an option, or nothing."""
    for place in range(len(args) - 1, -1, -1):
        if args[place] == option:
            return "".join(args[place + 1 : place + 2])
        if args[place].startswith(f"{option}="):
            return args[place].removeprefix(f"{option}=")
    return ""


def _nearest_folder() -> str:
    try:
        folder = os.getcwd()  # noqa: PTH109
    except OSError:
        return ""
    while not os.path.exists(os.path.join(folder, "kronobarn.toml")):  # noqa: PTH110, PTH118
        folder, below = os.path.dirname(folder), folder  # noqa: PTH120
        if folder == below:
            return ""
    return folder


def _below(path: str, word: str) -> str:
    return f"{path} {word}" if path else word


def _translated(offers: list[Offer], args: list[str]) -> list[Offer]:
    """Give each word the first sentence of its help, in the line's language or the one already chosen."""
    from kronobarn_cli.i18n import LANGUAGES, _, start

    if (wished := _given(args, "--lang")) in LANGUAGES:
        start(wished)
    return [(word, _first_sentence(_(text)) if text else "") for word, text in offers]


def _first_sentence(text: str) -> str:
    paragraph = " ".join(text.split("\n\n", maxsplit=1)[0].split())
    first, stop, _ = paragraph.partition(". ")
    return first + stop.rstrip()


def _for_bash(offers: list[Offer]) -> str:
    return "\n".join(word for word, _ in offers)


def _for_zsh(offers: list[Offer]) -> str:
    quoted = [":".join(f'"{_zsh_escaped(part)}"' for part in offer if part) for offer in offers]
    return "_arguments '*: :(({}))'".format("\n".join(quoted)) if quoted else "_files"


def _zsh_escaped(text: str) -> str:
    for plain, escaped in (('"', '""'), ("'", "''"), ("$", "\\$"), ("`", "\\`"), (":", "\\\\:")):
        text = text.replace(plain, escaped)
    return text


def _for_fish(offers: list[Offer]) -> str:
    return "\n".join("\t".join(part for part in offer if part) for offer in offers)


def _for_powershell(offers: list[Offer]) -> str:
    return "\n".join(f"{word}:::{text or ' '}" for word, text in offers)


_WRITERS = {
    "bash": _for_bash,
    "zsh": _for_zsh,
    "fish": _for_fish,
    "powershell": _for_powershell,
    "pwsh": _for_powershell,
}
