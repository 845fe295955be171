"""Cells as nbgrader knows them, and what became of them."""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.utils import determine_grade


def graded_cell(source: str, id: str = "test-one", points: float = 3) -> NotebookNode:
    about = {"schema_version": 3, "grade": True, "solution": False, "locked": True, "task": False}
    return new_code_cell(source, metadata={"nbgrader": about | {"grade_id": id, "points": points}})


def points(cell: NotebookNode) -> float | None:
    return determine_grade(cell)[0]


def shown(cell: NotebookNode) -> str:
    """Return what a cell shows, as text."""
    return "".join(
        output.get("text", "") or output.get("data", {}).get("text/plain", "") or output.get("evalue", "")
        for output in cell.outputs
    )
