"""Hidden tests stay hidden: which lines they are, and a text without them.

nbgrader puts them back into the notebook to grade it. Learners' code runs beside them, so it may read and print them;
whatever goes into the page is cut here first. Code that writes them in a cipher is not found.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

# Shorter lines ("x = 1", ")") are not worth hiding and would tear holes into honest work.
TELLING = 8


@dataclass(frozen=True)
class Hidden:
    """The hidden tests of one notebook.

    Attributes:
        begin, end (str): The marks around them, as configured for nbgrader's `ClearHiddenTests`.
        texts (tuple[str, ...]): Their telling lines, the longest first.
    """

    begin: str = "BEGIN HIDDEN TESTS"
    end: str = "END HIDDEN TESTS"
    texts: tuple[str, ...] = ()

    def of(self, cells: Sequence[NotebookNode]) -> Hidden:
        """Return the hidden tests of these cells, between the same marks; a line that stands in the open is none."""
        secret, seen = set(), set()
        for cell in cells:
            inside = self.lines(cell.source)
            for number, line in enumerate(cell.source.splitlines(), 1):
                (secret if number in inside else seen).add(line.strip())
        telling = sorted((line for line in secret - seen if len(line) >= TELLING), key=len, reverse=True)
        return Hidden(self.begin, self.end, tuple(telling))

    def lines(self, source: str) -> set[int]:
        """Return the numbers (from 1) of the lines from a mark that opens to the one that closes."""
        inside, found = False, set()
        for number, line in enumerate(source.splitlines(), 1):
            inside = inside or self.begin in line
            if inside:
                found.add(number)
            inside = inside and self.end not in line
        return found

    def cut(self, text: str) -> str:
        """Return a text with an ellipsis in the place of each hidden line."""
        for line in self.texts:
            text = text.replace(line, "…")
        return text

    def cut_html(self, markup: str) -> str:
        """Return HTML without hidden lines; escapes do not help them through."""
        for line in self.texts:
            for written in {line, html.escape(line), html.escape(line, quote=False)}:
                markup = markup.replace(written, "…")
        return markup
