"""Swedish is whole: every text is translated, and no help page or usage error shows an English word.

Where a command itself speaks, its own tests read what it says; here is everything that comes before it runs.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from kronobarn_cli.cli.templates import COPIED
from tests.house import catalogue
from tests.house.english import PLACEHOLDER, english_in
from tests.house.surface import NONSENSE, Command, Parameter, Said, surface, tried


def ids(messages: Iterable[Message]) -> list[str]:
    return [message.id if isinstance(message.id, str) else message.id[0] for message in messages]


@cache
def swedish() -> Catalog:
    return catalogue.read(catalogue.SWEDISH)


@cache
def own() -> Catalog:
    return catalogue.own_texts()


@cache
def framework() -> Catalog:
    return catalogue.framework_texts()


def ours() -> list[Message]:
    return [message for message in catalogue.texts(swedish()) if not catalogue.from_framework(message)]


def without_swedish(found: Catalog) -> list[str]:
    known = {name: swedish().get(name) for name in ids(catalogue.texts(found))}
    return [name for name, message in known.items() if message is None or not catalogue.translated(message)]


def test_every_text_of_the_program_has_swedish() -> None:
    assert without_swedish(own()) == [], "run: python -m tests.house.catalogue"


def test_every_text_of_click_and_typer_has_swedish() -> None:
    assert len(list(catalogue.texts(framework()))) > 60, "the framework no longer goes through gettext"
    assert without_swedish(framework()) == []


def test_the_catalogue_holds_no_text_that_the_code_has_left() -> None:
    left = ours()
    spoken = set(ids(catalogue.texts(own())))
    assert [name for name in ids(left) if name not in spoken] == [], "run: python -m tests.house.catalogue"


def said(read: Catalog) -> dict[str, tuple[str, ...]]:
    done = [message for message in catalogue.texts(read) if catalogue.translated(message)]
    return {name: catalogue.forms(message.string) for name, message in zip(ids(done), done, strict=True)}


def test_the_compiled_catalogue_says_what_the_written_one_says() -> None:
    mo = catalogue.SWEDISH.with_suffix(".mo")
    assert mo.is_file(), "run: python -m tests.house.catalogue"
    compiled = read_mo(io.BytesIO(mo.read_bytes()))
    assert said(compiled) == said(swedish()), "run: python -m tests.house.catalogue"


def placeholders(text: str) -> set[str]:
    braces = {(name or "").split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}
    return braces | set(re.findall(r"%\(\w+\)s", text))


def misfits(message: Message) -> Iterator[str]:
    """Swedish forms whose placeholders are not the English ones; one of something needs no number."""
    english, said = catalogue.forms(message.id), catalogue.forms(message.string)
    every = set().union(*(placeholders(form) for form in english))
    for form, pattern in zip(said, english, strict=True):
        wanted = placeholders(pattern)
        fits = placeholders(form) <= every if len(english) > 1 and form is said[0] else placeholders(form) == wanted
        if not fits:
            yield form


def test_translations_of_our_texts_have_the_same_placeholders() -> None:
    assert [form for message in ours() if catalogue.translated(message) for form in misfits(message)] == []


def test_translations_of_the_framework_invent_no_placeholders() -> None:
    for message in catalogue.texts(swedish()):
        if catalogue.from_framework(message):
            every = set().union(*(placeholders(form) for form in catalogue.forms(message.id)))
            assert all(placeholders(form) <= every for form in catalogue.forms(message.string)), message.id


@pytest.mark.parametrize(
    ("message", "fits"),
    [
        (Message("{n} plans", "{n} planer"), True),
        (Message("{n} plans", "planer"), False),
        (Message("{n} plans", "{antal} planer"), False),
        (Message(("{n} plan", "{n} plans"), ("en plan", "{n} planer")), True),
        (Message(("{n} plan", "{n} plans"), ("en plan", "planer")), False),
    ],
)
def test_a_misfit_is_seen(message: Message, fits: bool) -> None:
    assert (list(misfits(message)) == []) is fits


def test_the_tone_is_calm() -> None:
    texts = [form for message in catalogue.texts(swedish()) for form in catalogue.forms(message.string)]
    # The project is called "Barnens bästa gäller! i Kronoberg"; a lone "!" is a sign that is talked about.
    assert [text for text in texts if re.search(r"\w!(?! i Kronoberg)", PLACEHOLDER.sub("", text))] == []
    assert [text for text in texts if re.search(r"\b[Vv]änligen\b", text)] == []


# English words on the screen


@cache
def names() -> frozenset[str]:
    """Words that are typed, not read: commands and choices."""
    parameters = [parameter for command in surface() for parameter in command.parameters]
    choices = {choice for parameter in parameters for choice in parameter.choices}
    return frozenset({"kronobarn", *choices, *COPIED, *(name for command in surface() for name in command.path)})


TYPED = frozenset({"kronobarn", "init", "sv", "en"})


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("Usage: kronobarn init", ["usage"]),
        ("Fel: Missing argument 'CODE'.", ["missing"]),
        ("Try 'kronobarn --help' for help.", ["for", "help", "try"]),
        ("  --install-completion  Install for the shell.", ["for", "install", "shell", "the"]),
        ("'x' är inte ett giltigt integer range", ["integer", "range"]),
        ("Användning: kronobarn init [OPTIONS] [DIR]", []),
        ("  --lang [sv|en]  Språk. [förval: sv]", []),
        ("Prova: kronobarn init --help", []),
        ("Filen plans/k7mtr.plan.yaml finns inte.", []),
    ],
)
def test_an_english_word_is_seen(text: str, caught: list[str]) -> None:
    assert english_in(text, TYPED) == caught


def required_lines(command: Command) -> Iterator[tuple[str, ...]]:
    if any(parameter.required for parameter in command.parameters):
        yield command.path


def option_lines(command: Command) -> Iterator[tuple[str, ...]]:
    for parameter in command.parameters:
        if parameter.kind == "option" and "--help" not in parameter.names:
            name = parameter.names[0]
            yield (*command.path, name) if parameter.takes_value else (*command.path, f"{name}=x")
    yield (*command.path, "--finns-inte")
    yield (*command.path, "--hel")


def picky_lines(command: Command) -> Iterator[tuple[str, ...]]:
    for parameter in command.parameters:
        if parameter.picky:
            value = (NONSENSE,) if parameter.kind == "argument" else (parameter.names[0], NONSENSE)
            yield (*command.path, *fillers(command, before=parameter), *value)


def fillers(command: Command, before: Parameter | None = None) -> tuple[str, ...]:
    """A value for every argument that stands before."""
    arguments = [parameter for parameter in command.parameters if parameter.kind == "argument"]
    taken = arguments[: arguments.index(before)] if before in arguments else [] if before else arguments
    return tuple(parameter.choices[0] if parameter.choices else "x" for parameter in taken)


def extra_lines(command: Command) -> Iterator[tuple[str, ...]]:
    if command.group:
        yield (*command.path, NONSENSE)
        yield (*command.path, "hel")
        yield (*command.path, "sho")
    elif not any(parameter.many for parameter in command.parameters if parameter.kind == "argument"):
        yield (*command.path, *fillers(command), "ett", "för-mycket")


@cache
def usage_errors() -> tuple[Said, ...]:
    kinds = (required_lines, option_lines, picky_lines, extra_lines)
    return tried([line for command in surface() for kind in kinds for line in kind(command)])


def test_no_help_page_shows_an_english_word() -> None:
    pages = tried([(*command.path, "--help") for command in surface()])
    assert [page.line for page in pages if page.code or "Användning:" not in page.out] == []
    assert [(" ".join(page.line), found) for page in pages if (found := english_in(page.out + page.err, names()))] == []


def test_no_usage_error_shows_an_english_word() -> None:
    assert [(" ".join(s.line), found) for s in usage_errors() if (found := english_in(s.out + s.err, names()))] == []


def test_every_usage_error_is_one_and_says_what_to_try() -> None:
    assert len(usage_errors()) > 3 * len(surface())
    codes = Counter(said.code for said in usage_errors())
    assert [(" ".join(said.line), said.code, said.err) for said in usage_errors() if said.code != 2] == [], codes
    assert [" ".join(said.line) for said in usage_errors() if "Prova:" not in said.err] == []
