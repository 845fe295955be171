"""A small nbgrader course, not one of ours, with hand-ins."""

import os
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from copy import copy
from pathlib import Path

import nbformat
import psycopg
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from daskalo_grading.execution import warm

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def cell(source: str, grade_id: str, **about: object):
    base = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return new_code_cell(source, id=grade_id, metadata={"nbgrader": base | {"grade_id": grade_id} | about})


class Course:
    """A course whose one unit asks for a function `double`."""

    unit = "ps1"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        source = folder / "source" / self.unit
        source.mkdir(parents=True)
        answer = cell("### BEGIN SOLUTION\ndef double(x):\n    return 2 * x\n### END SOLUTION", "double", solution=True)
        test = cell("assert double(2) == 4", "double-test", grade=True, locked=True, points=3)
        nbformat.write(new_notebook(cells=[answer, test], metadata=KERNEL), source / "ps1.ipynb")
        (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'any'\n")
        settings = Config({"CourseDirectory": {"root": str(folder), "course_id": "any"}})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            done = NbGraderAPI(config=settings).generate_assignment("ps1")
        assert done["success"], done

    def hand_in(self, person: str, answer: str = "def double(x):\n    return 2 * x") -> Path:
        folder = self.folder / "submitted" / person / self.unit
        shutil.copytree(self.folder / "release" / self.unit, folder)
        notebook = nbformat.read(folder / "ps1.ipynb", as_version=4)
        notebook.cells[0].source = answer
        nbformat.write(notebook, folder / "ps1.ipynb")
        return folder

    def scores(self, url: str | None = None) -> dict[str, float]:
        with Gradebook(url or f"sqlite:///{self.folder}/gradebook.db", "any") as book:
            return {each.student.id: each.score for each in book.assignment_submissions("ps1")}


@pytest.fixture(autouse=True, scope="package")
def end_interpreters() -> Iterator[None]:
    yield
    while warm._shared:
        warm._shared.popitem()[1].close()


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Course:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # nbgrader calls alembic
        return Course(tmp_path_factory.mktemp("fresh") / "course")


@pytest.fixture
def course(fresh: Course, tmp_path: Path) -> Course:
    mine = copy(fresh)
    mine.folder = shutil.copytree(fresh.folder, tmp_path / "course")
    return mine


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, on a socket in a folder of ours."""
    tools = [*os.environ["PATH"].split(os.pathsep), *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin")))]
    found = shutil.which("initdb", path=os.pathsep.join(tools))
    assert found, "PostgreSQL is not installed: apt-get install postgresql"
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())  # a socket's path must be short
    account = {"user": "nobody"} if os.geteuid() == 0 else {}  # it refuses to run as root
    if account:
        shutil.chown(folder, "nobody")
    data = folder / "data"
    made = [found, "-D", data, "-A", "trust", "-U", "daskalo", "-E", "UTF8", "--no-sync"]
    subprocess.run(made, check=True, capture_output=True, cwd="/", **account)
    server = subprocess.Popen(
        [str(Path(found).with_name("postgres")), "-D", data, "-k", folder, "-c", "listen_addresses=", "-F"],
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **account,
    )
    try:
        for _attempt in range(100):
            try:
                psycopg.connect(host=str(folder), user="daskalo", dbname="postgres").close()
                break
            except psycopg.OperationalError:
                time.sleep(0.1)
        yield f"postgresql+psycopg://daskalo@/postgres?host={folder}"
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)
