"""Fixtures: a small nbgrader course with hand-ins, and the end of the interpreters that graded them."""

import shutil
from collections.abc import Iterator
from copy import copy
from pathlib import Path

import pytest
from hand_ins import Course

from daskalo_grading.execution import warm


@pytest.fixture(autouse=True, scope="package")
def end_interpreters() -> Iterator[None]:
    yield
    while warm._shared:
        warm._shared.popitem()[1].close()


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return Course.made(tmp_path_factory.mktemp("fresh") / "course")


@pytest.fixture
def course(fresh: Course, tmp_path: Path) -> Course:
    mine = copy(fresh)
    mine.folder = shutil.copytree(fresh.folder, tmp_path / "course")
    return mine
