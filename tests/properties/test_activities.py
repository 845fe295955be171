"""Marking is fair whatever is answered."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daskalo.activities import Activity, Choices, Number, Order, Sort, score
from daskalo.errors import AnswerError

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "activities.toml").read_text())
AUTHORED = {id: Activity.from_table(id, table) for id, table in CASES.items()}
MARKED = [activity for activity in AUTHORED.values() if activity.graded]

ids = st.sampled_from([id for activity in MARKED for id in activity.texts])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | ids
anything = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text() | ids, inner), max_leaves=12)


def legal(activity: Activity) -> st.SearchStrategy:
    """Answers an activity accepts."""
    match activity:
        case Sort():
            names = [category.id for category in activity.categories]
            return st.dictionaries(st.sampled_from([item.id for item in activity.items]), st.sampled_from(names))
        case Choices():
            return st.lists(st.sampled_from([option.id for option in activity.options]), unique=True)
        case Order():
            return st.permutations([item.id for item in activity.items])
        case Number():
            units = st.sampled_from(["", *activity.units])
            typed = st.decimals(-1000, 1000, places=2).map(str) | st.just("")
            return st.fixed_dictionaries({"value": typed, "unit": units})
        case _:
            return st.sampled_from([option.id for option in activity.options])


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    """Activities of the kinds with parts, with any number of parts and any answers."""
    parts = [f"part-{n}" for n in range(draw(st.integers(2, 9)))]
    options = [{"id": part, "text": part.upper()} for part in parts]
    table = {"title": "T", "prompt": "P"}
    kind = draw(st.sampled_from(["choices", "sort", "order"]))
    if kind == "choices":
        answer = draw(st.lists(st.sampled_from(parts), unique=True, min_size=1, max_size=len(parts) - 1))
        return Activity.from_table("any", {**table, "kind": kind, "options": options, "answer": answer})
    if kind == "order":
        answer = draw(st.permutations(parts).filter(lambda order: order != parts))
        return Activity.from_table("any", {**table, "kind": kind, "items": options, "answer": answer})
    categories = [{"id": name, "text": name} for name in ("here", "there", "nowhere")]
    items = [{**option, "answer": draw(st.sampled_from(["here", "there"]))} for option in options]
    return Activity.from_table("any", {**table, "kind": kind, "categories": categories, "items": items})


@given(activities(), st.data())
def test_a_share_lies_between_nothing_and_everything(activity: Activity, data: st.DataObject):
    marked = score(activity, activity.key(), data.draw(legal(activity)))
    assert 0 <= marked.fraction <= 1
    parts = [*marked.right, *marked.wrong, *marked.missing]
    assert len(set(parts)) == len(parts)
    assert set(parts) <= set(activity.texts)


@given(activities())
def test_the_reference_answer_earns_everything_and_no_answer_nothing(activity: Activity):
    assert score(activity, activity.key(), activity.answer).fraction == 1
    assert score(activity, activity.key(), None).fraction == 0


@given(activities().filter(lambda activity: isinstance(activity, Choices)), st.data())
def test_a_right_tick_never_lowers_and_a_wrong_tick_never_raises(activity: Activity, data: st.DataObject):
    ticked = data.draw(legal(activity))
    before = score(activity, activity.key(), ticked).fraction
    for option in activity.options:
        if option.id not in ticked:
            after = score(activity, activity.key(), [*ticked, option.id]).fraction
            assert after >= before if option.id in activity.answer else after <= before


@given(activities().filter(lambda activity: isinstance(activity, Choices)))
def test_ticking_everything_earns_nothing_where_half_is_wrong(activity: Activity):
    everything = [option.id for option in activity.options]
    if len(everything) >= 2 * len(activity.answer):
        assert score(activity, activity.key(), everything).fraction == 0


@given(activities().filter(lambda activity: isinstance(activity, Sort)), st.data())
def test_a_card_put_right_raises_by_one_share(activity: Activity, data: st.DataObject):
    sorted_so_far = data.draw(legal(activity))
    for item in activity.items:
        if sorted_so_far.get(item.id) != activity.answer[item.id]:
            before = score(activity, activity.key(), sorted_so_far).fraction
            after = score(activity, activity.key(), {**sorted_so_far, item.id: activity.answer[item.id]}).fraction
            assert after - before == pytest.approx(1 / len(activity.items))


@given(activities().filter(lambda activity: isinstance(activity, Order)), st.data())
def test_the_shown_order_earns_nothing_and_one_move_changes_one_step(activity: Activity, data: st.DataObject):
    shown = [item.id for item in activity.items]
    assert score(activity, activity.key(), shown).fraction == 0
    order = data.draw(legal(activity))
    moved = list(order)
    moved.insert(data.draw(st.integers(0, len(order) - 1)), moved.pop(data.draw(st.integers(0, len(order) - 1))))
    wrong = [len(score(activity, activity.key(), each).wrong) for each in (order, moved)]
    assert abs(wrong[0] - wrong[1]) <= 1


@given(st.sampled_from(list(AUTHORED.values())), anything)
def test_any_value_is_either_refused_in_words_or_kept_in_one_form(activity: Activity, value: object):
    try:
        written = activity.validate(value)
    except AnswerError as refusal:
        words = refusal.message
    else:
        words = activity.to_html(written)
        assert activity.validate(written) == written
        assert activity.describe(written)
        assert all(isinstance(sentence, str) for sentence in activity.missing(written))
    assert words


@given(activities())
def test_what_is_public_and_the_key_together_are_the_whole_question(activity: Activity):
    received = Activity.from_table("any", activity.public(), public=True)
    assert received.answer is None
    assert score(received, activity.key(), activity.answer).fraction == 1
