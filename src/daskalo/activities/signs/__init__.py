"""Signs in a sentence, in Bulgarian and English: how it asks, and whether it names a place, people, a thing.

The words are data, one TOML file a language, for people who know the language better than Python.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from daskalo.activities.words import words

_OPENING = re.compile(r"^[\W_]*((а|и|но|ала|and|but|so)\s+)?", re.IGNORECASE)
_REACH = 5
"""How many words into a sentence a particle still makes it a yes/no question."""


def _phrase(sign: str) -> str:
    escaped = re.escape(sign).replace(r"\*", r"[\w-]*").replace("_", r"[\w-]+")
    return escaped.replace(r"\ ", r"\s+")


def _pattern(signs: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for whole words or phrases; no signs match nothing."""
    either = "|".join(_phrase(sign) for sign in signs)
    return re.compile(rf"\b(?:{either or '(?!)'})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True)
class Signs:
    """The signs of one language, ready to be looked for."""

    question_words: frozenset[str]
    particles: frozenset[str]
    yes_no: re.Pattern[str]
    facts: re.Pattern[str]
    judgements: re.Pattern[str]
    places: re.Pattern[str]
    named_place: re.Pattern[str]
    ours: re.Pattern[str]
    audiences: re.Pattern[str]
    jargon: re.Pattern[str]
    things: re.Pattern[str]

    @staticmethod
    @cache
    def of(language: str) -> Signs:
        """Return the signs of a language of `daskalo.i18n.LANGUAGES`."""
        lists = tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
        before = "|".join(lists["prepositions"])
        return Signs(
            question_words=frozenset(lists["question_words"]),
            particles=frozenset(lists["particles"]),
            named_place=re.compile(rf"\b(?:{before})\s+(?:the\s+)?[А-ЯA-Z][а-яa-z]+"),
            **{
                name: _pattern(lists[name])
                for name in ("yes_no", "facts", "judgements", "places", "ours", "audiences", "jargon", "things")
            },
        )

    def asks_yes_or_no(self, text: str) -> bool:
        """Whether the question begins as one that yes or no answers."""
        opened = _opened(text)
        if self.yes_no.match(opened):
            return True
        first = [word.lower() for word in words(opened)[:_REACH]]
        particle = next((place for place, word in enumerate(first) if word in self.particles), None)
        return particle is not None and not self.question_words & set(first[:particle])

    def asks_for_a_fact(self, text: str) -> bool:
        """Whether the question begins as one that a single look into a book or a search engine answers."""
        return bool(self.facts.match(_opened(text))) and not self.judgements.search(text)

    def names_a_place(self, text: str) -> bool:
        """Whether a place is named: by its name, by a word for a place, or as ours."""
        return any(sign.search(text) for sign in (self.named_place, self.ours, self.places))

    def names_an_audience(self, text: str) -> bool:
        """Whether people are named for whom the work is."""
        return bool(self.audiences.search(text))

    def names_something_concrete(self, text: str) -> bool:
        """Whether a number, a quotation, a name, a day, a class or a subject is there."""
        signs = (r"\d", r"[„“\"«].+?[“”\"»]", r"(?<=[a-zа-я,;] )[A-ZА-Я][a-zа-я]{2,}")
        return bool(self.things.search(text)) or any(re.search(sign, text) for sign in signs)


def _opened(text: str) -> str:
    """Return the text from the first word that carries the question, with straight apostrophes."""
    return _OPENING.sub("", text, count=1).replace("’", "'")
