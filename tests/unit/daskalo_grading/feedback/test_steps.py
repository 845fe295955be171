"""One sentence for what comes next."""

import pytest

from daskalo.activities import Activity
from daskalo_grading.feedback.rubric import Criterion
from daskalo_grading.feedback.steps import next_step

ACTIVITY = Activity.from_table(
    "text", {"kind": "long-text", "title": "Въпрос", "prompt": "Пишете.", "hint": "Вижте двора."}
)
CRITERION = Criterion("Засяга ни", 2, 4, "средно", "Назовава място.", 3)
OPEN = {
    "complete": False,
    "unanswered": False,
    "own_error": False,
    "tested": False,
    "activity": None,
    "criterion": None,
}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"complete": True, "own_error": True}, ""),
        ({"criterion": CRITERION, "activity": ACTIVITY}, "„Засяга ни“, за 3 точки: Назовава място."),
        ({"activity": ACTIVITY}, "Върнете се към „Въпрос“. Вижте двора."),
        ({"unanswered": True, "own_error": True}, "Напишете отговор"),
        ({"own_error": True, "tested": True}, "Първо поправете грешката"),
        ({"tested": True}, "Опитайте кода си и с други стойности"),
        ({}, "Прочетете коментара"),
    ],
)
def test_the_nearest_way_to_more_points_is_named(given: dict, said: str):
    assert next_step(**OPEN | given).startswith(said)
    assert bool(next_step(**OPEN | given)) == bool(said)
