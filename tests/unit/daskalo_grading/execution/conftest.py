"""Notebooks that are run as hand-ins."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from daskalo_grading.execution import Execute, warm

Run = Callable[..., NotebookNode]


@pytest.fixture(autouse=True, scope="package")
def end_interpreters() -> Iterator[None]:
    yield
    while warm._shared:
        warm._shared.popitem()[1].close()


@pytest.fixture
def hand_in(tmp_path: Path) -> Path:
    folder = tmp_path / "course" / "autograded" / "teacher1" / "unit"
    folder.mkdir(parents=True)
    (tmp_path / "course" / "gradebook.db").write_text("points of everybody")
    (folder / "data.txt").write_text("Дунав")
    return folder


@pytest.fixture
def run(hand_in: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "a token of the formgrader")

    def run(*cells: str | NotebookNode, **settings: Any) -> NotebookNode:
        notebook = new_notebook(cells=[cell if isinstance(cell, dict) else new_code_cell(cell) for cell in cells])
        execute = Execute(config=Config({"Execute": {"shutdown_kernel": "immediate"} | settings}))
        ran, resources = execute.preprocess(notebook, {"metadata": {"path": str(hand_in)}})
        ran.notes = resources["daskalo"]["notes"]
        return ran

    return run
