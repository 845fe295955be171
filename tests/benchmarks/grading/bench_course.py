"""The course that is graded: one unit of five code cells, and hand-ins of which some are wrong.

The work is plain Python, without pandas or pictures, so that what is measured is the grading and not the cells. The
same checks are written twice: as test cells for nbgrader, as test files for otter-grader. Both give all points or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

COURSE, UNIT = "bench", "01-days"
GIVEN = "children = [18, 21, 17, 22, 20]\nlunches = ['soup', 'pie', 'soup', 'rice', 'soup', 'pie']"


@dataclass(frozen=True)
class Question:
    """One answer cell and the test cell after it.

    Attributes:
        id (str): The grade id of the test, and otter's name for it.
        points (int): For passing every check.
        answer (str): The author's solution.
        wrong (tuple[str, ...]): Answers that deserve nothing.
        visible, hidden (tuple[str, ...]): Expressions that must be true.
    """

    id: str
    points: int
    answer: str
    wrong: tuple[str, ...]
    visible: tuple[str, ...]
    hidden: tuple[str, ...]


QUESTIONS = (
    Question(
        "mean",
        3,
        "def mean(numbers):\n    return sum(numbers) / len(numbers)",
        ("def mean(numbers):\n    return sum(numbers)", "def mean(numbers):\n    return total / len(numbers)"),
        ("mean([1, 2, 3]) == 2",),
        ("mean(children) == 19.6", "mean([0.5]) == 0.5"),
    ),
    Question(
        "favourite",
        2,
        "def favourite(names):\n    return max(sorted(set(names)), key=names.count)",
        ("def favourite(names):\n    return names[0", "def favourite(names):\n    return names[-1]"),
        ("favourite(['pie']) == 'pie'",),
        ("favourite(lunches) == 'soup'", "favourite(['b', 'a']) == 'a'"),
    ),
)
MOST = sum(question.points for question in QUESTIONS)


def people(count: int) -> list[str]:
    """Return the names of the folders of `count` participants."""
    return [f"teacher{number:03}" for number in range(1, count + 1)]


def answers(number: int) -> list[str]:
    """Return what participant `number` (from 0) wrote.

    Every third gets the first question wrong, every fourth the second; each in turn by a mistake and by an error.
    """
    given = []
    for question, every in zip(QUESTIONS, (3, 4), strict=True):
        turn, rest = divmod(number, every)
        given.append(question.wrong[turn % 2] if rest == 2 else question.answer)
    return given


def deserved(number: int) -> int:
    """Return the points participant `number` must get, whoever grades."""
    return sum(
        question.points for question, given in zip(QUESTIONS, answers(number), strict=True) if given == question.answer
    )


def _cell(source: str, **about: object) -> NotebookNode:
    base = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return new_code_cell(source, id=str(about["grade_id"]), metadata={"nbgrader": base | about})


def _asserts(checks: tuple[str, ...]) -> str:
    return "\n".join(f"assert {check}" for check in checks)


def lesson() -> NotebookNode:
    """Return the author's notebook: given data, and two questions of an answer cell and a test cell each."""
    cells = [
        new_markdown_cell("# Days in a kindergarten", id="title"),
        _cell(GIVEN, grade_id="given", locked=True),
    ]
    for question in QUESTIONS:
        solution = f"### BEGIN SOLUTION\n{question.answer}\n### END SOLUTION"
        hidden = f"### BEGIN HIDDEN TESTS\n{_asserts(question.hidden)}\n### END HIDDEN TESTS"
        cells += [
            _cell(solution, grade_id=f"{question.id}-answer", solution=True),
            _cell(
                f"{_asserts(question.visible)}\n{hidden}",
                grade_id=question.id,
                grade=True,
                locked=True,
                points=question.points,
            ),
        ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=kernel)


def write_source(course: Path) -> None:
    """Write an nbgrader course directory with the author's notebook."""
    folder = course / "source" / UNIT
    folder.mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(f'c = get_config()\nc.CourseDirectory.course_id = "{COURSE}"\n')
    nbformat.write(lesson(), folder / f"{UNIT}.ipynb")


def hand_in(course: Path, count: int) -> None:
    """Fill in the released notebook for every participant, as `nbgrader collect` would lay it down."""
    released = nbformat.read(course / "release" / UNIT / f"{UNIT}.ipynb", as_version=4)
    places = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in released.cells}
    for number, person in enumerate(people(count)):
        for question, given in zip(QUESTIONS, answers(number), strict=True):
            places[f"{question.id}-answer"].source = given
        folder = course / "submitted" / person / UNIT
        folder.mkdir(parents=True)
        nbformat.write(released, folder / f"{UNIT}.ipynb")


def write_otter(folder: Path, count: int) -> None:
    """Write the same work for otter-grader: test files, and notebooks that call `grader.check` where ours test."""
    (folder / "tests").mkdir(parents=True)
    for question in QUESTIONS:
        code = "\n".join(f">>> assert {check}" for check in (*question.visible, *question.hidden))
        suite = {"cases": [{"code": code, "hidden": False, "locked": False}], "scored": True, "type": "doctest"}
        test = {"name": question.id, "points": question.points, "all_or_nothing": True, "suites": [suite]}
        (folder / "tests" / f"{question.id}.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n")
    for number, person in enumerate(people(count)):
        cells = [new_code_cell(f"import otter\ngrader = otter.Notebook()\n{GIVEN}", id="given")]
        for question, given in zip(QUESTIONS, answers(number), strict=True):
            cells.append(new_code_cell(given, id=f"{question.id}-answer"))
            cells.append(new_code_cell(f'grader.check("{question.id}")', id=question.id))
        (folder / "submitted").mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=cells, metadata=lesson().metadata), folder / "submitted" / f"{person}.ipynb")
