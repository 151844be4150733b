"""What has happened since last time, as whole sentences.

Laws: a sentence is chosen whole and never put together from loose words; a voice is compared with itself only;
what happened on a day stands in the order of days.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from kronobarn_cli.model.base import Id
from kronobarn_cli.model.since import Move, Moved, Since, since
from kronobarn_cli.render.wheel_words import moved_to
from kronobarn_cli.render.words import Words, begun_large


def since_words(words: Words, today: date) -> list[str]:
    """The sentences, what was done first; none when there was no last time or nothing has happened."""
    found = since(words.plan, today)
    return [begun_large(one) for one in (*_actions(words, found), *_wheel(words, found, today), *_around(words, found))]


def _actions(words: Words, found: Since) -> Iterator[str]:
    if found.done:
        yield words.say(_many("since-done", found.done), count=words.number(len(found.done)))
    if found.late:
        late = [action.who for action in words.plan.actions if action.id in found.late]
        whose = words.joined(dict.fromkeys(words.briefly(who) for who in late if who))
        phrase = _many("since-late", found.late) + ("-whose" if whose else "")
        yield words.say(phrase, count=words.number(len(found.late)), whose=whose)


def _wheel(words: Words, found: Since, today: date) -> Iterator[str]:
    for moved in found.moved:
        yield _move(words, "since-moved", moved, moved.move, today)
        alike = [one.voice for one in moved.same if one[1:] == moved.move[1:]]
        if alike:
            yield words.say(_many("since-same", alike), voices=words.joined(map(words.voice, alike)))
        for one in (*moved.same, *moved.otherwise):
            if one.voice not in alike:
                yield _move(words, "since-stayed" if one.before == one.after else "since-otherwise", moved, one, today)


def _move(words: Words, phrase: str, moved: Moved, one: Move, today: date) -> str:
    before, after = (moved_to(words, one.voice, score, today) for score in (one.before, one.after))
    return words.say(phrase, voice=words.voice(one.voice), area=words.area(moved.area), before=before, after=after)


def _around(words: Words, found: Since) -> Iterator[str]:
    for _day, sentence in sorted((*_consents(words, found), *_handed(words, found)), key=lambda one: one[0]):
        yield sentence
    for years in found.turned:
        yield words.say("since-turned", child=words.child(), years=years)


def _consents(words: Words, found: Since) -> Iterator[tuple[date, str]]:
    """Each consent that began or ended, with its day; one that ended before the one that began that day."""
    for phrase, ids, field in (
        ("since-consent-run-out", found.consents_run_out, "until"),
        ("since-consent-withdrawn", found.consents_withdrawn, "withdrawn"),
        ("since-consent-new", found.consents_new, "from_"),
    ):
        for one in words.plan.consents:
            day: date | None = getattr(one, field)
            if day and one.id in ids:
                yield day, words.say(phrase, who=words.who(one.by), to=words.joined(words.all(one.to)))


def _handed(words: Words, found: Since) -> Iterator[tuple[date, str]]:
    for phrase, ids, field in (
        ("since-declined", found.declined, "declined"),
        ("since-accepted", found.accepted, "accepted"),
    ):
        for one in words.plan.hand_overs:
            day: date | None = getattr(one, field)
            if day and one.id in ids:
                yield day, words.say(phrase, who=words.who(one.to) or words.say("someone"), what=words.enum(one.kind))


def _many(phrase: str, things: Sequence[Id]) -> str:
    return f"{phrase}-one" if len(things) == 1 else f"{phrase}-many"
