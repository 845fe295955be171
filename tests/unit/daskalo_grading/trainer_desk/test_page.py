"""The notebook only shows; without a course it says how to open one."""

from pathlib import Path

import nbformat
import pytest

from daskalo.errors import UsageError
from daskalo_grading.trainer_desk.page import NOTEBOOK, course_folder, course_language, show


def test_the_notebook_holds_no_logic():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    assert [cell.source for cell in notebook.cells] == ["from daskalo_grading.trainer_desk import show\n\nshow()"]


def test_without_a_course_it_names_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.delenv("DASKALO_COURSE", raising=False)
    show()
    said = capsys.readouterr().out
    assert "Кой курс?" in said
    assert "daskalo desk DIR" in said


def test_a_folder_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("DASKALO_COURSE", str(tmp_path / "nowhere"))
    with pytest.raises(UsageError, match="nowhere") as missing:
        course_folder()
    assert missing.value.code == "course-not-found"


def test_our_course_speaks_its_language_and_any_other_that_of_the_reader(tmp_path: Path):
    assert course_language(tmp_path) == "bg"
    (tmp_path / "course.json").write_text('{"title": "A course", "language": "en", "units": []}')
    assert course_language(tmp_path) == "en"
