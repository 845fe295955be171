"""Tests that need nothing of the learner's interpreter, and therefore never see it.

The tests of our own courses look at the journal, not at variables: `check("pbl-or-lookalike", key=..., points=12)`.
Such cells run in a second fork that has the submission as it was handed in and never ran the learner's code. A patched
`check`, a journal rewritten by code or a key read from a test are then void. In the learner's own interpreter the same
cells run without what is hidden, so that numbering and history stay as they are.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nbformat import NotebookNode

OURS = {"daskalo_grading.checks": {"check"}, "daskalo_widgets": {"activity"}}
HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")


def is_clean(cell: NotebookNode) -> bool:
    """Whether a locked cell only imports our checks and calls them with constants."""
    about = cell.metadata.get("nbgrader", {})
    if cell.cell_type != "code" or not about.get("locked") or about.get("solution"):
        return False
    try:
        body = ast.parse(cell.source).body
    except SyntaxError:
        return False
    return bool(body) and all(map(_is_ours, body))


def _is_ours(statement: ast.stmt) -> bool:
    match statement:
        case ast.ImportFrom(module=module, names=names, level=0) if module in OURS:
            return all(name.name in OURS[module] and name.asname is None for name in names)
        case ast.Expr(ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords)):
            values = [*arguments, *(keyword.value for keyword in keywords)]
            return name in set().union(*OURS.values()) and all(map(_is_constant, values))
    return False


def _is_constant(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except ValueError:
        return False
    return True


def shown(source: str) -> str:
    """Return a test without what is hidden from the learner."""
    return "\n".join(_visible(source.split("\n")))


def _visible(lines: list[str]) -> Iterator[str]:
    hidden = False
    for line in lines:
        if line.strip() == HIDDEN[0]:
            hidden = True
        if not hidden:
            yield line
        if line.strip() == HIDDEN[1]:
            hidden = False
