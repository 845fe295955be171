"""The last gate between two languages."""

import pytest

from daskalo_grading.authoring.fingerprint import differences
from daskalo_grading.authoring.lesson import Cell

LESSON = [
    Cell(1, 1, "markdown", "# Soil\n\nRead [it](https://a.org)."),
    Cell(2, 5, "code", "x = 1  # one", {"nbgrader": {"grade_id": "one", "locked": True}}),
    Cell(3, 9, "code", "%matplotlib inline\n# why"),
]


def test_other_words_are_no_difference():
    other = [
        LESSON[0].with_source("# Почва\n\nПрочетете [това](https://a.org)."),
        LESSON[1].with_source("x = 1  # едно"),
        LESSON[2].with_source("%matplotlib inline\n# защо"),
    ]
    assert list(differences(LESSON, other, "lesson.md")) == []


@pytest.mark.parametrize(
    "cell",
    [
        Cell(2, 5, "code", "x = 2", LESSON[1].metadata),
        Cell(2, 5, "code", "x = 1\nimport os", LESSON[1].metadata),
        Cell(2, 5, "code", "x = (1", LESSON[1].metadata),
        Cell(2, 5, "markdown", "x = 1", LESSON[1].metadata),
        Cell(2, 5, "code", "x = 1", {"nbgrader": {"grade_id": "one", "locked": False}}),
        Cell(2, 5, "code", "x = 1", {**LESSON[1].metadata, "tags": ["hide"]}),
    ],
)
def test_code_type_and_metadata_may_not_differ(cell):
    found = list(differences(LESSON, [LESSON[0], cell, LESSON[2]], "lesson.md"))
    assert {finding.code for finding in found} == {"cells-differ"}
    assert all(finding.place.startswith("lesson.md:5") for finding in found)


def test_a_lost_or_added_cell_is_a_difference():
    assert [finding.code for finding in differences(LESSON, LESSON[:2], "lesson.md")] == ["cells-differ"]


def test_markdown_may_not_gain_a_block():
    other = [LESSON[0].with_source(LESSON[0].source + "\n\n> x"), *LESSON[1:]]
    assert len(list(differences(LESSON, other, "lesson.md"))) == 1
