"""A trainer marks five graded hand-ins of our first course."""

import json
import shutil
from pathlib import Path

import pandas
import pytest
from desk_server import PEOPLE, UNIT, write_course
from nbgrader.api import Gradebook

from daskalo.errors import UsageError
from daskalo.journal import Journal
from daskalo_grading.autograde import grade
from daskalo_grading.marking import Marking
from daskalo_grading.our_path import our_path

pytestmark = pytest.mark.nbgrader
RUBRICS = {"driving-question-task": "driving-question", "reflection-task": "reflection"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graded") / "project-pedagogy-bg"
    folder.mkdir()
    with our_path():
        course = write_course(folder)
        journal = Journal.open_unit(course.submitted("teacher1"))
        journal.answer("evidence-overclaims", wrong_choices(folder))
        assert not any(each.failed for each in grade(folder, UNIT, workers=1))
    return folder


def wrong_choices(folder: Path) -> list[str]:
    table = json.loads((folder / "explanations" / f"{UNIT}.json").read_text())["activities"]["evidence-overclaims"]
    return [option["id"] for option in table["options"] if option["id"] not in table["answer"]][:1]


@pytest.fixture
def folder(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / graded.name)


@pytest.fixture
def desk(folder: Path) -> Marking:
    return Marking(folder, "Мария")


def best(piece, step: int = 0) -> dict[str, float]:
    return {criterion.id: criterion.levels[step].points for criterion in piece.rubric.criteria}


def in_nbgrader(folder: Path, piece) -> tuple[float | None, bool, str | None]:
    with Gradebook(f"sqlite:///{folder}/gradebook.db", "project-pedagogy-bg") as book:
        place = (piece.task, piece.notebook, piece.unit, piece.person)
        grade, comment = book.find_grade(*place), book.find_comment(*place)
        return grade.manual_score, grade.needs_manual_grade, comment.manual_comment


def test_the_queue_holds_every_text_with_its_rubric_task_by_task(desk: Marking):
    queue = desk.queue()
    assert len(queue) == 2 * len(PEOPLE)
    tasks = [piece.task for piece in queue]
    assert tasks == sorted(tasks, key=tasks.index), "one task after the other"
    assert {piece.shown_as for piece in queue} == set(PEOPLE.values())
    assert all(piece.rubric and piece.rubric.points == piece.points for piece in queue)
    assert all("двора" in piece.work_html for piece in queue)
    assert all("от 24 точки" in piece.automatic for piece in queue)


def test_marks_are_kept_by_criterion_and_their_sum_goes_to_nbgrader(desk: Marking, folder: Path):
    piece = desk.queue()[0]
    marked = desk.mark(piece.key, best(piece), "Много добре.")
    assert dict(marked.mine.points) == best(piece)
    assert in_nbgrader(folder, piece) == (piece.points, False, "Много добре.")
    again = Marking(folder, "Мария").queue()
    assert next(each for each in again if each.key == piece.key).mine.comment == "Много добре."
    assert desk.overview().units[0].to_mark == 2 * len(PEOPLE) - 1


def test_two_raters_see_each_other_only_after_marking_and_the_mean_counts(desk: Marking, folder: Path):
    piece = desk.queue()[0]
    desk.mark(piece.key, best(piece), "Едно.")
    other = Marking(folder, "Петър")
    theirs = next(each for each in other.queue() if each.key == piece.key)
    assert (theirs.mine, theirs.others) == (None, ())
    marked = other.mark(piece.key, best(piece, 1), "Друго.")
    assert [vote.rater for vote in marked.others] == ["Мария"]
    mean = (sum(best(piece).values()) + sum(best(piece, 1).values())) / 2
    assert in_nbgrader(folder, piece) == (mean, False, "Едно.\n\nДруго.")


def test_undo_takes_the_own_marks_back_and_nothing_else(desk: Marking, folder: Path):
    piece = desk.queue()[0]
    other = Marking(folder, "Петър")
    other.queue()
    other.mark(piece.key, best(piece, 1))
    desk.mark(piece.key, best(piece))
    assert desk.undo(piece.key).mine is None
    assert in_nbgrader(folder, piece)[:2] == (sum(best(piece, 1).values()), False)
    other.undo(piece.key)
    assert in_nbgrader(folder, piece) == (None, True, None)


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ({}, "criterion-unmarked"),
        (5.0, "criterion-unmarked"),
        ("one too many", "criterion-unknown"),
        ("between", "points-outside"),
    ],
)
def test_marks_that_fit_no_level_are_refused_and_nothing_is_kept(desk: Marking, folder: Path, points, code: str):
    piece = desk.queue()[0]
    given = {"one too many": best(piece) | {"more": 1}, "between": dict.fromkeys(best(piece), 0.123)}
    with pytest.raises(UsageError) as refused:
        desk.mark(piece.key, given.get(points, points) if isinstance(points, str) else points)
    assert refused.value.code == code
    assert in_nbgrader(folder, piece) == (None, True, None)


def test_without_a_name_or_a_piece_nothing_is_marked(desk: Marking, folder: Path):
    piece = desk.queue()[0]
    with pytest.raises(UsageError) as refused:
        Marking(folder, "").mark(piece.key, best(piece))
    assert refused.value.code == "rater-unnamed"
    with pytest.raises(UsageError) as refused:
        desk.mark("nobody", best(piece))
    assert refused.value.code == "piece-gone"


def test_what_was_marked_in_the_formgrader_is_still_there_and_says_so(desk: Marking, folder: Path):
    piece = desk.queue()[0]
    with Gradebook(f"sqlite:///{folder}/gradebook.db", "project-pedagogy-bg") as book:
        grade = book.find_grade(piece.task, piece.notebook, piece.unit, piece.person)
        grade.manual_score, grade.needs_manual_grade = 7, False
        book.db.commit()
    again = next(each for each in desk.queue() if each.key == piece.key)
    assert "7 точки" in again.notes[0]
    desk.mark(piece.key, best(piece))
    assert in_nbgrader(folder, piece)[0] == piece.points


def test_earlier_comments_come_back_most_used_first(desk: Marking):
    pieces = [piece for piece in desk.queue() if piece.task == desk.queue()[0].task]
    for piece, comment in zip(pieces, ["Кратко.", "Добре.", "Добре."], strict=False):
        desk.mark(piece.key, best(piece), comment)
    assert desk.comments(pieces[0].task) == ["Добре.", "Кратко."]
    assert next(each for each in desk.queue() if each.key == pieces[4].key).comments == ("Добре.", "Кратко.")


def test_agreement_is_one_when_raters_agree_and_undefined_without_variety(desk: Marking, folder: Path):
    other = Marking(folder, "Петър")
    other.queue()
    pieces = [piece for piece in desk.queue() if piece.task == desk.queue()[0].task]
    for number, piece in enumerate(pieces):
        desk.mark(piece.key, best(piece, number % 2))
        other.mark(piece.key, best(piece, number % 2))
    table = desk.agreement(UNIT)
    assert set(table["raters"]) == {"Мария – Петър"}
    assert set(table["n"]) == {5}
    assert set(table["exact"]) == {1.0}
    assert all(kappa == pytest.approx(1) for kappa in table["kappa"])
    for piece in pieces:
        desk.mark(piece.key, best(piece))
        other.mark(piece.key, best(piece))
    assert set(desk.agreement(UNIT)["kappa"]) == {None}


def test_wrong_answers_are_counted_from_the_journals(desk: Marking):
    found = desk.statistics(UNIT)
    assert set(found.tasks["n"]) <= {0, 5}
    assert found.tasks["difficulty"].between(0, 1).all()
    assert (found.wrong_answers["count"] == 1).all()
    assert len(found.wrong_answers) > 0
    assert found.wrong_answers["share"].between(0, 1).all()


def test_the_picture_says_in_words_what_it_shows(desk: Marking):
    for piece in desk.queue():
        desk.mark(piece.key, best(piece))
    figure = desk.picture(UNIT)
    assert "5 участници" in figure.get_gid()
    assert len(figure.axes) == 2


def test_anonymous_mode_shows_no_name_anywhere(folder: Path):
    desk = Marking(folder, "Мария", anonymous=True)
    pieces = desk.queue()
    assert len({piece.shown_as for piece in pieces}) == len(PEOPLE)
    for piece in pieces:
        assert piece.shown_as.startswith("Участник ")
        assert not any(word in f"{piece.work_html}{piece.key}" for word in [*PEOPLE, *PEOPLE.values()])
    shown = repr(desk.overview()) + desk.scores().to_csv()
    assert not any(word in shown for word in [*PEOPLE, *PEOPLE.values()])
    order = [piece.shown_as for piece in Marking(folder, "Петър", anonymous=True).queue()]
    assert order == [piece.shown_as for piece in pieces], "the same numbers for everybody, every time"


def test_scores_and_export(desk: Marking, folder: Path, tmp_path: Path):
    for piece in desk.queue():
        desk.mark(piece.key, best(piece), "=2+2")
    scores = desk.scores()
    assert list(scores["name"]) == sorted(PEOPLE.values())
    assert (scores["manual"] == 16).all()
    made = desk.export(tmp_path / "out")
    assert sorted(path.suffix for path in made) == [".csv"] * 5 + [".xlsx"]
    marks = pandas.read_csv(tmp_path / "out" / "оценки.csv")
    assert set(marks["Коментар"]) == {"'=2+2"}, "a spreadsheet must not calculate a comment"
    sheets = pandas.read_excel(next(path for path in made if path.suffix == ".xlsx"), sheet_name=None)
    assert len(sheets["точки"]) == len(PEOPLE)
    with pytest.raises(UsageError):
        desk.export(tmp_path / "other", ("pdf",))
    assert not (tmp_path / "other").exists()


def test_feedback_goes_only_to_those_whose_work_waits_for_nothing(desk: Marking, folder: Path):
    for piece in desk.queue():
        if piece.person == "teacher1":
            desk.mark(piece.key, best(piece), "Чудесно.")
    ready = {each.person: each.ready for each in desk.recipients(UNIT)}
    assert ready == {person: person == "teacher1" for person in PEOPLE}
    found = {each.person: each for each in desk.release(UNIT)}
    page = folder / "feedback" / "teacher1" / UNIT / f"{UNIT}.html"
    assert "Чудесно." in page.read_text()
    assert "чака 2 оценки" in found["teacher2"].reason
    assert not (folder / "feedback" / "teacher2").exists()
    assert "обмен" in found["teacher1"].reason, "made, but this course has no exchange"
    assert desk.overview().units[0].to_release == 0


def test_a_course_of_somebody_else_is_marked_by_points(tmp_path: Path):
    folder = plain_course(tmp_path / "other")
    desk = Marking(folder, "Мария")
    (piece,) = desk.queue()
    assert piece.rubric is None
    assert "Защото" in piece.work_html
    with pytest.raises(UsageError) as refused:
        desk.mark(piece.key, 6)
    assert refused.value.code == "points-outside"
    desk.mark(piece.key, 3.5, "Добре.")
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        assert book.find_grade("why", "ps1", "ps1", "student").manual_score == 3.5
    assert desk.overview().course_title
    assert list(desk.scores()["total"]) == [3.5]


def plain_course(folder: Path) -> Path:
    import nbformat
    from nbformat.v4 import new_markdown_cell, new_notebook
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    about = {"schema_version": 3, "grade": True, "solution": True, "locked": False, "task": False, "points": 5}
    cell = new_markdown_cell("Отговорът", metadata={"nbgrader": about | {"grade_id": "why"}})
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    source = folder / "source" / "ps1"
    source.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[cell], metadata=kernel), source / "ps1.ipynb")
    with our_path():
        made = NbGraderAPI(config=Config({"CourseDirectory": {"root": str(folder)}})).generate_assignment("ps1")
        assert made["success"], made
        submitted = shutil.copytree(folder / "release" / "ps1", folder / "submitted" / "student" / "ps1")
        notebook = nbformat.read(submitted / "ps1.ipynb", as_version=4)
        notebook.cells[0].source = "Защото така се получава."
        nbformat.write(notebook, submitted / "ps1.ipynb")
        assert not grade(folder, "ps1", workers=1)[0].failed
    return folder
