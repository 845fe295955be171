"""nbgrader's validation of one notebook, in a process of its own, told as lines of JSON.

`python -m daskalo_grading.desk.server.validation UNIT.ipynb` prints `{"cell": 3, "of": 17}` before each cell and at
last `{"changed": 0, "checks": {"<activity>": {"missing": []}}}`. A process of its own, because nbgrader
runs the notebook synchronously and the server has to answer meanwhile.
"""

from __future__ import annotations

import ast
import json
import logging
import sys
from pathlib import Path
from typing import ClassVar

from nbformat import NotebookNode
from nbgrader.apps import NbGrader
from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, Execute
from nbgrader.utils import is_grade
from nbgrader.validator import Validator


def tell(**values: object) -> None:
    """Print one line for the server."""
    print(json.dumps(values, ensure_ascii=False), flush=True)


class TellingExecute(Execute):
    """Runs the notebook as nbgrader does, and says which cell it has reached."""

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple[NotebookNode, dict]:
        """Say which cell is next and run it."""
        tell(cell=index + 1, of=len(self.nb.cells))
        return super().preprocess_cell(cell, resources, index)


class KeepingValidator(Validator):
    """nbgrader's validator; afterwards `executed` is the notebook with its outputs."""

    preprocessors: ClassVar = [CheckCellMetadata, ClearOutput, TellingExecute]
    executed: NotebookNode | None = None

    def _preprocess(self, nb: NotebookNode) -> NotebookNode:
        self.executed = super()._preprocess(nb)
        return self.executed


def checked_activity(source: str) -> str | None:
    """Return the id in a cell that ends with `check("<id>", ...)`, or None."""
    try:
        last = ast.parse(source).body[-1]
    except (SyntaxError, IndexError, ValueError):
        return None
    match last:
        case ast.Expr(value=ast.Call(func=ast.Name(id="check"), args=[ast.Constant(value=str(name)), *_])):
            return name
    return None


def missing(cell: NotebookNode) -> list[str]:
    """Return the sentences that an executed check stopped with; none when it went well."""
    stops = [output.evalue for output in cell.outputs if output.output_type == "error"]
    return [line.strip() for stop in stops for line in stop.splitlines() if line.strip()]


def validate(notebook: Path) -> dict[str, object]:
    """Validate one notebook and return what the page shows.

    Args:
        notebook (Path): The fetched notebook; its cells run in its folder.
    """
    application = NbGrader(log_level=logging.ERROR)
    application.load_config_file()
    validator = KeepingValidator(config=application.config)
    result = validator.validate(str(notebook.resolve()))
    checks = {}
    for cell in validator.executed.cells if validator.executed else []:
        if is_grade(cell) and cell.cell_type == "code" and (name := checked_activity(cell.source)):
            checks[name] = {"missing": missing(cell)}
    return {"changed": len(result.get("changed", [])) + len(result.get("type_changed", [])), "checks": checks}


if __name__ == "__main__":
    tell(**validate(Path(sys.argv[1])))
