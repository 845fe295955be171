"""Rubrics as tables."""

import pytest

from daskalo.errors import ContentError
from daskalo.i18n import speaking
from daskalo_grading.authoring.rubric import rubric_from_table


def rubric(*points: list[float]) -> dict:
    return {
        "id": "garden",
        "title": "A garden",
        "criterion": [
            {"id": f"c{n}", "text": f"C{n}", "level": [{"points": each, "text": f"{each:g} of it"} for each in levels]}
            for n, levels in enumerate(points, 1)
        ],
    }


def test_levels_are_sorted_and_the_most_points_are_those_of_the_best():
    made = rubric_from_table("garden", rubric([0, 4, 2], [2, 0, 1]))
    assert made.points == 6
    assert [level.points for level in made.criteria[0].levels] == [4, 2, 0]
    assert made.public()["criteria"][1]["levels"][0] == {"points": 2, "text": "2 of it"}


def test_criteria_with_other_points_say_them_in_each_cell():
    with speaking("en"):
        lines = rubric_from_table("garden", rubric([4, 0], [2, 1, 0])).to_markdown().splitlines()
    assert lines == [
        "| Criterion | Level 3 | Level 2 | Level 1 |",
        "| --- | --- | --- | --- |",
        "| **C1** | **4 points** 4 of it | **0 points** 0 of it |  |",
        "| **C2** | **2 points** 2 of it | **1 point** 1 of it | **0 points** 0 of it |",
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": "other"}, "id-differs"),
        ({"criterion": []}, "too-few"),
        ({"title": ""}, "text-missing"),
        ({"colour": "red"}, "unknown-field"),
        ({"criterion": [{"id": "a", "text": "A", "level": [{"points": 1, "text": "x"}]}]}, "too-few"),
        ({"criterion": rubric([-1, 2])["criterion"]}, "number-expected"),
    ],
)
def test_each_mistake_in_a_rubric_is_named(change, code):
    with pytest.raises(ContentError) as refused:
        rubric_from_table("garden", rubric([2, 0]) | change)
    assert refused.value.code == code
