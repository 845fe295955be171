"""Operations add up to answers; what is not an operation of ours changes nothing."""

import pytest

from daskalo.activities import Replay
from daskalo.errors import AnswerError


def test_the_last_answer_holds_and_undo_brings_the_one_before_back():
    replay = Replay()
    replay.apply({"op": "answer", "activity": "soil", "value": "sand"})
    replay.apply({"op": "answer", "activity": "soil", "value": "clay"})
    assert replay.answers() == {"soil": "clay"}
    replay.apply({"op": "undo", "activity": "soil"})
    assert replay.answers() == {"soil": "sand"}


@pytest.mark.parametrize("entry", [{}, {"n": 1}, {"op": "share", "file": "plan"}, {"op": None}])
def test_what_is_no_operation_of_a_lesson_changes_nothing(entry: dict):
    replay = Replay()
    replay.apply(entry)
    assert replay.answers() == {}


def test_there_is_nothing_to_undo_before_an_answer():
    with pytest.raises(AnswerError) as refused:
        Replay().apply({"op": "undo", "activity": "soil"})
    assert refused.value.code == "nothing-to-undo"
