"""Barnets plan as frozen values: the schema of the plan file, declared once.

Reading, writing and the JSON Schema all come from these declarations; keys in the file are the field names in
kebab-case, in the order they stand here. `None` and an empty tuple mean "not asked": they are never written.
Ids are short (`n1`, `guardian-1`), unique within their list and never reused: see `items.past_ids`.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, field

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import Born, ChildStage, Clock, Code, Count, Id, Minutes, Score, Value

SCHEMA_VERSION = 1


class PersonKind(StrEnum):
    """What someone is to the child."""

    CHILD = "child"
    GUARDIAN = "guardian"
    SERVICE = "service"
    OTHER = "other"


class YesNoUnsure(StrEnum):
    """An answer that may be left open."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Outcome(StrEnum):
    """What the analysis led to."""

    OWN = "own"
    OTHER = "other"
    COLLABORATE = "collaborate"


class ConsentForm(StrEnum):
    """How a consent was given."""

    WRITTEN = "written"
    ORAL = "oral"


class ActionStatus(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    ENDED = "ended"


class Done(StrEnum):
    """Whether what was promised was done."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Then(StrEnum):
    """What happens to an action after a follow-up."""

    KEEP = "keep"
    CHANGE = "change"
    END = "end"


class HandOverKind(StrEnum):
    """Which of the two hand-overs it is; the model keeps them apart."""

    COORDINATION = "coordination"
    RESPONSIBLE = "responsible"


class Child(Value):
    """Barnet, by alias or initials only."""

    name: str | None = None
    born: Born | None = None
    stage: ChildStage | None = None
    protected: bool | None = None
    needs: tuple[str, ...] = ()


class Person(Value):
    """Någon kring barnet: barnet självt, en vårdnadshavare, en verksamhet eller någon annan."""

    id: Id
    kind: PersonKind
    name: str | None = None
    service: str | None = None
    role: str | None = None
    task: str | None = None
    contact: str | None = None


class Roles(Value):
    """Vem som har vilket uppdrag; varje värde är ett id i people."""

    responsible: Id | None = None
    coordinator: Id | None = None
    chair: Id | None = None
    note_taker: Id | None = None
    convener: Id | None = None


class Notice(Value):
    """Något som har uppmärksammats: det som sågs eller hördes."""

    id: Id
    day: date | None = None
    by: Id | None = None
    seen: str | None = None
    works: str | None = None
    child_says: str | None = None
    guardian_knows: YesNoUnsure | None = None


class Questions(Value):
    """De fem frågorna vid informationsinsamlingen."""

    in_the_way: str | None = None
    enough: str | None = None
    i_can: str | None = None
    we_can: str | None = None
    others: str | None = None


class Decision(Value):
    """Vad analysen ledde till, och varför."""

    day: date | None = None
    outcome: Outcome | None = None
    why: str | None = None
    to: Id | None = None


class Voice(Value):
    """En persons egna ord inför mötet. not-raise visas aldrig för någon annan."""

    id: Id
    of: Id
    day: date | None = None
    how: str | None = None
    important: str | None = None
    wish: str | None = None
    not_raise: str | None = None
    takes_part: str | None = None
    private: bool = False


class AreaReading(Value):
    """Ett område i hjulet, som en röst beskriver det. score är bara en siffra på den rösten vid den dagen."""

    works: str | None = None
    hard: str | None = None
    need: YesNoUnsure | None = None
    score: Score | None = None
    why: str | None = None
    step: str | None = None
    skipped: str | None = None


class Areas(Value):
    """De sju områdena; ett område som inte finns med är inte frågat."""

    halsa: AreaReading | None = None
    utveckling: AreaReading | None = None
    larande: AreaReading | None = None
    omsorg: AreaReading | None = None
    hemmet: AreaReading | None = None
    relationer: AreaReading | None = None
    trygghet: AreaReading | None = None


class Reading(Value):
    """Hjulet enligt en röst vid ett tillfälle."""

    id: Id
    voice: Id
    day: date | None = None
    private: bool = False
    areas: Areas = Areas()


class Consent(Value):
    """Ett samtycke: vem, till vilka, om vad, för vad, hur länge."""

    id: Id
    by: Id
    to: tuple[Id, ...] = ()
    areas: tuple[Area, ...] = ()
    except_: str | None = field(default=None, name="except")
    purpose: str | None = None
    from_: date | None = field(default=None, name="from")
    until: date | None = None
    form: ConsentForm | None = None
    original: str | None = None
    obtained_by: Id | None = None
    withdrawn: date | None = None


class Absence(Value):
    """Någon som inte var med, och varför."""

    who: Id
    why: str | None = None


class WhyInvited(Value):
    """Varför någon bjuds in, på en rad som familjen kan läsa."""

    who: Id
    why: str | None = None


class After(Value):
    """Tre korta frågor efter mötet, som antal: ja, nej, vet inte. Aldrig vem som svarade vad."""

    heard: tuple[Count, ...] = ()
    knows_next: tuple[Count, ...] = ()
    knows_who: tuple[Count, ...] = ()


class Notes(Value):
    """Anteckningar vid mötets fem delar."""

    opening: str | None = None
    situation: str | None = None
    needs: str | None = None
    summary: str | None = None
    closing: str | None = None


class Meeting(Value):
    """Ett samverkansmöte, planerat eller hållet."""

    id: Id
    day: date | None = None
    at: Clock | None = None
    place: str | None = None
    minutes: Minutes | None = None
    asks: tuple[str, ...] = ()
    interpreter: str | None = None
    breaks: str | None = None
    invited: tuple[Id, ...] = ()
    why_invited: tuple[WhyInvited, ...] = ()
    started: Clock | None = None
    present: tuple[Id, ...] = ()
    absent: tuple[Absence, ...] = ()
    notes: Notes | None = None
    tells_child: Id | None = None
    ended: Clock | None = None
    after: After | None = None


class Goal(Value):
    """Något ni vill nå, långt eller kort."""

    id: Id
    area: Area | None = None
    long: bool = False
    text: str | None = None
    words_of: Id | None = None


class Action(Value):
    """En insats: vad, exakt en som gör den, senast när, och hur ni vet att den hjälpt."""

    id: Id
    goal: Id | None = None
    area: Area | None = None
    what: str | None = None
    who: Id | None = None
    by: date | None = None
    often: str | None = None
    sign: str | None = None
    status: ActionStatus | None = None
    result: str | None = None


class NotDoing(Value):
    """Det som en verksamhet uttryckligen inte gör."""

    id: Id
    who: Id | None = None
    what: str | None = None


class View(Value):
    """En persons uppfattning i en fråga där ni inte är överens."""

    of: Id
    says: str | None = None


class Disagreement(Value):
    """Något ni inte är överens om, med vars och ens ord."""

    id: Id
    about: str | None = None
    views: tuple[View, ...] = ()


class Fallback(Value):
    """Vem familjen ringer om planen inte håller."""

    ring: Id | None = None
    say: str | None = None


class OtherPlan(Value):
    """En annan plan för barnet: att den finns, aldrig dess innehåll."""

    kind: str
    exists: bool = False
    owner: Id | None = None
    next: date | None = None


class FollowUp(Value):
    """När ni ses igen, och vem som kallar."""

    day: date | None = None
    convener: Id | None = None


class Review(Value):
    """En hållen uppföljning: barnets ord först, och om samtycken och ansvar fortfarande är rätt."""

    id: Id
    day: date | None = None
    child_says: str | None = None
    consents_right: YesNoUnsure | None = None
    responsible_right: YesNoUnsure | None = None


class Tried(Value):
    """En insats som den stod vid en uppföljning, och hur det gick. Den finns kvar även om insatsen ändras."""

    id: Id
    action: Id | None = None
    day: date | None = None
    what: str | None = None
    who: Id | None = None
    by: date | None = None
    often: str | None = None
    sign: str | None = None
    done: Done | None = None
    helped: YesNoUnsure | None = None
    known_by: str | None = None
    then: Then | None = None
    new_what: str | None = None
    new_by: date | None = None


class HandOver(Value):
    """En överlämning; den gäller först när den är mottagen."""

    id: Id
    kind: HandOverKind
    from_: Id | None = field(default=None, name="from")
    to: Id | None = None
    why: str | None = None
    proposed: date | None = None
    accepted: date | None = None
    declined: date | None = None
    declined_why: str | None = None


class Agreed(Value):
    """En persons svar vid uppläsningen."""

    of: Id
    says: YesNoUnsure | None = None


class Agreement(Value):
    """Uppläsningen: avtrycket av det som lästes upp, i sin helhet och sak för sak, och vars och ens svar."""

    day: date | None = None
    fingerprint: str | None = None
    read: tuple[str, ...] = ()
    answers: tuple[Agreed, ...] = ()


class Explained(Value):
    """Ett svårt ord eller en förkortning, och vad det betyder; utan betydelse är det frågat en gång och lämnat."""

    id: Id
    word: str
    means: str | None = None


class Shared(Value):
    """En utskrift som lämnats till någon."""

    day: date
    document: str
    for_: str = field(name="for")
    fingerprint: str | None = None


class Skipped(Value):
    """En fråga som hoppats över, med skälet."""

    what: str
    why: str


class Closing(Value):
    """Avslutet."""

    day: date | None = None
    why: str | None = None
    goals_met: YesNoUnsure | None = None
    family_says: str | None = None
    child_told_by: Id | None = None
    child_told_day: date | None = None
    archived_at: str | None = None
    reopened: date | None = None
    reopened_why: str | None = None


class Wording(Value):
    """Ett av de sätt som samma sak har skrivits på; utan says: inget alls. Vem och när, så långt det är känt."""

    says: str | None = None
    by: str | None = None
    day: date | None = None


class OpenPoint(Value):
    """Något som två har skrivit olika om och som en människa avgör; at är platsen, som actions.a1.what."""

    at: str
    wordings: tuple[Wording, ...] = ()


class Plan(Value, kw_only=True):
    """Barnets plan (Kronobarnsmodellen): ett barn, en fil."""

    always_written: ClassVar[frozenset[str]] = frozenset({"kronobarn", "code", "revision"})

    kronobarn: Literal[1] = field(default=1)
    code: Code
    revision: Annotated[int, Meta(ge=0)] = 0
    practice: bool = False
    consultation: bool = False
    child: Child = Child()
    people: tuple[Person, ...] = ()
    roles: Roles = Roles()
    notices: tuple[Notice, ...] = ()
    questions: Questions = Questions()
    decision: Decision | None = None
    voices: tuple[Voice, ...] = ()
    wheel: tuple[Reading, ...] = ()
    consents: tuple[Consent, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    goals: tuple[Goal, ...] = ()
    actions: tuple[Action, ...] = ()
    not_doing: tuple[NotDoing, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    fallback: Fallback | None = None
    other_plans: tuple[OtherPlan, ...] = ()
    follow_up: FollowUp | None = None
    reviews: tuple[Review, ...] = ()
    tried: tuple[Tried, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    agreement: Agreement | None = None
    explained: tuple[Explained, ...] = ()
    shared: tuple[Shared, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    closing: Closing | None = None
    earlier_closings: tuple[Closing, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    past_ids: tuple[Id, ...] = ()
