"""The Markdown blocks of a cell, by their lines: what a translator gets, one piece at a time.

The text between the blocks, code fences, formulas and nbgrader's markers are never touched. `bones` is what must be
the same in both languages: the structure, and every link, picture, piece of code, tag, formula and `{field}`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

MARKER = re.compile(r"\b(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)\b|\bAUTOTEST\b|\bHASHED\b")
"""What nbgrader looks for in a line, whatever stands around it."""
CELL_BREAK = re.compile(r"^\s*\+{3,}", re.MULTILINE)
"""What MyST takes for the end of a cell."""
RUBRIC = "{rubric}"
_LETTER = re.compile(r"[^\W\d_]")
_FIELD = re.compile(r"\{[a-zA-Z_]\w*\}")
_TAG = re.compile(r"<(/?[a-zA-Z][\w-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_FIXED_ATTRIBUTE = re.compile(r"\b(?!(?:alt|title|aria-label)\b)([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_markdown = MarkdownIt("commonmark", {"html": True}).enable("table").use(dollarmath_plugin, double_inline=True)


@dataclass(frozen=True)
class Block:
    """A top-level block of a cell.

    Attributes:
        number (int): Its place among the blocks of the cell, from 1.
        first (int): Its first line, from 0.
        end (int): The line after its last one.
        text (str): Its lines.
        kind (str): `prose` for translators, `rubric` for the builder, else `verbatim`.
        argument (str): What follows the name of a directive: the id of the rubric.
    """

    number: int
    first: int
    end: int
    text: str
    kind: str
    argument: str = ""


def blocks(source: str) -> list[Block]:
    """Return the blocks of a Markdown text."""
    lines, references = source.split("\n"), definitions(source)
    found: list[Block] = []
    for first, end in _between_markers(lines):
        for token in _top(parse("\n".join(lines[first:end]), references)):
            begin, after = (first + line for line in token.map or (0, 0))
            while after > begin + 1 and not lines[after - 1].strip():
                after -= 1
            text = "\n".join(lines[begin:after])
            kind, argument = _kind(token, text, references)
            found.append(Block(len(found) + 1, begin, after, text, kind, argument))
    return found


def rebuilt(source: str, replace: Callable[[Block], str]) -> str:
    """Return the source with each block replaced, and everything between them as it was."""
    lines = source.split("\n")
    for block in reversed(blocks(source)):
        lines[block.first : block.end] = replace(block).split("\n")
    return "\n".join(lines)


def parse(text: str, references: Mapping[str, Any] | None = None) -> list[Token]:
    """Parse Markdown; `references` are the link definitions that stand elsewhere in the cell."""
    return _markdown.parse(text, {"references": dict(references or {})})


def inline_texts(text: str) -> Iterator[str]:
    """Yield what a person reads, one paragraph, item or cell at a time: without code, formulas, addresses and tags."""
    for token in parse(text):
        if token.type == "inline":
            yield "".join(_readable(token.children or ()))
        elif token.type == "html_block":
            yield _TAG.sub(" ", _COMMENT.sub("", token.content))


def _readable(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "text_special"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type == "image":
            yield from _readable(token.children or ())
        elif token.type in ("code_inline", "math_inline", "math_inline_double"):
            yield "…"  # something stands here: the words around it are not neighbours


@dataclass(frozen=True)
class Bones:
    """What a translation must keep.

    Attributes:
        structure (tuple): The blocks, items, rows and cells, and all that is verbatim.
        pieces (Counter): What stands in the text and must survive: `link /way`, `code x`, `field {n}`, ...
    """

    structure: tuple[str, ...]
    pieces: Counter[str]


def bones(text: str, references: Mapping[str, Any] | None = None) -> Bones:
    """Return what must be equal in both languages."""
    structure: list[str] = []
    pieces: Counter[str] = Counter()
    known = dict(references or {})
    environment: dict[str, Any] = {"references": dict(known)}
    for token in _markdown.parse(text, environment):
        match token.type:
            case "inline":
                structure.append("text")
                pieces.update(_pieces(token.children or ()))
            case "fence" | "code_block" | "math_block" | "math_block_label":
                structure.append(f"{token.type} {token.info}\n{token.content}")
            case "html_block":
                structure.append("html")
                pieces.update(_tags(token.content))
            case _:
                structure.append(f"{token.type} {token.tag} {token.attrs.get('start', '')}".strip())
    pieces.update(f"definition {name}" for name in environment["references"] if name not in known)
    return Bones(tuple(structure), pieces)


def _pieces(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "link_open":
                yield f"link {token.attrs.get('href', '')}"
            case "image":
                yield f"image {token.attrs.get('src', '')}"
            case "code_inline":
                yield f"code {token.content}"
            case "math_inline" | "math_inline_double":
                yield f"formula {token.content}"
            case "html_inline":
                yield from _tags(token.content)
            case "text":
                yield from (f"field {field}" for field in _FIELD.findall(token.content))


def _tags(html: str) -> Iterator[str]:
    for name, attributes in _TAG.findall(_COMMENT.sub("", html)):
        fixed = " ".join(f"{key}={value}" for key, value in sorted(_FIXED_ATTRIBUTE.findall(attributes)))
        yield f"tag {name} {fixed}".strip()


def definitions(source: str) -> dict[str, Any]:
    """Return the link definitions of a cell: `[name]: address`."""
    environment: dict[str, Any] = {}
    _markdown.parse(source, environment)
    return environment.get("references", {})


def _between_markers(lines: list[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for number, line in enumerate(lines):
        if MARKER.search(line):
            yield first, number
            first = number + 1
    yield first, len(lines)


def _top(tokens: Iterable[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.level == 0 and token.map and token.nesting >= 0)


def _kind(token: Token, text: str, references: Mapping[str, Any]) -> tuple[str, str]:
    if token.type == "fence" and token.info.startswith(RUBRIC):
        return "rubric", token.info.removeprefix(RUBRIC).strip()
    if token.type in ("fence", "code_block", "math_block", "math_block_label", "hr"):
        return "verbatim", ""
    if token.type == "html_block":
        return ("prose" if _LETTER.search(_TAG.sub("", _COMMENT.sub("", text))) else "verbatim"), ""
    words = "".join(
        "".join(_readable(inner.children or ())) for inner in parse(text, references) if inner.type == "inline"
    )
    return ("prose" if _LETTER.search(words) else "verbatim"), ""
