"""Friendly advice on a driving question and on a short reflection. Advice never gives points.

Each rule looks for signs a program can see; the worth of a question is for people to judge. The language is taken from
the text: Cyrillic letters make it Bulgarian.

    >>> from daskalo.i18n import speaking
    >>> with speaking("en"):
    ...     [(each.id, each.ok) for each in advise(["one-question", "not-yes-no"], "Can we save water?")]
    [('one-question', True), ('not-yes-no', False)]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from daskalo.activities.signs import Signs
from daskalo.activities.words import words
from daskalo.errors import ContentError
from daskalo.i18n import translator

_, ngettext = translator("daskalo")

FEWEST_WORDS, MOST_WORDS = 6, 20
LONGEST_WORD = 14
"""Letters; the names of an audience (“първокласниците”) may be longer."""
MEAN_LETTERS = 7.5
"""The mean length of the words from which a sentence is hard to read aloud."""


@dataclass(frozen=True)
class Advice:
    """What one rule says about a text.

    Attributes:
        id (str): The id of the rule.
        ok (bool): Whether the text follows it.
        sentence (str): What is good, or what to try.
    """

    id: str
    ok: bool
    sentence: str


def advise(rules: Iterable[str], text: str) -> list[Advice]:
    """Return what the rules say about a text, in their order; an empty text follows none.

    Args:
        rules (Iterable[str]): Ids from `RULES`.
        text (str): What the learner wrote so far.

    Raises:
        ContentError: `unknown-advice`.
    """
    signs = Signs.of("bg" if re.search("[а-яА-Я]", text) else "en")
    return [Advice(rule, *_rule(rule)(text.strip(), signs)) for rule in rules]


Rule = Callable[[str, Signs], tuple[bool, str]]


def _rule(id: str) -> Rule:
    if id not in RULES:
        raise ContentError(
            "unknown-advice", _("The rule “{given}” is not known. Use: {names}.", given=id, names=", ".join(RULES))
        )
    return RULES[id]


def _one_question(text: str, _signs: Signs) -> tuple[bool, str]:
    bare = text.rstrip('”“"’») ')
    ends = re.findall(r"[.!?…]+(?=\s|$)", bare)
    if ends == ["?"] and bare.endswith("?"):
        return True, _("It is one question.")
    return False, _("Make it one single question with a question mark at its end.")


def _word_count(text: str, _signs: Signs) -> tuple[bool, str]:
    count = len(words(text))
    if count < FEWEST_WORDS:
        return False, _("Say a little more: {least} to {most} words.", least=FEWEST_WORDS, most=MOST_WORDS)
    if count > MOST_WORDS:
        return False, _("It is long: {count} words. Pupils remember up to {most}.", count=count, most=MOST_WORDS)
    return True, ngettext("{n} word: easy to remember.", "{n} words: easy to remember.", count)


def _not_yes_no(text: str, signs: Signs) -> tuple[bool, str]:
    if text and not signs.asks_yes_or_no(text):
        return True, _("It cannot be answered with yes or no.")
    return False, _("Yes or no should not be enough for an answer. Try a beginning such as “How can we …”.")


def _not_lookup(text: str, signs: Signs) -> tuple[bool, str]:
    if text and not signs.asks_for_a_fact(text):
        return True, _("One search does not answer it.")
    return False, _("One search should not answer it. Ask what pupils have to find out, make or decide themselves.")


def _place_or_audience(text: str, signs: Signs) -> tuple[bool, str]:
    if signs.names_a_place(text) or signs.names_an_audience(text):
        return True, _("It says where or for whom.")
    return False, _("Say where or for whom: “in our yard”, “in Ruse”, “for the first-graders”.")


def _pupil_language(text: str, signs: Signs) -> tuple[bool, str]:
    found = words(text)
    if not found:
        return False, _("Write it in words that a pupil uses.")
    if jargon := signs.jargon.search(text):
        return False, _("Pupils do not speak like this: “{word}”. Use a plainer word.", word=jargon.group())
    plain = [word for word in found if not signs.audiences.match(word)]
    if longest := next((word for word in plain if len(word) > LONGEST_WORD), ""):
        return False, _("“{word}” is long. Is there a shorter word?", word=longest)
    if sum(map(len, found)) > MEAN_LETTERS * len(found):
        return False, _("The words are long. Read it to a pupil and listen where they stumble.")
    return True, _("The words are plain.")


def _two_lines(text: str, _signs: Signs) -> tuple[bool, str]:
    lines = [line for line in text.splitlines() if words(line)]
    sentences = [part for part in re.split(r"[.!?…]+(?:\s|$)", text) if words(part)]
    if max(len(lines), len(sentences)) >= 2:
        return True, _("There are two thoughts.")
    return False, _("Write two lines: what you take with you, and what you will try.")


def _concrete(text: str, signs: Signs) -> tuple[bool, str]:
    if signs.names_something_concrete(text):
        return True, _("It names something concrete.")
    return False, _("Name something concrete: a class, a topic, a day, a step you will take.")


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "one-question": _one_question,
        "word-count": _word_count,
        "not-yes-no": _not_yes_no,
        "not-lookup": _not_lookup,
        "place-or-audience": _place_or_audience,
        "pupil-language": _pupil_language,
        "two-lines": _two_lines,
        "concrete": _concrete,
    }
)
"""The rules by id: the first six for a driving question, the last two for a reflection."""
