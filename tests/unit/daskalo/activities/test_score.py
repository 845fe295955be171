"""What an answer earns."""

import pytest

from daskalo.activities import Activity, Marked, score
from daskalo.activities.order import in_order
from daskalo.errors import AnswerError, ContentError


@pytest.mark.parametrize(
    ("id", "value", "fraction"),
    [
        ("first-step", "soil", 1),
        ("first-step", "sky", 0),
        # choices: b and d are right
        ("overclaims", ["b", "d"], 1),
        ("overclaims", ["b"], 0.5),
        ("overclaims", ["b", "d", "a"], 0.5),
        ("overclaims", ["b", "a"], 0),
        ("overclaims", ["a", "c"], 0),
        ("overclaims", ["a", "b", "c", "d", "e"], 0),
        ("overclaims", [], 0),
        ("pbl-or-lookalike", {"rain-garden": "project", "poster": "project", "quiz": "dessert"}, 0.5),
        ("pbl-or-lookalike", {}, 0),
        # order: shown as show plan build ask; two of the four must move
        ("steps", ["ask", "plan", "build", "show"], 1),
        ("steps", ["show", "plan", "build", "ask"], 0),
        ("steps", ["plan", "build", "ask", "show"], 0.5),
        ("steps", ["show", "build", "plan", "ask"], 0),
        ("perimeter", {"value": "62,8", "unit": "cm"}, 1),
        ("perimeter", {"value": "62.3", "unit": "cm"}, 1),
        ("perimeter", {"value": "63.31", "unit": "cm"}, 0),
        ("perimeter", {"value": "0,63", "unit": "m"}, 1),
        ("perimeter", {"value": "62,8", "unit": "m"}, 0),
        ("perimeter", {"value": "62,8", "unit": ""}, 0),
        ("perimeter", {"value": "-62,8", "unit": "cm"}, 0),
        ("schools", {"value": "24"}, 1),
        ("schools", {"value": "24,0"}, 1),
        ("schools", {"value": "2 4"}, 1),
        ("schools", {"value": "25"}, 0),
    ],
)
def test_an_answer_earns_what_it_deserves(activities: dict[str, Activity], id: str, value: object, fraction: float):
    assert score(activities[id], activities[id].key(), value).fraction == pytest.approx(fraction)


def test_no_answer_earns_nothing_and_everything_is_missing(activities: dict[str, Activity]):
    marked = score(activities["pbl-or-lookalike"], activities["pbl-or-lookalike"].key(), None)
    assert marked == Marked(0, missing=("rain-garden", "poster", "quiz", "bridge"))


def test_marking_says_what_is_right_wrong_and_missing(activities: dict[str, Activity]):
    activity = activities["pbl-or-lookalike"]
    marked = score(activity, activity.key(), {"rain-garden": "project", "poster": "project", "quiz": "dessert"})
    assert marked == Marked(0.5, right=("rain-garden", "quiz"), wrong=("poster",), missing=("bridge",))


def test_marking_needs_no_answer_in_the_activity_itself(activities: dict[str, Activity]):
    authored = activities["overclaims"]
    received = Activity.from_table("overclaims", authored.public(), public=True)
    assert score(received, authored.key(), ["b", "d"]).fraction == 1


def test_one_item_in_the_wrong_place_costs_one_step(activities: dict[str, Activity]):
    steps = activities["steps"]
    for moved in (["plan", "build", "show", "ask"], ["plan", "ask", "build", "show"], ["ask", "show", "plan", "build"]):
        marked = score(steps, steps.key(), moved)
        assert (marked.fraction, len(marked.wrong)) == (0.5, 1)


@pytest.mark.parametrize(("places", "kept"), [([], 0), ([0], 1), ([2, 1, 0], 1), ([0, 3, 1, 2], 3), ([1, 0, 3, 2], 2)])
def test_the_longest_run_in_order_is_found(places: list[int], kept: int):
    run = in_order(places)
    assert len(run) == kept
    assert [places[index] for index in run] == sorted(places[index] for index in run)


@pytest.mark.parametrize(
    ("id", "key"),
    [
        ("first-step", {}),
        ("first-step", {"answer": None}),
        ("first-step", {"answer": "rain"}),
        ("first-step", "soil"),
        ("overclaims", {"answer": []}),
        ("pbl-or-lookalike", {"answer": {"quiz": "dessert"}}),
        ("steps", {"answer": ["ask"]}),
        ("steps", {"answer": ["show", "plan", "build", "ask"]}),
        ("perimeter", {"answer": {"value": "x", "unit": "cm"}}),
    ],
)
def test_a_key_of_another_version_is_refused(activities: dict[str, Activity], id: str, key: object):
    with pytest.raises(ContentError) as caught:
        score(activities[id], key, activities[id].answer)
    assert caught.value.code == "key-does-not-fit"


def test_an_impossible_answer_is_not_marked(activities: dict[str, Activity]):
    with pytest.raises(AnswerError):
        score(activities["first-step"], activities["first-step"].key(), "rain")


def test_a_text_is_not_marked_by_a_machine(activities: dict[str, Activity]):
    with pytest.raises(ContentError) as caught:
        score(activities["reflection"], {"answer": "Да."}, "Да.")
    assert caught.value.code == "not-marked"
