"""What is wrong with a course before anything runs: one place where all the rules are asked."""

from __future__ import annotations

from collections.abc import Iterator

from daskalo_grading.authoring.cell_rules import cell_findings, file_findings
from daskalo_grading.authoring.findings import Finding
from daskalo_grading.authoring.prose import prose_findings
from daskalo_grading.authoring.sources import CourseSource
from daskalo_grading.authoring.wiring import course_findings, unit_findings


def lint(source: CourseSource) -> list[Finding]:
    """Return every finding of a course: its own, then unit by unit."""
    return list(dict.fromkeys(_all(source)))


def _all(source: CourseSource) -> Iterator[Finding]:
    course = source.course
    yield from course_findings(course)
    yield from prose_findings(source.messages(), source.catalog, course.id)
    for unit in source.units:
        yield from cell_findings(unit.cells, unit.place("lesson.md"), unit.files)
        yield from file_findings(unit)
        yield from unit_findings(unit, source.rubric)
        yield from prose_findings(unit.messages(), unit.catalog, unit.id)
    yield from prose_findings(source.rubric_messages(), source.rubric_catalog, "rubrics")
