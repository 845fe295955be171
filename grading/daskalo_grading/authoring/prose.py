"""Rules about the words: short sentences, one alphabet in a word, real quotation marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from babel.messages.catalog import Catalog

from daskalo.activities.words import words
from daskalo.i18n import translator
from daskalo_grading.authoring.blocks import inline_texts
from daskalo_grading.authoring.catalogue import Message, translation, unique
from daskalo_grading.authoring.findings import Finding
from daskalo_grading.authoring.wording import quoted

_, ngettext = translator("daskalo_grading")

MOST_WORDS = 25
"""In a sentence, on average what a tired reader still takes in at once."""
_CYRILLIC, _LATIN = "а-яА-ЯѝЍ", "a-zA-Z"
_MIXED = re.compile(rf"\b\w*(?:[{_CYRILLIC}][{_LATIN}]|[{_LATIN}][{_CYRILLIC}])\w*\b")
_LATIN_WORD = re.compile(rf"(?<![\w.@/°-])[{_LATIN}]+(?![\w.@/-])")
_LOOKALIKES = str.maketrans("aeopcyxABCEHKMOPTX", "аеорсухАВСЕНКМОРТХ")
_SHORT_WORDS = frozenset({"а", "е", "о", "с", "се", "са", "на", "не", "но", "то", "те", "та", "ако", "ха"})
"""Bulgarian words that can be typed whole with Latin letters without anybody seeing it."""
_STRAIGHT = re.compile(r"\"|(?<!\w)'\w|“[^”]*”")
_SPACES = re.compile(r"\S[ \u00a0]{2,}\S")
_UNIT = re.compile(r"\d (?:%|€|лв|евро|км|м|см|мм|кг|г|ч|мин|т|°C|точк[аи]|час(?:а|ове)?)(?!\w)")
_SENTENCE = re.compile(r"(?<=[.!?…])[“”»)]*\s+(?=[„«(–—-]?\s*[А-ЯA-Z0-9])")

Rule = Callable[[str], Iterator[tuple[str, str]]]


def prose_findings(messages: Iterable[Message], catalog: Catalog, folder: str) -> Iterator[Finding]:
    """Yield the findings of texts and their translations.

    Args:
        messages (Iterable[Message]): The texts in English.
        catalog (Catalog): Their Bulgarian; what is missing or fuzzy is not looked at.
        folder (str): The unit or course, for the place of a finding.
    """
    for message in unique(messages):
        place = f"{folder}/{message.place}"
        yield from _findings(message.id, place, ENGLISH)
        if said := translation(catalog, message.id):
            yield from _findings(said, f"{place} (bg)", BULGARIAN)


def _findings(text: str, place: str, rules: Iterable[Rule]) -> Iterator[Finding]:
    for piece in inline_texts(text):
        for rule in rules:
            for code, found in rule(piece):
                yield Finding(place, code, found, warning=code in ADVICE)


def _mixed(text: str) -> Iterator[tuple[str, str]]:
    for word in _MIXED.findall(text):
        yield "mixed-letters", _("“{word}” mixes Latin and Cyrillic letters. Type it anew.", word=word)


def _latin(text: str) -> Iterator[tuple[str, str]]:
    if not re.search(f"[{_CYRILLIC}]", text):
        return
    for found in _LATIN_WORD.finditer(text):
        word = found[0]
        if len(word) == 1 and word.isupper() and found.start():
            continue  # vitamin C, the language C
        if word.translate(_LOOKALIKES).lower() in _SHORT_WORDS:
            yield "mixed-letters", _("“{word}” is typed with Latin letters. Type it anew.", word=word)


def _long(text: str) -> Iterator[tuple[str, str]]:
    for sentence in _SENTENCE.split(" ".join(text.split())):
        if (n := len(words(sentence))) > MOST_WORDS:
            yield (
                "sentence-too-long",
                _("A sentence has {n} words, {most} at most: {text}. Make two of it.",
                  n=n, most=MOST_WORDS, text=quoted(sentence)),
            )  # fmt: skip


def _straight(text: str) -> Iterator[tuple[str, str]]:
    for found in _STRAIGHT.finditer(text):
        around = text[max(0, found.start() - 15) : found.end() + 15]
        yield "foreign-quotes", _("Write quotation marks as „…“, not as in {text}.", text=quoted(around))


def _spaced(text: str) -> Iterator[tuple[str, str]]:
    for found in _SPACES.finditer(text):
        around = text[max(0, found.start() - 15) : found.end() + 15]
        yield (
            "double-space",
            _("Two spaces stand together: {text}. Delete one.", text=quoted(around.replace("  ", "␣␣"))),
        )


def _unit(text: str) -> Iterator[tuple[str, str]]:
    for found in _UNIT.findall(text):
        yield "breaking-space", _("“{text}” may break at the end of a line: use a no-break space.", text=found)


ENGLISH: tuple[Rule, ...] = (_mixed, _spaced)
BULGARIAN: tuple[Rule, ...] = (_mixed, _latin, _long, _straight, _spaced, _unit)
ADVICE = frozenset({"breaking-space"})
