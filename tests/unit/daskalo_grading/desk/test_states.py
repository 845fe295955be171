"""The way of a unit, as a table: facts in, stage and next step of the trainer out."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from daskalo_grading.desk.states import Stage, Step, Work

FIRST = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

OPEN = Work(released=True)
BEGUN = replace(OPEN, fetched=True, answered=1, activities=4)
SENT = replace(BEGUN, submitted=FIRST)
COLLECTED = replace(SENT, collected=FIRST)
MARKED = replace(COLLECTED, autograded=FIRST, needs_hand=True)
DONE = replace(MARKED, needs_hand=False)
RETURNED = replace(DONE, feedback=FIRST)

WAY = [
    pytest.param(Work(), Stage.CLOSED, None, id="the trainer has not opened it"),
    pytest.param(OPEN, Stage.NOT_FETCHED, None, id="open"),
    pytest.param(BEGUN, Stage.IN_WORK, None, id="fetched"),
    pytest.param(replace(BEGUN, released=False), Stage.IN_WORK, None, id="fetched, then closed again"),
    pytest.param(SENT, Stage.SUBMITTED, Step.COLLECT, id="handed in"),
    pytest.param(COLLECTED, Stage.SUBMITTED, Step.AUTOGRADE, id="collected"),
    pytest.param(MARKED, Stage.SUBMITTED, Step.GRADE, id="autograded, texts wait"),
    pytest.param(DONE, Stage.GRADED, Step.RELEASE, id="marked by hand"),
    pytest.param(RETURNED, Stage.FEEDBACK_READY, None, id="feedback sent"),
    pytest.param(replace(RETURNED, read=True), Stage.FEEDBACK_READ, None, id="feedback read"),
    pytest.param(replace(RETURNED, needs_hand=True), Stage.FEEDBACK_READY, None, id="feedback sent before all marks"),
    pytest.param(replace(COLLECTED, submitted=None), Stage.SUBMITTED, Step.AUTOGRADE, id="inbound was emptied"),
    pytest.param(replace(DONE, submitted=LATER), Stage.SUBMITTED, Step.COLLECT, id="handed in again after marking"),
    pytest.param(
        replace(RETURNED, read=True, submitted=LATER),
        Stage.SUBMITTED,
        Step.COLLECT,
        id="again after feedback",
    ),
    pytest.param(
        replace(DONE, submitted=LATER, collected=LATER), Stage.SUBMITTED, Step.AUTOGRADE, id="the second one collected"
    ),
]


@pytest.mark.parametrize(("work", "stage", "step"), WAY)
def test_facts_give_the_stage_of_the_learner_and_the_step_of_the_trainer(work: Work, stage: Stage, step: Step) -> None:
    assert (work.stage, work.waiting) == (stage, step)


def test_every_stage_and_every_step_stands_in_the_table() -> None:
    assert {row.values[1] for row in WAY} == set(Stage)
    assert {row.values[2] for row in WAY} == {None, *Step}


def test_a_unit_is_complete_when_every_activity_has_an_answer() -> None:
    assert replace(BEGUN, answered=4).complete
    assert not BEGUN.complete
    assert not replace(BEGUN, answered=0, activities=0).complete, "nothing is known of it"
