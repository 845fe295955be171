"""Votes of one or more raters become levels in words."""

from dataclasses import dataclass

from daskalo_grading.feedback.rubric import criteria, furthest

LEVELS = [{"points": 4, "text": "най-добро"}, {"points": 2, "text": "средно"}, {"points": 1, "text": "начало"}]
RUBRIC = {
    "criteria": [
        {"id": "ours", "text": "Засяга ни", "levels": LEVELS},
        {"id": "reach", "text": "По силите ни е", "levels": LEVELS},
    ]
}


@dataclass
class Vote:
    points: dict[str, float]
    comment: str = ""


def test_nobody_has_voted_yet():
    assert criteria(RUBRIC, []) == []
    assert furthest([]) is None


def test_one_rater_gives_the_level_and_the_one_above():
    ours, reach = criteria(RUBRIC, [Vote({"ours": 2, "reach": 4})])
    assert (ours.level, ours.above, ours.above_points, ours.points, ours.most) == ("средно", "най-добро", 4, 2, 4)
    assert (reach.level, reach.above) == ("най-добро", "")


def test_of_two_raters_the_mean_counts_and_the_nearest_level_is_named_the_lower_in_doubt():
    ours, reach = criteria(RUBRIC, [Vote({"ours": 2, "reach": 4}), Vote({"ours": 1, "reach": 2})])
    assert (ours.points, ours.level, ours.above) == (1.5, "начало", "средно")
    assert (reach.points, reach.level, reach.above) == (3, "средно", "най-добро")


def test_a_criterion_nobody_voted_on_is_left_out_and_an_unknown_one_too():
    assert [each.text for each in criteria(RUBRIC, [Vote({"ours": 4, "gone": 1})])] == ["Засяга ни"]


def test_the_next_step_is_where_the_most_is_to_be_gained():
    found = criteria(RUBRIC, [Vote({"ours": 2, "reach": 1})])
    assert furthest(found) == found[1]
    assert furthest(criteria(RUBRIC, [Vote({"ours": 4, "reach": 4})])) is None
