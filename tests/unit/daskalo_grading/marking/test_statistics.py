"""How hard the tasks were, and what the trainer takes along."""

from pathlib import Path

import pandas
import pytest

POINTS = {"ivan": (5, 4), "rada": (4, 5), "12": (1, 2), "h1": (0, 0)}


@pytest.fixture
def desk(graded):
    desk = graded.marking("Мария")
    for piece in desk.queue():
        desk.mark(piece.key, POINTS[piece.person][piece.notebook == "second"])
    return desk


def test_questions_of_the_same_name_in_two_notebooks_are_counted_apart(desk):
    tasks = desk.statistics("ps1").tasks
    assert list(tasks["task"]) == ["why", "why"]
    assert sorted(tasks["difficulty"]) == pytest.approx([10 / 20, 11 / 20])
    r = pandas.DataFrame(POINTS.values()).corr()[0][1]
    assert list(tasks["discrimination"]) == pytest.approx([r, r])
    assert sorted(desk.statistics("ps1").percents) == pytest.approx([0, 30, 90, 90])


def test_what_waits_is_left_out_and_too_few_people_correlate_with_nothing(graded, piece_of):
    desk = graded.marking("Мария")
    for person in ("ivan", "rada"):
        for notebook in ("first", "second"):
            desk.mark(piece_of(desk, person, notebook).key, 3)
    tasks = desk.statistics("ps1").tasks
    assert list(tasks["n"]) == [2, 2]
    assert set(tasks["discrimination"]) == {None}


def test_the_picture_shows_each_task_and_writes_numbers_in_bulgarian(desk):
    figure = desk.picture("ps1")
    spread, hard = figure.axes
    assert len(hard.patches) == 2, "two tasks of one title are two bars"
    assert all("," in label.get_text() for label in hard.texts)
    assert sum(bar.get_height() for bar in spread.patches) == 4
    assert "4 участници; средно 52 %" in figure.get_gid()


def test_nothing_graded_is_said_in_words(graded):
    desk = graded.marking("Мария")
    assert "нищо не е проверено" in desk.picture("ps1").get_gid()
    assert desk.statistics("ps1").tasks.empty


def test_scores_with_a_penalty_and_extra_points(graded, desk):
    with graded.open() as book:
        book.find_submission("ps1", "ivan").notebooks[0].grades[0].extra_credit = 1
        book.find_submission("ps1", "rada").notebooks[0].late_submission_penalty = 2
        book.db.commit()
    rows = desk.scores().set_index("name")
    assert rows.loc["Иван Колев", ["manual", "total", "max", "percent"]].tolist() == [10, 10, 10, 100]
    assert rows.loc["Рада Илиева", ["manual", "late_penalty", "total"]].tolist() == [9, 2, 7]
    assert set(rows["status"]) == {"готова"}


def test_exported_tables_have_headings_in_the_language_of_the_reader(desk, tmp_path: Path):
    desk.export(tmp_path / "out")
    scores = pandas.read_csv(tmp_path / "out" / "точки.csv", dtype={"Идентификатор": str})
    assert set(scores["Идентификатор"]) == set(POINTS)
    for path in (tmp_path / "out").glob("*.csv"):
        heading = path.read_text(encoding="utf-8-sig").splitlines()[0]
        assert heading
        assert heading.isascii() is False
        assert not set("abcdefghijklmnopqrstuvwxyz_") & set(heading), heading
