"""Where stock nbgrader loses a whole hand-in, ours keeps what can be kept (README.md)."""

from pathlib import Path

import pytest
from cells import graded_cell, points
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from daskalo_grading.execution import Execute

BEFORE = "answer = 1"
TEST = "assert answer == 1"


def ran(folder: Path, *cells: str | NotebookNode) -> tuple[NotebookNode, list[str]]:
    cells = tuple(new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells)
    notebook, resources = Execute(config=Config({"Execute": {"timeout": 2}})).preprocess(
        new_notebook(cells=list(cells)), {"metadata": {"path": str(folder)}}
    )
    return notebook, [note["code"] for note in resources["daskalo"]["notes"]]


@pytest.mark.parametrize("leave", ["exit()", "quit()", "exit"])
def test_the_cells_after_exit_run(tmp_path: Path, leave: str):
    notebook, notes = ran(tmp_path, BEFORE, leave, "import time\ntime.sleep(0.5)", graded_cell(TEST))
    assert points(notebook.cells[-1]) == 3
    assert notes == []


def test_what_ran_before_an_endless_await_counts(tmp_path: Path):
    endless = "import asyncio\nawait asyncio.sleep(60)"
    notebook, notes = ran(tmp_path, BEFORE, graded_cell(TEST, "before"), endless, graded_cell(TEST, "after"))
    assert [points(notebook.cells[place]) for place in (1, 3)] == [3, 0]
    assert notes == ["limit-time"]


def test_a_test_worth_more_than_its_points_gives_none(tmp_path: Path):
    notebook, notes = ran(tmp_path, graded_cell("4"))
    assert points(notebook.cells[0]) == 0
    assert notes == ["tampered"]
