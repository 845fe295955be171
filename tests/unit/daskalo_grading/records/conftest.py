"""A small course with a real gradebook: three people, two units, one rubric."""

import json
import os
import shutil
import sys
import warnings
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from nbgrader.api import Grade, Gradebook
from postgresql import postgresql

from daskalo.journal import Journal
from daskalo_grading.book import Book, Vote
from daskalo_grading.records import Made, make_records

TODAY = date(2026, 11, 23)
__all__ = ["postgresql"]
FIRST, SECOND = "01-driving-question", "02-calendar"
RUBRIC = {
    "title": "Водещ въпрос",
    "points": 8,
    "criteria": [
        {"id": id, "text": text, "levels": [{"points": n, "text": f"ниво {n}"} for n in (4, 3, 2, 1)]}
        for id, text in (("worth-weeks", "Стига за седмици"), ("ours", "Засяга ни"))
    ],
}
COURSE = {
    "schema": 1,
    "course": "project-pedagogy",
    "course_id": "project-pedagogy-bg",
    "language": "bg",
    "title": "Проектно-базирано обучение",
    "hours": {"present": 8, "self_study": 8},
    "pass_mark": 0.7,
    "units": [
        {"id": FIRST, "title": "От тема към водещ въпрос", "hours": {"present": 4, "self_study": 4}},
        {"id": SECOND, "title": "Календар, който издържа", "hours": {"present": 4, "self_study": 4}},
    ],
    "rubrics": {"driving-question": RUBRIC},
}
PEOPLE = {"petrova": "Мария Петрова", "ivanov": "Иван Тодоров Иванов", "teacher1": "Иван Колев"}
ATTENDANCE = """person,date,start,end,form,hours,note
petrova,2026-10-05,09:00,12:00,present,4,Водещ въпрос
petrova,2026-10-12,09:00,12:00,synchronous,,
ivanov,2026-10-05,09:00,10:30,present,,
"""


def grade(book: Gradebook, unit: str, person: str, automatic: float, by_hand: float | None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader adds a submission before its session knows it
        book.add_submission(unit, person, timestamp=datetime(2026, 10, 7, 18, 30))
    test = book.find_grade("sort-test", unit, unit, person)
    test.auto_score, test.needs_manual_grade = automatic, False
    task: Grade = book.find_grade("driving-question", unit, unit, person)
    task.manual_score, task.needs_manual_grade = by_hand, by_hand is None
    book.db.commit()


def hand_in(course: Path, unit: str, person: str) -> Path:
    folder = course / "submitted" / person / unit
    folder.mkdir(parents=True)
    (folder / f"{unit}.ipynb").write_text('{"cells": []}')
    journal = Journal(folder / "journal.jsonl", {"course": "project-pedagogy", "unit": unit, "seed": 0})
    journal.append({"op": "answer", "activity": "driving-question", "value": f"Какво пие дъждовната градина? {person}"})
    return folder


def fill(url: str) -> None:
    """Put the marks into a gradebook, SQLite or PostgreSQL."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # nbgrader calls alembic
        with Gradebook(url, "project-pedagogy-bg") as book:
            for unit in (FIRST, SECOND):
                book.add_assignment(unit)
                book.add_notebook(unit, unit)
                book.add_grade_cell("sort-test", unit, unit, max_score=10, cell_type="code")
                book.add_task_cell("driving-question", unit, unit, max_score=8, cell_type="markdown")
            for person in PEOPLE:
                book.add_student(person)
            grade(book, FIRST, "petrova", 8, 6.5)
            grade(book, SECOND, "petrova", 7, 8)
            grade(book, FIRST, "ivanov", 6.5, None)
    with Book(url) as ours:
        for rater, points in (("trainer1", (4, 3)), ("trainer2", (3, 3))):
            criteria = dict(zip(("worth-weeks", "ours"), points, strict=True))
            ours.vote(
                Vote(FIRST, FIRST, "driving-question", "petrova", rater, criteria, "Хубав въпрос, тел. 0888123456")
            )


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Petrova completed the course, Ivanov handed in one unit, teacher1 is a person of the demo."""
    course = tmp_path_factory.mktemp("records") / "course"
    course.mkdir()
    (course / "course.json").write_text(json.dumps(COURSE, ensure_ascii=False))
    (course / "roster.json").write_text(json.dumps(PEOPLE, ensure_ascii=False))
    (course / "attendance.csv").write_text(ATTENDANCE)
    activities = {"driving-question": {"kind": "long-text", "title": "Моят водещ въпрос", "rubric": "driving-question"}}
    for unit in (FIRST, SECOND):
        (course / "source" / unit).mkdir(parents=True)
        (course / "source" / unit / "unit.json").write_text(json.dumps({"activities": activities}))
    fill(f"sqlite:///{course}/gradebook.db")
    for unit, person in ((FIRST, "petrova"), (SECOND, "petrova"), (FIRST, "ivanov")):
        hand_in(course, unit, person)
    return course


@pytest.fixture(scope="session")
def in_postgresql(postgresql: str) -> str:
    """The same marks in PostgreSQL."""
    fill(postgresql)
    return postgresql


@pytest.fixture
def course(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "course")


@pytest.fixture(scope="session")
def made(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    place = tmp_path_factory.mktemp("made")
    return make_records(whole, "any", place / "out", state=place / ".daskalo", made=TODAY)


@pytest.fixture
def out(made: Made, tmp_path: Path) -> Path:
    return shutil.copytree(made.folder, tmp_path / "out")


@pytest.fixture
def state(made: Made) -> Path:
    """The state of the machine that signed."""
    return made.folder.parent / ".daskalo"


@pytest.fixture(scope="session")
def tool() -> Callable[[str, str], str]:
    """Find a program of the machine. CI installs it, so its absence fails there; elsewhere the test is skipped."""

    def find(name: str, package: str) -> str:
        if path := shutil.which(name):
            return path
        reason = f"no {name} here: apt-get install {package}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    return find
