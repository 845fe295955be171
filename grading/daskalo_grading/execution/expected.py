"""What a unit's cells are, from the gradebook: the learner's copy of their metadata is never trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook


@dataclass(frozen=True)
class Expected:
    """A cell as its author made it.

    Attributes:
        id (str): The grade id.
        cell_type (str): `code` or `markdown`.
        source (str): As it was released, with the hidden tests.
        checksum (str): nbgrader's, of the source.
        locked (bool): Whether the learner was not to change it.
        grade (bool): Whether it gives points.
        solution (bool): Whether it holds the learner's answer.
        task (bool): Whether it is a task graded by hand.
        points (float): The most it gives.
    """

    id: str
    cell_type: str
    source: str
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float

    @property
    def about(self) -> dict[str, Any]:
        """The metadata nbgrader reads."""
        table = {
            "schema_version": 3,
            "grade_id": self.id,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        return table | ({"points": self.points} if self.grade or self.task else {})

    def new(self) -> NotebookNode:
        """Return the cell as it was released."""
        make = new_code_cell if self.cell_type == "code" else new_markdown_cell
        return make(self.source, metadata={"nbgrader": self.about})


def expected_cells(about: dict[str, Any]) -> dict[str, Expected]:
    """Return the cells of a notebook by grade id, in their order.

    Args:
        about (dict): nbgrader's resources: `db_url`, `assignment`, `notebook`.
    """
    with Gradebook(about["db_url"]) as gradebook:
        notebook = gradebook.find_notebook(about["notebook"], about["assignment"])
        points = {cell.name: float(cell.max_score) for cell in [*notebook.grade_cells, *notebook.task_cells]}
        graded = {cell.name for cell in notebook.grade_cells}
        solutions = {cell.name for cell in notebook.solution_cells}
        tasks = {cell.name for cell in notebook.task_cells}
        return {
            cell.name: Expected(
                id=cell.name,
                cell_type=cell.cell_type,
                source=cell.source,
                checksum=cell.checksum,
                locked=bool(cell.locked),
                grade=cell.name in graded,
                solution=cell.name in solutions,
                task=cell.name in tasks,
                points=points.get(cell.name, 0.0),
            )
            for cell in notebook.source_cells
        }
