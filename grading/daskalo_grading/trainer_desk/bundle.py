"""The front end of the desk: plain ES modules without dependencies, joined when the kernel imports this."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from daskalo.theme import tokens
from daskalo_widgets.bundle import FRONTEND as SHARED
from daskalo_widgets.bundle import join

# In the order in which they need each other; the first two are those of the answer widget.
SHARED_MODULES = ("dom", "connection")
MODULES = (
    *("drafts", "keys", "tables", "progress", "overview", "reports"),
    *("rubric", "comment", "piece", "marking", "desk"),
)
FRONTEND = files("daskalo_grading.trainer_desk").joinpath("frontend")


@cache
def esm() -> str:
    """Return the front end as one ES module."""
    shared = [SHARED.joinpath(f"{name}.js") for name in SHARED_MODULES]
    return join([*shared, *(FRONTEND.joinpath(f"{name}.js") for name in MODULES)])


@cache
def css() -> str:
    """Return the theme's tokens and the rules of the desk."""
    return f"{tokens()}\n{FRONTEND.joinpath('desk.css').read_text(encoding='utf-8')}"
