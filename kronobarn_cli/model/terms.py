"""The editable words as frozen values: what a terms file holds, declared once.

Each entry says where its words come from: `source` names who said it, `proposal: true` says that it is ours and
must never be presented as the county's wording. Exactly one of the two stands on every entry.
"""

from enum import StrEnum

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import ChildStage, Id, Minutes, Score, Value


class Stage(StrEnum):
    """The stages of the praxismodell as the program walks it, in order."""

    FRAME = "frame"
    NOTICE = "notice"
    INFORM = "inform"
    DECIDE = "decide"
    COLLABORATE = "collaborate"
    PLAN = "plan"
    FOLLOW_UP = "follow-up"
    HAND_OVER = "hand-over"
    CLOSE = "close"


class Conversation(StrEnum):
    """Which conversation a question belongs to; most commands hold one of their own."""

    INTERVIEW = "interview"
    CONSULT = "consult"
    WHEEL = "wheel"
    CONSENT = "consent"
    PREPARE = "prepare"
    MEETING = "meeting"
    FOLLOW_UP = "follow-up"
    HAND_OVER = "hand-over"
    CLOSE = "close"


class Each(StrEnum):
    """Whom a question with `@` in its id is asked about, one after the other, the child first."""

    INVITED = "invited"
    PRESENT = "present"
    ABSENT = "absent"


class Sector(StrEnum):
    """Which part of society a service belongs to; health and social together make the rules of SIP apply."""

    HEALTH = "health"
    SOCIAL = "social"
    SCHOOL = "school"
    OTHER = "other"


class Kind(StrEnum):
    """What sort of answer a question takes."""

    YES_NO = "yes-no"
    YES_NO_UNSURE = "yes-no-unsure"
    CHOICE = "choice"
    LINE = "line"
    LINES = "lines"
    LONG = "long"
    DATE = "date"
    TIME = "time"
    BORN = "born"
    MINUTES = "minutes"
    PERSON = "person"
    PEOPLE = "people"
    SERVICE = "service"
    SERVICES = "services"
    AREA = "area"
    AREAS = "areas"
    GOAL = "goal"
    CHOICES = "choices"
    COUNTS = "counts"
    SCORE = "score"
    PAUSE = "pause"


class Skip(StrEnum):
    """What it takes to leave a question: an empty line, a reason, or nothing will do."""

    FREE = "free"
    REASON = "reason"
    NEVER = "never"


class PartId(StrEnum):
    """The five parts of a meeting, in order."""

    OPENING = "opening"
    SITUATION = "situation"
    NEEDS = "needs"
    SUMMARY = "summary"
    CLOSING = "closing"


class Entry(Value):
    """One worded entry, with where its words come from."""

    source: str | None = None
    proposal: bool = False


class Name(Entry, kw_only=True):
    """A name that may be spelt otherwise in a municipality: of the model, a tool, a role."""

    id: Id
    text: str


class AreaTerm(Entry, kw_only=True):
    """One area: its name, its shared meaning, and what is asked about it, of an adult and of the child."""

    id: Area
    name: str
    meaning: str
    works: str
    hard: str
    child_works: str
    child_hard: str


class StageTerm(Entry, kw_only=True):
    """One stage of the praxismodell: its name and what it is for."""

    id: Stage
    name: str
    meaning: str


class ChildStageTerm(Entry, kw_only=True):
    """A stretch of childhood and which service is responsible then; `unsure` says where the sources are silent."""

    id: ChildStage
    name: str
    service: Id
    role: str
    unsure: str | None = None


class ServiceTerm(Entry, kw_only=True):
    """A kind of service around a child, and the function that usually comes."""

    id: Id
    name: str
    role: str
    sector: Sector = Sector.OTHER


class Step(Value):
    """One step of a scale: where it lies on the common 1 to 5, its sentence, and a sign that prints anywhere."""

    score: Score
    text: str
    sign: str


class Scale(Entry, kw_only=True):
    """The steps offered for a span of ages, in whole years from `from-age` up to and including `to-age`."""

    id: Id
    voices: tuple[str, ...]
    from_age: int
    to_age: int
    steps: tuple[Step, ...]


class Prompts(Value):
    """What each reader of an agenda may say or ask in one part."""

    chair: tuple[str, ...] = ()
    note_taker: tuple[str, ...] = ()
    service: tuple[str, ...] = ()
    guardian: tuple[str, ...] = ()
    child: tuple[str, ...] = ()


class Part(Entry, kw_only=True):
    """One part of the meeting, its share of an hour in minutes, the prompts, and those worded for before birth."""

    id: PartId
    name: str
    share: Minutes
    prompts: Prompts
    unborn: Prompts = Prompts()


class Choice(Value):
    """One numbered answer: the id that is kept and the words that are shown."""

    id: Id
    text: str


class Question(Entry, kw_only=True):
    """One question: `id` is the place in the plan where the answer lands, `*` stands for the item being filled.

    Ids that begin with `more.`, `pick.` or `pause.` steer the walk and land nowhere; `@` stands for each of the
    people that `each` names. `when` is `ID = VALUE`, `ID != VALUE` or `ID` (answered); several are joined by
    ` and `. `part` is the part of the meeting in which a question of the meeting is asked.
    """

    id: str
    stage: Stage
    kind: Kind
    ask: str
    help: str | None = None
    skip: Skip = Skip.FREE
    choices: tuple[Choice, ...] = ()
    when: str | None = None
    conversations: tuple[Conversation, ...] = (Conversation.INTERVIEW,)
    part: PartId | None = None
    each: Each | None = None


class Word(Entry, kw_only=True):
    """A word of the trade and what it means here."""

    word: str
    meaning: str


class Vague(Entry, kw_only=True):
    """A word that makes a promise hard to keep or a goal hard to own, and what to ask instead."""

    word: str
    instead: str


class Jargon(Entry, kw_only=True):
    """A word that is asked about when somebody uses it; what it means, where the glossary is silent."""

    word: str
    meaning: str | None = None


class Terms(Value, kw_only=True):
    """A whole terms file."""

    terms: int
    language: str
    names: tuple[Name, ...]
    areas: tuple[AreaTerm, ...]
    stages: tuple[StageTerm, ...]
    child_stages: tuple[ChildStageTerm, ...]
    services: tuple[ServiceTerm, ...]
    scales: tuple[Scale, ...]
    agenda: tuple[Part, ...]
    consent: tuple[Name, ...]
    duty: tuple[Name, ...]
    vague: tuple[Vague, ...]
    lacks: tuple[Vague, ...]
    jargon: tuple[Jargon, ...]
    questions: tuple[Question, ...]
    glossary: tuple[Word, ...]
