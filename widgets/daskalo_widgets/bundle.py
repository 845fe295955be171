"""The front end of the answer widget: small ES modules, joined into the single module that anywidget takes.

The sources in `frontend/` are plain ES modules without dependencies. They are joined when the kernel imports this, in
the order below, so nothing built lies in git: an `import` of a neighbour is dropped, an `export` becomes a plain name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from daskalo.theme import tokens

SHARED = ("dom", "connection", "tables")
"""Modules that other front ends of the kit begin with, in the order in which they need each other."""
MODULES = ("dom", "connection", "typed", "choice", "sort", "order", "number", "text", "answer")

FRONTEND = files("daskalo_widgets").joinpath("frontend")
_IMPORT = re.compile(r'^import \{[^}]*\} from "\.[./\w]*/[a-z]+\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function|const|class)", re.MULTILINE)


def join(modules: Iterable[Traversable]) -> str:
    """Return ES modules as one; a module stands after those it imports."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", module.read_text(encoding="utf-8"))) for module in modules)


def shared() -> list[Traversable]:
    """Return the modules that other front ends of the kit begin with."""
    return [FRONTEND.joinpath(f"{name}.js") for name in SHARED]


@cache
def esm() -> str:
    """Return the front end as one ES module."""
    return join(FRONTEND.joinpath(f"{name}.js") for name in MODULES)


@cache
def css() -> str:
    """Return the theme's tokens and the rules of the widget."""
    return f"{tokens()}\n{FRONTEND.joinpath('answer.css').read_text(encoding='utf-8')}"
