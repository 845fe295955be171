"""Names taken out of what is shown: out of the text of HTML, never out of its tags."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping

SHORTEST = 3
"""Letters of a name or id below which it is a word like any other, or a number."""
_TAG = re.compile(r"""(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)""")
_ALT = re.compile(r'(?<=\balt=")[^"]*')


def remover(shown: Mapping[str, Iterable[str]], *, short: bool = False) -> Callable[[str], str]:
    """Return a function that replaces names in HTML or plain text.

    Args:
        shown (Mapping): What stands in the place of names, and those names.
        short (bool): Replace very short ids and numbers too; not in the work of people, which is full of numbers.

    >>> remover({"Participant 7": ["Иван Колев", "h1"]})("<h1>Иван Колев, h1</h1>")
    '<h1>Participant 7, h1</h1>'
    """
    instead = {
        html.escape(word).casefold(): label
        for label, words in shown.items()
        for word in words
        if word and (short or _is_telling(word))
    }
    if not instead:
        return lambda text: text
    longest_first = sorted(instead, key=len, reverse=True)
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)

    def replaced(text: str) -> str:
        return found.sub(lambda match: instead[match[0].casefold()], text)

    def removed(text: str) -> str:
        parts = _TAG.split(text)  # text and tags in turn
        parts[::2] = map(replaced, parts[::2])
        parts[1::2] = (_ALT.sub(lambda match: replaced(match[0]), tag) for tag in parts[1::2])
        return "".join(parts)

    return removed


def _is_telling(word: str) -> bool:
    return len(word) >= (5 if word.isdigit() else SHORTEST)
