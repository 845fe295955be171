"""The command line: both forms, to the letter."""

import shutil
from pathlib import Path

import pytest

from daskalo.cli import main


@pytest.fixture
def here(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the course where the hub keeps it."""
    shutil.copytree(whole, tmp_path / ".daskalo" / "courses" / "project-pedagogy-bg")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_records_are_made_and_checked(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["record", "project-pedagogy-bg", "--out", "out"]) == 0
    said = capsys.readouterr().out
    assert "Мария Петрова: 8 присъствени часа, 8 часа самостоятелна работа. Курсът е завършен." in said
    assert "-----BEGIN PUBLIC KEY-----" in said
    assert main(["record", "verify", "out/petrova.zip"]) == 0
    assert capsys.readouterr().out.startswith("Истинско.")


def test_a_course_with_one_edition_needs_no_language_and_options_may_come_first(here: Path):
    assert main(["record", "--out", "out", "project-pedagogy", "--person", "ivanov", "--date", "2026-11-23"]) == 0
    assert sorted(path.name for path in (here / "out").iterdir()) == [
        "ivanov", "ivanov.zip", "participants.csv", "participants.xlsx",
    ]  # fmt: skip
    key = str(here / "out" / "ivanov" / "public-key.pem")
    assert main(["record", "verify", "--public-key", key, "out/ivanov.zip"]) == 0
    assert main(["record", "verify", "out/ivanov/certificate.pdf", "--public-key", "0" * 64]) == 1
    assert main(["record", "verify", "out/ivanov", "--state", "elsewhere"]) == 3


def test_mistakes_of_the_caller_end_with_two(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["record", "verify", "nothing.zip"]) == 2
    assert "file-unknown" in capsys.readouterr().err
    assert main(["record", "nothing", "--out", "out"]) == 2
    for wrong in (["record", "project-pedagogy"], ["record", "verify"], ["record", "verify", "a", "b"]):
        with pytest.raises(SystemExit) as ended:
            main(wrong)
        assert ended.value.code == 2
    assert not (here / "out").exists()


def test_without_an_attendance_list_that_is_said(here: Path, capsys: pytest.CaptureFixture[str]):
    (here / ".daskalo/courses/project-pedagogy-bg/attendance.csv").unlink()
    assert main(["record", "project-pedagogy-bg", "--out", "out"]) == 0
    assert "0 присъствени часа" in capsys.readouterr().out


def test_the_help_names_both_forms(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["record", "--help"])
    assert "record verify FILE" in " ".join(capsys.readouterr().out.split())
