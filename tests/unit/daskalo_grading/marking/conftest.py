"""A course of somebody else, written by hand: two notebooks with a question of the same name, nothing is run."""

import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from postgresql import postgresql
from sqlalchemy import create_engine, text

from daskalo_grading.marking import Marking, Piece

__all__ = ["postgresql"]

UNIT = "ps1"
NOTEBOOKS = ("first", "second")
NAMES = {"ivan": "Иван Колев", "rada": "Рада Илиева", "12": "Георги Петров", "h1": "Елена Стоянова"}


@dataclass
class Graded:
    """A graded course."""

    folder: Path
    url: str

    def marking(self, rater: str, *, anonymous: bool = False) -> Marking:
        return Marking(self.folder, rater, gradebook=self.url, anonymous=anonymous)

    def open(self) -> Gradebook:
        return Gradebook(self.url)

    def write(self, person: str, answer: str, notebook: str = "first") -> None:
        """Write what nbgrader leaves after grading, and ask for marks by hand as it does."""
        about = {"schema_version": 3, "grade": True, "solution": True, "locked": False, "task": False, "points": 5}
        cells = [
            new_markdown_cell("## Защо?", metadata={"nbgrader": {"locked": True, "grade_id": "asked"}}),
            new_markdown_cell(answer, metadata={"nbgrader": about | {"grade_id": "why"}}),
        ]
        folder = self.folder / "autograded" / person / UNIT
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(new_notebook(cells=cells), folder / f"{notebook}.ipynb")
        (self.folder / "submitted" / person / UNIT).mkdir(parents=True, exist_ok=True)
        with self.open() as book:
            book.find_grade("why", notebook, UNIT, person).needs_manual_grade = True
            book.db.commit()

    def score(self, piece: Piece) -> tuple[float | None, bool, str | None]:
        """Return what nbgrader knows: the mark, whether it waits for one, the comment."""
        place = (piece.task, piece.notebook, piece.unit, piece.person)
        with self.open() as book:
            grade, comment = book.find_grade(*place), book.find_comment(*place)
            return grade.manual_score, grade.needs_manual_grade, comment.manual_comment


@contextmanager
def alembic_on_path() -> Iterator[None]:
    """Let nbgrader find alembic when it makes a database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        yield


def make(folder: Path, url: str) -> Graded:
    made = Graded(folder, url)
    (folder / "source" / UNIT).mkdir(parents=True)
    with made.open() as book:
        book.add_assignment(UNIT)
        for notebook in NOTEBOOKS:
            book.add_notebook(notebook, UNIT)
            book.add_grade_cell("why", notebook, UNIT, max_score=5, cell_type="markdown")
            book.add_solution_cell("why", notebook, UNIT)
        for person, name in NAMES.items():
            first, last = name.split()
            book.add_student(person, first_name=first, last_name=last)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # nbgrader adds a submission before its session knows it
                book.add_submission(UNIT, person)
    for person, name in NAMES.items():
        for notebook in NOTEBOOKS:
            made.write(person, f"Защото {name} има 12 ябълки, h1 и {notebook}.", notebook)
    return made


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    with alembic_on_path():
        make(folder, f"sqlite:///{folder}/gradebook.db")
    return folder


@pytest.fixture
def graded(tmp_path: Path, _template: Path) -> Graded:
    folder = shutil.copytree(_template, tmp_path / "course")
    return Graded(folder, f"sqlite:///{folder}/gradebook.db")


@pytest.fixture
def on_postgresql(tmp_path: Path, postgresql: str) -> Graded:
    engine = create_engine(postgresql)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    with alembic_on_path():
        return make(tmp_path, postgresql)


@pytest.fixture(params=["graded", "on_postgresql"])
def anywhere(request: pytest.FixtureRequest) -> Graded:
    """The same course on SQLite and on PostgreSQL."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def piece_of() -> Callable[..., Piece]:
    """Find the work of a person in the queue of a desk."""

    def find(desk: Marking, person: str = "ivan", notebook: str = "first") -> Piece:
        return next(piece for piece in desk.queue() if (piece.person, piece.notebook) == (person, notebook))

    return find
