import pytest
from nbformat.v4 import new_code_cell, new_output

from daskalo_grading.desk.server.validation import checked_activity, missing


@pytest.mark.parametrize(
    ("source", "activity"),
    [
        ('from daskalo_grading.checks import check\ncheck("rain-garden")', "rain-garden"),
        ('check("rain-garden", key={}, points=4)', "rain-garden"),
        ("check(name)", None),
        ('other("rain-garden")', None),
        ('check("rain-garden")\n1', None),
        ("", None),
        ("check(", None),
        ("x\0", None),
    ],
)
def test_the_activity_of_a_check_is_read_from_the_cell(source: str, activity: str | None) -> None:
    assert checked_activity(source) == activity


def test_what_is_missing_are_the_sentences_that_the_check_stopped_with() -> None:
    stop = new_output(
        "error", ename="AnswerError", evalue="Липсват две описания.\n\nПогледнете в таблицата.", traceback=[]
    )
    assert missing(new_code_cell("", outputs=[stop])) == ["Липсват две описания.", "Погледнете в таблицата."]


def test_a_check_that_went_well_misses_nothing() -> None:
    fine = new_output("execute_result", data={"text/plain": "4.0"}, execution_count=1)
    assert missing(new_code_cell("", outputs=[fine])) == []
