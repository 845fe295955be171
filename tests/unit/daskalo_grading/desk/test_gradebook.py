"""The gradebook is looked at, never made, changed or held."""

import sqlite3

import pytest

from daskalo_grading.desk import gradebook
from daskalo_grading.desk.gradebook import EMPTY, Mark

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # of nbgrader, while it makes the example


def test_marks_are_read_by_person_and_unit(hub) -> None:
    hub.grade(needs_hand=True, score=17.5)
    found = gradebook.read(hub.course)
    assert found.marks == {("teacher1", hub.UNIT): Mark(score=17.5, max_score=40, needs_hand=True)}
    assert found.people == {"teacher1"}


def test_nothing_waits_for_the_hand_once_it_is_marked(hub) -> None:
    hub.grade(needs_hand=False)
    assert not gradebook.read(hub.course).marks["teacher1", hub.UNIT].needs_hand


def test_a_missing_gradebook_is_empty_and_is_not_made(hub) -> None:
    assert gradebook.read(hub.course) == EMPTY
    assert not (hub.course / "gradebook.db").exists()


def test_a_broken_gradebook_is_empty_and_stays_as_it_is(hub, caplog: pytest.LogCaptureFixture) -> None:
    (hub.course / "gradebook.db").write_bytes(b"not a database, but long enough to look like one" * 100)
    assert gradebook.read(hub.course) == EMPTY
    assert "cannot be read now" in caplog.text
    assert (hub.course / "gradebook.db").read_bytes().startswith(b"not a database")


def test_a_gradebook_without_tables_is_empty(hub) -> None:
    (hub.course / "gradebook.db").touch()
    assert gradebook.read(hub.course) == EMPTY
    assert (hub.course / "gradebook.db").stat().st_size == 0


def test_reading_works_beside_a_writer_and_does_not_hold_it_up(hub) -> None:
    hub.grade(needs_hand=False, score=1)
    writer = sqlite3.connect(hub.course / "gradebook.db", timeout=0)
    try:
        writer.execute("BEGIN IMMEDIATE")
        assert gradebook.read(hub.course).marks["teacher1", hub.UNIT].score == 1
        writer.execute("UPDATE grade SET auto_score = 2")
        writer.commit()
    finally:
        writer.close()
    assert gradebook.read(hub.course).marks["teacher1", hub.UNIT].score > 1
