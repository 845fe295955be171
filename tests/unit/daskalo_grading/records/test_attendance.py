"""The attendance list, as trainers really save it."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from daskalo.errors import ContentError, Findings
from daskalo_grading.records.attendance import Session, read_attendance

TODAY = date(2026, 11, 23)
PEOPLE = {"petrova": "Мария Петрова", "ivanov": "Иван Иванов", "ivanov2": "Иван Иванов"}


def read(folder: Path, content: str | bytes) -> list[Session]:
    path = folder / "attendance.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_attendance(path, PEOPLE, TODAY)


def findings(folder: Path, *lines: str) -> tuple[str, ...]:
    with pytest.raises(Findings) as refused:
        read(folder, "\n".join(["person,date,start,end,form,hours,note", *lines]))
    assert refused.value.code == "attendance-wrong"
    return refused.value.findings


def test_an_english_list_with_commas_is_read(tmp_path: Path):
    text = "person,date,start,end,form,hours,note\npetrova,2026-10-05,09:00,12:00,present,3.5,rain garden\n"
    assert read(tmp_path, text) == [
        Session(date(2026, 10, 5), time(9), time(12), "petrova", "present", Decimal("3.50"), "rain garden")
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_a_bulgarian_list_as_excel_saves_it_is_read(tmp_path: Path, encoding: str):
    text = (
        "Участник;Дата;Начало;Край;Форма;Часове;Бележка\r\n"
        "petrova;5.10.2026 г.;9.00;12:00;Присъствено;3,5;дъждовна градина\r\n"
        ";;;;;;\r\n"
        "Мария  петрова;12.10.2026;18:00;19:30;синхронно;;\r\n"
    )
    sessions = read(tmp_path, text.encode(encoding))
    assert [(each.person, each.form, each.hours) for each in sessions] == [
        ("petrova", "present", Decimal("3.5")),
        ("petrova", "synchronous", Decimal(2)),
    ]


def test_hours_that_are_not_given_are_academic_and_rounded_down(tmp_path: Path):
    sessions = read(tmp_path, "person,date,start,end,form\npetrova,2026-10-05,09:00,10:00,present\n")
    assert sessions[0].hours == Decimal("1.33")


def test_every_bad_line_is_named_at_once(tmp_path: Path):
    found = findings(
        tmp_path,
        "nobody,2026-10-05,09:00,12:00,present,,",
        "petrova,2026-13-05,09:00,12:00,present,,",
        "petrova,2026-10-05,12:00,09:00,present,,",
        "petrova,2026-10-05,9,12:00,present,,",
        "petrova,2026-10-05,09:00,12:00,by post,,",
        "petrova,2026-10-05,09:00,12:00,present,9,",
        "petrova,2026-10-05,09:00,12:00,present,-1,",
        "petrova,2027-10-05,09:00,12:00,present,,",
    )
    assert [line.partition(":")[0] for line in found] == [f"ред {n}" for n in range(2, 10)]


def test_two_sessions_at_the_same_time_are_refused(tmp_path: Path):
    found = findings(
        tmp_path, "petrova,2026-10-05,09:00,12:00,present,,", "petrova,2026-10-05,11:00,13:00,synchronous,,"
    )
    assert len(found) == 1
    assert found[0].startswith("ред 3:")


def test_a_name_that_two_participants_bear_is_refused(tmp_path: Path):
    assert len(findings(tmp_path, "Иван Иванов,2026-10-05,09:00,12:00,present,,")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "petrova,2026-10-05,09:00,12:00,present,,8001011234",
        "800101 1234,2026-10-05,09:00,12:00,present,,",
        "petrova,2026-10-05,09:00,12:00,present,,ЕГН:8001011234",
    ],
)
def test_what_looks_like_a_personal_number_is_refused_without_repeating_it(tmp_path: Path, line: str):
    with pytest.raises(Findings) as refused:
        read(tmp_path, f"person,date,start,end,form,hours,note\n{line}\n")
    assert refused.value.code == "attendance-personal-number"
    assert "ред 2" in str(refused.value)
    assert "1234" not in str(refused.value)


def test_a_column_for_personal_numbers_is_refused(tmp_path: Path):
    with pytest.raises(Findings) as refused:
        read(tmp_path, "person,ЕГН,date,start,end,form\n")
    assert refused.value.code == "attendance-personal-number"


@pytest.mark.parametrize(
    "head", ["person,date", "", "person,date,start,end,form,colour", "person,id,date,start,end,form"]
)
def test_columns_that_are_missing_unknown_or_twice_are_named(tmp_path: Path, head: str):
    with pytest.raises(Findings) as refused:
        read(tmp_path, head + "\n")
    assert refused.value.findings


@pytest.mark.parametrize("content", [b"PK\x03\x04\0\0", b"\xff\xfe\x00", b'person,"' + b"x" * 200_000])
def test_what_is_no_csv_is_refused_in_words(tmp_path: Path, content: bytes):
    with pytest.raises(ContentError) as refused:
        read(tmp_path, content)
    assert refused.value.code in ("attendance-unreadable", "attendance-wrong")


def test_a_list_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(ContentError) as refused:
        read_attendance(tmp_path / "none.csv", PEOPLE, TODAY)
    assert refused.value.code == "attendance-unreadable"
