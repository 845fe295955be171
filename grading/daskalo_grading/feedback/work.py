"""The learner's own work: what they wrote and what it printed, as safe HTML."""

from __future__ import annotations

import html
from collections.abc import Sequence

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from daskalo.i18n import translator
from daskalo_grading.feedback.faults import errors, own_error
from daskalo_grading.feedback.hidden import Hidden
from daskalo_grading.feedback.safe import clean, markdown, picture, printed

_, ngettext = translator("daskalo_grading.feedback")

_PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif")
_WIDGET = "application/vnd.jupyter.widget-view+json"
_MOST = 20_000  # letters of one output; the notebook itself holds the rest


def unanswered(cell: NotebookNode) -> bool:
    """Return whether an answer cell is still as it was released: empty, unchanged, or stopped by nbgrader's stub."""
    return _as_released(cell) or any(error.ename == "NotImplementedError" for error in errors(cell))


def _as_released(cell: NotebookNode) -> bool:
    """Return whether a cell is empty or unchanged.

    nbgrader keeps the checksum of a released cell that brings points; of the others only emptiness is known.
    """
    about = cell.metadata.get("nbgrader", {})
    released = about.get("grade") and about.get("checksum") == compute_checksum(cell)
    return not cell.source.strip() or bool(released)


def written(cell: NotebookNode, cells: Sequence[NotebookNode], hidden: Hidden) -> str:
    """Return what a learner wrote into a cell, with its outputs.

    Args:
        cell (NotebookNode): A cell the learner may edit.
        cells (Sequence[NotebookNode]): The whole notebook; an error may come from another cell.
        hidden (Hidden): What must not be shown.
    """
    if _as_released(cell):
        return f"<p class='none'>{html.escape(_('There is no answer here yet.'))}</p>"
    if cell.cell_type != "code":
        return markdown(cell.source, cell.get("attachments"))
    return f"<pre><code>{html.escape(cell.source)}</code></pre>{outputs(cell, cells, hidden)}"


def outputs(cell: NotebookNode, cells: Sequence[NotebookNode], hidden: Hidden) -> str:
    """Return the outputs of a code cell: text, tables, pictures; of an error its name, its words and the own line."""
    return "".join(_output(output, cells, hidden) for output in cell.get("outputs", []))


def _output(output: NotebookNode, cells: Sequence[NotebookNode], hidden: Hidden) -> str:
    if output.output_type == "error":
        return own_error(output, cells, hidden)
    if output.output_type == "stream":
        return printed(_cut(hidden.cut(output.text)))
    data = output.data
    if _WIDGET in data and "text/html" not in data:
        return f"<p class='none'>{html.escape(_('[an interactive element: open the notebook to use it]'))}</p>"
    if "text/html" in data and len(data["text/html"]) <= _MOST * 10:
        return clean(hidden.cut_html(data["text/html"]))
    for kind in _PICTURES:
        if kind in data:
            return picture(output, kind)
    if "text/markdown" in data:
        return markdown(hidden.cut(data["text/markdown"]))
    return printed(_cut(hidden.cut(data.get("text/latex") or data.get("text/plain", ""))))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}\n{_('[the rest is in your notebook]')}"
