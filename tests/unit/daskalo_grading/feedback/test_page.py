"""Which cells make a task, on a course of somebody else."""

from graded import about, answer, check, error, heading, said
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.utils import compute_checksum

from daskalo_grading.feedback.circumstances import Course, Entry
from daskalo_grading.feedback.page import Task, first_heading, tasks
from daskalo_grading.feedback.steps import take_first

HIDDEN = "### BEGIN HIDDEN TESTS\nassert mean([424242]) == 424242\n### END HIDDEN TESTS"


def made(*cells, entry: Entry | None = None) -> list[Task]:
    return tasks(list(cells), Course(), entry or Entry(), {})


def test_a_test_shows_the_answer_before_it_under_the_nearest_heading():
    failed = error("AssertionError", "", (2, 2))
    first, second = made(
        heading("# Тетрадка"),
        heading("## Средно"),
        answer("def mean(a): ...", 1),
        check(HIDDEN, 2, failed),
        heading("Обикновен текст"),
        answer("x = 1", 3, id="other"),
        check("assert x", 4, id="other-test", score=2),
    )
    assert (first.title, second.title) == ("Средно, част 1", "Средно, част 2")
    assert "def mean(a): ..." in first.work
    assert "Една от скритите проверки не мина." in first.verdict
    assert first.step
    assert "x = 1" in second.work
    assert (second.verdict, second.step, second.percent) == ("", "", 100)


def test_without_headings_tasks_are_numbered():
    assert made(check("assert 1", 1, id="cell-0123456789"))[0].title == "Задача 1"


def test_what_code_prints_during_a_hidden_test_is_not_shown():
    assert "тайна" not in made(check(HIDDEN, 2, said("тайна")))[0].verdict


def test_a_hidden_test_that_an_own_cell_has_printed_is_cut_out():
    spying = answer("print(In[2])", 3, said("assert mean([424242]) == 424242"), id="spy")
    shown = made(check(HIDDEN, 2), spying, check("assert 1", 4, id="last"))
    assert "424242" not in "".join(task.work for task in shown)


def test_html_cannot_smuggle_a_hidden_test_either():
    line = "assert mean(&#x27;424242&#x27;) == &#x27;424242&#x27;"
    spying = answer("show()", 3, new_output("display_data", {"text/html": f"<b>{line}</b>"}), id="spy")
    hidden = HIDDEN.replace("[424242]", "'424242'").replace("== 424242", "== '424242'")
    shown = made(check(hidden, 2), spying, check("assert 1", 4, id="last"))
    assert "424242" not in "".join(task.work for task in shown)


def test_an_own_cell_that_stops_the_rest_is_shown_though_nobody_grades_it():
    broken = new_code_cell("import pandsa", outputs=[error("ModuleNotFoundError", "No module named 'pandsa'", (1, 1))])
    broken.execution_count = 1
    quiet = new_code_cell("1 + 1", execution_count=2)
    work = made(broken, quiet, check("assert x", 3))[0].work
    assert "ModuleNotFoundError" in work
    assert "1 + 1" not in work


def test_a_free_task_shows_the_cells_below_it_and_never_its_mark_scheme():
    task = new_markdown_cell(
        "## Двор\n=== BEGIN MARK SCHEME ===\nТАЙНА\n=== END MARK SCHEME ===",
        metadata=about(grade_id="yard", task=True, locked=True, points=3, score=1),
    )
    free = made(task, new_markdown_cell("Моята *къща*."), heading("## Друго"), check("assert 1", 1))[0]
    assert free.title == "Двор"
    assert "<em>къща</em>" in free.work
    assert "ТАЙНА" not in repr(free)
    assert "Друго" not in made(task, check("assert 1", 1), new_markdown_cell("Друго"))[0].work


def test_an_untouched_answer_is_called_missing_and_nbgraders_english_comment_stays_out():
    cell = new_markdown_cell("YOUR ANSWER HERE", metadata=about(grade_id="essay", grade=True, solution=True, points=2))
    cell.metadata.nbgrader.update(checksum=compute_checksum(cell), comment="No response.", score=0)
    essay = made(cell)[0]
    assert "YOUR ANSWER" not in essay.work
    assert "Тук още няма отговор." in essay.work
    assert essay.comments == []
    assert "Напишете отговор" in essay.step


def test_work_that_brings_no_points_is_shown_all_the_same():
    (rest,) = made(answer("print('готово')", 1))
    assert rest.points == 0
    assert "готово" in rest.work


def test_work_that_waits_for_the_trainer_is_not_called_wrong():
    cell = answer("plot()", 1, id="plot", grade=True, points=4)
    task = made(cell, entry=Entry(waiting=frozenset({"plot"})))[0]
    assert task.waiting
    assert task.step == ""
    assert take_first([task]) == []


def test_first_comes_what_can_bring_most():
    shown = made(*(check("assert x", n, id=f"t{n}", points=n, score=0) for n in (1, 5, 2, 4)))
    assert [task.points for task in take_first(shown)] == [5, 4, 2]


def test_a_widget_a_long_output_and_a_picture_each_find_their_way():
    widget = new_output("display_data", {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "HBox()"})
    drawn = new_output("display_data", {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure>"})
    work = made(answer("draw()", 1, widget, drawn, said("а" * 30_000)), check("assert 1", 2))[0].work
    assert "интерактивен елемент" in work
    assert 'alt="Картина, която кодът направи"' in work
    assert "останалото е във вашата тетрадка" in work
    assert len(work) < 25_000


def test_the_first_heading_of_the_first_level_names_the_notebook():
    assert first_heading([heading("## Втори"), heading("# Първи #")]) == "Първи"
    assert first_heading([heading("# Моето есе", solution=True)]) == ""
