"""Our own lesson, handed in by some that its proof knows: the best, the untouched, the typically wrong."""

import shutil
from pathlib import Path

import nbformat
from both import nbgrader

from daskalo.i18n import speaking
from daskalo.journal import Journal
from daskalo_grading.authoring.attempts import REFERENCE, UNTOUCHED, Attempt, attempts
from daskalo_grading.authoring.edition import edition
from daskalo_grading.authoring.rubric import rubrics_folder
from daskalo_grading.authoring.sources import read_course

COURSE = Path(__file__).parents[2] / "courses" / "project-pedagogy"
UNIT = "01-driving-question"
WORKS = (REFERENCE, UNTOUCHED, "half-done", "appearance-decides")
LANGUAGE = "bg"


def released(root: Path) -> Path:
    """Build the course, release its unit, and hand in each of the works."""
    made = edition(read_course(COURSE, rubrics_folder(COURSE.parent)), LANGUAGE)
    for name, content in made.files().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    nbgrader(root, "generate_assignment", UNIT)
    works = {work.name: work for work in attempts(made.units[0].source)}
    for name in WORKS:
        _hand_in(root, works[name])
    return root


def _hand_in(root: Path, work: Attempt) -> None:
    folder = shutil.copytree(root / "release" / UNIT, root / "submitted" / work.name / UNIT)
    path = folder / f"{UNIT}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = work.cells.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    nbformat.write(notebook, path)
    if work.answers:
        journal = Journal.open_unit(folder)
        with speaking(LANGUAGE):
            for id, value in work.answers.items():
                journal.answer(id, value)
