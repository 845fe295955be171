"""One bad lesson for each rule."""

import pytest

from daskalo.i18n import speaking
from daskalo_grading.authoring.findings import Finding
from daskalo_grading.authoring.lint import lint
from daskalo_grading.authoring.sources import read_courses


def findings(tiny) -> list[Finding]:
    (source,) = read_courses(tiny.courses)
    return [*source.findings, *lint(source)]


def codes(tiny) -> list[str]:
    return sorted({finding.code for finding in findings(tiny)})


def test_the_tiny_course_has_no_findings(tiny):
    assert findings(tiny) == []


LOCKED = "locked: true}"
CELL = "grade_id: {}, grade: false, solution: false, task: false, locked: true"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        # what nbgrader accepts
        ("schema_version: 3, grade_id: soil-test", "schema_version: 2, grade_id: soil-test", "nbgrader-metadata"),
        ("locked: true, points: 3}", "locked: true, points: 3, extra: 1}", "nbgrader-metadata"),
        ("locked: true, points: 3}", "locked: true}", "nbgrader-metadata"),
        ("nbgrader: {schema_version: 3, grade_id: imports", "nbgrader: {grade_id: imports", "nbgrader-metadata"),
        ("grade_id: imports, grade: false", "grade_id: imports", "nbgrader-metadata"),
        ("grade_id: soil-test", "grade_id: soil-activity", "grade-id-twice"),
        ("grade_id: soil-test", "grade_id: Soil_Test", "grade-id-not-kebab-case"),
        ("grade_id: soil-test", "grade_id: почва", "grade-id-not-kebab-case"),
        ("grade_id: soil-test", f"grade_id: {'x' * 65}", "grade-id-not-kebab-case"),
        ("grade_id: soil-test", "grade_id: cell-01", "grade-id-reserved"),
        ("## Your own code", "```{raw-cell}\nx\n```", "raw-cell"),
        ('"task": true, "locked": true', '"task": true, "locked": false', "task-unlocked"),
        ("task: false, locked: true, points: 3", "task: false, locked: false, points: 3", "test-unlocked"),
        (CELL.format("soil-activity"), CELL.format("soil-activity")[:-4] + "false", "activity-unlocked"),
        ("### BEGIN HIDDEN TESTS\nassert", "assert", "marker-open"),
        ("    ### BEGIN SOLUTION\n", "    ### BEGIN HIDDEN TESTS\n    ### END HIDDEN TESTS\n    ### BEGIN SOLUTION\n",
         "hidden-tests-outside-test"),
        ('check("soil")', '### BEGIN SOLUTION\nx = 1\n### END SOLUTION\ncheck("soil")', "solution-marker-outside"),
        ("- Sand is light.", "=== BEGIN MARK SCHEME ===\n=== END MARK SCHEME ===\n\n- Sand is light.",
         "task-marker-outside"),
        # what a lesson may hold
        ("## Your own code", "![a picture](attachment:soil.png)", "attachment"),
        ("## Your own code", "![](https://example.org/soil.png)", "picture-without-text"),
        ("## Your own code", "![a picture](files/soil.png)", "picture-missing"),
        ("## Your own code", "[a page](other.ipynb)", "link-missing"),
        ("## Your own code", "- a point\n\n  +++\n", "cell-break"),
        ("## Your own code", "```{note}\nWords\n```", "directive-unknown"),
        ("assert double(2) == 4", "assert double(2) == 4\n" + "x = 1\n" * 15, "code-cell-too-long"),
        ("assert double(2) == 4", "assert double(2) == 4, 'Not twice the number'", "prose-in-code"),
        ("assert double(2) == 4", "assert double(2) == 4, f'Not {double} the number'", "prose-in-code"),
        ("assert double(2) == 4", "assert double(2 == 4", "code-unreadable"),
        # what belongs together
        ('activity("soil")', 'activity("sand")', "activity-unknown"),
        ('activity("soil")', "x = 1", "activity-not-shown"),
        ('activity("warm-up")', 'activity("soil")', "activity-shown-twice"),
        ('check("soil")', "x = 1", "activity-not-checked"),
        ('check("soil")', 'x = check("soil")', "check-not-last"),
        ("assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(-3) == -6\n### END HIDDEN TESTS",
         'check("soil")', "activity-checked-twice"),
        ('check("soil")', 'check("warm-up")', "not-for-marking"),
        ('"grade_id": "garden"', '"grade_id": "orchard"', "task-missing"),
        ("```{rubric} garden\n```", "", "rubric-not-shown"),
        ('"points": 4', '"points": 5', "rubric-points-differ"),
        ('"points": 4', '"points": 5', "points-differ"),
        ("points: 3}", "points: 2}", "points-differ"),
    ],
)  # fmt: skip
def test_each_mistake_in_a_lesson_has_its_finding(tiny, old, new, code):
    tiny.edit(tiny.lesson, old, new)
    found = [finding for finding in findings(tiny) if finding.code == code]
    assert found
    assert all(finding.place.startswith("01-soil/") and not finding.warning for finding in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("course.toml", "automatic = 5", "automatic = 6", "points-differ"),
        ("course.toml", "hours = { present = 2", "hours = { present = 3", "hours-differ"),
        ("course.toml", '["3.1", "5.3"]', '["3.1", "7.1"]', "code-unknown"),
        ("course.toml", "DigCompEdu 2017", "DigCompEdu 2030", "framework-unknown"),
        ("01-soil/activities.toml", 'rubric = "garden"', 'rubric = "orchard"', "rubric-unknown"),
        ("01-soil/activities.toml", 'answer = ["air", "worms"]', "", "answer-missing"),
    ],
)
def test_each_mistake_in_a_table_has_its_finding(tiny, file, old, new, code):
    tiny.edit(tiny.course / file, old, new)
    assert code in codes(tiny)


@pytest.mark.parametrize("name", ["answers.toml", "lesson.md", "bg.po", "test_soil.py", "journal.jsonl", ".hidden"])
def test_no_source_and_no_journal_travels_with_a_lesson(tiny, name):
    (tiny.unit / "files").mkdir()
    (tiny.unit / "files" / name).write_text("x")
    assert codes(tiny) == ["text-source-in-files"]


def test_a_link_to_another_file_does_not_travel(tiny):
    (tiny.unit / "files").mkdir()
    (tiny.unit / "files" / "soil.csv").symlink_to(tiny.activities)
    assert codes(tiny) == ["link-in-files"]


def test_forty_cells_are_enough(tiny):
    tiny.edit(tiny.lesson, "## Your own code", "## Your own code" + "\n\n+++\n\n42" * 31)
    assert codes(tiny) == ["too-many-cells"]


def test_data_in_code_may_be_marked_as_such(tiny):
    tiny.edit(tiny.lesson, "assert double(2) == 4", "assert double(2) == 4, 'Not twice the number'")
    tiny.edit(tiny.lesson, "nbgrader: {schema_version: 3, grade_id: double-test",
              "tags: [prose-in-code]\nnbgrader: {schema_version: 3, grade_id: double-test")  # fmt: skip
    assert codes(tiny) == []


def test_a_finding_names_line_cell_and_remedy(tiny):
    tiny.edit(tiny.lesson, 'activity("soil")', 'activity("sand")')
    line = tiny.lesson.read_text().split("grade_id: soil-activity")[0].count("\n") - 1
    with speaking("en"):
        found = next(finding for finding in findings(tiny) if finding.code == "activity-unknown")
    assert str(found) == (
        f"01-soil/lesson.md:{line}, cell 4 (soil-activity): "
        "There is no activity “sand”. There are: warm-up, garden, soil. [activity-unknown]"
    )
