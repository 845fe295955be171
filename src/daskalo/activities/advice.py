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

from daskalo.activities import signs
from daskalo.activities.words import words
from daskalo.errors import ContentError
from daskalo.i18n import translator

_, ngettext = translator("daskalo")

FEWEST_WORDS, MOST_WORDS = 6, 20
LONGEST_WORD = 14
MEAN_LETTERS = {"bg": 7.5, "en": 6.5}


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
    plain = " ".join(text.split()) if text.strip() else ""
    spoken = "bg" if re.search("[а-яА-Я]", plain) else "en"
    found: list[Advice] = []
    for rule in rules:
        if rule not in RULES:
            raise ContentError(
                "unknown-advice",
                _("The rule “{given}” is not known. Use: {names}.", given=rule, names=", ".join(RULES)),
            )
        ok, sentence = RULES[rule](text.strip(), spoken)
        found.append(Advice(rule, ok and bool(plain), sentence))
    return found


def _one_question(text: str, spoken: str) -> tuple[bool, str]:
    ends = re.findall(r"[.!?…]+(?=\s|$)", text.rstrip('”“"’) '))
    ok = len(ends) == 1 and ends[0] == "?" and text.rstrip('”“"’) ').endswith("?")
    return ok, _("It is one question.") if ok else _("Make it one single question with a question mark at its end.")


def _word_count(text: str, spoken: str) -> tuple[bool, str]:
    count = len(words(text))
    if count < FEWEST_WORDS:
        return False, _("Say a little more: {least} to {most} words.", least=FEWEST_WORDS, most=MOST_WORDS)
    if count > MOST_WORDS:
        return False, _("It is long: {count} words. Pupils remember up to {most}.", count=count, most=MOST_WORDS)
    return True, ngettext("{n} word: easy to remember.", "{n} words: easy to remember.", count)


def _not_yes_no(text: str, spoken: str) -> tuple[bool, str]:
    ok = not signs.asks_yes_or_no(text, spoken)
    if ok:
        return ok, _("It cannot be answered with yes or no.")
    return ok, _("It can be answered with yes or no. Try a beginning such as “How can we …”.")


def _not_lookup(text: str, spoken: str) -> tuple[bool, str]:
    ok = not signs.asks_for_a_fact(text, spoken)
    if ok:
        return ok, _("One search does not answer it.")
    return ok, _("One search answers it. Ask about something pupils have to find out, make or decide.")


def _place_or_audience(text: str, spoken: str) -> tuple[bool, str]:
    ok = signs.names_a_place(text, spoken) or signs.names_an_audience(text, spoken)
    if ok:
        return ok, _("It says where or for whom.")
    return ok, _("Say where or for whom: “in our yard”, “in Ruse”, “for the first-graders”.")


def _pupil_language(text: str, spoken: str) -> tuple[bool, str]:
    found = words(text)
    if jargon := signs.jargon(text, spoken):
        return False, _("Pupils do not speak like this: “{word}”. Use a plainer word.", word=jargon)
    if longest := next((word for word in found if len(word) > LONGEST_WORD), ""):
        return False, _("“{word}” is long. Is there a shorter word?", word=longest)
    mean = sum(map(len, found)) / len(found) if found else 0
    if mean > MEAN_LETTERS[spoken]:
        return False, _("The words are long. Read it to a pupil and listen where they stumble.")
    return True, _("The words are plain.")


def _two_lines(text: str, spoken: str) -> tuple[bool, str]:
    lines = [line for line in text.splitlines() if words(line)]
    sentences = [part for part in re.split(r"[.!?…]+(?:\s|$)", text) if words(part)]
    ok = len(lines) >= 2 or len(sentences) >= 2
    return ok, _("There are two thoughts.") if ok else _(
        "Write two lines: what you take with you, and what you will try."
    )


def _concrete(text: str, spoken: str) -> tuple[bool, str]:
    ok = signs.names_something_concrete(text, spoken)
    if ok:
        return ok, _("It names something concrete.")
    return ok, _("Name something concrete: a class, a topic, a day, a step you will take.")


Rule = Callable[[str, str], tuple[bool, str]]

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
