"""Collecting and releasing feedback through nbgrader's own classes, where each person has own folders."""

import logging
from pathlib import Path

import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from nbgrader.utils import notebook_hash
from traitlets.config import Config

from daskalo.i18n import speaking
from daskalo_grading.book import REFUSED, Book
from daskalo_grading.exchange import Collect, ReleaseFeedback

UNIT = "01-driving-question"
EARLY, LATE, LATER = (f"2026-11-{day} 12:00:00.000000 UTC" for day in (20, 21, 22))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    config = Config()
    config.CourseDirectory.root = str(tmp_path / "course")
    config.CourseDirectory.course_id = "project-pedagogy-bg"
    config.CourseDirectory.assignment_id = UNIT
    config.Exchange.root = str(tmp_path / "exchange")
    for place in ("inbound", "feedback"):
        for person in ("teacher1", "teacher2"):
            (tmp_path / "exchange" / "project-pedagogy-bg" / place / person).mkdir(parents=True)
    (tmp_path / "course").mkdir()
    return config


def hand_in(root: Path, person: str, time: str, content: str, claims: str = "") -> Path:
    folder = root / "exchange/project-pedagogy-bg/inbound" / person / f"{claims or person}+{UNIT}+{time}+x"
    folder.mkdir()
    (folder / f"{UNIT}.ipynb").write_text(content)
    (folder / "submission_secret.txt").write_text(f"secret of {person}")
    return folder


def run(kind: type, config: Config, **settings: object):
    exchange = kind(coursedir=CourseDirectory(config=config), authenticator=Authenticator(config=config), config=config)
    for name, value in settings.items():
        setattr(exchange, name, value)
    exchange.log = logging.getLogger("exchange")
    exchange.start()


def collected(root: Path, person: str) -> str | None:
    notebook = root / "course/submitted" / person / UNIT / f"{UNIT}.ipynb"
    return notebook.read_text() if notebook.exists() else None


def test_the_folder_says_who_handed_in(tmp_path: Path, config: Config):
    hand_in(tmp_path, "teacher1", EARLY, "honest")
    hand_in(tmp_path, "teacher2", LATE, "forged", claims="teacher1")
    run(Collect, config)
    assert collected(tmp_path, "teacher1") == "honest"
    assert collected(tmp_path, "teacher2") == "forged"


def test_a_newer_hand_in_replaces_the_collected_one_only_when_asked(tmp_path: Path, config: Config):
    hand_in(tmp_path, "teacher1", EARLY, "first")
    run(Collect, config)
    hand_in(tmp_path, "teacher1", LATE, "second")
    run(Collect, config)
    assert collected(tmp_path, "teacher1") == "first"
    run(Collect, config, update=True)
    assert collected(tmp_path, "teacher1") == "second"


def test_a_refused_hand_in_leaves_the_earlier_good_one_and_a_line_in_the_log(
    tmp_path: Path, config: Config, caplog: pytest.LogCaptureFixture
):
    hand_in(tmp_path, "teacher1", EARLY, "good")
    (hand_in(tmp_path, "teacher1", LATE, "bad") / "notes.txt").symlink_to(tmp_path)
    run(Collect, config)
    assert collected(tmp_path, "teacher1") == "good"
    assert any("notes.txt" in message and "teacher1" in message for message in caplog.messages)


def test_the_trainer_is_told_of_a_refused_hand_in_until_a_good_one_comes(tmp_path: Path, config: Config):
    hand_in(tmp_path, "teacher1", EARLY, "good")
    (hand_in(tmp_path, "teacher1", LATE, "bad") / "notes.txt").symlink_to(tmp_path)
    url = CourseDirectory(config=config).db_url
    run(Collect, config)
    with Book(url) as book:
        (note,) = book.notes(UNIT, "teacher1")
        assert (note.code, "notes.txt" in note.sentence) == (REFUSED, True)
        hand_in(tmp_path, "teacher1", LATER, "better")
        run(Collect, config, update=True)
        assert book.notes(UNIT, "teacher1") == []
    assert collected(tmp_path, "teacher1") == "better"


def test_one_person_can_be_collected_alone(tmp_path: Path, config: Config):
    for person in ("teacher1", "teacher2"):
        hand_in(tmp_path, person, EARLY, person)
    config.CourseDirectory.student_id = "teacher2"
    run(Collect, config)
    assert (collected(tmp_path, "teacher1"), collected(tmp_path, "teacher2")) == (None, "teacher2")


def test_feedback_goes_into_the_folder_of_its_owner_under_the_name_that_nbgrader_looks_for(
    tmp_path: Path, config: Config
):
    for person in ("teacher1", "teacher2"):
        made = tmp_path / "course/feedback" / person / UNIT
        made.mkdir(parents=True)
        (made / f"{UNIT}.html").write_text(f"for {person}")
        (made / "submission_secret.txt").write_text(f"secret of {person}")
        (made / "timestamp.txt").write_text(EARLY)
    run(ReleaseFeedback, config)
    for person in ("teacher1", "teacher2"):
        folder = tmp_path / "exchange/project-pedagogy-bg/feedback" / person
        name = f"{notebook_hash(secret=f'secret of {person}', notebook_id=UNIT)}.html"
        assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(name, f"for {person}")]


def test_feedback_for_somebody_without_a_folder_is_refused_and_reaches_nobody(tmp_path: Path, config: Config):
    config.CourseDirectory.student_id = "stranger"
    with speaking("en"), pytest.raises(ExchangeError, match="stranger has no folder for feedback"):
        run(ReleaseFeedback, config)
    assert list((tmp_path / "exchange/project-pedagogy-bg/feedback").glob("*/*")) == []
