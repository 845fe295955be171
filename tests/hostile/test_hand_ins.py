"""Hand-ins that are hostile before any code runs: links, special files, bombs, forged and copied journals."""

import json
import os
import shutil
from pathlib import Path

import pytest
from desk_server import UNIT, write_course
from hand_ins import Course

from daskalo.journal import FILE as JOURNAL
from daskalo.journal import Journal
from daskalo_grading.autograde import grade
from daskalo_grading.our_path import our_path

pytestmark = pytest.mark.nbgrader


def symlink(course: Course, folder: Path) -> None:
    (folder / "notes.txt").symlink_to(course.folder / "source" / "ps1" / "ps1.ipynb")


def linked_folder(course: Course, folder: Path) -> None:
    (folder / "more").symlink_to(course.folder / "source")


def hard_link(course: Course, folder: Path) -> None:
    os.link(course.folder / "gradebook.db", folder / "notes.db")


def pipe(_course: Course, folder: Path) -> None:
    os.mkfifo(folder / "pipe")


def notebook_that_is_a_link(course: Course, folder: Path) -> None:
    (folder / "ps1.ipynb").unlink()
    (folder / "ps1.ipynb").symlink_to(course.folder / "source" / "ps1" / "ps1.ipynb")


def broken(_course: Course, folder: Path) -> None:
    (folder / "ps1.ipynb").write_text('{"cells": [{"source"')


def deep(_course: Course, folder: Path) -> None:
    (folder / "ps1.ipynb").write_text("[" * 500_000 + "]" * 500_000)


def huge(_course: Course, folder: Path) -> None:
    (folder / "ps1.ipynb").write_bytes(b" " * (21 * 2**20))


def many_cells(_course: Course, folder: Path) -> None:
    cells = [{"cell_type": "raw", "id": f"c{n}", "metadata": {}, "source": ""} for n in range(2_001)]
    (folder / "ps1.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))


@pytest.mark.parametrize(
    "change",
    [symlink, linked_folder, hard_link, pipe, notebook_that_is_a_link, broken, deep, huge, many_cells],
    ids=lambda change: change.__name__,
)
def test_it_is_refused_in_words_and_the_others_are_graded(course: Course, change):
    course.hand_in("honest")
    change(course, course.hand_in("hostile"))
    honest, hostile = grade(course.folder, "ps1", workers=1)
    assert (honest.person, honest.score, honest.failed) == ("honest", 3, "")
    assert hostile.score is None
    assert hostile.failed
    assert [note.code for note in hostile.notes] == ["not-graded"]
    assert not (course.folder / "autograded" / "hostile").exists()


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("journals") / "project-pedagogy-bg"
    folder.mkdir()
    with our_path():
        write_course(folder)
    return folder


def test_an_edited_journal_and_a_copied_one_are_told_to_the_trainer(lesson: Path):
    edited = lesson / "submitted" / "teacher1" / UNIT / JOURNAL
    right = json.loads((lesson / "explanations" / f"{UNIT}.json").read_text())["activities"]["evidence-overclaims"]
    lines = edited.read_text().splitlines()
    forged = json.loads(lines[1]) | {"activity": "evidence-overclaims", "value": right["answer"]}
    edited.write_text("\n".join([lines[0], json.dumps(forged), *lines[2:]]) + "\n")
    Journal.open_unit(lesson / "submitted" / "teacher2" / UNIT).answer("evidence-overclaims", right["answer"])
    shutil.copy(lesson / "submitted" / "teacher2" / UNIT / JOURNAL, lesson / "submitted" / "teacher3" / UNIT / JOURNAL)
    found = {one.person: one for one in grade(lesson, UNIT, workers=1)}
    assert {one.failed for one in found.values()} == {""}
    assert found["teacher1"].score == 0
    assert [note.code for note in found["teacher1"].notes] == ["journal-forged"]
    assert found["teacher2"].score == 12
    assert [note.code for note in found["teacher3"].notes] == ["worth-a-look"]
    assert "teacher2" in found["teacher3"].notes[0].sentence
    assert found["teacher5"].notes == ()
