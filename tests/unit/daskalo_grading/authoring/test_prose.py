"""Rules about the words: what they catch, and what they let through."""

import pytest
from babel.messages.catalog import Catalog

from daskalo_grading.authoring.catalogue import Message
from daskalo_grading.authoring.prose import MOST_WORDS, prose_findings


def found(bulgarian: str, english: str = "Words.") -> list[tuple[str, bool]]:
    catalog = Catalog(locale="bg")
    catalog.add(english, bulgarian)
    message = Message(english, "lesson.md#intro:1")
    return [(finding.code, finding.warning) for finding in prose_findings([message], catalog, "01-soil")]


@pytest.mark.parametrize(
    "text",
    [
        "Какво учат децата? Мерят, спорят и решават.",
        "„Попитайте баба“, казва Рада.",
        "Курсът е за PBL-уроци с 3D-принтер и USB-кабел.",
        'Вижте [тук](https://example.org "page") и `x = "a"`.',
        "Витамин C и език C.",
        "Числото е 5\u00a0%.",
        "Директорът г-н Ив. Колев идва в 8\u00a0ч.",
        " ".join(["дума"] * MOST_WORDS) + ".",
        "- " + " ".join(["дума"] * 20) + "\n- " + " ".join(["дума"] * 20),
    ],
)
def test_good_bulgarian_passes(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tова е почва.", "mixed-letters"),
        ("Почвaта е тук.", "mixed-letters"),
        ("Почвата e тук.", "mixed-letters"),
        ("Тук ce копае.", "mixed-letters"),
        ("Работят заедно c децата.", "mixed-letters"),
        ('Тя каза "почва".', "foreign-quotes"),
        ("Тя каза “почва”.", "foreign-quotes"),
        ("Тя каза 'почва'.", "foreign-quotes"),
        ("Почвата  е тук.", "double-space"),
        (" ".join(["дума"] * (MOST_WORDS + 1)) + ".", "sentence-too-long"),
        ("| " + " ".join(["дума"] * (MOST_WORDS + 1)) + " | x |\n|---|---|", "sentence-too-long"),
    ],
)
def test_each_slip_has_its_finding(text, code):
    assert (code, False) in found(text)


def test_a_breaking_space_before_a_unit_is_only_advice():
    assert found("Пясъкът е 60 % от почвата.") == [("breaking-space", True)]


def test_a_long_text_of_short_sentences_passes():
    assert found("Това е кратко изречение с няколко думи. " * 10) == []


def test_a_cyrillic_letter_in_an_english_word_is_found():
    assert found("Думи.", english="The sоil.") == [("mixed-letters", False)]


def test_what_is_not_translated_is_not_looked_at():
    assert found("") == []
