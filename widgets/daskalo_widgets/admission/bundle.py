"""The front end of the app: plain ES modules without dependencies, joined when the kernel imports this."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from daskalo.theme import tokens
from daskalo_widgets.bundle import join, shared

MODULES = (
    *("map", "parts", "explained"),
    *("parent/chance", "parent/criteria", "parent/wishes", "parent/parent"),
    *("official/stock", "official/calendar", "official/upload", "official/desk"),
    *("official/register", "official/film", "official/results", "official/official"),
    *("lab/controls", "lab/outcome", "lab/lies", "lab/notes", "lab/museum", "lab/law", "lab/groups", "lab/lab"),
    *("tour", "app"),
)
"""In the order in which they need each other."""
FRONTEND = files("daskalo_widgets.admission").joinpath("frontend")


@cache
def esm() -> str:
    """Return the front end as one ES module."""
    return join([*shared(), *(FRONTEND.joinpath(f"{name}.js") for name in MODULES)])


@cache
def css() -> str:
    """Return the theme's tokens and the rules of the app."""
    return f"{tokens()}\n{FRONTEND.joinpath('admission.css').read_text(encoding='utf-8')}"
