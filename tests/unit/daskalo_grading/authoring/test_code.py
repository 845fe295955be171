"""The code of a lesson: comments, syntax trees, calls."""

import pytest

from daskalo_grading.authoring.code import calls, comments, dump, last_call, with_comments

SOURCE = '''# One thought
# in two lines
text = """
# not a comment
"""
x = 1  # behind code
if x:
    # indented
    ### BEGIN SOLUTION
    x = 2
    ### END SOLUTION
# noqa: E501
# 123
# Why?
'''


def test_full_line_comments_are_prose_and_nothing_else():
    assert [(comment.text, comment.indent) for comment in comments(SOURCE)] == [
        ("One thought\nin two lines", ""),
        ("indented", "    "),
        ("Why?", ""),
    ]


def test_english_stays_as_the_author_wrote_it():
    assert with_comments(SOURCE, lambda comment: comment.text) == SOURCE


def test_other_words_keep_the_syntax_tree():
    other = with_comments(SOURCE, lambda comment: "нещо\nи още нещо")
    assert other.count("# и още нещо") == 3
    assert dump(other) == dump(SOURCE)


@pytest.mark.parametrize("source", ["%matplotlib inline\n# Words", "files = !ls 'a\n# Words", "len?\n# Words"])
def test_comments_beside_magics_are_found(source):
    assert [comment.text for comment in comments(source)] == ["Words"]


def test_a_cell_of_another_language_is_left_alone():
    assert comments("%%bash\n# Words") == []


def test_different_magics_are_different_code():
    assert dump("%matplotlib inline") != dump("%matplotlib widget")
    assert dump("%%bash\nls") != dump("%%bash\nrm")
    assert dump("x = 1  # a") == dump("x = 1")


def test_calls_are_found_in_order_and_only_with_a_plain_id():
    assert calls('activity("b"); activity("a")\nactivity(name)\nother.activity("c")', "activity") == ["b", "a"]


@pytest.mark.parametrize(
    ("source", "id"),
    [
        ('check("soil")', "soil"),
        ('x = 1\ncheck("soil")  # why', "soil"),
        ('check("soil", points=2)', None),
        ('check("soil")\nx = 1', None),
        ('print(check("soil"))', None),
        ("check(soil)", None),
        ("", None),
        ("check(", None),
    ],
)
def test_only_a_bare_last_call_gets_a_hidden_test(source, id):
    assert last_call(source, "check") == id
