import tomllib
from pathlib import Path

import pytest

from daskalo.activities import advise
from daskalo.activities.advice import RULES
from daskalo.errors import ContentError
from daskalo.i18n import speaking

CASES = tomllib.loads((Path(__file__).parents[3] / "cases" / "driving_questions.toml").read_text())["question"]
QUESTION = ["one-question", "word-count", "not-yes-no", "not-lookup", "place-or-audience", "pupil-language"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_driving_question_gets_the_advice_a_teacher_would_give(case: dict):
    assert [each.id for each in advise(QUESTION, case["text"]) if not each.ok] == case.get("open", [])


@pytest.mark.parametrize("language", ["bg", "en"])
def test_an_empty_text_follows_no_rule_and_every_sentence_says_what_to_do(language: str):
    with speaking(language):
        advice = advise(RULES, "  \n ")
    assert [each.id for each in advice] == list(RULES)
    assert not any(each.ok for each in advice)
    assert all(each.sentence.endswith((".", "“.", "”.", "?")) for each in advice)


def test_the_sentences_are_in_the_language_of_the_reader_whatever_the_text_is_written_in():
    with speaking("bg"):
        (advice,) = advise(["one-question"], "Can we save water?")
    assert advice.sentence == "Въпросът е един."


@pytest.mark.parametrize(
    ("text", "open_rules"),
    [
        ("Ще опитам въпроса за боклука с 5. б клас.\nЩе спра да давам темата наготово.", []),
        ("Научих, че темата не е въпрос. В понеделник ще попитам учениците какво ги ядосва.", []),
        ("Беше интересно.", ["two-lines", "concrete"]),
        ("Беше интересно. Беше и полезно.", ["concrete"]),
        ("On Monday I will ask my class what annoys them", ["two-lines"]),
        ("A topic is not a question. I will try it in geography.", []),
    ],
)
def test_a_reflection_has_two_thoughts_and_names_something_concrete(text: str, open_rules: list[str]):
    assert [each.id for each in advise(["two-lines", "concrete"], text) if not each.ok] == open_rules


def test_a_word_of_officials_is_named_so_that_it_can_be_replaced():
    (advice,) = advise(["pupil-language"], "Как да интегрираме ключовите умения в нашето училище?")
    assert "„интегрираме“" in advice.sentence


def test_a_rule_nobody_knows_is_refused_with_the_rules_there_are():
    with pytest.raises(ContentError) as caught:
        advise(["spelling"], "…")
    assert caught.value.code == "unknown-advice"
    assert "one-question" in str(caught.value)
