"""The comparison with stock nbgrader is not blind."""

from collections.abc import Callable
from copy import deepcopy

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from normal import comparable


def notebook() -> NotebookNode:
    stream = new_output("stream", name="stdout", text="a\n")
    result = new_output("execute_result", data={"text/plain": "1", "text/html": "<b>1</b>"}, execution_count=1)
    error = new_output("error", ename="NameError", evalue="name 'x' is not defined", traceback=["line 1", "line 2"])
    cell = new_code_cell("x", id="one", execution_count=1, outputs=[stream, result, error], metadata={"tags": ["kept"]})
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"a" * 32: {"model_name": "M", "state": {}}}}}
    return new_notebook(cells=[cell], metadata={"widgets": widgets})


def outputs(made: NotebookNode) -> list[NotebookNode]:
    return made.cells[0].outputs


CHANGES: dict[str, Callable[[NotebookNode], object]] = {
    "printed": lambda made: outputs(made)[0].update(text="b\n"),
    "stream": lambda made: outputs(made)[0].update(name="stderr"),
    "value": lambda made: outputs(made)[1].data.update({"text/plain": "2"}),
    "mime type": lambda made: outputs(made)[1].data.pop("text/html"),
    "error": lambda made: outputs(made)[2].update(evalue="name 'y' is not defined"),
    "traceback": lambda made: outputs(made)[2].update(traceback=["line 1", "line 3"]),
    "missing output": lambda made: outputs(made).pop(),
    "order": lambda made: outputs(made).reverse(),
    "source": lambda made: made.cells[0].update(source="y"),
    "number": lambda made: made.cells[0].update(execution_count=2),
    "metadata": lambda made: made.cells[0].metadata.pop("tags"),
    "missing cell": lambda made: made.cells.pop(),
    "metadata of the notebook": lambda made: made.metadata.update(more=1),
    "widget": lambda made: next(iter(made.metadata.widgets.values()))["state"].clear(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(change: str):
    changed = notebook()
    CHANGES[change](changed)
    assert comparable(changed) != comparable(notebook())


def test_what_the_clock_decides_is_not():
    one, other = notebook(), deepcopy(notebook())
    outputs(one)[0].text = "at 0x7f0000000001\nb\n"
    outputs(other)[:1] = [
        new_output("stream", name="stdout", text="at 0x7fffffffffff\n"),
        new_output("stream", name="stdout", text="b\n"),
    ]
    assert comparable(one) == comparable(other)
