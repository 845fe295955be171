"""What went wrong in a cell, in words: an own error with the line of code, a failed check without its source.

A traceback is read, never shown. It tells which cell and which line the error went through; the line is then taken from
the notebook, and only from cells that the learner may see.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from daskalo.i18n import translator
from daskalo_grading.feedback.hidden import Hidden
from daskalo_grading.feedback.safe import without_folders

_, ngettext = translator("daskalo_grading.feedback")

_FRAME = re.compile(r"^\s*(?:Cell )?In(?:put In)? ?\[(\d+)\], line (\d+)", re.MULTILINE)
_MOST = 500  # letters of an error's own words


@dataclass(frozen=True)
class Place:
    """Where an error went through.

    Attributes:
        cell (NotebookNode): A code cell of the notebook.
        line (int): From 1.
    """

    cell: NotebookNode
    line: int

    @property
    def code(self) -> str:
        """The line itself; empty where the cell has no such line."""
        lines = self.cell.source.splitlines()
        return lines[self.line - 1].strip() if 0 < self.line <= len(lines) else ""


def places(output: NotebookNode, cells: Sequence[NotebookNode]) -> list[Place]:
    """Return the cells and lines that an error went through, outermost first."""
    by_count = {cell.get("execution_count"): cell for cell in cells if cell.cell_type == "code"}
    trace = strip_ansi("\n".join(output.get("traceback", [])))
    found = ((by_count.get(int(count)), int(line)) for count, line in _FRAME.findall(trace))
    return [Place(cell, line) for cell, line in found if cell is not None]


def errors(cell: NotebookNode) -> list[NotebookNode]:
    """Return the errors among the outputs of a cell."""
    return [output for output in cell.get("outputs", []) if output.output_type == "error"]


def sentence(output: NotebookNode) -> str:
    """Return an error that grading itself wrote, in words for the learner; empty for one of the learner's code."""
    match output.ename:
        case "InterpreterEnded":  # daskalo_grading.execution has written the sentence
            return output.evalue
        case "Tampered" | "AlwaysEqual":
            return _("This check does not count. Ask your trainer why.")
        case "CellTimeoutError" | "KeyboardInterrupt":
            return _("The code ran too long and was stopped. Look for a loop that never ends.")
        case "NotImplementedError" if not output.evalue:
            return _("There is no answer here yet.")
    return ""


def own_error(output: NotebookNode, cells: Sequence[NotebookNode], hidden: Hidden) -> str:
    """Return an error of the learner's own cell as HTML: its name, its words and the line of their code."""
    if known := sentence(output):
        return f"<p class='error'>{_said(hidden.cut(known))}</p>"
    words = hidden.cut(without_folders(output.evalue or ""))[:_MOST]
    name = html.escape(output.ename or _("Error"))
    line = _own_line([place for place in places(output, cells) if not _is_test(place.cell)])
    return f"<p class='error'><strong>{name}</strong>{html.escape(f': {words}' if words else '')}</p>{line}"


def failed_check(cell: NotebookNode, cells: Sequence[NotebookNode], hidden: Hidden) -> str:
    """Return why a test cell gave less than all points, as HTML; of a hidden test only that it failed.

    The words of an error out of a hidden test stay out too: they may hold the values it tries.
    """
    return "".join(_failures(cell, cells, hidden)) or f"<p>{_said(_('Part of the checks failed.'))}</p>"


def _failures(cell: NotebookNode, cells: Sequence[NotebookNode], hidden: Hidden) -> Iterator[str]:
    for output in errors(cell):
        if known := sentence(output):
            yield f"<p class='error'>{_said(hidden.cut(known))}</p>"
            continue
        way = places(output, cells)
        here = next((place for place in way if place.cell is cell), None)
        own = [place for place in way if not _is_test(place.cell)]
        # An error that names no line of this cell may come from anywhere in it.
        lines = hidden.lines(cell.source)
        unseen = here.line in lines if here else bool(lines)
        yield f"<p>{_said(_('A hidden check failed.') if unseen else _('A check failed.'))}</p>"
        if not unseen:
            if here is not None and here.code:
                yield f"<pre><code>{html.escape(here.code)}</code></pre>"
            words = hidden.cut(without_folders(output.evalue or "")).strip()[:_MOST]
            if words and not (here and words in here.code):
                name = "" if output.ename == "AssertionError" else f"<strong>{html.escape(output.ename)}</strong>: "
                yield f"<p class='error'>{name}{html.escape(words)}</p>"
        elif own:
            yield f"<p class='error'>{_said(_('The error is called {name}.', name=output.ename))}</p>"
        yield _own_line(own)
    if any(output.output_type == "stream" and output.name == "stderr" for output in cell.get("outputs", [])):
        yield f"<p>{_said(_('The code printed a warning during this check, so it does not count as passed.'))}</p>"


def _own_line(way: Sequence[Place]) -> str:
    if not way or not way[-1].code:
        return ""
    said = _said(_("Line {n} of your code:", n=way[-1].line))
    return f"<p class='line'>{said}</p><pre><code>{html.escape(way[-1].code)}</code></pre>"


def _is_test(cell: NotebookNode) -> bool:
    about = cell.metadata.get("nbgrader", {})
    return bool(about.get("locked") or (about.get("grade") and not about.get("solution")))


def _said(words: str) -> str:
    return html.escape(words)
