"""Rules about single cells and files: what nbgrader accepts, what a lesson may hold."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any
from urllib.parse import unquote

import nbformat
from jsonschema.exceptions import ValidationError as SchemaError
from nbgrader.nbgraderformat import SchemaTooNewError, SchemaTooOldError
from nbgrader.nbgraderformat.common import ValidationError
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

from daskalo.activities.table import ID
from daskalo.i18n import translator
from daskalo_grading.authoring.blocks import CELL_BREAK, RUBRIC, parse
from daskalo_grading.authoring.code import calls, tree
from daskalo_grading.authoring.findings import Finding
from daskalo_grading.authoring.lesson import Cell
from daskalo_grading.authoring.sources import UnitSource
from daskalo_grading.authoring.wording import quoted

_, ngettext = translator("daskalo_grading")

MOST_CELLS = 40
MOST_CODE_LINES = 15
LONGEST_ID = 64
RESERVED = re.compile(r"cell-\d+")
PROSE_TAG = "prose-in-code"
"""The tag of a cell whose strings a learner is meant to read in English, such as data."""
SOURCE_SUFFIXES = frozenset({".md", ".po", ".pot", ".toml", ".py", ".ipynb", ".jsonl", ".db"})
_PROSE = re.compile(r"[^\W\d_]{2,}\s+\S*[^\W\d_]{2,}|[^\W\d_]+\s+[^\W\d_]+")
_MARKERS = {"SOLUTION": "solution", "HIDDEN TESTS": "grade", "MARK SCHEME": "task"}

Rule = Callable[[Cell, Collection[str]], Iterator[tuple[str, str]]]


def cell_findings(cells: Sequence[Cell], file: str, attached: Collection[str] = ()) -> Iterator[Finding]:
    """Yield the findings of the cells of a lesson.

    Args:
        cells (Sequence[Cell]): In English, as the author wrote them.
        file (str): The name of the lesson, for the place of a finding.
        attached (Collection[str]): The names of the files beside the notebook.
    """
    if len(cells) > MOST_CELLS:
        yield Finding(
            file, "too-many-cells", _("{n} cells are too many for one unit: {most} at most. Split it.",
                                      n=len(cells), most=MOST_CELLS)
        )  # fmt: skip
    times = Counter(cell.grade_id for cell in cells if cell.grade_id)
    for cell in cells:
        if times[cell.grade_id] > 1:
            yield Finding(cell.place(file), "grade-id-twice", _("The id “{id}” is used twice.", id=cell.grade_id))
        for rule in RULES:
            for code, message in rule(cell, attached):
                yield Finding(cell.place(file), code, message)


def _metadata(cell: Cell, _attached: Collection[str]) -> Iterator[tuple[str, str]]:
    node = nbformat.from_dict({"cell_type": cell.type, "source": cell.source, "metadata": cell.metadata})
    try:
        MetadataValidatorV3().validate_cell(node)
    except SchemaError as error:
        yield "nbgrader-metadata", _("nbgrader refuses the metadata: {reason}.", reason=error.message)
    except (ValidationError, SchemaTooOldError, SchemaTooNewError) as error:
        reason = str(error).split("\n")[0]
        yield "nbgrader-metadata", _("nbgrader refuses the metadata: {reason}.", reason=reason)
    except (KeyError, TypeError, AttributeError) as error:
        yield "nbgrader-metadata", _("nbgrader cannot read the metadata: {reason}.", reason=repr(error))


def _id(cell: Cell, _attached: Collection[str]) -> Iterator[tuple[str, str]]:
    if "grade_id" in cell.grader and (not ID.fullmatch(cell.grade_id) or len(cell.grade_id) > LONGEST_ID):
        yield (
            "grade-id-not-kebab-case",
            _("“{id}” is not an id. Use small Latin letters, digits and hyphens, {most} at most.",
              id=cell.grade_id, most=LONGEST_ID),
        )  # fmt: skip

    if RESERVED.fullmatch(cell.grade_id):
        yield "grade-id-reserved", _("“{id}” is the name of a cell without an id. Choose another.", id=cell.grade_id)


def _kind(cell: Cell, _attached: Collection[str]) -> Iterator[tuple[str, str]]:
    if cell.type == "raw":
        yield "raw-cell", _("Raw cells are neither shown nor translated. Write Markdown.")


def _locked(cell: Cell, _attached: Collection[str]) -> Iterator[tuple[str, str]]:
    if cell.has("locked"):
        return
    if cell.has("task"):
        yield "task-unlocked", _("A task must be locked: “locked”: true.")
    elif cell.is_test:
        yield "test-unlocked", _("A test must be locked: “locked”: true.")
    elif cell.type == "code" and calls(cell.source, "activity"):
        yield "activity-unlocked", _("A cell that shows an activity must be locked and have a grade_id.")


def _markers(cell: Cell, _attached: Collection[str]) -> Iterator[tuple[str, str]]:
    for marker, flag in _MARKERS.items():
        begins, ends = cell.source.count(f"BEGIN {marker}"), cell.source.count(f"END {marker}")
        if begins != ends:
            yield "marker-open", _("“BEGIN {marker}” and “END {marker}” must come in pairs.", marker=marker)
        if begins and not cell.has(flag):
            code = "hidden-tests-outside-test" if flag == "grade" else f"{flag}-marker-outside"
            yield code, _("“BEGIN {marker}” belongs into a cell with “{flag}”: true.", marker=marker, flag=flag)


def _markdown(cell: Cell, attached: Collection[str]) -> Iterator[tuple[str, str]]:
    if cell.type != "markdown":
        return
    if CELL_BREAK.search(cell.source):
        yield "cell-break", _("A line of prose begins with “+++”, which ends a cell. Write it otherwise.")
    for token in parse(cell.source):
        if token.type == "fence" and token.info.startswith("{") and not token.info.startswith(RUBRIC):
            yield (
                "directive-unknown",
                _("JupyterLab does not show “{name}”. Only {rubric} is known.", name=token.info, rubric=RUBRIC),
            )
        for child in token.children or ():
            if child.type == "image":
                yield from _picture(child, attached)
            elif child.type == "link_open":
                yield from _target(str(child.attrs.get("href", "")), attached, "link-missing")


def _picture(token: Any, attached: Collection[str]) -> Iterator[tuple[str, str]]:
    target = str(token.attrs.get("src", ""))
    if not token.content.strip():
        yield (
            "picture-without-text",
            _("The picture {name} has no description. Write it: ![what it shows]({name}).", name=target),
        )
    if target.startswith("attachment:"):
        yield "attachment", _("Attachments get lost. Put the picture into files/ and write ![...](files/name.png).")
    else:
        yield from _target(target, attached, "picture-missing")


def _target(target: str, attached: Collection[str], code: str) -> Iterator[tuple[str, str]]:
    if target.startswith("#") or re.match(r"[a-z][a-z0-9+.-]*:", target):
        return
    if unquote(target.partition("#")[0]).removeprefix("./") not in attached:
        yield code, _("The file {name} is not there. Put it into files/ of the unit.", name=target)


def _code(cell: Cell, _attached: Collection[str]) -> Iterator[tuple[str, str]]:
    if cell.type != "code":
        return
    lines = cell.source.count("\n") + 1
    if lines > MOST_CODE_LINES:
        yield (
            "code-cell-too-long",
            _("{n} lines of code are too many for one cell: {most} at most. Move code into the library.",
              n=lines, most=MOST_CODE_LINES),
        )  # fmt: skip
    try:
        nodes = list(ast.walk(tree(cell.source)))
    except (SyntaxError, ValueError) as error:
        yield "code-unreadable", _("This is not Python: {reason}.", reason=error)
        return
    tags = cell.metadata.get("tags")
    if PROSE_TAG in (tags if isinstance(tags, list) else []):
        return
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _PROSE.search(node.value):
            yield (
                "prose-in-code",
                _("The sentence {text} would not be translated. Move it into Markdown, activities.toml or the "
                  "library; or give the cell the tag “{tag}”.", text=quoted(node.value), tag=PROSE_TAG),
            )  # fmt: skip


RULES: tuple[Rule, ...] = (_metadata, _id, _kind, _locked, _markers, _markdown, _code)


def file_findings(unit: UnitSource) -> Iterator[Finding]:
    """Yield the findings of the files that travel with the notebook."""
    for name, path in unit.files.items():
        if path.is_symlink():
            yield Finding(unit.place(name), "link-in-files", _("This is a link. Put the file itself here."))
        if path.suffix.lower() in SOURCE_SUFFIXES or path.name.startswith("."):
            yield Finding(
                unit.place(name),
                "text-source-in-files",
                _("Files of this kind are sources or answers: they must not travel with the lesson."),
            )
