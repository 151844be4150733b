"""What a service is called by its kind: as people say it, never by an id."""

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.service_names import at_work, kind_name, number_of, numbered, service_kind, short_name
from kronobarn_cli.model.terms import ServiceTerm
from tests.model.test_word_rules import TERMS as FEW_TERMS

NAMES = {
    "school": "Skola",
    "bup": "Barn- och ungdomspsykiatri (BUP)",
    "emi": "Elevhälsans medicinska del (EMI)",
    "clinic": "Klinik (för barn)",
    "ward-7": "Avdelning sju",
}
TERMS = replace(FEW_TERMS, services=tuple(ServiceTerm(id=i, name=n, role="") for i, n in NAMES.items()))


@pytest.mark.parametrize(
    ("who", "kind", "number"),
    [
        ("school", "school", ""),
        ("school-2", "school", "2"),
        ("school-health-12", "school-health", "12"),
        ("g7", "g7", ""),
    ],
)
def test_a_number_last_tells_the_second_of_a_kind(who: str, kind: str, number: str) -> None:
    assert (service_kind(who), number_of(who)) == (kind, number)


def test_a_kind_is_called_as_in_the_terms() -> None:
    assert kind_name("bup", TERMS) == "Barn- och ungdomspsykiatri (BUP)"
    assert kind_name("bup-2", TERMS) == "Barn- och ungdomspsykiatri (BUP)"
    assert kind_name("leisure", TERMS) == ""


def test_a_kind_whose_own_id_ends_in_a_number_is_itself() -> None:
    assert kind_name("ward-7", TERMS) == "Avdelning sju"


@pytest.mark.parametrize(
    ("who", "short"),
    [
        ("bup", "BUP"),
        ("bup-2", "BUP 2"),
        ("school", "skola"),
        ("school-2", "skola 2"),
        ("clinic", "klinik (för barn)"),
        ("clinic-3", "klinik (för barn 3)"),
        ("leisure", ""),
        ("leisure-2", ""),
    ],
)
def test_short_is_the_abbreviation_or_the_name_as_in_a_sentence(who: str, short: str) -> None:
    assert short_name(who, TERMS) == short


@pytest.mark.parametrize(
    ("who", "role", "said"),
    [
        ("bup", "behandlare", "behandlare (BUP)"),
        ("bup-2", "behandlare", "behandlare (BUP 2)"),
        ("bup", "BUP-sköterska", "BUP-sköterska"),
        ("bup", "bup-sköterska", "bup-sköterska"),
        ("bup-2", "BUP-sköterska", "BUP-sköterska 2"),
        ("school", "Skolans rektor", "Skolans rektor"),
        ("leisure", "ledare", "ledare"),
    ],
)
def test_a_function_is_told_with_its_service_unless_it_says_so_itself(who: str, role: str, said: str) -> None:
    assert at_work(who, role, TERMS) == said


def test_the_number_stands_last_and_inside_a_bracket() -> None:
    assert numbered("Skolan", "2") == "Skolan 2"
    assert numbered("Skolan (F-6)", "2") == "Skolan (F-6 2)"
    assert numbered("Skolan", "") == "Skolan"
