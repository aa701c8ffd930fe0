"""Which language a table can work in, and who shares only that one with the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator_app.records.people import Participant


@dataclass(frozen=True, slots=True)
class TableLanguage:
    """What one table speaks.

    `shared`: the language everybody follows that most people put first, or None. `majority`: the language
    most people put first, and `outsiders`: who does not follow it. `lost`: who cannot follow the language
    most people follow, where there is no shared one.
    """

    shared: str | None
    majority: str | None
    outsiders: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def splits(self) -> bool:
        """Whether a good half of the table could talk without the others in a language of its own."""
        return bool(self.outsiders) and self.shared is not None and self.shared != self.majority


def base_language(tag: str) -> str:
    """Return the language of a BCP 47 tag without script and region, in lower case."""
    return tag.replace("_", "-").split("-", maxsplit=1)[0].strip().lower()


def own_languages(person: Participant) -> tuple[str, ...]:
    """Return a person's languages in their own order, each once."""
    return tuple(dict.fromkeys(base_language(tag) for tag in person.languages if tag.strip()))


def reports_in(person: Participant, language: str) -> bool:
    """Say whether a person can speak to the room in the report language (English needs B1 or no level)."""
    if base_language(language) == "en":
        return person.reports_in_english
    return base_language(language) in own_languages(person)


def reporters(people: Iterable[Participant], language: str) -> frozenset[str]:
    """Return the ids of those who can speak to the room: they report in its language, or they interpret."""
    everybody = tuple(people)
    interpreters = {one.interpreter_id for one in everybody if one.interpreter_id}
    return frozenset(one.id for one in everybody if reports_in(one, language) or one.id in interpreters)


def table_language(people: Sequence[str], roster: Mapping[str, Participant]) -> TableLanguage:
    """Return what a table of person ids speaks; languages of an interpreter count for their delegate."""
    own = {who: own_languages(roster[who]) for who in people}
    follows = {who: set(own[who]) | _interpreted(roster[who], roster) for who in people}
    followed = Counter(language for languages in follows.values() for language in languages)
    first = Counter(languages[0] for languages in own.values() if languages)

    def rank(language: str) -> tuple[int, int, str]:
        return -first[language], -followed[language], language

    common = sorted((one for one, count in followed.items() if count == len(people)), key=rank)
    if not common:
        best = min(followed, key=lambda one: (-followed[one], rank(one)), default=None)
        return TableLanguage(None, None, (), tuple(who for who in people if best not in follows[who]))
    majority = min(followed, key=rank)
    if 2 * followed[majority] < len(people):
        majority = common[0]
    outsiders = tuple(who for who in people if majority not in follows[who])
    return TableLanguage(common[0], majority, outsiders, ())


def _interpreted(person: Participant, roster: Mapping[str, Participant]) -> set[str]:
    interpreter = roster.get(person.interpreter_id) if person.interpreter_id else None
    return set(own_languages(interpreter)) if interpreter else set()
