"""Errors in words: the own line of code is shown, a hidden test never."""

import inspect

import pytest
from graded import answer, check, error, said

from daskalo_grading.execution import execute
from daskalo_grading.feedback.faults import failed_check, own_error
from daskalo_grading.feedback.hidden import Hidden

HIDDEN = "assert mean([1]) == 1, 'едно'\n### BEGIN HIDDEN TESTS\nassert mean([424242]) == 424242\n### END HIDDEN TESTS"


def test_an_own_error_shows_its_words_and_the_last_own_line():
    cell = answer("def f(a):\n    return a / 0\n\nf(1)", 3)
    shown = own_error(error("ZeroDivisionError", "division by zero", (3, 4), (3, 2)), [cell], Hidden())
    assert "<strong>ZeroDivisionError</strong>: division by zero" in shown
    assert "Ред 2 от вашия код:" in shown
    assert "<code>return a / 0</code>" in shown
    assert "secret" not in shown
    assert "Traceback" not in shown


def test_a_failed_visible_check_shows_what_the_learner_may_see_anyway():
    cell = check(HIDDEN, 2, error("AssertionError", "едно", (2, 1)))
    shown = failed_check(cell, [cell], Hidden().of([cell]))
    assert "Тази проверка не мина." in shown
    assert "assert mean([1]) == 1" in shown
    assert "424242" not in shown


def test_a_failed_hidden_check_is_one_sentence():
    cell = check(HIDDEN, 2, error("AssertionError", "424242 се очаква", (2, 3)))
    assert failed_check(cell, [cell], Hidden().of([cell])) == "<p>Една от скритите проверки не мина.</p>"


def test_an_error_of_own_code_in_a_hidden_check_shows_its_name_and_line_but_no_values():
    own = answer("def mean(a):\n    return a[7]", 1)
    cell = check(HIDDEN, 2, error("IndexError", "424242 out of range", (2, 3), (1, 2)))
    shown = failed_check(cell, [own, cell], Hidden().of([cell]))
    assert "Една от скритите проверки не мина." in shown
    assert "Грешката се нарича IndexError." in shown
    assert "<code>return a[7]</code>" in shown
    assert "424242" not in shown


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("InterpreterEnded", "Кодът използва твърде много памет.", "Кодът използва твърде много памет."),
        ("Tampered", "Кодът промени проверката „t“.", "Тази проверка не се зачита. Попитайте обучителя защо."),
        ("AlwaysEqual", "Нещо е равно на всичко.", "Тази проверка не се зачита. Попитайте обучителя защо."),
        ("CellTimeoutError", "", "Кодът работи твърде дълго и беше спрян. Потърсете цикъл, който не свършва."),
        ("KeyboardInterrupt", "", "Кодът работи твърде дълго и беше спрян. Потърсете цикъл, който не свършва."),
        ("NotImplementedError", "", "Тук още няма отговор."),
    ],
)
def test_what_the_grading_itself_wrote_is_said_in_words(name: str, words: str, said: str):
    cell = check(HIDDEN, 2, error(name, words))
    assert failed_check(cell, [cell], Hidden()) == f"<p class='error'>{said}</p>"
    assert own_error(cell.outputs[0], [cell], Hidden()) == f"<p class='error'>{said}</p>"


def test_the_names_are_those_of_the_grading():
    source = inspect.getsource(execute)
    assert execute.STOPPED == "InterpreterEnded"
    assert '"Tampered"' in source
    assert '"AlwaysEqual"' in source


def test_an_error_without_a_line_counts_as_hidden_where_something_is_hidden():
    cell = check(HIDDEN, 2, error("ValueError", "424242"))
    assert "424242" not in failed_check(cell, [cell], Hidden().of([cell]))
    open_cell = check("assert x", 2, error("ValueError", "Клетката работи твърде дълго."))
    assert "Клетката работи твърде дълго." in failed_check(open_cell, [open_cell], Hidden())


def test_a_warning_that_costs_the_points_is_named():
    cell = check("f()", 2, said("UserWarning", name="stderr"))
    assert "изписа предупреждение" in failed_check(cell, [cell], Hidden())


def test_fewer_points_without_an_error_are_named_too():
    cell = check("f()", 2, score=1)
    assert failed_check(cell, [cell], Hidden()) == "<p>Част от проверките не минаха.</p>"
