"""A small nbgrader course, not one of ours, with hand-ins."""

import shutil
import warnings
from pathlib import Path
from typing import Self

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from daskalo_grading.our_path import our_path

RIGHT = "def double(x):\n    return 2 * x"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def cell(source: str, grade_id: str, **about: object):
    base = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return new_code_cell(source, id=grade_id, metadata={"nbgrader": base | {"grade_id": grade_id} | about})


class Course:
    """A course whose one unit asks for a function `double`."""

    unit = "ps1"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def made(cls, folder: Path) -> Self:
        """Write the course, and release its unit."""
        source = folder / "source" / cls.unit
        source.mkdir(parents=True)
        answer = cell("### BEGIN SOLUTION\ndef double(x):\n    return 2 * x\n### END SOLUTION", "double", solution=True)
        test = cell("assert double(2) == 4", "double-test", grade=True, locked=True, points=3)
        nbformat.write(new_notebook(cells=[answer, test], metadata=KERNEL), source / "ps1.ipynb")
        (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'any'\n")
        settings = Config({"CourseDirectory": {"root": str(folder), "course_id": "any"}})
        with warnings.catch_warnings(), our_path():
            warnings.simplefilter("ignore")
            done = NbGraderAPI(config=settings).generate_assignment("ps1")
        assert done["success"], done
        return cls(folder)

    def hand_in(self, person: str, answer: str = RIGHT) -> Path:
        folder = self.folder / "submitted" / person / self.unit
        shutil.copytree(self.folder / "release" / self.unit, folder)
        notebook = nbformat.read(folder / "ps1.ipynb", as_version=4)
        notebook.cells[0].source = answer
        nbformat.write(notebook, folder / "ps1.ipynb")
        return folder

    def scores(self, url: str | None = None) -> dict[str, float]:
        with Gradebook(url or f"sqlite:///{self.folder}/gradebook.db", "any") as book:
            return {each.student.id: each.score for each in book.assignment_submissions("ps1")}
