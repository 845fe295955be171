"""The same course graded by stock nbgrader, by nbgrader with our settings, and by `daskalo grade`."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from corpus import UNITS, author, hand_in
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from daskalo_grading.autograde import grade

OURS = ("settings", "daskalo")
SETTINGS = {"JUPYTER_CONFIG_PATH": str(Path(__file__).parents[2] / "grading")}
"""nbgrader has no option `--config`: it looks for `nbgrader_config.py` in Jupyter's folders, then in the course."""
PERSON = "teacher1"
TIMEOUT_S = 8
COURSE = f"""c = get_config()
c.CourseDirectory.course_id = "any"
c.Execute.timeout = {TIMEOUT_S}
c.LateSubmissionPlugin.penalty_method = "zero"
"""
LATE, DUE, HANDED_IN = "late", "2026-03-02 08:00:00 UTC", "2026-03-02 09:30:00 UTC"
GRADE = ("auto_score", "manual_score", "extra_credit", "score", "max_score", "needs_manual_grade")
SUBMISSION = (
    "score", "max_score", "late_submission_penalty", "total_seconds_late", "needs_manual_grade",
)  # fmt: skip


def nbgrader(course: Path, *command: str, **variables: str) -> None:
    """Run nbgrader's own command line."""
    program = [str(Path(sys.executable).with_name("nbgrader")), *command]
    # ipykernel captures less when it finds itself inside pytest
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"} | variables
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")])
    done = subprocess.run(program, cwd=course, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


def handed_in(course: Path) -> Path:
    """Make a course with the whole corpus, released and handed in."""
    course.mkdir()
    (course / "nbgrader_config.py").write_text(COURSE)
    for unit in UNITS:
        author(unit, course / "source" / unit)
    nbgrader(course, "db", "assignment", "add", LATE, f"--duedate={DUE}")
    nbgrader(course, "generate_assignment", "--assignment=*")
    for unit in UNITS:
        hand_in(unit, course / "release" / unit, course / "submitted" / PERSON / unit)
    (course / "submitted" / PERSON / LATE / "timestamp.txt").write_text(HANDED_IN)
    return course


def graded_by_all(root: Path) -> dict[str, Path]:
    """Return the course graded three times: `stock`, `settings`, `daskalo`."""
    course = handed_in(root / "stock")
    courses = {"stock": course} | {name: shutil.copytree(course, root / name) for name in OURS}
    commands: list[tuple[Path, str, dict[str, str]]] = [(courses["stock"], unit, {}) for unit in UNITS]
    commands += [(courses["settings"], unit, SETTINGS) for unit in UNITS]
    with ThreadPoolExecutor(2) as pool:  # stock nbgrader grades one unit at a time; two of them side by side
        list(pool.map(lambda each: nbgrader(each[0], "autograde", each[1], **each[2]), commands))
    for unit in UNITS:
        (one,) = grade(courses["daskalo"], unit, workers=1)
        assert one.failed == ""
        assert one.notes == (), "an honest notebook is never suspected"
    return courses


def graded(course: Path, notebook: str) -> NotebookNode:
    """Return a graded notebook, `unit/name`."""
    return nbformat.read(course / "autograded" / PERSON / f"{notebook}.ipynb", as_version=4)


def book(course: Path, unit: str, person: str = PERSON, course_id: str = "any") -> dict[str, Any]:
    """Return all that the gradebook says about a hand-in."""
    with Gradebook(f"sqlite:///{course}/gradebook.db", course_id) as gradebook:
        submission = gradebook.find_submission(unit, person)
        return {
            "submission": _fields(submission, SUBMISSION),
            "notebooks": {
                notebook.name: {
                    "grades": {grade.name: _fields(grade, GRADE) for grade in notebook.grades},
                    "comments": {note.name: (note.auto_comment, note.manual_comment) for note in notebook.comments},
                    "late": notebook.late_submission_penalty,
                }
                for notebook in submission.notebooks
            },
        }


def _fields(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
