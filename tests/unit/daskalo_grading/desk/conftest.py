"""A `.daskalo` folder for the desk: made step by step, as the hub, nbgrader and the people would."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from nbgrader.api import Gradebook

from daskalo_grading.desk.facts import Places, work_on
from daskalo_grading.desk.gradebook import Mark
from daskalo_grading.desk.states import Work

COURSE = "project-pedagogy-bg"
UNIT = "01-driving-question"
NOON = datetime(2025, 11, 24, 12, 5, tzinfo=UTC)

ACTIVITIES = {
    "is-it-a-project": {
        "kind": "choice",
        "title": "Проект ли е?",
        "prompt": "Изберете.",
        "options": [{"id": "yes", "text": "Да"}, {"id": "no", "text": "Не"}],
    },
    "driving-question": {"kind": "short-text", "title": "Водещ въпрос", "prompt": "Напишете въпрос."},
}


def stamp(time: datetime) -> str:
    """Write a time as nbgrader's exchange does."""
    return f"{time:%Y-%m-%d %H:%M:%S.%f} UTC"


def journal(**answers: object) -> bytes:
    """Return a journal with one answer to each named activity (`_` stands for `-`)."""
    entries = [{"journal": 1, "course": "project-pedagogy", "unit": UNIT, "seed": 1}]
    for n, (name, value) in enumerate(answers.items(), 1):
        entries.append({"n": n, "op": "answer", "activity": name.replace("_", "-"), "value": value})
    return "".join(json.dumps(entry) + "\n" for entry in entries).encode()


def write(path: Path, content: str | bytes) -> Path:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@dataclass
class Hub:
    """The folders of a hub, and what happens in them."""

    state: Path

    COURSE = COURSE
    UNIT = UNIT
    NOON = NOON

    @property
    def places(self) -> Places:
        return Places(self.state)

    @property
    def course(self) -> Path:
        return self.state / "courses" / COURSE

    def unit(self, person: str = "teacher1") -> Path:
        return self.state / "homes" / person / COURSE / UNIT

    def build(self, *, title: str = "Проектно-базирано обучение", unit_title: str = "От тема към водещ въпрос") -> None:
        units = [
            {
                "id": UNIT,
                "title": unit_title,
                "points": {"automatic": 24, "manual": 16},
                "hours": {"present": 1, "self_study": 1},
            },
            {"id": "02-plan", "title": "План", "points": {"automatic": 10}, "hours": {"present": 1}},
        ]
        table = {"title": title, "language": "bg", "units": units, "pass_mark": 0.7}
        write(self.course / "course.json", json.dumps(table))
        unit = {"schema": 1, "course": "project-pedagogy", "unit": UNIT, "language": "bg", "title": unit_title}
        write(self.course / "source" / UNIT / "unit.json", json.dumps({**unit, "activities": ACTIVITIES}))

    def release(self) -> None:
        write(self.state / "exchange/outbound" / COURSE / UNIT / f"{UNIT}.ipynb", "{}")

    def fetch(self, person: str = "teacher1") -> None:
        write(self.unit(person) / f"{UNIT}.ipynb", "{}")

    def answer(self, person: str = "teacher1", **answers: object) -> None:
        write(self.unit(person) / "journal.jsonl", journal(**answers))

    def hand_in(self, time: datetime = NOON, person: str = "teacher1") -> Path:
        folder = self.state / "exchange/inbound" / person / COURSE / f"{person}+{UNIT}+{stamp(time)}+abc"
        mine = self.unit(person) / "journal.jsonl"
        write(folder / "journal.jsonl", mine.read_bytes() if mine.is_file() else b"")
        write(folder / "timestamp.txt", stamp(time))
        return folder

    def step(self, name: str, time: datetime = NOON, person: str = "teacher1") -> Path:
        """Collect (`submitted`), autograde (`autograded`) or make feedback (`feedback`) of one hand-in."""
        folder = self.course / name / person / UNIT
        write(folder / "timestamp.txt", stamp(time))
        write(folder / "submission_secret.txt", f"secret of {person} {time}")
        return folder

    def grade(self, *, needs_hand: bool, score: float = 20, person: str = "teacher1") -> None:
        with patch("nbgrader.api.get_alembic_version", return_value="any"):  # it asks the command line
            book = Gradebook(f"sqlite:///{self.course}/gradebook.db", COURSE)
        try:
            book.update_or_create_assignment(UNIT)
            book.update_or_create_notebook(UNIT, UNIT)
            for cell, kind in (("check", "code"), ("task", "markdown")):
                book.update_or_create_grade_cell(cell, UNIT, UNIT, max_score=20, cell_type=kind)
            book.update_or_create_student(person)
            submission = book.update_or_create_submission(UNIT, person)
            for grade in submission.notebooks[0].grades:
                grade.auto_score = score if grade.cell.name == "check" else 0
                grade.needs_manual_grade = needs_hand
            book.db.commit()
        finally:
            book.close()

    def send_feedback(self, time: datetime = NOON, person: str = "teacher1") -> Path:
        secret = (self.step("feedback", time, person) / "submission_secret.txt").read_bytes()
        name = hashlib.md5(secret + UNIT.encode(), usedforsecurity=False).hexdigest()
        return write(self.state / "exchange/feedback" / person / COURSE / f"{name}.html", "<p>feedback")

    def work(self, mark: Mark | None = None, person: str = "teacher1") -> Work:
        return work_on(self.places, COURSE, UNIT, person, mark, released=UNIT in self.places.released(COURSE))

    def read_feedback(self, time: datetime = NOON, person: str = "teacher1") -> Path:
        return write(self.unit(person) / "feedback" / stamp(time) / f"{UNIT}.html", "<p>feedback")


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """A hub with one built course of two units; nothing is released yet."""
    made = Hub(tmp_path / "state")
    made.build()
    return made
