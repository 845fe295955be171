"""The code of a lesson: its comments, which are translated, and its syntax tree, which never changes."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from daskalo_grading.authoring.blocks import MARKER

_LETTER = re.compile(r"[^\W\d_]")
_DIRECTIVE = re.compile(r"#\s*(noqa|type:|pragma|fmt:|ruff:|pyright:|!)|#!")
_MAGIC = re.compile(r"^\s*[%!?].*$|^\s*[^#\s].*\?\s*$|^.*=\s*[!%].*$", re.MULTILINE)


@dataclass(frozen=True)
class Comment:
    """Lines of comment that stand together and alone.

    Attributes:
        number (int): Its place among the comments of the cell, from 1.
        first (int): Its first line, from 0.
        indent (str): What stands before each `#`.
        text (str): Its lines, without `#`.
    """

    number: int
    first: int
    indent: str
    text: str

    @property
    def length(self) -> int:
        """The number of its lines."""
        return self.text.count("\n") + 1


def comments(source: str) -> list[Comment]:
    """Return the full-line comments of a code cell; those behind code, of tools and of nbgrader are not prose."""
    if source.lstrip().startswith("%%"):
        return []
    lines = source.split("\n")
    found: list[Comment] = []
    for number, column in _full_lines(source):
        line = lines[number]
        if MARKER.search(line) or _DIRECTIVE.match(line[column:]) or not _LETTER.search(line):
            continue
        text, indent = line[column:].lstrip("#").removeprefix(" "), line[:column]
        last = found[-1] if found else None
        if last and last.first + last.length == number and last.indent == indent:
            found[-1] = Comment(last.number, last.first, indent, f"{last.text}\n{text}")
        else:
            found.append(Comment(len(found) + 1, number, indent, text))
    return found


def _full_lines(source: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of each comment that stands alone; what cannot be read has none."""
    try:
        ast.parse(source)
        plain = source
    except (SyntaxError, ValueError):
        plain = _MAGIC.sub("pass", source)
    try:
        for token in tokenize.generate_tokens(io.StringIO(plain).readline):
            if token.type == tokenize.COMMENT and not token.line[: token.start[1]].strip():
                yield token.start[0] - 1, token.start[1]
    except (tokenize.TokenError, SyntaxError):
        return


def with_comments(source: str, replace: Callable[[Comment], str]) -> str:
    """Return the cell with other words in its comments; each line of them stays a comment."""
    lines = source.split("\n")
    for comment in reversed(comments(source)):
        words = replace(comment)
        if words != comment.text:
            lines[comment.first : comment.first + comment.length] = [
                f"{comment.indent}# {line}".rstrip() for line in words.splitlines()
            ]
    return "\n".join(lines)


def tree(source: str) -> ast.Module:
    """Return the syntax tree of a cell; magics of IPython are read as the calls they become.

    Raises:
        SyntaxError: The cell is not Python.
    """
    try:
        return ast.parse(source)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager  # 0.3 s: only cells with magics need it

        return ast.parse(TransformerManager().transform_cell(source))


def dump(source: str) -> str:
    """Return what must be the same in every language: the syntax tree, without comments and places."""
    try:
        return ast.dump(tree(source))
    except (SyntaxError, ValueError):
        return source


def calls(source: str, name: str) -> list[str]:
    """Return the first argument of each `name("...")` in a cell, in order."""
    try:
        nodes = ast.walk(tree(source))
    except (SyntaxError, ValueError):
        return []
    found = [
        (node.lineno, node.col_offset, node.args[0].value)
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == name
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]
    return [value for *_place, value in sorted(found)]


def last_call(source: str, name: str) -> str | None:
    """Return the id when the last statement is exactly `name("<id>")`, else None."""
    try:
        body = tree(source).body
    except (SyntaxError, ValueError):
        return None
    match body[-1] if body else None:
        case ast.Expr(value=ast.Call(func=ast.Name(id=called), args=[ast.Constant(value=str(id))], keywords=[])):
            return id if called == name else None
    return None
