"""What the feedback page shows, and what it never shows."""

import json
import re
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from daskalo.activities import Activity
from daskalo.journal import Journal
from daskalo_grading.book import Vote
from daskalo_grading.feedback import FeedbackExporter
from daskalo_grading.feedback.circumstances import Entry
from daskalo_grading.feedback.explanations import explain

SORT = {
    "kind": "sort",
    "title": "Project or look-alike",
    "prompt": "Sort.",
    "categories": [{"id": "project", "text": "Project-based learning"}, {"id": "dessert", "text": "Dessert"}],
    "items": [
        {"id": "rain", "text": "A rain garden", "answer": "project", "why": "Weeks of inquiry."},
        {"id": "poster", "text": "A poster", "answer": "dessert", "why": "It comes after the learning."},
    ],
}
CHOICES = {
    "kind": "choices",
    "title": "Overclaims",
    "prompt": "Find.",
    "options": [{"id": "a", "text": "Always works", "why": "It does not."}, {"id": "b", "text": "24 schools"}],
    "answer": ["a"],
}
NUMBER = {
    "kind": "number",
    "title": "Way",
    "prompt": "How far?",
    "units": ["cm", "m"],
    "factors": {"cm": 1, "m": 100},
    "answer": {"value": "62.8", "unit": "cm"},
    "tolerance": "0.5",
}
TEXT = {"kind": "long-text", "title": "Reflection", "prompt": "Two lines."}


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """A graded submission in a course folder, as nbgrader lays it out."""
    unit, folder = "01-start", tmp_path / "autograded" / "teacher1" / "01-start"
    folder.mkdir(parents=True)
    activities = {"sorting": SORT, "reflection": TEXT}
    public = {id: Activity.from_table(id, table).public() for id, table in activities.items()}
    about = {"schema": 1, "course": "demo", "unit": unit, "language": "bg", "title": "Първи раздел"}
    (folder / "unit.json").write_text(json.dumps(about | {"activities": public}))
    (tmp_path / "explanations").mkdir()
    (tmp_path / "explanations" / f"{unit}.json").write_text(json.dumps({"activities": activities}))
    journal = Journal.open_unit(folder)
    journal.answer("sorting", {"rain": "project", "poster": "project"})
    journal.answer("reflection", "Ще започна с въпрос.")
    return folder


def graded(**about) -> dict:
    base = {"schema_version": 3, "grade": False, "solution": False, "task": False, "locked": True}
    return {"nbgrader": base | about}


def page(folder: Path, cells: list, **about) -> str:
    resources = {
        "metadata": {"path": str(folder), "name": "01-start"},
        "nbgrader": {
            "student": "teacher1",
            "assignment": "01-start",
            "notebook": "01-start",
            "score": 6.5,
            "max_score": 14,
            "late_penalty": 0,
        }
        | about,
    }
    return FeedbackExporter().from_notebook_node(new_notebook(cells=cells), resources)[0]


@pytest.fixture
def cells() -> list:
    verdict = new_output(
        "execute_result", {"text/plain": "6.0", "text/html": "<p>Вярно: 1 от 2.</p>"}, execution_count=1
    )
    return [
        new_markdown_cell("# A story nobody needs twice"),
        new_code_cell('activity("sorting")', metadata=graded(grade_id="sorting-activity")),
        new_code_cell(
            'check("sorting")\n### BEGIN HIDDEN TESTS\ncheck("sorting", key={})\n### END HIDDEN TESTS',
            metadata=graded(grade_id="sorting-test", grade=True, points=12, score=6),
            outputs=[verdict],
        ),
        new_code_cell(
            'activity("reflection")',
            metadata=graded(grade_id="reflection-activity"),
            outputs=[new_output("display_data", {"text/html": "<div>Ще започна с въпрос.</div>"})],
        ),
        new_markdown_cell(
            "### How it is read",
            metadata=graded(grade_id="reflection", task=True, points=2, score=0.5, comment="Добро начало, **Иван**."),
        ),
    ]


def test_it_shows_score_verdict_comment_and_reasons_in_the_language_of_the_unit(submission: Path, cells: list):
    html = page(submission, cells)
    assert '<html lang="bg" class="daskalo">' in html
    for words in (
        "Първи раздел",
        "6,5",
        "от 14 точки",
        "<strong>Иван</strong>",
        "Ще започна с въпрос.",
    ):
        assert words in html
    assert "Вашият отговор: Project-based learning. Верният: Dessert" in html
    assert "It comes after the learning." in html


def test_it_shows_no_test_source_and_asks_the_network_for_nothing(submission: Path, cells: list):
    html = page(submission, cells)
    for secret in ("HIDDEN TESTS", "check(", "activity(", "A story nobody needs twice"):
        assert secret not in html
    assert re.findall(r"""(?:src|href)=["'](?!#|data:)[^"']+|@import|url\(""", html) == []
    assert "<script" not in html


def test_an_error_is_shown_as_its_sentence_without_a_traceback(submission: Path):
    error = new_output(
        "error", ename="ValueError", evalue="Няма такъв файл", traceback=["\x1b[31m/secret/path.py\x1b[0m"]
    )
    cell = new_code_cell(
        "open_it()", metadata=graded(grade_id="own", grade=True, solution=True, points=1, score=0), outputs=[error]
    )
    html = page(submission, [cell])
    assert "Няма такъв файл" in html
    assert "/secret/path.py" not in html


def test_what_a_learner_wrote_is_shown_never_run(submission: Path, cells: list):
    cells[-2].outputs[0].data["text/html"] = "<div onclick='steal()'>x</div><script>steal()</script>"
    html = page(submission, cells)
    assert "onclick" not in html
    assert "<script" not in html


def test_an_edited_journal_costs_the_reasons_their_answers_but_not_the_page(submission: Path, cells: list):
    (submission / "journal.jsonl").write_text('{"journal": 1, "hash": "forged"}\n')
    assert "Вашият отговор: –. Верният: Dessert" in page(submission, cells)


def test_a_course_of_somebody_else_has_its_page_too(tmp_path: Path):
    folder = tmp_path / "autograded" / "bob" / "ps1"
    folder.mkdir(parents=True)
    cell = new_markdown_cell(
        "My *essay*.", metadata=graded(grade_id="essay", grade=True, solution=True, points=3, score=2)
    )
    html = page(folder, [cell], assignment="ps1")
    assert "<em>essay</em>" in html


def test_without_reasons_the_sentences_of_the_check_stand_in(submission: Path, cells: list):
    (submission.parents[2] / "explanations" / "01-start.json").unlink()
    assert "Вярно: 1 от 2." in page(submission, cells)


def test_lateness_is_said(submission: Path, cells: list):
    assert "Отнето за закъснение: 1,5 точки." in page(submission, cells, late_penalty=1.5)


LEVELS = [{"points": 4, "text": "Назовава място."}, {"points": 2, "text": "Близка е темата."}]
RUBRIC = {"title": "Размисъл", "points": 4, "criteria": [{"id": "ours", "text": "Засяга ни", "levels": LEVELS}]}


def test_votes_show_the_level_reached_their_mean_and_the_next_level(
    submission: Path, cells: list, monkeypatch: pytest.MonkeyPatch
):
    root, told = submission.parents[2], dict(TEXT, rubric="reflection")
    units = [{"id": "01-start", "title": "Първи"}, {"id": "02-next", "title": "Втори раздел"}]
    (root / "course.json").write_text(json.dumps({"units": units, "rubrics": {"reflection": RUBRIC}}))
    (root / "explanations" / "01-start.json").write_text(
        json.dumps({"activities": {"sorting": SORT, "reflection": told}})
    )
    votes = [
        Vote("01-start", "01-start", "reflection", "teacher1", f"trainer{n}", {"ours": n}, f"Дума {n}.") for n in (2, 3)
    ]
    entry = Entry(name="Мария Петрова", seconds_late=3 * 24 * 3600, votes={"reflection": votes})
    monkeypatch.setattr(Entry, "of", lambda *about: entry)
    html = page(submission, cells, late_penalty=1)
    for words in (
        "Мария Петрова",
        "Близка е темата.",
        "2,5 / 4",
        "средно от 2 оценки",
        "„Засяга ни“, за 4 точки: Назовава място.",
        "Дума 2.",
        "Дума 3.",
        "Предадено 3 дни след срока: 7,5 точки за работата, минус 1 за закъснението.",
        "Следващият раздел в курса е „Втори раздел“.",
    ):
        assert words in html
    assert "trainer2" not in html


def test_the_roster_names_the_person_and_nobody_else(submission: Path, cells: list):
    people = {"teacher1": "Мария Петрова", "teacher2": "Иван Тайнов"}
    (submission.parents[2] / "course.json").write_text("{}")
    (submission.parents[2] / "roster.json").write_text(json.dumps(people))
    html = page(submission, cells)
    assert "Мария Петрова" in html
    assert "Тайнов" not in html
    assert "teacher1" not in html


@pytest.mark.parametrize(
    ("table", "value", "expected"),
    [
        (SORT, None, [False, False]),
        (SORT, {"rain": "project", "poster": "dessert"}, [True, True]),
        (CHOICES, ["a"], [True, True]),
        (CHOICES, ["a", "b"], [True, False]),
        (CHOICES, None, [False, True]),
        (NUMBER, {"value": "0,63", "unit": "m"}, [True]),
        (NUMBER, {"value": "63", "unit": "m"}, [False]),
        (NUMBER, None, [False]),
        (TEXT, "anything", []),
    ],
)
def test_each_row_says_whether_its_part_is_right(table: dict, value: object, expected: list[bool]):
    assert [row.is_right for row in explain(Activity.from_table("it", table), value)] == expected
