"""What an entry in the words of the checks is made of, and the sources that the checks lean on.

The law it keeps: each entry says whose rule it is. STATED: a source says it. PROPOSAL: it is ours, never
to be presented as the county's wording; `source` is what it leans on. FILE: the program's own, for safety.
"""

from enum import Enum, auto
from typing import NamedTuple

from kronobarn_cli.i18n import later


class Basis(Enum):
    """Whose rule it is."""

    STATED = auto()
    PROPOSAL = auto()
    FILE = auto()


class Words(NamedTuple):
    """One check: what is shown when it finds something, what can be typed, and its help page."""

    sentence: str
    hint: str
    rule: str
    why: str
    do: str
    basis: Basis = Basis.PROPOSAL
    source: str | None = None


STAFF = later(
    "Region Kronoberg's page on staff (Medarbetare), on the duties of the one responsible for the child's best"
)
PROTECTED = later("the data protection authority's checklist on protected identity in schools")
PARENTS = later("the Parental Code, chapter 6, section 13")
SKR = later("SKR, Samordning utifrån barnets fokus (2023)")
CONSENT = later("Norrköping municipality and Kunskapsguiden, the pages on consent (Samtycke)")
MEETING_CIRCLE = later("Uppdrag Psykisk Hälsa, Mötescirkeln")
SIP_LEADER = later("Täby municipality, support for those who hold a SIP")
NEWSLETTER = later("the newsletter Barnens bästa gäller! i Kronoberg, June 2020, on who does what, and when")
SIP = later("the law on SIP as vardochinsats.se puts it, on who is responsible and how to follow up")
FEW = later("Warwickshire's guidance for family meetings, with up to four outcomes")
MINIMAL = later("the data protection rule to keep no more about a person than is needed")
SECRECY = later("CVE's page on what services may tell each other, on talking about a child without naming it")
SIP_LAW = later(
    "the Health and Medical Services Act, chapter 16, section 4, "
    "and the Social Services Act (2025:400), chapter 10, section 8"
)
RELAY = later("the Norwegian Stafettlogg, where the baton is held until another has received it")
ARCHIVE = later("Sydarkivera and Uppsala, on keeping public documents")
