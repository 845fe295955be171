"""Making records, from the gradebook to the folder."""

import csv
import json
import shutil
import tomllib
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from daskalo.errors import ContentError, EnvironmentProblem, Findings, UsageError
from daskalo_grading.records import Made, make_records
from daskalo_grading.records.make import DEMO

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


def test_the_people_of_the_demo_are_known_as_invented(out: Path):
    demo = tomllib.loads((Path(__file__).parents[4] / "grading" / "hub" / "demo.toml").read_text())
    assert {person["id"] for person in demo["person"]} == DEMO
    assert [record(out, person)["training_data"] for person in ("petrova", "teacher1")] == [False, True]


def test_the_same_data_give_the_same_bytes(whole: Path, made: Made, tmp_path: Path):
    again = make_records(whole, "any", tmp_path / "out", state=made.folder.parent / ".daskalo", made=TODAY)
    assert files(again.folder) == files(made.folder)


def test_a_person_nobody_knows_is_refused_before_anything_is_written(course: Path, tmp_path: Path):
    with pytest.raises(UsageError) as refused:
        make_records(course, "any", tmp_path / "out", state=tmp_path, person="nobody", made=TODAY)
    assert refused.value.code == "person-unknown"
    assert not (tmp_path / "out").exists()


def test_a_second_record_replaces_the_first_and_never_mixes(course: Path, tmp_path: Path):
    out, state = tmp_path / "out", tmp_path / ".daskalo"
    make_records(course, "any", out, state=state, made=TODAY)
    roster = json.loads((course / "roster.json").read_text())
    (course / "roster.json").write_text(json.dumps(roster | {"nova": "Нова Колежка"}))
    (out / "petrova" / "old.txt").write_text("left over")
    make_records(course, "any", out, state=state, made=TODAY)
    assert not (out / "petrova" / "old.txt").exists()
    assert (out / "nova.zip").is_file()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


def test_one_person_made_again_leaves_the_others_and_the_table_fits(course: Path, tmp_path: Path):
    out, state = tmp_path / "out", tmp_path / ".daskalo"
    make_records(course, "any", out, state=state, made=TODAY)
    before = files(out / "petrova")
    (course / "attendance.csv").write_text("person,date,start,end,form\nivanov,2026-10-05,09:00,15:00,present\n")
    make_records(course, "any", out, state=state, made=TODAY, person="ivanov")
    assert files(out / "petrova") == before
    with (out / "participants.csv").open() as table:
        rows = {row["person"]: row for row in csv.DictReader(table)}
    assert rows.keys() == {"ivanov", "petrova", "teacher1"}
    assert (rows["ivanov"]["present_hours"], rows["petrova"]["present_hours"]) == ("8", "4")
    for person, row in rows.items():
        assert row["fingerprint"] == sha256((out / person / "record.json").read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["thesis.docx", "petrova"])
def test_a_folder_with_something_else_in_it_is_left_alone(course: Path, tmp_path: Path, name: str):
    out = tmp_path / "out"
    (out / name).mkdir(parents=True)
    with pytest.raises(UsageError) as refused:
        make_records(course, "any", out, state=tmp_path / ".daskalo", made=TODAY)
    assert refused.value.code == "out-not-ours"
    assert (out / name).is_dir()


def test_the_course_itself_is_no_place_for_records(course: Path, tmp_path: Path):
    with pytest.raises(UsageError) as refused:
        make_records(course, "any", course, state=tmp_path / ".daskalo", made=TODAY)
    assert refused.value.code == "out-not-ours"


def test_a_bad_attendance_list_leaves_the_earlier_record_alone(course: Path, tmp_path: Path):
    out, state = tmp_path / "out", tmp_path / ".daskalo"
    make_records(course, "any", out, state=state, made=TODAY)
    before = files(out)
    (course / "attendance.csv").write_text("person,date,start,end,form\nnobody,2026-10-05,09:00,15:00,present\n")
    with pytest.raises(Findings):
        make_records(course, "any", out, state=state, made=TODAY)
    assert files(out) == before


def test_the_workbook_is_in_the_language_of_the_course_and_has_no_formulas(course: Path, tmp_path: Path):
    roster = json.loads((course / "roster.json").read_text())
    (course / "roster.json").write_text(json.dumps(roster | {"ivanov": "=HYPERLINK(1)"}))
    out = make_records(course, "any", tmp_path / "out", state=tmp_path / ".daskalo", made=TODAY).folder
    sheet = load_workbook(out / "participants.xlsx").active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:3] == ["Участник", "Име", "На място, ч."]
    assert rows[1][1] == "=HYPERLINK(1)"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert "\nivanov,'=HYPERLINK(1)," in (out / "participants.csv").read_text()


@pytest.mark.parametrize("person", ["../escape", ".hidden", "a/b", "participants.csv", "petrova.zip", "bell\a"])
def test_a_participant_whose_id_cannot_be_a_folder_is_refused(course: Path, tmp_path: Path, person: str):
    (course / "roster.json").write_text(json.dumps({person: "Някой"}))
    with pytest.raises(UsageError) as refused:
        make_records(course, "any", tmp_path / "out", state=tmp_path / ".daskalo", made=TODAY)
    assert refused.value.code == "person-id"


def test_a_personal_number_as_an_id_is_refused(course: Path, tmp_path: Path):
    (course / "roster.json").write_text(json.dumps({"8001011234": "Някой"}))
    with pytest.raises(UsageError) as refused:
        make_records(course, "any", tmp_path / "out", state=tmp_path / ".daskalo", made=TODAY)
    assert refused.value.code == "personal-number"
    assert "8001011234" not in str(refused.value)


def test_votes_comments_and_product_are_in_the_record_without_telephone_numbers(out: Path):
    unit = record(out, "petrova")["units"][0]
    task = unit["tasks"][0]
    assert (task["title"], task["rubric"]["title"], task["score"]) == ("Моят водещ въпрос", "Водещ въпрос", 6.5)
    first = task["criteria"][0]
    assert (first["text"], first["max"]) == ("Стига за седмици", 4)
    assert [(vote["rater"], vote["points"]) for vote in first["votes"]] == [("trainer1", 4), ("trainer2", 3)]
    assert "0888123456" not in json.dumps(task)
    assert unit["product"]["reviewers"] == ["trainer1", "trainer2"]
    assert [each["name"] for each in unit["product"]["files"]] == ["01-driving-question.ipynb", "journal.jsonl"]
    assert len(unit["product"]["answers_sha256"]) == 64


def test_links_in_a_hand_in_are_not_part_of_the_product(course: Path, tmp_path: Path):
    folder = course / "submitted" / "petrova" / "01-driving-question"
    (folder / "journal.jsonl").unlink()
    (folder / "journal.jsonl").symlink_to(course / "roster.json")
    out = make_records(course, "any", tmp_path / "out", state=tmp_path / ".daskalo", made=TODAY).folder
    product = record(out, "petrova")["units"][0]["product"]
    assert [each["name"] for each in product["files"]] == ["01-driving-question.ipynb"]
    assert product["answers_sha256"] is None


def test_any_nbgrader_course_has_records_that_say_what_is_not_known(course: Path, tmp_path: Path):
    for name in ("course.json", "roster.json", "attendance.csv"):
        (course / name).unlink()
    shutil.rmtree(course / "source")
    out = make_records(course, "ps", tmp_path / "out", state=tmp_path / ".daskalo", made=TODAY).folder
    found = record(out, "petrova")
    assert found["course"] == {"id": "ps", "title": "ps", "hours": None, "pass_mark": None}
    assert found["participant"]["name"] is None
    assert found["completion"]["completed"] is None
    assert found["completion"]["missing"][0] == "В курса не са посочени часове: не е известно колко са нужни."
    assert [unit["score"] for unit in found["units"]] == [14.5, 15]
    assert found["units"][0]["passed"] is None


def test_a_course_without_a_gradebook_is_not_given_one(course: Path, tmp_path: Path):
    (course / "gradebook.db").unlink()
    out = make_records(course, "any", tmp_path / "out", state=tmp_path / ".daskalo", made=TODAY).folder
    assert record(out, "petrova")["units"][0]["status"] == "handed-in"
    assert not (course / "gradebook.db").exists()
    (course / "roster.json").unlink()
    with pytest.raises(UsageError) as refused:
        make_records(course, "any", out, state=tmp_path / ".daskalo", made=TODAY)
    assert refused.value.code == "nobody"


@pytest.mark.parametrize(
    "url", ["sqlite:///{course}/course.json", "postgresql+psycopg://me:secret@127.0.0.1:1/none", "no url"]
)
def test_a_gradebook_that_cannot_be_read_is_said_without_its_password(course: Path, tmp_path: Path, url: str):
    with pytest.raises(EnvironmentProblem) as refused:
        make_records(course, "any", tmp_path / "out", state=tmp_path, gradebook=url.format(course=course), made=TODAY)
    assert refused.value.code == "gradebook-unreadable"
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("content", ["{", "[]", "[" * 100_000])
def test_a_damaged_course_file_is_said(course: Path, tmp_path: Path, content: str):
    (course / "course.json").write_text(content)
    with pytest.raises(ContentError) as refused:
        make_records(course, "any", tmp_path / "out", state=tmp_path, made=TODAY)
    assert refused.value.code == "course-unreadable"
