"""A lesson of ours, with a journal of answers, is graded by stock nbgrader and by ours alike."""

import shutil
from pathlib import Path

import pytest
from both import OURS, SETTINGS, book, graded, nbgrader
from lesson import UNIT, WORKS, released
from normal import comparable

from daskalo_grading.autograde import grade

pytestmark = pytest.mark.nbgrader


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("lesson")
    made = released(root / "stock")
    folders = {"stock": made} | {name: shutil.copytree(made, root / name) for name in OURS}
    nbgrader(folders["stock"], "autograde", UNIT)
    nbgrader(folders["settings"], "autograde", UNIT, **SETTINGS)
    assert [one.failed for one in grade(folders["daskalo"], UNIT, workers=1)] == [""] * len(WORKS)
    return folders


@pytest.mark.parametrize("ours", OURS)
@pytest.mark.parametrize("person", WORKS)
def test_a_lesson_is_what_stock_nbgrader_makes_of_it(courses: dict[str, Path], person: str, ours: str):
    made, stock = (comparable(graded(courses[who], UNIT, UNIT, person)) for who in (ours, "stock"))
    assert made == stock
    assert book(courses[ours], UNIT, person) == book(courses["stock"], UNIT, person)


def test_the_works_differ(courses: dict[str, Path]):
    assert len({book(courses["daskalo"], UNIT, person)["submission"]["score"] for person in WORKS}) == len(WORKS)
