"""What somebody does in the app: operations that are replayed, taken back, and graded from a journal."""

import json

import pytest

from daskalo.admission.play import Play, grade
from daskalo.admission.play.parent import CHILD
from daskalo.errors import DaskaloError, UsageError
from daskalo.journal import Journal


def parent(do: str, **fields):
    return {"op": "admission", "door": "parent", "do": do, **fields}


def offered(play: Play) -> list[str]:
    return play.doors["parent"].offered["first"]


INSTITUTIONS = offered(Play())[:3]
APPLICATION = [
    parent("district", district="Кея"),
    parent("claim", criterion="k1", on=True),
    parent("proof", criterion="k1", proof=0, on=True),
    parent("proof", criterion="k1", proof=1, on=True),
    parent("claim", criterion="sibling-same", institution=INSTITUTIONS[1], on=True),
    parent("wishes", institutions=INSTITUTIONS),
    parent("look", what="chance"),
    parent("wishes", institutions=INSTITUTIONS[::-1]),
    parent("look", what="chance"),
    parent("send"),
    parent("rank"),
]
TASKS = ["parent-points", "parent-wishes", "parent-chance", "parent-explanation"]


def test_an_application_joins_the_invented_round_and_is_explained():
    door = Play.replay(APPLICATION).doors["parent"]
    explanation = door.explanation()
    assert explanation.child == CHILD
    assert [wish.institution for wish in explanation.wishes] == INSTITUTIONS[::-1]
    assert [str(wish.points) for wish in explanation.wishes] == ["1", "2", "1"]
    assert len(door.placement.placements) == len(door.round.scenario.children) + 1


def test_a_claim_without_its_documents_brings_no_points_and_holds_the_application_back():
    play = Play.replay([APPLICATION[0], APPLICATION[1], APPLICATION[2], APPLICATION[5]])
    assert {wish.points for wish in play.doors["parent"].explanation().wishes} == {0}
    with pytest.raises(UsageError) as error:
        play.apply(parent("send"))
    assert error.value.code == "form-incomplete"
    assert play.doors["parent"].form.stage == "draft"


def test_each_task_is_one_point_and_a_unit_may_ask_for_some_of_them():
    assert grade([], TASKS).points == 0
    assert (grade(APPLICATION, TASKS).points, grade(APPLICATION, TASKS).most) == (4, 4)
    partly = grade(APPLICATION[:6], TASKS)
    assert (partly.points, [task.id for task in partly.open]) == (2, ["parent-chance", "parent-explanation"])
    assert grade(APPLICATION[:6], ["parent-points"]).most == 1
    with pytest.raises(UsageError) as error:
        grade([], ["parent-nonsense"])
    assert error.value.code == "task-unknown"


def test_looking_twice_at_the_same_order_is_not_two_orders():
    looked_twice = [*APPLICATION[:7], parent("look", what="chance")]
    assert "parent-chance" in {task.id for task in grade(looked_twice, TASKS).open}


def test_the_grader_reads_the_journal_that_the_app_wrote(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl", {"course": "c", "unit": "u", "seed": 0}, {})
    journal.append({"op": "note", "text": "of another part of Daskalo"})
    for operation in APPLICATION:
        journal.append(operation)
    assert grade(Journal(journal.path).operations(), TASKS).points == 4


def test_undo_takes_back_one_step_and_restart_all():
    play = Play.replay(APPLICATION)
    play.apply(parent("undo"))
    assert play.doors["parent"].form.stage == "sent"
    play.apply(parent("undo"))
    assert play.doors["parent"].form.stage == "draft"
    play.apply(parent("restart"))
    assert play.doors["parent"].form.wishes == ()
    assert not play.undoable("parent")


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (parent("claim", criterion="tax-clear", on=True), "play-operation-wrong"),  # struck by the court
        (parent("claim", criterion="sibling-same", on=True), "form-value-wrong"),
        (parent("claim", criterion="sibling-same", institution="nowhere", on=True), "form-value-wrong"),
        (parent("proof", criterion="k1", proof=7, on=True), "play-operation-wrong"),
        (parent("wishes", institutions=["nowhere"]), "form-value-wrong"),
        (parent("wishes", institutions=[INSTITUTIONS[0]] * 2), "form-value-wrong"),
        (parent("wishes", institutions=offered(Play())[:7]), "form-value-wrong"),
        (parent("group", group="third"), "play-operation-wrong"),
        (parent("rank"), "form-not-sent"),
        (parent("undo"), "play-operation-wrong"),
        (parent("dance"), "play-operation-wrong"),
        ({"op": "admission", "door": "cellar", "do": "open"}, "play-operation-wrong"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(operation, code: str):
    play = Play()
    before = play.doors["parent"].form
    with pytest.raises(DaskaloError) as error:
        play.apply(operation)
    assert error.value.code == code
    assert play.doors["parent"].form == before
    assert Play.replay([operation]).refused[0][0] == operation


def test_a_sent_application_is_changed_only_after_it_is_taken_back():
    play = Play.replay(APPLICATION[:-1])
    with pytest.raises(UsageError) as error:
        play.apply(parent("wishes", institutions=INSTITUTIONS[:1]))
    assert error.value.code == "form-sent"
    play.apply(parent("take-back"))
    play.apply(parent("wishes", institutions=INSTITUTIONS[:1]))
    assert play.doors["parent"].form.wishes == tuple(INSTITUTIONS[:1])


def test_operations_are_plain_json():
    assert json.loads(json.dumps(APPLICATION)) == APPLICATION
