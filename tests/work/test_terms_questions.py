"""The questions of the shipped terms files: one structure in both languages, and what each conversation asks."""

import re
from typing import Any

import pytest

from kronobarn_cli.model.terms import Conversation, Kind, PartId, Question, Sector, Skip, Terms
from kronobarn_cli.work.terms import load

LANGUAGES = ("sv", "en")
LONGEST_ASK = 160
LONGEST_ASK_AT_THE_MEETING = 80
WORDS_IN_A_SENTENCE = 15
BLANKS = {"area", "prompt", "voice", "role", "who", "action", "read_back", "doer", "plan", "to", "word"}

# Asked at the meeting, and in another conversation before the meeting has come to its part.
SHARED = ("tried.", "actions.", "more.action.", "people.doer.", "explained.", "follow-up.")

INTERVIEW = (
    "child.protected",
    "pause.protected",
    "child.name",
    "child.stage",
    "child.born",
    "child.needs",
    "people.guardian-*.name",
    "more.guardian.*",
    "roles.responsible",
    "people.responsible.service",
    "people.responsible.role",
    "notices.*.seen",
    "notices.*.day",
    "notices.*.by",
    "notices.*.works",
    "notices.*.child-says",
    "notices.*.guardian-knows",
    "pause.duty.notice",
    "more.notice.*",
    "questions.in-the-way",
    "questions.enough",
    "questions.i-can",
    "questions.we-can",
    "questions.others",
    "pick.wheel",
    "wheel.*.voice",
    "wheel.*.day",
    "pick.areas.*",
    "wheel.*.areas.*.works",
    "wheel.*.areas.*.hard",
    "wheel.*.areas.*.need",
    "wheel.*.areas.*.score",
    "wheel.*.areas.*.why",
    "wheel.*.areas.*.step",
    "wheel.*.private",
    "more.voice.*",
    "pause.duty.inform",
    "decision.outcome",
    "decision.why",
    "decision.to",
    "decision.day",
    "pick.voices",
    "voices.*.of",
    "voices.*.how",
    "voices.*.important",
    "voices.*.wish",
    "voices.*.not-raise",
    "voices.*.takes-part",
    "voices.*.private",
    "more.voice-words.*",
    "pick.services",
    "consents.*.by",
    "people.giver.role",
    "consents.*.to",
    "consents.*.areas",
    "consents.*.except",
    "consents.*.purpose",
    "consents.*.from",
    "consents.*.until",
    "consents.*.form",
    "consents.*.original",
    "more.consent.*",
    "meetings.*.asks",
    "meetings.*.day",
    "meetings.*.at",
    "meetings.*.place",
    "meetings.*.minutes",
    "meetings.*.invited",
)

CONSULT = (
    "pause.consult",
    "child.stage",
    "notices.*.seen",
    "notices.*.works",
    "notices.*.child-says",
    "pause.duty.notice",
    "questions.in-the-way",
    "questions.enough",
    "questions.i-can",
    "questions.we-can",
    "questions.others",
    "pause.duty.inform",
)

CONSENT = (
    "consents.*.by",
    "people.giver.role",
    "consents.*.to",
    "consents.*.areas",
    "consents.*.except",
    "consents.*.purpose",
    "consents.*.from",
    "consents.*.until",
    "consents.*.form",
    "consents.*.original",
    "consents.*.obtained-by",
)

PREPARE = (
    "pick.voices",
    "voices.*.of",
    "voices.*.how",
    "voices.*.important",
    "voices.*.wish",
    "voices.*.not-raise",
    "voices.*.takes-part",
    "voices.*.private",
    "more.voice-words.*",
    "pick.services",
    "meetings.*.asks",
    "meetings.*.day",
    "meetings.*.at",
    "meetings.*.place",
    "meetings.*.minutes",
    "meetings.*.interpreter",
    "meetings.*.breaks",
    "meetings.*.invited",
    "meetings.*.why-invited.@.why",
    "roles.chair",
    "roles.note-taker",
    "pick.other-plans",
    "other-plans.*.owner",
    "other-plans.*.next",
)

MEETING = (
    "meetings.*.started",
    "meetings.*.present",
    "meetings.*.absent.@.why",
    "meetings.*.notes.opening",
    "tried.*.done",
    "tried.*.helped",
    "tried.*.known-by",
    "tried.*.then",
    "tried.*.new-what",
    "tried.*.new-by",
    "pause.duty.meeting",
    "meetings.*.notes.situation",
    "meetings.*.notes.needs",
    "goals.*.text",
    "goals.*.words-of",
    "goals.*.long",
    "goals.*.area",
    "more.goal.*",
    "actions.*.what",
    "actions.*.goal",
    "actions.*.who",
    "people.doer.role",
    "actions.*.by",
    "actions.*.often",
    "actions.*.sign",
    "more.action.*",
    "not-doing.*.who",
    "not-doing.*.what",
    "more.not-doing.*",
    "disagreements.*.about",
    "disagreements.*.views.@.says",
    "more.disagreement.*",
    "fallback.ring",
    "fallback.say",
    "explained.*.means",
    "roles.coordinator",
    "pause.read-back",
    "agreement.answers.@.says",
    "meetings.*.notes.summary",
    "follow-up.day",
    "follow-up.convener",
    "meetings.*.tells-child",
    "meetings.*.after.heard",
    "meetings.*.after.knows-next",
    "meetings.*.after.knows-who",
    "meetings.*.notes.closing",
    "meetings.*.ended",
)

FOLLOW_UP = (
    "reviews.*.day",
    "reviews.*.child-says",
    "tried.*.done",
    "tried.*.helped",
    "tried.*.known-by",
    "tried.*.then",
    "tried.*.new-what",
    "tried.*.new-by",
    "pause.duty.follow-up",
    "pick.wheel-again",
    "wheel.*.voice",
    "wheel.*.day",
    "pick.areas.*",
    "wheel.*.areas.*.works",
    "wheel.*.areas.*.hard",
    "wheel.*.areas.*.need",
    "wheel.*.areas.*.score",
    "wheel.*.areas.*.why",
    "wheel.*.areas.*.step",
    "wheel.*.private",
    "more.voice.*",
    "reviews.*.consents-right",
    "reviews.*.responsible-right",
    "actions.*.what",
    "actions.*.goal",
    "actions.*.who",
    "people.doer.role",
    "actions.*.by",
    "actions.*.often",
    "actions.*.sign",
    "more.action.*",
    "explained.*.means",
    "pick.next",
    "follow-up.day",
    "follow-up.convener",
)

WHEEL = (
    "wheel.*.voice",
    "wheel.*.day",
    "pick.areas.*",
    "wheel.*.areas.*.works",
    "wheel.*.areas.*.hard",
    "wheel.*.areas.*.need",
    "wheel.*.areas.*.score",
    "wheel.*.areas.*.why",
    "wheel.*.areas.*.step",
    "wheel.*.private",
)

HAND_OVER = (
    "child.stage",
    "child.born",
    "hand-overs.*.kind",
    "hand-overs.*.to",
    "hand-overs.*.why",
    "hand-overs.*.proposed",
    "pick.answered.*",
    "hand-overs.*.accepted",
    "hand-overs.*.declined",
    "hand-overs.*.declined-why",
)

CLOSE = (
    "closing.why",
    "closing.goals-met",
    "closing.family-says",
    "closing.child-told-by",
    "closing.child-told-day",
    "closing.archived-at",
    "closing.day",
)


@pytest.fixture(scope="module", params=LANGUAGES)
def terms(request: pytest.FixtureRequest) -> Terms:
    """The shipped terms, in one language after the other."""
    return load("", request.param)


def _structure(question: Question) -> tuple[Any, ...]:
    choices = tuple(choice.id for choice in question.choices)
    steering = (question.conversations, question.part, question.each)
    blanks = tuple(sorted(_blanks(question.ask)))
    return (question.id, question.stage, question.kind, question.skip, question.when, choices, steering, blanks)


def _blanks(text: str) -> list[str]:
    return re.findall(r"\{([^}]*)\}", text)


def _sentences(text: str) -> list[list[str]]:
    """The words of each sentence; a colon and a line break end one, as they do when somebody reads aloud."""
    return [words for part in re.split(r"[.?:\n]+", text) if (words := part.split())]


def test_both_languages_ask_the_same_questions_in_the_same_order() -> None:
    swedish, english = ([_structure(one) for one in load("", language).questions] for language in LANGUAGES)
    assert swedish == english


@pytest.mark.parametrize(
    ("conversation", "expected"),
    [
        (Conversation.INTERVIEW, INTERVIEW),
        (Conversation.CONSULT, CONSULT),
        (Conversation.WHEEL, WHEEL),
        (Conversation.CONSENT, CONSENT),
        (Conversation.PREPARE, PREPARE),
        (Conversation.MEETING, MEETING),
        (Conversation.FOLLOW_UP, FOLLOW_UP),
        (Conversation.HAND_OVER, HAND_OVER),
        (Conversation.CLOSE, CLOSE),
    ],
)
def test_a_conversation_asks_these_questions_in_this_order(
    terms: Terms, conversation: Conversation, expected: tuple[str, ...]
) -> None:
    assert tuple(one.id for one in terms.questions if conversation in one.conversations) == expected


def test_no_question_stands_twice(terms: Terms) -> None:
    ids = [one.id for one in terms.questions]
    assert sorted(ids) == sorted(set(ids))


def test_every_question_about_several_people_says_whom(terms: Terms) -> None:
    assert [one.id for one in terms.questions if ("@" in one.id) is (one.each is None)] == []


def test_every_question_of_the_meeting_has_a_part_and_the_parts_come_in_order(terms: Terms) -> None:
    order = list(PartId)
    asked = [one for one in terms.questions if Conversation.MEETING in one.conversations]
    assert [one.id for one in asked if one.part is None] == []
    places = [order.index(one.part) for one in asked if one.part is not None]
    assert places == sorted(places)
    assert [one.id for one in terms.questions if one.part and Conversation.MEETING not in one.conversations] == []


def test_only_what_the_follow_up_also_asks_is_shared_with_the_meeting(terms: Terms) -> None:
    shared = [
        one.id for one in terms.questions if {Conversation.MEETING, Conversation.FOLLOW_UP} <= set(one.conversations)
    ]
    assert [one for one in shared if not one.startswith(SHARED)] == []


def test_questions_with_numbered_answers_of_their_own_have_them(terms: Terms) -> None:
    own = {Kind.CHOICE, Kind.CHOICES}
    assert [one.id for one in terms.questions if (one.kind in own) is not bool(one.choices)] == []


def test_a_condition_speaks_of_a_question_or_of_a_fact(terms: Terms) -> None:
    known = {one.id for one in terms.questions}
    conditions = [part for one in terms.questions if one.when for part in one.when.split(" and ")]
    subjects = {re.split(r" !?= ", part)[0] for part in conditions}
    assert {one for one in subjects if one not in known and not one.startswith("fact.")} == set()


def test_a_question_is_short_enough_to_be_read_at_a_glance(terms: Terms) -> None:
    asked = [one for one in terms.questions if one.kind is not Kind.PAUSE]
    assert [one.id for one in asked if len(one.ask) > LONGEST_ASK] == []
    at_the_meeting = [one for one in asked if one.part]
    assert [one.id for one in at_the_meeting if len(one.ask) > LONGEST_ASK_AT_THE_MEETING] == []


def test_every_question_can_be_explained(terms: Terms) -> None:
    assert [one.id for one in terms.questions if not one.help] == []


def test_the_sentences_are_short(terms: Terms) -> None:
    for one in terms.questions:
        sentences = _sentences(f"{one.ask}\n{one.help}")
        average = sum(map(len, sentences)) / len(sentences)
        assert average < WORDS_IN_A_SENTENCE, (one.id, average)


def test_no_question_leaves_a_blank_that_nobody_fills(terms: Terms) -> None:
    assert {blank for one in terms.questions for blank in _blanks(f"{one.ask} {one.help}")} <= BLANKS


def test_nobody_shouts(terms: Terms) -> None:
    texts = [text for one in terms.questions for text in (one.ask, one.help or "", *(c.text for c in one.choices))]
    texts += [one.instead for one in (*terms.vague, *terms.lacks)] + [one.meaning or "" for one in terms.jargon]
    texts += [one.meaning for one in terms.glossary]
    assert [text for text in texts if "!" in text] == []


def test_counts_say_what_the_three_numbers_are_and_that_no_answer_is_kept(terms: Terms) -> None:
    counted = [one for one in terms.questions if one.kind is Kind.COUNTS]
    yes_no_unsure = {"sv": "ja, nej, vet inte.", "en": "yes, no, unsure."}[terms.language]
    kept = {"sv": "Ingens svar sparas", "en": "Nobody's answer is kept"}[terms.language]
    assert counted
    assert all(one.ask.endswith(yes_no_unsure) for one in counted)
    assert all(kept in (one.help or "") for one in counted)


def test_who_tells_the_child_is_never_left_without_a_reason(terms: Terms) -> None:
    skips = {one.id: one.skip for one in terms.questions}
    assert skips["closing.child-told-by"] is Skip.REASON
    assert skips["closing.child-told-day"] is Skip.REASON


@pytest.mark.parametrize(
    ("service", "sector"),
    [
        ("mvc", Sector.HEALTH),
        ("school-health-medical", Sector.HEALTH),
        ("school-health", Sector.SCHOOL),
        ("preschool", Sector.SCHOOL),
        ("social-services", Sector.SOCIAL),
        ("family-centre", Sector.OTHER),
        ("kaa", Sector.OTHER),
    ],
)
def test_a_service_belongs_to_its_sector(terms: Terms, service: str, sector: Sector) -> None:
    assert {one.id: one.sector for one in terms.services}[service] is sector


def test_both_languages_have_the_same_services_and_names_in_the_same_order() -> None:
    swedish, english = (load("", language) for language in LANGUAGES)
    assert [(one.id, one.sector) for one in swedish.services] == [(one.id, one.sector) for one in english.services]
    assert [one.id for one in swedish.names] == [one.id for one in english.names]


def test_a_word_stands_once_in_its_list(terms: Terms) -> None:
    for listed in (terms.vague, terms.lacks, terms.jargon):
        words = [one.word.casefold() for one in listed]
        assert sorted(words) == sorted(set(words))


def test_what_is_asked_instead_is_a_question(terms: Terms) -> None:
    assert [one.word for one in (*terms.vague, *terms.lacks) if "?" not in one.instead] == []


def test_every_hard_word_is_explained_in_other_words(terms: Terms) -> None:
    unexplained = [one.word for one in terms.jargon if not one.meaning]
    assert unexplained == []
    circular = [
        one.word for one in terms.jargon if re.search(rf"\b{re.escape(one.word)}\b", one.meaning or "", re.IGNORECASE)
    ]
    assert circular == []
