"""НЕИСПУО's shape: exact names and ranges, and nothing invented."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daskalo_grading.records.neispuo import FIELDS, fault, neispuo

NAMES = [
    "operationType", "externalID", "qCourseActTypeID", "qCourseYear", "qCourseTypeID", "qCourseTypeNotes",
    "qCourseBudgetSourceTypeID", "qCourseFinancingMethodID", "internalCoursePrice", "qCourseDurationTypeID",
    "qCourseDurationCredits", "qCourseDurationHours", "qCourseTopic", "documentType", "universityID", "universityNotes",
]  # fmt: skip
BY_NAME = {field.name: field for field in FIELDS}


@pytest.fixture
def record(out: Path) -> dict:
    return json.loads((out / "petrova" / "record.json").read_text())


def test_the_fields_are_those_of_the_interface(out: Path):
    course = json.loads((out / "petrova" / "neispuo.json").read_text())
    assert list(course) == ["personQCourse"]
    assert list(course["personQCourse"]) == NAMES


def test_what_nobody_told_us_is_null_and_listed_for_the_school(record: dict):
    course, todo = neispuo(record, "f" * 64, "Сертификат")
    unknown = {name for name, value in course["personQCourse"].items() if value is None}
    assert unknown == {line["field"] for line in todo if line["status"] == "unknown"}
    assert {"operationType", "qCourseTypeID", "qCourseDurationTypeID", "universityID"} <= unknown
    assert all(line["what"] for line in todo)


def test_a_completed_course_has_its_year_hours_and_no_credits(record: dict):
    course = neispuo(record, "f" * 64, "Сертификат")[0]["personQCourse"]
    assert (course["qCourseYear"], course["qCourseDurationHours"], course["qCourseDurationCredits"]) == (2026, 16, 0)
    assert course["qCourseTopic"] == "Проектно-базирано обучение"


def test_a_course_that_is_not_completed_has_no_year(out: Path):
    course = json.loads((out / "ivanov" / "neispuo.json").read_text())["personQCourse"]
    assert course["qCourseYear"] is None


def test_training_data_say_that_they_must_not_be_sent(out: Path):
    course = json.loads((out / "teacher1" / "neispuo.json").read_text())["personQCourse"]
    assert course["qCourseTypeNotes"].startswith("УЧЕБНИ ДАННИ")


@given(hours=st.integers(0, 5000) | st.floats(0, 5000), title=st.text(max_size=400))
def test_every_value_that_is_sent_fits_its_field(hours: float, title: str):
    record = deepcopy(RECORD)
    record["totals"]["total_hours"] = hours
    record["course"]["title"] = title
    course, todo = neispuo(record, "f" * 64, "Сертификат")
    sent = course["personQCourse"]
    assert [name for name, value in sent.items() if value is not None and fault(BY_NAME[name], value)] == []
    assert {name for name, value in sent.items() if value is None} <= {line["field"] for line in todo}


RECORD = {
    "language": "bg",
    "training_data": False,
    "participant": {"id": "petrova"},
    "course": {"id": "c-bg", "title": ""},
    "period": {"to": "2026-10-12"},
    "completion": {"completed": True},
    "credits": {"awarded": 0},
    "totals": {"total_hours": 0},
}
