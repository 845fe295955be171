"""Cells that were split, copied, retyped or deleted: repaired, or nothing for that cell, and a sentence to the trainer.

Stock nbgrader gives up the whole hand-in, or leaves a test that was deleted without any points. An honest notebook
passes through unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor

from daskalo.i18n import translator
from daskalo_grading.execution.expected import Expected, expected_cells
from daskalo_grading.execution.findings import METADATA, Findings

_, ngettext = translator("daskalo_grading.execution")

COMPARED = ("grade", "solution", "locked", "task", "points")


class RepairCells(NbGraderPreprocessor):
    """Puts the cells of a hand-in in order; the first of nbgrader's sanitizing steps after `ClearOutput`.

    What was done stands in the metadata of the notebook until `Execute` takes it from there.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Repair a notebook, in place."""
        findings = Findings()
        try:
            expected = expected_cells(resources["nbgrader"])
        except MissingEntry:
            return nb, resources  # nbgrader says in a moment that it does not know this notebook
        nb.metadata.pop(METADATA, None)
        _forget_strangers(nb, expected)
        for id, author in expected.items():
            cells = [cell for cell in nb.cells if _id(cell) == id]
            if len(cells) > 1:
                _one_of(nb, cells, author, findings)
            if cells:
                _as_made(cells[0], author, findings)
        _put_back(nb, expected, findings)
        if findings.notes:
            nb.metadata[METADATA] = {"notes": findings.notes}
        return nb, resources


def _id(cell: NotebookNode) -> str:
    about = cell.metadata.get("nbgrader")
    return about.get("grade_id", "") if isinstance(about, dict) else ""


def _forget_strangers(nb: NotebookNode, expected: dict[str, Expected]) -> None:
    """Make cells ordinary that call themselves what the unit does not have."""
    for cell in nb.cells:
        if "nbgrader" in cell.metadata and _id(cell) not in expected:
            del cell.metadata["nbgrader"]


def _one_of(nb: NotebookNode, cells: list[NotebookNode], author: Expected, findings: Findings) -> None:
    """Leave one cell of several with the same id; `cells[0]` becomes it. No work of the learner is lost."""
    untouched = [cell for cell in cells if _is_authors(cell, author)]
    own = [cell for cell in cells if not _is_authors(cell, author)]
    kept, *others = own or untouched
    for cell in untouched:
        if cell is not kept:
            _remove(nb, cell)
    together = [kept]
    for cell in [each for each in others if each in own]:
        if cell.source.strip() == kept.source.strip():
            _remove(nb, cell)
        elif author.solution and _follows(nb, together[-1], cell):
            together.append(cell)
        else:
            del cell.metadata["nbgrader"]
    if len(together) > 1:
        kept.source = "\n".join(cell.source for cell in together)
        for cell in together[1:]:
            _remove(nb, cell)
        findings.tell("cell-repaired", author.id, _("“{cell}” was split; its parts were put together.", cell=author.id))
    else:
        sentence = _("“{cell}” was there {n} times; one of them counts.", cell=author.id, n=len(cells))
        findings.tell("cell-repaired", author.id, sentence)
    cells[0] = kept


def _is_authors(cell: NotebookNode, author: Expected) -> bool:
    """Whether a cell holds nothing but what its author wrote, or a part of a locked cell."""
    source = cell.source.strip()
    return source == author.source.strip() or (not author.solution and source in author.source)


def _follows(nb: NotebookNode, first: NotebookNode, second: NotebookNode) -> bool:
    places = [next(place for place, cell in enumerate(nb.cells) if cell is wanted) for wanted in (first, second)]
    return places[1] == places[0] + 1


def _remove(nb: NotebookNode, wanted: NotebookNode) -> None:
    nb.cells = [cell for cell in nb.cells if cell is not wanted]


def _as_made(cell: NotebookNode, author: Expected, findings: Findings) -> None:
    """Give a cell the type and the metadata its author gave it."""
    if cell.cell_type != author.cell_type:
        fresh = author.new()
        for key in [key for key in cell if key not in ("id", "metadata", "source")]:
            del cell[key]
        cell.update({key: value for key, value in fresh.items() if key not in ("id", "metadata", "source")})
        cell.pop("attachments", None)
        sentence = _("“{cell}” had become another kind of cell; it is again what it was.", cell=author.id)
        findings.tell("cell-repaired", author.id, sentence)
    about = cell.metadata["nbgrader"]
    changed = any(about.get(key, False) != author.about.get(key, False) for key in COMPARED)
    if changed or not isinstance(about.get("schema_version"), int):
        cell.metadata["nbgrader"] = NotebookNode(author.about)


def _put_back(nb: NotebookNode, expected: dict[str, Expected], findings: Findings) -> None:
    """Put cells back that give points and are gone: a test runs again, an answer is empty."""
    for author, before in _missing(nb, expected):
        places = [place for place, cell in enumerate(nb.cells) if _id(cell) in before]
        nb.cells.insert(max(places) + 1 if places else len(nb.cells), author.new())
        sentence = _("“{cell}” was missing and was put back as it was.", cell=author.id)
        findings.tell("cell-missing", author.id, sentence)


def _missing(nb: NotebookNode, expected: dict[str, Expected]) -> Iterator[tuple[Expected, set[str]]]:
    """Yield the cells that are gone, with the ids of all that stood before them."""
    there = {_id(cell) for cell in nb.cells}
    before: set[str] = set()
    for id, author in expected.items():
        if id not in there and (author.grade or author.task):
            yield author, set(before)
        before.add(id)
