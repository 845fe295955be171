"""What lies around a submission: the course, the roster, the gradebook, the votes."""

import json
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from nbgrader.api import Gradebook

from daskalo_grading.book import Book, Vote
from daskalo_grading.feedback.circumstances import Course, Entry

# nbgrader's own way of adding a submission warns with SQLAlchemy 2.1.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A gradebook with two people, one of them late, and a task that waits for a hand."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with patch("nbgrader.api.get_alembic_version", return_value="1"), Gradebook(url) as book:
        book.add_assignment("ps1", duedate=datetime(2026, 11, 20, 12))
        book.add_notebook("ps1", "ps1")
        book.add_task_cell("yard", "ps1", "ps1", max_score=3, cell_type="markdown")
        book.add_student("teacher1", first_name="Мария", last_name="Петрова")
        book.add_student("teacher2")
        for person, day in (("teacher1", 22), ("teacher2", 19)):
            book.add_submission("ps1", person, timestamp=datetime(2026, 11, day, 12))
    return url


def test_the_gradebook_tells_name_lateness_and_who_waits(database: str):
    entry = Entry.of(database, "ps1", "ps1", "teacher1")
    assert entry.name == "Мария Петрова"
    assert entry.seconds_late == 2 * 24 * 3600
    assert entry.waiting == {"yard"}
    assert Entry.of(database, "ps1", "ps1", "teacher2") == Entry(waiting=frozenset({"yard"}))


def test_who_is_not_in_the_book_has_an_empty_entry(database: str):
    assert Entry.of(database, "ps1", "ps1", "nobody") == Entry()
    assert Entry.of("", "ps1", "ps1", "teacher1") == Entry()


def test_only_the_votes_on_this_persons_work_come(database: str):
    with Book(database) as book:
        for person, points in (("teacher1", 2.0), ("teacher2", 1.0)):
            book.vote(Vote("ps1", "ps1", "yard", person, "trainer1", {"ours": points}, f"за {person}"))
    votes = Entry.of(database, "ps1", "ps1", "teacher1").votes
    assert [(vote.person, vote.comment) for vote in votes["yard"]] == [("teacher1", "за teacher1")]


def test_the_course_is_the_first_folder_upwards_that_is_one(tmp_path: Path):
    folder = tmp_path / "graded" / "by" / "machine" / "teacher1" / "01-start"
    folder.mkdir(parents=True)
    units = [{"id": "01-start", "title": "Първи"}, {"id": "02-next", "title": "Втори"}]
    (tmp_path / "course.json").write_text(json.dumps({"units": units, "rubrics": {"r": {"criteria": []}}}))
    (tmp_path / "roster.json").write_text(json.dumps({"teacher1": "Мария Петрова"}))
    course = Course.around(folder, "01-start")
    assert course.people == {"teacher1": "Мария Петрова"}
    assert course.rubrics == {"r": {"criteria": []}}
    assert (course.after("01-start"), course.after("02-next"), course.after("gone")) == ("Втори", "", "")


def test_damaged_files_of_a_course_cost_their_part_but_not_the_page(tmp_path: Path):
    folder = tmp_path / "autograded" / "teacher1" / "ps1"
    folder.mkdir(parents=True)
    (tmp_path / "course.json").write_text("{")
    (tmp_path / "roster.json").write_text("[]")
    assert Course.around(folder, "ps1") == Course(units=[], rubrics={}, explanations={}, people={})
