"""What was done in the admission app is marked from the journal of the unit."""

import json
from pathlib import Path

import pytest
from IPython.core.formatters import PlainTextFormatter
from nbgrader.utils import get_partial_grade

from daskalo.errors import UsageError
from daskalo.journal import Journal
from daskalo_grading.checks import check_tour
from daskalo_grading.checks.verdict import Unfinished

TASKS = ["parent-points", "parent-wishes"]
DONE = [
    {"op": "admission", "door": "parent", "do": "claim", "criterion": "k1", "on": True},
    {"op": "admission", "door": "parent", "do": "proof", "criterion": "k1", "proof": 0, "on": True},
    {"op": "admission", "door": "parent", "do": "proof", "criterion": "k1", "proof": 1, "on": True},
]


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    content = {"schema": 1, "course": "c", "unit": "u", "language": "bg", "title": "Урок", "activities": {}}
    (tmp_path / "unit.json").write_text(json.dumps(content, ensure_ascii=False))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def do(unit: Path, operations=DONE) -> None:
    for operation in operations:
        Journal.open_unit(unit).append(operation)


@pytest.mark.parametrize(("done", "earned"), [([], 0), (DONE, 3)])
def test_nbgrader_reads_the_points_of_the_tasks_that_are_done(unit: Path, monkeypatch, done, earned: float):
    do(unit, done)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    verdict = check_tour(TASKS, points=6)
    assert get_partial_grade({"data": {"text/plain": PlainTextFormatter()(verdict)}}, 6) == earned
    assert "Още не е направено: „Три желания“." in str(verdict)


def test_validate_names_what_is_open_and_is_silent_when_all_is_done(unit: Path, monkeypatch):
    do(unit)
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(Unfinished, match="Три желания"):
        check_tour(TASKS, points=6)
    assert check_tour(TASKS[:1], points=6) is None


def test_a_damaged_journal_earns_nothing_and_says_so(unit: Path, monkeypatch):
    do(unit)
    journal = unit / "journal.jsonl"
    journal.write_text(journal.read_text().replace('"k1"', '"k2"'))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert check_tour(TASKS, points=6).earned == 0


def test_a_task_the_tour_does_not_have_is_told_to_the_author(unit: Path):
    with pytest.raises((UsageError, Unfinished), match="parent-nonsense"):
        check_tour(["parent-nonsense"], points=1)
