"""Scores, outputs and error texts are those of stock nbgrader, on every honest notebook."""

from pathlib import Path

import pytest
from both import OURS, PERSON, book, graded, graded_by_all, place
from corpus import NOTEBOOKS, UNITS
from normal import comparable

pytestmark = pytest.mark.nbgrader


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return graded_by_all(tmp_path_factory.mktemp("equality"))


def test_the_corpus_is_large_enough():
    assert len(NOTEBOOKS) >= 48


@pytest.mark.parametrize("ours", OURS)
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebook_is_what_stock_nbgrader_makes_of_it(courses: dict[str, Path], notebook: str, ours: str):
    unit, name = notebook.split("/")
    made, stock = (comparable(graded(place(courses[who], unit), unit, name)) for who in (ours, "stock"))
    assert made == stock


@pytest.mark.parametrize("ours", OURS)
@pytest.mark.parametrize("unit", UNITS)
def test_the_gradebook_says_the_same(courses: dict[str, Path], unit: str, ours: str):
    assert book(place(courses[ours], unit), unit) == book(place(courses["stock"], unit), unit)


@pytest.mark.parametrize("ours", OURS)
@pytest.mark.parametrize("unit", UNITS)
def test_beside_a_graded_notebook_lies_what_was_handed_in(courses: dict[str, Path], unit: str, ours: str):
    """What code wrote is not kept: it ran on a copy. Of what the author gave, the author's version counts."""
    course = place(courses[ours], unit)
    beside = _files(course / "submitted" / PERSON / unit) | _files(course / "source" / unit)
    assert _files(course / "autograded" / PERSON / unit) == beside
    assert _files(place(courses["stock"], unit) / "autograded" / PERSON / unit).keys() >= beside.keys()


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".ipynb", ".pyc")
    }
