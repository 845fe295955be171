"""The bench itself, without running anybody: its course, its scores, its table."""

from pathlib import Path

import bench_course
import nbformat
import pytest
from bench_peers import locked
from bench_report import disagreements, lines, table
from bench_watch import Watched, watch
from cells_alone import seconds

ROUND = {
    "daskalo grade": Watched(5.0, 8.0, 300.0),
    "stock nbgrader": Watched(45.0, 40.0, 160.0),
    "otter-grader": Watched(45.0, 50.0, 200.0),
}


def test_the_lesson_has_five_code_cells_and_valid_nbgrader_metadata():
    lesson = bench_course.lesson()
    nbformat.validate(lesson)
    code = [cell for cell in lesson.cells if cell.cell_type == "code"]
    graded = [cell.metadata.nbgrader for cell in code if cell.metadata.nbgrader.grade]
    assert len(code) == 5
    assert sum(about.points for about in graded) == bench_course.MOST


def test_every_answer_earns_in_plain_python_what_the_bench_expects():
    for number in range(12):
        earned = 0
        for question, given in zip(bench_course.QUESTIONS, bench_course.answers(number), strict=True):
            names: dict = {}
            exec(bench_course.GIVEN, names)
            try:
                exec(given, names)
                right = all(eval(check, names) for check in (*question.visible, *question.hidden))
            except (NameError, SyntaxError):
                right = False
            earned += question.points * right
        assert earned == bench_course.deserved(number), number


def test_some_of_fifty_hand_ins_are_wrong_in_every_way():
    given = {answer for number in range(50) for answer in bench_course.answers(number)}
    for question in bench_course.QUESTIONS:
        assert {question.answer, *question.wrong} <= given


def test_the_hand_ins_lie_as_collect_lays_them_and_otter_gets_the_same_answers(tmp_path: Path):
    release = tmp_path / "release" / bench_course.UNIT
    bench_course.write_source(tmp_path)
    release.mkdir(parents=True)
    nbformat.write(bench_course.lesson(), release / f"{bench_course.UNIT}.ipynb")
    bench_course.hand_in(tmp_path, 3)
    bench_course.write_otter(tmp_path / "otter", 3)
    for number, person in enumerate(bench_course.people(3)):
        ours = nbformat.read(
            tmp_path / f"submitted/{person}/{bench_course.UNIT}/{bench_course.UNIT}.ipynb", as_version=4
        )
        theirs = nbformat.read(tmp_path / f"otter/submitted/{person}.ipynb", as_version=4)
        for answer in bench_course.answers(number):
            assert answer in [cell.source for cell in ours.cells]
            assert answer in [cell.source for cell in theirs.cells]
    for question in bench_course.QUESTIONS:
        names: dict = {}
        exec((tmp_path / "otter" / "tests" / f"{question.id}.py").read_text(), names)
        assert (names["OK_FORMAT"], names["test"]["points"]) == (True, question.points)


def test_a_ratio_is_the_median_over_the_rounds_of_what_each_round_gives():
    slow = {
        name: Watched(watched.seconds * 2, watched.cpu_seconds, watched.memory_mb) for name, watched in ROUND.items()
    }
    odd = ROUND | {"stock nbgrader": Watched(500.0, 40.0, 160.0)}
    stock = next(line for line in lines([ROUND, slow, odd], 50) if line.name == "stock nbgrader")
    assert (stock.ratio, stock.memory_mb) == (9.0, 160.0)


def test_the_table_tells_the_share_of_the_cells_and_which_goal_was_missed():
    said = table(lines([ROUND], 50), inside=(1.0, 10.0), alone=0.1)
    assert "stock nbgrader       45.0    0.900     9.0    40.0         160" in said
    assert "in the cells: 10.0% of our time: 1.00 s of 10.00 s" in said
    assert "in a plain loop in one warm process: 0.100 s" in said
    assert "8 times as fast as stock nbgrader: 9.0, reached" in said
    assert "10 times as fast as otter-grader: 9.0, MISSED" in said


def test_another_score_than_the_work_deserves_is_named():
    found = disagreements({"otter-grader": {"teacher001": 3.0}}, {"teacher001": 5, "teacher002": 0})
    assert found == ["otter-grader: teacher001 got 3.0, 5 are right", "otter-grader: teacher002 got None, 0 are right"]


def test_a_command_that_fails_ends_the_bench_with_what_it_said(tmp_path: Path):
    with pytest.raises(SystemExit, match="no such course"):
        watch(["sh", "-c", "echo no such course; exit 3"], tmp_path, {})


def test_memory_is_that_of_the_whole_tree(tmp_path: Path):
    assert watch(["sh", "-c", "sleep 0.6 & sleep 0.6; wait"], tmp_path, {"PATH": "/usr/bin:/bin"}).memory_mb > 0


def test_the_cells_are_counted_past_a_wrong_answer(tmp_path: Path):
    folder = tmp_path / "autograded" / "teacher001" / "unit"
    folder.mkdir(parents=True)
    cells = [nbformat.v4.new_code_cell(source) for source in ("1 / 0", "import time; time.sleep(0.02)")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "unit.ipynb")
    assert 0.02 <= seconds(tmp_path) < 5


def test_stock_nbgrader_is_installed_in_our_locked_version():
    assert locked("nbgrader").count(".") == 2
    with pytest.raises(SystemExit, match="no-such-package"):
        locked("no-such-package")
