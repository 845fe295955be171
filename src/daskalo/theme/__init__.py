"""The look of Daskalo: one file of CSS tokens, for the widgets, the Voila apps, the feedback and the hub pages.

A page takes the text into a `<style>` of its own, so that it stays whole without a network:

    >>> from daskalo.theme import tokens
    >>> "--daskalo-text" in tokens()
    True
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["tokens"]


@cache
def tokens() -> str:
    """Return the tokens as CSS; they hold inside elements of the class `daskalo`."""
    return files(__name__).joinpath("tokens.css").read_text(encoding="utf-8")
