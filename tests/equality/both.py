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
HASTY = "timeouts"
COURSES = {"any": [unit for unit in UNITS if unit != HASTY], "hasty": [HASTY]}
TIMEOUT_S = {"any": 120, "hasty": 3}
COURSE = """c = get_config()
c.CourseDirectory.course_id = "{id}"
c.Execute.timeout = {timeout}
c.LateSubmissionPlugin.penalty_method = "zero"
"""
LATE, DUE, HANDED_IN = "late", "2026-03-02 08:00:00 UTC", "2026-03-02 09:30:00 UTC"
GRADE = ("auto_score", "manual_score", "extra_credit", "score", "max_score", "needs_manual_grade")
SUBMISSION = (
    "score", "max_score", "late_submission_penalty", "total_seconds_late", "needs_manual_grade",
)  # fmt: skip


ENVIRONMENT = {
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    "HOME": str(Path.home()),
    "LANG": "C.UTF-8",
    "TZ": os.environ.get("TZ", "Europe/Sofia"),
    "DASKALO_LANGUAGE": "bg",
    "PYTHONDONTWRITEBYTECODE": "1",
}
"""Code sees the environment of stock nbgrader, and ours has a small one: nothing of this machine's is passed on."""


def nbgrader(course: Path, *command: str, **variables: str) -> None:
    """Run nbgrader's own command line."""
    program = [str(Path(sys.executable).with_name("nbgrader")), *command]
    done = subprocess.run(program, cwd=course, env=ENVIRONMENT | variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


def handed_in(root: Path) -> Path:
    """Make courses with the whole corpus, released and handed in."""
    for id, units in COURSES.items():
        course = root / id
        course.mkdir(parents=True)
        (course / "nbgrader_config.py").write_text(COURSE.format(id=id, timeout=TIMEOUT_S[id]))
        for unit in units:
            author(unit, course / "source" / unit)
        if LATE in units:
            nbgrader(course, "db", "assignment", "add", LATE, f"--duedate={DUE}")
        nbgrader(course, "generate_assignment", "--assignment=*")
        for unit in units:
            hand_in(unit, course / "release" / unit, course / "submitted" / PERSON / unit)
    (place(root, LATE) / "submitted" / PERSON / LATE / "timestamp.txt").write_text(HANDED_IN)
    return root


def place(root: Path, unit: str) -> Path:
    """Return the folder of the course that has a unit."""
    return next(root / id for id, units in COURSES.items() if unit in units)


def graded_by_all(root: Path) -> dict[str, Path]:
    """Return the courses graded three times: `stock`, `settings`, `daskalo`."""
    made = handed_in(root / "stock")
    roots = {"stock": made} | {name: shutil.copytree(made, root / name) for name in OURS}
    commands: list[tuple[str, str, dict[str, str]]] = [("stock", unit, {}) for unit in UNITS]
    commands += [("settings", unit, SETTINGS) for unit in UNITS]
    with ThreadPoolExecutor(2) as pool:  # a unit at a time, two of them side by side
        running = [
            pool.submit(nbgrader, place(roots[who], unit), "autograde", unit, **more) for who, unit, more in commands
        ]
        for unit in UNITS:
            (one,) = grade(place(roots["daskalo"], unit), unit, workers=1)
            assert one.failed == ""
            assert one.notes == (), f"an honest notebook of {unit} is suspected"
        for each in running:
            each.result()
    return roots


def graded(course: Path, unit: str, notebook: str, person: str = PERSON) -> NotebookNode:
    """Return a graded notebook."""
    return nbformat.read(course / "autograded" / person / unit / f"{notebook}.ipynb", as_version=4)


def book(course: Path, unit: str, person: str = PERSON) -> dict[str, Any]:
    """Return all that the gradebook says about a hand-in."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
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
