"""Which cells run where the learner's code never was, and that it helps."""

import json
from pathlib import Path

import pytest
from cells import graded_cell, points, shown

from daskalo.activities import example_folder
from daskalo.journal import Journal
from daskalo_grading.execution.clean_room import is_clean
from daskalo_grading.execution.clean_room import shown as visible

HIDDEN = """from daskalo_grading.checks import check
check("rain-garden")
### BEGIN HIDDEN TESTS
check("rain-garden", key={"answer": "soil"}, points=3)
### END HIDDEN TESTS"""


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        (HIDDEN, True),
        ("from daskalo_widgets import activity\nactivity('rain-garden')", True),
        ("check('rain-garden')", True),
        ("from daskalo_grading.checks import check as activity\nactivity('x')", False),
        ("import os\ncheck('rain-garden')", False),
        ("check(answer)", False),
        ("assert f(2) == 4", False),
        ("check('x'", False),
    ],
)
def test_a_cell_is_clean_when_it_only_calls_our_checks_with_constants(source: str, clean: bool):
    assert is_clean(graded_cell(source)) is clean


def test_a_cell_that_is_not_locked_is_never_clean():
    cell = graded_cell(HIDDEN)
    cell.metadata.nbgrader.locked = False
    assert not is_clean(cell)


def test_what_is_hidden_never_enters_the_interpreter_of_the_learner():
    assert "key" not in visible(HIDDEN)
    assert 'check("rain-garden")' in visible(HIDDEN)


@pytest.fixture
def answered(hand_in: Path) -> Path:
    unit = json.loads((example_folder() / "unit.json").read_text())
    (hand_in / "unit.json").write_text(json.dumps(unit))
    Journal.open_unit(hand_in).answer("rain-garden", "soil")
    return hand_in


def right_key(folder: Path) -> str:
    options = json.loads((folder / "unit.json").read_text())["activities"]["rain-garden"]["options"]
    return HIDDEN.replace("soil", options[0]["id"])


def test_a_patched_check_and_a_rewritten_journal_earn_nothing(run, answered: Path):
    options = json.loads((answered / "unit.json").read_text())["activities"]["rain-garden"]["options"]
    right, wrong = options[0]["id"], options[1]["id"]
    Journal.open_unit(answered).answer("rain-garden", wrong)
    attack = f"""
import daskalo_grading.checks, daskalo_grading.checks.check as module
from daskalo.journal import Journal
from pathlib import Path
Journal.open_unit(Path.cwd()).answer("rain-garden", {right!r})
daskalo_grading.checks.check = lambda *a, **k: 3.0
"""
    ran = run(attack, graded_cell(HIDDEN.replace("soil", right)))
    assert points(ran.cells[1]) == 0
    Journal.open_unit(answered).answer("rain-garden", right)
    ran = run("pass", graded_cell(HIDDEN.replace("soil", right)))
    assert points(ran.cells[1]) == 3
    assert "3" in shown(ran.cells[1])


def test_numbers_of_cells_stay_as_they_are(run, answered: Path):
    ran = run("1", graded_cell(right_key(answered)), "In[2].count('key'), _1")
    assert [cell.execution_count for cell in ran.cells] == [1, 2, 3]
    assert shown(ran.cells[2]) == "(0, 1)"
