"""The catalogues of the interface: what the code roots say themselves.

A message belongs to the package whose `translator` the module asks for; that of a template to the nearest package above
it that has a catalogue. Messages are found in the syntax tree, so those inside f-strings are found too.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from jinja2.ext import babel_extract

from daskalo.errors import ContentError
from daskalo.i18n import translator
from daskalo_grading.authoring.catalogue import Message

_, ngettext = translator("daskalo_grading")

ROOTS = ("src/daskalo", "widgets/daskalo_widgets", "grading/daskalo_grading")
TEMPLATES = ("*.html", "*.j2")
SINGULAR, PLURAL = frozenset({"_", "gettext"}), frozenset({"ngettext", "_ngettext"})


def interface_messages(checkout: Path) -> dict[Path, list[Message]]:
    """Return the messages of each interface catalogue of a checkout, by its path.

    Raises:
        ContentError: `package-unknown`, for a module that names a package that is not there.
    """
    found: dict[Path, list[Message]] = {}
    for root in ROOTS:
        folder = checkout / root
        for path in sorted(folder.rglob("*.py")):
            if name := _package_named(path):
                package = checkout / root / Path(*name.split(".")[1:])
                if name.split(".")[0] != folder.name or not (package / "__init__.py").is_file():
                    raise ContentError(
                        "package-unknown",
                        _("{file}: translator(\"{name}\") names no package of {root}.",
                          file=path.relative_to(checkout), name=name, root=root),
                    )  # fmt: skip
                place = _place(path, package)
                _add(found, package, (Message(one, place, many) for one, many in _in_module(path)))
        for path in sorted(file for pattern in TEMPLATES for file in folder.rglob(pattern)):
            package = _nearest(path, folder, {catalogue.parents[1] for catalogue in found})
            place = _place(path, package)
            _add(found, package, (Message(one, place, many) for one, many in _in_template(path)))
    return found


def _add(found: dict[Path, list[Message]], package: Path, messages: Iterator[Message]) -> None:
    if fresh := list(messages):
        found.setdefault(package / "locale" / "bg.po", []).extend(fresh)


def _place(path: Path, package: Path) -> str:
    return path.relative_to(package).as_posix() if path.is_relative_to(package) else path.name


def _nearest(path: Path, root: Path, speaking: set[Path]) -> Path:
    return next((folder for folder in path.parents if folder in speaking or (folder / "locale").is_dir()), root)


def _package_named(path: Path) -> str | None:
    """Return the package of `translator("...")` in a module."""
    text = path.read_text(encoding="utf-8")
    if "translator(" not in text:
        return None
    for node in ast.walk(ast.parse(text)):
        match node:
            case (
                ast.Assign(value=ast.Call(func=ast.Name(id="translator"), args=[ast.Constant(value=str(name))]))
                | ast.Assign(
                    value=ast.Subscript(
                        value=ast.Call(func=ast.Name(id="translator"), args=[ast.Constant(value=str(name))])
                    )
                )
            ):
                return name
    return None


def _in_module(path: Path) -> Iterator[tuple[str, str]]:
    calls = [
        (node.lineno, node.col_offset, node.func.id, [_text(argument) for argument in node.args[:2]])
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    for _line, _column, name, texts in sorted(calls, key=lambda call: call[:2]):
        if name in SINGULAR and texts and texts[0]:
            yield texts[0], ""
        elif name in PLURAL and len(texts) == 2 and all(texts):
            yield texts[0], texts[1]


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _in_template(path: Path) -> Iterator[tuple[str, str]]:
    keywords = sorted(SINGULAR | PLURAL)
    options = {"silent": "false", "trimmed": "true"}
    for _line, _name, texts, _comments in babel_extract(io.BytesIO(path.read_bytes()), keywords, (), options):
        words = [text for text in (texts if isinstance(texts, tuple) else (texts,)) if isinstance(text, str)]
        if words:
            yield words[0], words[1] if len(words) > 1 and _name in PLURAL else ""
