"""A lesson as nbgrader runs it, in a real kernel."""

from collections.abc import Callable
from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

IMPORT = "from daskalo_grading.checks import check\n"
HIDDEN = 'check("first-step", key={"answer": "soil"}, points=2)\n'
CARDS = (
    'check("pbl-or-lookalike")\n'
    'check("pbl-or-lookalike", key={"answer": {"rain-garden": "project", "poster": "dessert", '
    '"quiz": "dessert", "bridge": "project"}}, points=2)'
)


def run(folder: Path, execution: str, monkeypatch: pytest.MonkeyPatch, *sources: str) -> list[NotebookNode]:
    about = {"schema_version": 3, "grade": True, "solution": False, "locked": True, "points": 2}
    cells = [
        new_code_cell(source, metadata={"nbgrader": {**about, "grade_id": f"test-{place}"}})
        for place, source in enumerate(sources)
    ]
    monkeypatch.setenv("NBGRADER_EXECUTION", execution)
    client = NotebookClient(new_notebook(cells=cells), allow_errors=True, resources={"metadata": {"path": str(folder)}})
    return client.execute().cells


@pytest.mark.nbgrader
def test_nbgrader_gives_the_points_we_say(unit: Path, answer: Callable, monkeypatch: pytest.MonkeyPatch):
    answer("pbl-or-lookalike", {"rain-garden": "project"})
    first, cards = run(unit, "autograde", monkeypatch, IMPORT + 'check("first-step")\n' + HIDDEN, CARDS)
    assert [determine_grade(cell) for cell in (first, cards)] == [(0, 2), (0.5, 2)]
    (output,) = cards.outputs
    assert "1 верен отговор: „Дъждовна градина в двора“." in output.data["text/html"]


@pytest.mark.nbgrader
def test_validate_shows_the_sentences_of_what_is_open_and_nothing_else(
    unit: Path, answer: Callable, monkeypatch: pytest.MonkeyPatch
):
    answer("pbl-or-lookalike", dict.fromkeys(("rain-garden", "poster", "quiz", "bridge"), "dessert"))
    first, cards = run(unit, "validate", monkeypatch, IMPORT + 'check("first-step")', 'check("pbl-or-lookalike")')
    assert [determine_grade(cell) for cell in (first, cards)] == [(0, 2), (2, 2)]
    assert cards.outputs == []
    (error,) = first.outputs
    assert "\n".join(error.traceback).splitlines() == [
        "Още не е готово: „Първата стъпка“",
        "Изберете един от отговорите.",
        "Върнете се към „Първата стъпка“ по-горе.",
    ]
