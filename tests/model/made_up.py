"""A made-up plan with two guardians and two services, for the rules to look at."""

from datetime import date

from msgspec.structs import replace

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.plan import Consent, Person, PersonKind, Skipped
from tests.model.test_stage import PLANNED

TODAY = date(2026, 4, 1)
PEOPLE = (
    *PLANNED.people,
    Person(id="guardian-2", kind=PersonKind.GUARDIAN, name="pappa"),
    Person(id="bup", kind=PersonKind.SERVICE, service="Mottagningen", role="behandlare"),
)
FRAMED = replace(PLANNED, people=PEOPLE)
CONSENT = Consent(
    id="c1",
    by="guardian-1",
    to=("bup",),
    areas=(Area.HALSA,),
    purpose="att hjälpas åt",
    from_=date(2026, 3, 1),
    until=date(2026, 9, 1),
)
OTHER_CONSENT = replace(CONSENT, id="c2", by="guardian-2")
AGREED = replace(FRAMED, consents=(CONSENT, OTHER_CONSENT))


def skip(what: str) -> tuple[Skipped, ...]:
    """That question, skipped with a reason."""
    return (Skipped(what=what, why="Det har vi talat om."),)
