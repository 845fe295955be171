"""Our tables beside nbgrader's."""

import os
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, inspect

from daskalo_grading.book import Book, Note, Vote, book_url


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # nbgrader calls alembic
    return f"sqlite:///{tmp_path}/gradebook.db"


def vote(rater: str = "trainer1", **points: float) -> Vote:
    return Vote("unit", "unit", "task", "teacher1", rater, points or {"worth-weeks": 4}, "Добре!")


def test_a_book_without_our_tables_is_read_as_empty_and_stays_as_it_is(url: str):
    Gradebook(url).close()
    with Book(url) as book:
        assert book.notes() == []
        assert book.votes() == []
        book.replace_notes("unit", "teacher1", [])
    engine = create_engine(url)
    assert not inspect(engine).has_table("daskalo_note")
    engine.dispose()


def test_notes_of_a_hand_in_replace_the_earlier_ones_and_leave_others_alone(url: str):
    with Book(url) as book:
        book.replace_notes("unit", "teacher1", [Note("tampered", "first", "test-one"), Note("not-graded", "second")])
        book.replace_notes("unit", "teacher2", [Note("cell-repaired", "other")])
        book.replace_notes("unit", "teacher1", [Note("tampered", "new")])
        assert [(note.person, note.sentence) for note in book.notes("unit")] == [
            ("teacher2", "other"),
            ("teacher1", "new"),
        ]
        assert book.notes(person="teacher1")[0].time is not None


def test_a_rater_has_one_vote_for_a_task_and_two_raters_have_two(url: str):
    with Book(url) as book:
        book.vote(vote(**{"worth-weeks": 2}))
        book.vote(vote(**{"worth-weeks": 3}))
        book.vote(vote("trainer2"))
        assert [(each.rater, dict(each.points)) for each in book.votes(task="task")] == [
            ("trainer1", {"worth-weeks": 3}),
            ("trainer2", {"worth-weeks": 4}),
        ]
        book.withdraw(vote())
        assert [each.rater for each in book.votes()] == ["trainer2"]


def test_nbgrader_opens_a_book_that_holds_our_tables(url: str):
    with Book(url) as book:
        book.vote(vote())
    Gradebook(url).close()
    with Book(url) as book:
        assert len(book.votes()) == 1


def test_the_book_is_the_one_nbgrader_uses(tmp_path: Path):
    assert book_url(tmp_path).endswith(f"{tmp_path}/gradebook.db")
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.db_url = 'sqlite:////elsewhere.db'\n"
    )
    assert book_url(tmp_path) == "sqlite:////elsewhere.db"
    assert book_url(tmp_path, "postgresql+psycopg:///book") == "postgresql+psycopg:///book"
