"""The corpus: honest notebooks as text, and how a learner hands them in.

`corpus/<unit>/<name>.md` is a notebook (Jupytext's Markdown), `corpus/<unit>/files/` what lies beside it. A cell is
what nbgrader knows, in short:

    ```python solution="area"              the learner's code; the release has nbgrader's stub instead
    ```python test="area-test" points=2    a test of the author; hidden tests are marked as nbgrader marks them
    <!-- #region manual="why" points=3 --> the learner's text, graded by hand; also a code cell
    <!-- #region task="draw" points=2 -->  a task
    <!-- #region locked="intro" -->        read-only

More of a cell: `untouched=true` is an answer the learner left as it was released, `added=true` and `deleted=true` are
cells the learner added and deleted, `attached=true` is a text with a picture, `unordered=true` has a child process that
writes to stdout and stderr, which two threads read. What lies in `corpus/<unit>/learner/` is handed in too.
"""

import shutil
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output

CORPUS = Path(__file__).parent / "corpus"
UNITS = {
    folder.name: sorted(path.stem for path in folder.glob("*.md"))
    for folder in sorted(CORPUS.iterdir())
    if folder.is_dir()
}
NOTEBOOKS = [f"{unit}/{name}" for unit, names in UNITS.items() for name in names]
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
NOTHING = {"grade": False, "solution": False, "locked": False, "task": False}
KINDS = {
    "solution": {"solution": True},
    "test": {"grade": True, "locked": True},
    "manual": {"grade": True, "solution": True},
    "task": {"task": True, "locked": True},
    "locked": {"locked": True},
}
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def author(unit: str, folder: Path) -> None:
    """Write the source of a unit."""
    beside = CORPUS / unit / "files"
    shutil.copytree(beside, folder) if beside.is_dir() else folder.mkdir(parents=True)
    for name in UNITS[unit]:
        notebook = _written(unit, name)
        notebook.cells = [cell for cell in notebook.cells if "added" not in cell.metadata]
        nbformat.write(notebook, folder / f"{name}.ipynb")


def hand_in(unit: str, release: Path, folder: Path) -> None:
    """Write the release of a unit, with the learner's answers in it."""
    shutil.copytree(release, folder)
    if (CORPUS / unit / "learner").is_dir():
        shutil.copytree(CORPUS / unit / "learner", folder, dirs_exist_ok=True)
    for name in UNITS[unit]:
        path = folder / f"{name}.ipynb"
        notebook, written = nbformat.read(path, as_version=4), _written(unit, name)
        released = {cell.id: cell for cell in notebook.cells}
        notebook.cells = [
            _answered(released.get(cell.id, cell), cell) for cell in written.cells if "deleted" not in cell.metadata
        ]
        nbformat.write(notebook, path)


def _answered(cell: NotebookNode, written: NotebookNode) -> NotebookNode:
    if cell.metadata.get("nbgrader", {}).get("solution") and "untouched" not in cell.metadata:
        cell.source = written.source
    if cell.cell_type == "code":  # as JupyterLab leaves it
        cell.execution_count, cell.outputs = 7, [new_output("stream", text="what the learner saw\n")]
    return cell


def _written(unit: str, name: str) -> NotebookNode:
    """Return a notebook of the corpus, with the metadata of nbgrader."""
    notebook = jupytext.read(CORPUS / unit / f"{name}.md")
    notebook.metadata = NotebookNode(KERNEL)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
        for kind in KINDS.keys() & cell.metadata.keys():
            about = NOTHING | KINDS[kind] | {"schema_version": 3, "grade_id": cell.metadata.pop(kind)}
            if "points" in cell.metadata:
                about["points"] = cell.metadata.pop("points")
            cell.metadata["nbgrader"] = about
        if cell.metadata.pop("attached", False):
            cell.attachments = {"dot.png": {"image/png": DOT}}
    return notebook
