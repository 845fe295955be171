"""Faults of the tables of an admission, collected so that all can be mended in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from daskalo.errors import Findings
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")

SHOWN = 200
"""Faults of one kind in one file that are written out; the rest is counted, so that noise stays readable."""


class Faults:
    """Faults by file and kind, in the order of the files."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, file: str, kind: str, line: int, what: str) -> None:
        """Note one fault.

        Args:
            file (str): `wishes.csv`.
            kind (str): Which kind of fault, for counting those that are too many to show.
            line (int): From 1; 0 for a fault of the whole file.
            what (str): The value, and what to do.
        """
        self._found[file, kind].append((line, what))

    def add_rows(self, file: str, kind: str, lines: Iterable[int], what: Callable[[int], str]) -> None:
        """Note one fault a line; `what` is asked only for those that are shown."""
        found = self._found[file, kind] if (lines := list(lines)) else []
        found.extend((line, what(line) if count < SHOWN else "") for count, line in enumerate(lines))

    def raise_any(self, code: str, message: str) -> None:
        """Raise what was found.

        Raises:
            Findings: With the code, when there is any fault.
        """
        if self:
            raise Findings(code, message, list(self._lines()))

    def _lines(self) -> Iterable[str]:
        files = dict.fromkeys(file for file, _kind in self._found)
        for file in files:
            shown: list[tuple[int, str]] = []
            more: list[str] = []
            for (name, _kind), found in self._found.items():
                if name == file:
                    found = sorted(found)
                    shown += found[:SHOWN]
                    if len(found) > SHOWN:
                        more.append(_more(file, [line for line, _what in found[SHOWN:]]))
            yield from (_place(file, line) + what for line, what in sorted(shown))
            yield from more


def _place(file: str, line: int) -> str:
    return _("{file}, line {line}: ", file=file, line=line) if line else _("{file}: ", file=file)


def _more(file: str, lines: list[int]) -> str:
    return ngettext(
        "{file}: {n} more fault of this kind, lines {first}–{last}.",
        "{file}: {n} more faults of this kind, lines {first}–{last}.",
        len(lines),
        file=file,
        first=min(lines),
        last=max(lines),
    )


def short(value: object) -> str:
    """Return a value as a message shows it: noise is cut."""
    text = str(value)
    shown = "".join(character if character.isprintable() else "·" for character in text[:41])
    return shown if len(text) <= 40 else shown[:40] + "…"
