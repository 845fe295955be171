"""What a learner and a trainer see together."""

from datetime import timedelta

import pytest

from daskalo_grading.desk import overview
from daskalo_grading.desk.states import Stage, Step

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # of nbgrader, while it makes the example


def test_feedback_comes_before_work_begun_and_work_begun_before_new_units(hub) -> None:
    hub.release()
    assert overview.learnt(hub.places, hub.COURSE, "teacher1").next_unit == hub.UNIT
    hub.fetch()
    hub.hand_in()
    assert overview.learnt(hub.places, hub.COURSE, "teacher1").next_unit is None
    hub.send_feedback()
    course = overview.learnt(hub.places, hub.COURSE, "teacher1")
    assert (course.next_unit, course.handed_in) == (hub.UNIT, 1)


def test_numbers_waiting_are_counted_by_step_and_unit(hub) -> None:
    hub.release()
    for number, person in enumerate(["ana", "boris", "vera", "gergana"]):
        hub.hand_in(hub.NOON + timedelta(minutes=number), person=person)
    for step in ("submitted", "autograded"):
        hub.step(step, hub.NOON + timedelta(minutes=3), "gergana")
    hub.step("submitted", hub.NOON + timedelta(minutes=2), "vera")
    course = overview.led(hub.places, hub.COURSE, ["dimitar"])
    assert course.waiting(hub.UNIT) == {Step.COLLECT: 2, Step.AUTOGRADE: 1, Step.GRADE: 0, Step.RELEASE: 1}
    assert course.total == 4
    assert course.waiting("02-plan") == dict.fromkeys(Step, 0)
    assert [learner.person for learner in course.learners] == ["ana", "boris", "dimitar", "gergana", "vera"]


def test_a_trainer_sees_who_has_not_begun(hub) -> None:
    hub.release()
    course = overview.led(hub.places, hub.COURSE, ["dimitar"])
    assert course.learners[0].works[hub.UNIT].stage is Stage.NOT_FETCHED


def test_only_open_units_are_listed_for_the_trainer(hub) -> None:
    assert overview.led(hub.places, hub.COURSE, []).units == ()
    hub.release()
    assert [info.id for info in overview.led(hub.places, hub.COURSE, []).units] == [hub.UNIT]


def test_the_course_adds_up_the_points_of_its_feedback(hub) -> None:
    hub.fetch()
    hub.hand_in()
    hub.step("submitted")
    hub.step("autograded")
    hub.grade(needs_hand=False, score=15)
    assert overview.learnt(hub.places, hub.COURSE, "teacher1").max_score == 0
    hub.send_feedback()
    course = overview.learnt(hub.places, hub.COURSE, "teacher1")
    assert (course.score, course.max_score) == (15, 40)


def test_people_are_called_by_their_names_where_the_hub_knows_them(hub) -> None:
    (hub.state / "people.json").write_text('{"teacher1": {"name": "Иван Колев"}}')
    names = [learner.name for learner in overview.led(hub.places, hub.COURSE, ["teacher1", "teacher2"]).learners]
    assert names == ["Иван Колев", "teacher2"]
