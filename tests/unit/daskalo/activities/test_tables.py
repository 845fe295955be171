"""What authors write: what is read, what is refused and with which words."""

import copy

import pytest

from daskalo.activities import Activity
from daskalo.errors import ContentError

ANSWERLESS = {"answer", "why"}


def keys_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for entry in value.values() for key in keys_of(entry)}
    if isinstance(value, list):
        return {key for entry in value for key in keys_of(entry)}
    return set()


def test_all_seven_kinds_are_known():
    assert sorted(Activity.kinds) == ["choice", "choices", "long-text", "number", "order", "short-text", "sort"]


def test_a_learner_gets_no_answer_and_no_reason(activities: dict[str, Activity]):
    for activity in activities.values():
        if not activity.practice:
            assert keys_of(activity.public()).isdisjoint(ANSWERLESS | {"tolerance"}), activity.id


def test_practice_brings_its_answer_and_its_reasons(activities: dict[str, Activity]):
    public = activities["warm-up"].public()
    assert public["answer"] == "question"
    assert public["why"] == "Темата не пита нищо."
    assert public["options"][0]["why"] == "Това е тема."


def test_every_kind_can_be_practice(tables: dict[str, dict]):
    for id, table in tables.items():
        authored = Activity.from_table(id, {**table, "practice": True})
        received = Activity.from_table(id, authored.public(), public=True)
        assert received == authored


def test_what_a_learner_gets_is_the_same_activity_without_its_answer(activities: dict[str, Activity]):
    for activity in activities.values():
        received = Activity.from_table(activity.id, activity.public(), public=True)
        assert received.public() == activity.public()
        assert received.answer == (activity.answer if activity.practice else None)


def test_the_key_is_neutral_in_language_and_its_answer_is_a_legal_answer(activities: dict[str, Activity]):
    for activity in activities.values():
        if activity.graded:
            key = activity.key()
            assert activity.validate(key["answer"]) == key["answer"]
            assert repr(key).isascii()


def test_a_text_has_no_key(activities: dict[str, Activity]):
    with pytest.raises(ContentError) as caught:
        activities["reflection"].key()
    assert caught.value.code == "no-key"


def changed(table: dict, path: str, value: object) -> dict:
    """Return a copy in which one field is changed, or taken away when the value is `...`."""
    table = copy.deepcopy(table)
    *way, last = path.split(".")
    inner: object = table
    for step in way:
        inner = inner[int(step) if step.isdigit() else step]
    if value is ...:
        del inner[last]
    else:
        inner[int(last) if last.isdigit() else last] = value
    return table


@pytest.mark.parametrize(
    ("id", "path", "value", "code", "place"),
    [
        ("first-step", "kind", "quiz", "unknown-kind", "first-step.kind"),
        ("first-step", "title", " ", "text-missing", "first-step.title"),
        ("first-step", "title", 5, "text-expected", "first-step.title"),
        ("first-step", "practice", "yes", "flag-expected", "first-step.practice"),
        ("first-step", "anwser", "soil", "unknown-field", "first-step.anwser"),
        ("first-step", "answer", ..., "answer-missing", "first-step.answer"),
        ("first-step", "answer", "rain", "answer-unknown", "first-step.answer"),
        ("first-step", "options", "soil", "list-expected", "first-step.options"),
        ("first-step", "options", [{"id": "soil", "text": "Почва"}], "too-few", "first-step.options"),
        ("first-step", "options.1.id", "soil", "duplicate-id", "first-step.options[2]"),
        ("first-step", "options.1.id", "Небе", "id-not-kebab-case", "first-step.options[2].id"),
        ("first-step", "options.1.colour", "red", "unknown-field", "first-step.options[2].colour"),
        ("first-step", "options.1", "soil", "not-a-table", "first-step.options[2]"),
        ("first-step", "options.1.text", ..., "text-missing", "first-step.options[2].text"),
        ("overclaims", "answer", "b", "list-expected", "overclaims.answer"),
        ("overclaims", "answer", [], "answer-all-or-none", "overclaims.answer"),
        ("overclaims", "answer", ["a", "b", "c", "d", "e"], "answer-all-or-none", "overclaims.answer"),
        ("overclaims", "answer", ..., "answer-missing", "overclaims.answer"),
        ("overclaims", "answer", ["z"], "answer-unknown", "overclaims.answer"),
        ("pbl-or-lookalike", "items.1.answer", ..., "answer-missing", "pbl-or-lookalike.items[2].answer"),
        ("pbl-or-lookalike", "items.1.answer", "dinner", "answer-unknown", "pbl-or-lookalike.items[2].answer"),
        ("pbl-or-lookalike", "categories", [], "too-few", "pbl-or-lookalike.categories"),
        ("steps", "answer", ..., "answer-missing", "steps.answer"),
        ("steps", "answer", ["ask", "plan"], "answer-unknown", "steps.answer"),
        ("steps", "answer", ["show", "plan", "build", "ask"], "order-already-right", "steps.answer"),
        ("perimeter", "answer", ..., "answer-missing", "perimeter.answer"),
        ("perimeter", "answer.unit", "km", "answer-unknown", "perimeter.answer.unit"),
        ("perimeter", "answer.value", 62.8, "decimal-expected", "perimeter.answer.value"),
        ("perimeter", "answer.value", "1e300", "decimal-expected", "perimeter.answer.value"),
        ("perimeter", "answer.value", "много", "decimal-expected", "perimeter.answer.value"),
        ("perimeter", "tolerance", "-1", "decimal-expected", "perimeter.tolerance"),
        ("perimeter", "tolerance", "NaN", "decimal-expected", "perimeter.tolerance"),
        ("perimeter", "factors", ..., "factors-do-not-fit", "perimeter.factors"),
        ("perimeter", "factors.m", 0, "decimal-expected", "perimeter.factors"),
        ("perimeter", "units", ["cm", "cm"], "duplicate-id", "perimeter.units"),
        ("schools", "answer.unit", "cm", "answer-unknown", "schools.answer.unit"),
        ("driving-question", "min_words", 0, "count-expected", "driving-question.min_words"),
        ("driving-question", "max_words", 2, "bounds-crossed", "driving-question.max_words"),
        ("driving-question", "advice", ["spelling"], "unknown-advice", "driving-question.advice"),
    ],
)
def test_a_mistake_of_an_author_is_named_with_its_place(
    tables: dict[str, dict], id: str, path: str, value: object, code: str, place: str
):
    with pytest.raises(ContentError) as caught:
        Activity.from_table(id, changed(tables[id], path, value))
    assert caught.value.code == code
    assert caught.value.message.startswith(f"{place}: ")


def test_the_id_of_an_activity_is_looked_at_too(tables: dict[str, dict]):
    with pytest.raises(ContentError) as caught:
        Activity.from_table("First step", tables["first-step"])
    assert caught.value.code == "id-not-kebab-case"
