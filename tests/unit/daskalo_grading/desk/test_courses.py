import json

import pytest

from daskalo_grading.desk.courses import Membership, UnitInfo, load, membership


def test_groups_say_who_learns_and_who_leads() -> None:
    groups = ["formgrade-robots-en", "nbgrader-project-pedagogy-bg", "staff", "nbgrader-", "nbgrader-../../etc"]
    assert membership(groups) == Membership(learns=("project-pedagogy-bg",), leads=("robots-en",))


def test_somebody_may_learn_and_lead() -> None:
    both = membership(["formgrade-a-bg", "nbgrader-a-bg"])
    assert both.learns == both.leads == ("a-bg",)


def test_a_course_has_its_units_in_order_with_points_and_minutes(hub) -> None:
    course = load(hub.course)
    assert (course.id, course.title, course.language) == (hub.COURSE, "Проектно-базирано обучение", "bg")
    assert course.units == (
        UnitInfo(hub.UNIT, "От тема към водещ въпрос", points=40, minutes=90),
        UnitInfo("02-plan", "План", points=10, minutes=45),
    )


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"title": "x", "units": [{}]}', '{"title": "x", "units": 3}'])
def test_a_course_that_cannot_be_read_has_no_units(hub, content: str) -> None:
    (hub.course / "course.json").write_text(content)
    course = load(hub.course)
    assert (course.title, course.language, course.units) == (hub.COURSE, "bg", ())


def test_the_language_of_a_course_that_is_not_built_is_in_its_id(tmp_path) -> None:
    assert load(tmp_path / "robots-en").language == "en"


def test_an_unknown_language_gives_way_to_the_one_in_the_id(hub) -> None:
    table = json.loads((hub.course / "course.json").read_text())
    (hub.course / "course.json").write_text(json.dumps({**table, "language": "<b>"}))
    assert load(hub.course).language == "bg"
