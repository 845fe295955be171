"""The server shows one notebook, names who has logged in, and serves no hand-in."""

from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from daskalo_grading.trainer_desk.server import NOTEBOOK, DeskHandler, prepare


def prepared(user: object) -> str:
    notebook = new_notebook(cells=[new_code_cell("show()")])
    prepare(SimpleNamespace(current_user=user), notebook, "")  # type: ignore[arg-type]
    assert [cell.source for cell in notebook.cells[1:]] == ["show()"]
    return notebook.cells[0].source


@pytest.mark.parametrize(
    ("user", "name"),
    [
        (SimpleNamespace(username="x", hub_user={"name": "trainer1"}), "trainer1"),
        (SimpleNamespace(username="anonymous-7f3a", name="Anonymous Ananke"), ""),
        (SimpleNamespace(hub_user={"name": "a'b\"; import os"}), "a'b\"; import os"),
    ],
)
def test_only_the_hub_names_the_rater(user: object, name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DASKALO_RATER", raising=False)
    scope: dict = {}
    exec(prepared(user), scope)
    assert scope["os"].environ["DASKALO_RATER"] == name
    monkeypatch.delenv("DASKALO_RATER")


def test_the_notebook_is_read_from_our_apps_and_nowhere_else():
    manager = DeskHandler.contents_manager.fget(None)  # type: ignore[attr-defined]
    assert manager.root_dir == str(NOTEBOOK.parent)
    assert manager.get(NOTEBOOK.name)["type"] == "notebook"
