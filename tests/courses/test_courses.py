"""The real courses: they build in both languages, and what they mark is proved both ways."""

from pathlib import Path

import pytest

from daskalo.i18n import LANGUAGES
from daskalo_grading.authoring.build import build
from daskalo_grading.authoring.check import check
from daskalo_grading.authoring.course import course_ids
from daskalo_grading.authoring.translate import translate

COURSES = Path(__file__).parents[2] / "courses"
IDS = course_ids(COURSES)


def test_every_course_builds_in_both_languages(tmp_path: Path):
    build(COURSES, tmp_path, say=lambda _line: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"{id}-{lang}" for id in IDS for lang in LANGUAGES
    )


def test_every_catalogue_is_complete_and_up_to_date():
    rows = translate(COURSES, save=False)
    assert [row for row in rows if row.changed or not row.counts.complete or row.counts.obsolete] == []


@pytest.mark.nbgrader
@pytest.mark.parametrize("id", IDS)
def test_every_course_is_proved_both_ways(id: str):
    lines: list[str] = []
    assert check(COURSES, only=id, say=lines.append), "\n".join(lines)
