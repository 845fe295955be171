"""Notebooks as nbgrader leaves them after grading, cell by cell."""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

BASE = {"schema_version": 3, "grade": False, "solution": False, "task": False, "locked": False}


def about(**more: object) -> dict:
    return {"nbgrader": BASE | more}


def answer(source: str, count: int, *outputs: NotebookNode, id: str = "answer", **more: object) -> NotebookNode:
    cell = new_code_cell(source, metadata=about(grade_id=id, solution=True, **more), outputs=list(outputs))
    cell.execution_count = count
    return cell


def check(source: str, count: int, *outputs: NotebookNode, id: str = "test", **more: object) -> NotebookNode:
    given = {"grade": True, "locked": True, "points": 2, "score": 0} | more
    cell = new_code_cell(source, metadata=about(grade_id=id, **given), outputs=list(outputs))
    cell.execution_count = count
    return cell


def error(name: str, words: str, *frames: tuple[int, int]) -> NotebookNode:
    """Return an error whose traceback goes through the given cells and lines, with IPython's colours."""
    trace = [f"\x1b[31m{name}\x1b[39m Traceback (most recent call last)"]
    trace += [f"\x1b[36mCell\x1b[39m\x1b[32m In[{count}], line {line}\x1b[39m\n-> secret" for count, line in frames]
    return new_output("error", ename=name, evalue=words, traceback=[*trace, f"{name}: {words}"])


def said(text: str, name: str = "stdout") -> NotebookNode:
    return new_output("stream", name=name, text=text)


def heading(text: str, **more: object) -> NotebookNode:
    return new_markdown_cell(text, metadata=about(**more) if more else {})
