"""A lesson as its author writes it: `lesson.md`, MyST Markdown with the metadata of nbgrader.

jupytext reads it. What comes out is neutral and repeatable: no random ids, no metadata of one machine or editor.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat
from jupytext.myst import MystMetadataParsingError, myst_to_notebook

from daskalo.errors import ContentError
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading")

FILE = "lesson.md"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
NBFORMAT = (4, 5)


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson.

    Attributes:
        number (int): Its place in the lesson, from 1.
        line (int): The line of `lesson.md` where it begins, from 1.
        type (str): `markdown`, `code` or `raw`.
        source (str): Its text, without a line end at the end.
        metadata (Mapping): As the author wrote it.
    """

    number: int
    line: int
    type: str
    source: str
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def grader(self) -> Mapping[str, Any]:
        """The metadata of nbgrader; empty for a plain cell."""
        found = self.metadata.get("nbgrader")
        return found if isinstance(found, Mapping) else {}

    def has(self, flag: str) -> bool:
        """Say whether a flag of nbgrader is set: `grade`, `solution`, `task`, `locked`."""
        return self.grader.get(flag) is True

    @property
    def grade_id(self) -> str:
        """The id of nbgrader, or an empty text."""
        return str(self.grader.get("grade_id", ""))

    @property
    def points(self) -> float:
        """What the cell is worth; 0 for a plain cell."""
        points = self.grader.get("points", 0)
        return points if isinstance(points, (int, float)) and not isinstance(points, bool) else 0

    @property
    def is_test(self) -> bool:
        """Whether a machine marks by this cell."""
        return self.has("grade") and not self.has("solution")

    @property
    def by_hand(self) -> bool:
        """Whether a person marks this cell."""
        return self.has("task") or (self.has("grade") and self.has("solution"))

    @property
    def name(self) -> str:
        """The id of the cell in the notebook: the grade id, else its place."""
        return self.grade_id or f"cell-{self.number:02d}"

    def place(self, file: str = FILE) -> str:
        """Return where an author finds the cell."""
        about = _("cell {number}", number=self.number)
        return f"{file}:{self.line}, {about}" + (f" ({self.grade_id})" if self.grade_id else "")

    def with_source(self, source: str) -> Cell:
        """Return the cell with another text."""
        return replace(self, source=source)


def read_lesson(path: Path) -> list[Cell]:
    """Read `lesson.md`.

    Raises:
        ContentError: `file-missing`, `lesson-unreadable`: which line, what is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError("file-missing", _("{file} is not there. Write it.", file=path.name)) from None
    except UnicodeDecodeError as error:
        raise _unreadable(path, error) from None
    return parse_lesson(text, path)


def parse_lesson(text: str, path: Path = Path(FILE)) -> list[Cell]:
    """Read the text of a lesson; as `read_lesson`."""
    try:
        notebook = myst_to_notebook(text, add_source_map=True)
    except (MystMetadataParsingError, ValueError, AttributeError) as error:
        raise _unreadable(path, error) from error
    lines: Sequence[int] = notebook.metadata.pop("source_map")
    return [
        Cell(
            number, line if cell.cell_type != "markdown" else line + 1, cell.cell_type, cell.source, dict(cell.metadata)
        )
        for number, (cell, line) in enumerate(zip(notebook.cells, lines, strict=True), 1)
    ]


def _unreadable(path: Path, error: Exception) -> ContentError:
    return ContentError(
        "lesson-unreadable",
        _("{file} is not a MyST notebook: {reason}. Mend this place first.", file=path.name, reason=error),
    )


def notebook(cells: Sequence[Cell]) -> str:
    """Return the notebook as JSON: the same cells always give the same bytes."""
    bare = {
        "cells": [_cell(cell) for cell in cells],
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": NBFORMAT[0],
        "nbformat_minor": NBFORMAT[1],
    }
    return nbformat.writes(nbformat.from_dict(bare), version=nbformat.NO_CONVERT) + "\n"


def _cell(cell: Cell) -> dict[str, Any]:
    table: dict[str, Any] = {
        "cell_type": cell.type,
        "id": cell.name,
        "metadata": json.loads(json.dumps(cell.metadata)),
        "source": cell.source,
    }
    return table | {"execution_count": None, "outputs": []} if cell.type == "code" else table
