"""The command line of authors: where it looks, what it returns."""

from pathlib import Path

import pytest

from daskalo.cli import main
from daskalo_grading.authoring.course import find_courses


def test_outside_a_checkout_the_remedy_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["--speak", "en", "build"]) == 2
    assert "--courses DIR" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(capsys):
    assert main(["--speak", "en", "courses", "check", "--courses", "nowhere"]) == 2
    assert "“nowhere”" in capsys.readouterr().err


def test_an_empty_folder_of_courses_is_no_success(tmp_path, capsys):
    assert main(["--speak", "en", "build", "--courses", str(tmp_path)]) == 2
    assert "course.toml" in capsys.readouterr().err


def test_courses_are_found_upward_from_where_one_works(tmp_path, monkeypatch):
    unit = tmp_path / "courses" / "tiny" / "01-soil"
    unit.mkdir(parents=True)
    (unit.parent / "course.toml").write_text("")
    monkeypatch.chdir(unit)
    assert find_courses() == tmp_path / "courses"


@pytest.mark.parametrize("command", [["build"], ["translate"], ["courses", "check"], ["courses", "syllabus"]])
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as left:
        main([*command, "--help"])
    assert left.value.code == 0
    assert "--course " in capsys.readouterr().out


def test_findings_are_listed_and_the_status_is_2(tmp_path, capsys):
    course = tmp_path / "courses" / "tiny"
    (course / "01-soil").mkdir(parents=True)
    (course / "course.toml").write_text(
        'id = "tiny"\ntitle = "Tiny"\nsummary = "One."\nhours = { present = 1, self_study = 1 }\npass_mark = 0.5\n'
        '[[unit]]\nid = "01-soil"\ntitle = "Soil"\nhours = { present = 1, self_study = 1 }\n'
        "points = { automatic = 1, manual = 0 }\n"
    )
    out = tmp_path / "build"
    assert main(["--speak", "en", "build", "--courses", str(course.parent), "--out", str(out)]) == 2
    assert "01-soil: lesson.md is not there. Write it. [file-missing]" in capsys.readouterr().err
    assert not Path(out).exists()
