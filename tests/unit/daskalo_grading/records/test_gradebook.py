"""Reading the gradebook, wherever it lies."""

from pathlib import Path

from daskalo_grading.records import make_records
from daskalo_grading.records.gradebook import Gradebook


def test_sqlite_and_postgresql_say_the_same(whole: Path, in_postgresql: str):
    file, server = Gradebook.read(f"sqlite:///{whole}/gradebook.db"), Gradebook.read(in_postgresql)
    assert len(file.graded) == 3
    assert (server.people, server.units, server.graded) == (file.people, file.units, file.graded)
    assert [(vote.rater, dict(vote.points)) for vote in server.votes] == [
        ("trainer1", {"worth-weeks": 4, "ours": 3}),
        ("trainer2", {"worth-weeks": 3, "ours": 3}),
    ]


def test_a_record_is_made_from_the_gradebook_that_was_named(course: Path, in_postgresql: str, tmp_path: Path):
    (course / "gradebook.db").unlink()
    made = make_records(course, "any", tmp_path / "out", state=tmp_path / ".daskalo", gradebook=in_postgresql)
    assert [unit["score"] for unit in made.records[1]["units"]] == [14.5, 15]


def test_reading_changes_nothing(course: Path):
    before = (course / "gradebook.db").read_bytes()
    Gradebook.read(f"sqlite:///{course}/gradebook.db")
    assert (course / "gradebook.db").read_bytes() == before
    assert not (course / "gradebook.db-journal").exists()


def test_a_file_that_is_not_there_is_an_empty_book_and_stays_away(tmp_path: Path):
    assert Gradebook.read(f"sqlite:///{tmp_path}/gradebook.db") == Gradebook()
    assert list(tmp_path.iterdir()) == []


def test_what_people_mark_is_told_from_what_the_machine_marks(whole: Path):
    cells = Gradebook.read(f"sqlite:///{whole}/gradebook.db").graded["ivanov", "01-driving-question"].cells
    assert [(cell.name, cell.by_hand, cell.waiting, cell.score, cell.max_score) for cell in cells] == [
        ("driving-question", True, True, 0, 8),
        ("sort-test", False, False, 6.5, 10),
    ]
