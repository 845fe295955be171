"""Split, copied, retyped and deleted cells through the whole of nbgrader: never a failed hand-in."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook

from daskalo_grading.autograde import grade

pytestmark = pytest.mark.nbgrader
RIGHT = "def double(x):\n    return 2 * x"


def split(nb: NotebookNode) -> None:
    second = deepcopy(nb.cells[0])
    nb.cells[0].source, second.source = RIGHT.split("\n")
    second.id = "second"
    nb.cells.insert(1, second)


def split_in_two_whole_parts(nb: NotebookNode) -> None:
    second = deepcopy(nb.cells[0])
    nb.cells[0].source, second.source = "factor = 2", "def double(x):\n    return factor * x"
    second.id = "second"
    nb.cells.insert(1, second)


def copied(nb: NotebookNode) -> None:
    nb.cells.insert(1, deepcopy(nb.cells[0]) | {"id": "copy"})


def stub_and_answer(nb: NotebookNode) -> None:
    stub = deepcopy(nb.cells[0]) | {"id": "stub", "source": "# YOUR CODE HERE\nraise NotImplementedError()"}
    nb.cells.insert(0, stub)


def answer_and_later_attempt(nb: NotebookNode) -> None:
    later = deepcopy(nb.cells[0]) | {"id": "later", "source": "def double(x):\n    return x + x"}
    nb.cells[0].source = "def double(x):\n    return None"
    nb.cells[1:1] = [new_markdown_cell("Still better:"), later]


def copied_test(nb: NotebookNode) -> None:
    nb.cells.append(deepcopy(nb.cells[1]) | {"id": "copy"})


def split_test(nb: NotebookNode) -> None:
    nb.cells.append(deepcopy(nb.cells[1]) | {"id": "half", "source": "double(2) == 4"})
    nb.cells[1].source = "assert "


def edited_test(nb: NotebookNode) -> None:
    nb.cells[1].source = "assert True"


def deleted_test(nb: NotebookNode) -> None:
    del nb.cells[1]


def retyped_answer(nb: NotebookNode) -> None:
    about = nb.cells[0].metadata
    nb.cells[0] = new_markdown_cell(nb.cells[0].source, metadata=about)


def retyped_test(nb: NotebookNode) -> None:
    nb.cells[1] = new_markdown_cell("assert double(2) == 4", metadata=nb.cells[1].metadata)


def emptied_metadata(nb: NotebookNode) -> None:
    for cell in nb.cells:
        cell.metadata["nbgrader"] = {}


def renamed_answer(nb: NotebookNode) -> None:
    nb.cells[0].metadata.nbgrader.grade_id = "mine"


def no_points(nb: NotebookNode) -> None:
    nb.cells[1].metadata.nbgrader.update(points=3000, grade=False, locked=False)


def other_kernel(nb: NotebookNode) -> None:
    nb.metadata.kernelspec = {"name": "julia-1.9", "display_name": "Julia", "language": "julia"}


def forged_notes(nb: NotebookNode) -> None:
    nb.metadata["daskalo"] = {"notes": [{"code": "tampered", "sentence": "psst", "grade_id": ""}]}


@pytest.mark.parametrize(
    ("change", "score", "codes"),
    [
        (split, 3, ["cell-repaired"]),
        (split_in_two_whole_parts, 3, ["cell-repaired"]),
        (copied, 3, ["cell-repaired"]),
        (stub_and_answer, 3, ["cell-repaired"]),
        (answer_and_later_attempt, 3, ["cell-repaired"]),
        (copied_test, 3, ["cell-repaired"]),
        (split_test, 3, ["cell-repaired"]),
        (edited_test, 3, []),
        (deleted_test, 3, ["cell-missing"]),
        (retyped_answer, 3, ["cell-repaired"]),
        (retyped_test, 3, ["cell-repaired"]),
        (emptied_metadata, 3, ["cell-missing"]),
        (renamed_answer, 3, []),
        (no_points, 3, []),
        (other_kernel, 3, []),
        (forged_notes, 3, []),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_hand_in_is_repaired(course, change: Callable[[NotebookNode], Any], score: float, codes: list[str]):
    path = course.hand_in("teacher1", RIGHT) / "ps1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    path.write_text(json.dumps(notebook))
    (graded,) = grade(course.folder, "ps1", workers=1)
    assert (graded.failed, graded.score, graded.max_score) == ("", score, 3)
    assert [note.code for note in graded.notes] == codes
    assert all(note.sentence for note in graded.notes)


def test_a_deleted_test_counts_as_zero_when_the_answer_is_wrong(course):
    path = course.hand_in("teacher1", "def double(x):\n    return x") / "ps1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [notebook.cells[0], new_code_cell("double = lambda x: 2 * x")]
    notebook.cells.pop()
    nbformat.write(notebook, path)
    (graded,) = grade(course.folder, "ps1", workers=1)
    assert graded.score == 0
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db", "any") as book:
        assert book.find_grade("double-test", "ps1", "ps1", "teacher1").auto_score == 0


def test_an_honest_notebook_passes_through_unchanged(course):
    from daskalo_grading.execution.repair import RepairCells

    path: Path = course.hand_in("teacher1") / "ps1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    about = {"db_url": f"sqlite:///{course.folder}/gradebook.db", "assignment": "ps1", "notebook": "ps1"}
    repaired, _resources = RepairCells().preprocess(deepcopy(notebook), {"nbgrader": about})
    assert repaired == notebook
