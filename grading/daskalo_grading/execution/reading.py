"""Whether a file that calls itself a notebook can be read at all, before nbgrader tries.

The grader itself reads hand-ins, outside every sandbox: what is too large or too deep would end it, not the learner's
code.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from daskalo.errors import DaskaloError
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.execution")

LARGEST_MIB = 20
MOST_CELLS = 2_000
LONGEST_SOURCE = 1_000_000
"""Characters of one cell."""
DEEPEST = 100
"""Levels of lists and tables in each other; a real notebook has about ten."""
FORMATS = (3, 4)


class UnreadableNotebook(DaskaloError):
    """A notebook cannot be read; the message says why."""


def readable(path: Path) -> None:
    """Check that a notebook can be read.

    Args:
        path (Path): The file.

    Raises:
        UnreadableNotebook: `notebook-not-a-file`, `notebook-too-large`, `notebook-broken`, `notebook-too-deep` or
            `notebook-wrong-format`.
    """
    if not path.is_file():
        raise _wrong("notebook-not-a-file", path, _("it is not a file"))
    size = path.stat().st_size / 2**20
    if size > LARGEST_MIB:
        reason = _("it has {size} MiB; {most} MiB are allowed", size=round(size), most=LARGEST_MIB)
        raise _wrong("notebook-too-large", path, reason)
    try:
        notebook = json.loads(path.read_bytes().decode("utf-8"))
    except RecursionError:
        raise _wrong("notebook-too-deep", path, _("its parts lie too deep in each other")) from None
    except ValueError:
        raise _wrong("notebook-broken", path, _("it is damaged: it is no longer a notebook")) from None
    if _depth(notebook) > DEEPEST:
        raise _wrong("notebook-too-deep", path, _("its parts lie too deep in each other"))
    if reason := _fault(notebook):
        raise _wrong("notebook-wrong-format", path, reason)


def _fault(notebook: Any) -> str:
    """Return what makes a table no notebook; empty when it is one."""
    if not isinstance(notebook, dict) or notebook.get("nbformat") not in FORMATS:
        return _("it is not a notebook of Jupyter")
    cells: list[Any] = []
    for sheet in notebook.get("worksheets") or [] if notebook["nbformat"] == 3 else [notebook]:
        cells += (sheet.get("cells") if isinstance(sheet, dict) else None) or [None]
    if len(cells) > MOST_CELLS:
        return _("it has {n} cells; {most} are allowed", n=len(cells), most=MOST_CELLS)
    if not isinstance(notebook.get("metadata"), dict) or not all(isinstance(cell, dict) for cell in cells):
        return _("it is not a notebook of Jupyter")
    for number, cell in enumerate(cells, 1):
        source = cell.get("source", cell.get("input", ""))
        lines = source if isinstance(source, list) else [source]
        if not all(isinstance(line, str) for line in lines) or not isinstance(cell.get("metadata", {}), dict):
            return _("its cell {number} is damaged", number=number)
        if sum(map(len, lines)) > LONGEST_SOURCE:
            return _("its cell {number} is too long", number=number)
    return ""


def _depth(value: Any) -> int:
    """Return how deep lists and tables lie in each other; counted without recursion."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        part, depth = waiting.pop()
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            break
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        waiting += [(each, depth + 1) for each in inner if isinstance(each, (dict, list))]
    return deepest


def _wrong(code: str, path: Path, reason: str) -> UnreadableNotebook:
    message = _("“{name}” cannot be read: {reason}. Ask for it once more.", name=path.name, reason=reason)
    return UnreadableNotebook(code, message)
