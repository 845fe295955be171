"""The front end of the app: plain ES modules without dependencies, joined when the kernel imports this."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from daskalo.theme import tokens
from daskalo_widgets.bundle import join, shared

MODULES = (
    "map",
    "parts",
    "chance",
    "criteria",
    "wishes",
    "parent",
    "stock",
    "calendar",
    "upload",
    "desk",
    "register",
    "film",
    "results",
    "official",
    "labcontrols",
    "labresult",
    "lablies",
    "labnotes",
    "labmuseum",
    "lablaw",
    "labgroups",
    "lab",
    "tour",
    "app",
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
