"""The lines of hidden tests are found, and cut wherever they turn up."""

from graded import check, heading

from daskalo_grading.feedback.hidden import Hidden

SOURCE = "assert mean([1]) == 1\n### BEGIN HIDDEN TESTS\nassert mean(['ab']) == 424242\nx = 1\n### END HIDDEN TESTS"


def test_the_lines_between_the_marks_are_hidden():
    assert Hidden().lines(SOURCE) == {2, 3, 4, 5}
    assert Hidden().lines("assert True") == set()
    assert Hidden().lines("a\n### BEGIN HIDDEN TESTS\nb") == {2, 3}


def test_a_course_may_have_marks_of_its_own():
    own = Hidden("СКРИТО", "ВИДИМО")
    assert own.lines("a\n# СКРИТО\nb\n# ВИДИМО\nc") == {2, 3, 4}
    assert own.of([check("# СКРИТО\nassert f(1) == 2", 1)]).cut("assert f(1) == 2") == "…"


def test_a_hidden_line_is_cut_wherever_it_was_printed_and_honest_text_is_not():
    hidden = Hidden().of([heading("## Задача"), check(SOURCE, 2)])
    assert hidden.cut("чуждо: assert mean(['ab']) == 424242!") == "чуждо: …!"
    assert hidden.cut("assert mean([1]) == 1; x = 1") == "assert mean([1]) == 1; x = 1"


def test_html_escapes_do_not_help_a_hidden_line_through():
    hidden = Hidden().of([check(SOURCE, 2)])
    for quote in ("'", "&#x27;"):
        assert hidden.cut_html(f"<b>assert mean([{quote}ab{quote}]) == 424242</b>") == "<b>…</b>"


def test_a_line_that_stands_in_the_open_too_is_no_secret():
    source = "import numpy as np\n### BEGIN HIDDEN TESTS\nimport numpy as np\n### END HIDDEN TESTS"
    assert Hidden().of([check(source, 1)]).cut("import numpy as np") == "import numpy as np"
