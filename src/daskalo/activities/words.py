"""Small words of the activities: counting, shortening and quoting in the language of the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from daskalo.i18n import translator

_, ngettext = translator("daskalo")

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
QUOTED_LETTERS = 60
QUOTED_ITEMS = 4


def words(text: str) -> list[str]:
    """Return the words of a text; a hyphenated word is one.

    >>> words("Как да спестим вода — в 5-и клас?")
    ['Как', 'да', 'спестим', 'вода', 'в', '5-и', 'клас']
    """
    return _WORD.findall(text)


def quoted(text: str) -> str:
    """Return a text in quotes, shortened at a word when it is long."""
    flat = " ".join(text.split())
    if len(flat) > QUOTED_LETTERS:
        flat = flat[:QUOTED_LETTERS].rsplit(" ", 1)[0].rstrip(",;:.–- ") + "…"
    return _("“{text}”", text=flat)


def listed(texts: Sequence[str], most: int = QUOTED_ITEMS) -> str:
    """Return texts in quotes, joined by commas; those above `most` are only counted."""
    shown = ", ".join(quoted(text) for text in texts[:most])
    rest = len(texts) - most
    return ngettext("{shown} and {n} more", "{shown} and {n} more", rest, shown=shown) if rest > 0 else shown


def inline_html(markdown: str) -> str:
    """Return inline Markdown (emphasis, code, links) as HTML; raw HTML in it is shown as text."""
    from markdown_it import MarkdownIt  # 40 ms: only those who print need it

    return MarkdownIt("commonmark", {"html": False}).disable("image").renderInline(markdown)


def blocks(text: str) -> str:
    """Return each line of a text as an escaped `div`; nbgrader's feedback filter lets no `p` or `br` through."""
    return "".join(f"<div>{escape(line) or '&nbsp;'}</div>" for line in text.strip().splitlines())
