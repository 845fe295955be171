"""Making records, from the gradebook to the folder."""

import json
from datetime import date
from pathlib import Path

import pytest

from daskalo.errors import UsageError
from daskalo_grading.records import Made, make_records

TODAY = date(2026, 11, 23)
PACK = {
    "record.json", "certificate.pdf", "certificate.docx", "neispuo.json", "neispuo.todo.json", "public-key.pem",
    "manifest.json", "manifest.sig",
}  # fmt: skip


def record(out: Path, person: str) -> dict:
    return json.loads((out / person / "record.json").read_text())


def files(folder: Path) -> dict[str, bytes]:
    """All but the workbook, which holds the moment it was made."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".xlsx"
    }


def test_every_participant_has_a_folder_and_a_zip(out: Path):
    assert {path.name for path in out.iterdir() if path.is_dir()} == {"petrova", "ivanov", "teacher1"}
    for person in ("petrova", "ivanov", "teacher1"):
        assert {path.name for path in (out / person).iterdir()} == PACK
        assert (out / f"{person}.zip").is_file()


def test_hours_come_from_the_attendance_list_and_from_units_that_are_passed(out: Path):
    assert record(out, "petrova")["totals"] == {
        "present_hours": 4,
        "synchronous_hours": 4,
        "attended_hours": 8,
        "self_study_hours": 8,
        "total_hours": 16,
    }
    assert record(out, "ivanov")["totals"]["attended_hours"] == 2
    assert record(out, "ivanov")["totals"]["self_study_hours"] == 0
    assert record(out, "teacher1")["totals"]["total_hours"] == 0


def test_a_course_is_completed_by_its_own_rule_and_what_is_missing_is_said(out: Path):
    assert record(out, "petrova")["completion"]["completed"] is True
    assert record(out, "petrova")["completion"]["missing"] == []
    other = record(out, "ivanov")["completion"]
    assert other["completed"] is False
    assert other["missing"] == [
        "Документирани са 2 от 8 присъствени часа.",
        "„От тема към водещ въпрос“ чака оценка от обучител.",
        "„От тема към водещ въпрос“ има 6,5 от 10 точки; нужни са 70 % от тях.",
        "„Календар, който издържа“ не е предаден.",
        "Документирани са 0 от 8 часа самостоятелна работа.",
    ]


def test_credits_are_never_awarded_and_named_only_when_both_halves_are_documented(out: Path):
    assert record(out, "petrova")["credits"]["awarded"] == 0
    assert record(out, "petrova")["credits"]["corresponds_to_if_recognised"] == 1
    assert "не присъжда" in record(out, "petrova")["credits"]["statement"]
    assert record(out, "ivanov")["credits"]["corresponds_to_if_recognised"] is None


def test_the_same_data_give_the_same_bytes(whole: Path, made: Made, tmp_path: Path):
    again = make_records(whole, "any", tmp_path / "out", state=made.folder.parent / ".daskalo", made=TODAY)
    assert files(again.folder) == files(made.folder)


def test_a_person_nobody_knows_is_refused_before_anything_is_written(course: Path, tmp_path: Path):
    with pytest.raises(UsageError) as refused:
        make_records(course, "any", tmp_path / "out", state=tmp_path, person="nobody", made=TODAY)
    assert refused.value.code == "person-unknown"
    assert not (tmp_path / "out").exists()
