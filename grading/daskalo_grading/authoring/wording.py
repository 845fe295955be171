"""Putting a text into another language, and seeing that nothing got lost or slipped in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from babel.messages.catalog import Catalog

from daskalo.i18n import SOURCE_LANGUAGE, translator
from daskalo_grading.authoring.blocks import CELL_BREAK, MARKER, bones, definitions, rebuilt
from daskalo_grading.authoring.catalogue import Message, state, translation
from daskalo_grading.authoring.code import with_comments
from daskalo_grading.authoring.findings import Finding
from daskalo_grading.authoring.lesson import Cell

_, ngettext = translator("daskalo_grading")

QUOTED_LETTERS = 60


class Wording:
    """One language of one group of files.

    Args:
        language (str): `en` gives every text as it is.
        catalog (Catalog): The translations.
        place (str): The name of the catalogue, for findings.
    """

    def __init__(self, language: str, catalog: Catalog, place: str) -> None:
        self.language = language
        self.findings: list[Finding] = []
        self._catalog = catalog
        self._place = place

    def text(self, text: str) -> str:
        """Return a text of a TOML file; links, code and fields must survive."""
        return self._say(text, _inline_faults)

    def markdown(self, cell: Cell, rubrics: Mapping[str, str]) -> str:
        """Return the source of a Markdown cell, its rubrics put in as tables."""
        references = definitions(cell.source)

        def block_text(block: Any) -> str:
            if block.kind == "rubric":
                return rubrics.get(block.argument, block.text)
            if block.kind == "prose":
                return self._say(block.text, lambda text, said: _block_faults(text, said, references))
            return block.text

        return rebuilt(cell.source, block_text)

    def code(self, cell: Cell) -> str:
        """Return the source of a code cell, its comments translated."""
        return with_comments(cell.source, lambda comment: self._say(comment.text, _comment_faults))

    def _say(self, text: str, faults: Any) -> str:
        if self.language == SOURCE_LANGUAGE:
            return text
        said = translation(self._catalog, text)
        if said is None:
            self._missing(text)
            return text
        said = said.strip("\n")
        for code, message in [*_injected(text, said), *faults(text, said)]:
            self._find(code, message)
        return said

    def _missing(self, text: str) -> None:
        if state(self._catalog, Message(text, "")) == "fuzzy":
            remedy = _("The English changed: correct the Bulgarian, then delete “fuzzy”: {text}.", text=quoted(text))
            self._find("translation-fuzzy", remedy)
        else:
            remedy = _("There is no Bulgarian for {text}. Run `daskalo translate`, then write it.", text=quoted(text))
            self._find("translation-missing", remedy)

    def _find(self, code: str, message: str) -> None:
        self.findings.append(Finding(self._place, code, message))


def quoted(text: str) -> str:
    """Return the beginning of a text, in quotes, on one line."""
    flat = " ".join(text.split())
    return f"“{flat[:QUOTED_LETTERS].rstrip()}…”" if len(flat) > QUOTED_LETTERS else f"“{flat}”"


def _injected(text: str, said: str) -> Iterator[tuple[str, str]]:
    if CELL_BREAK.search(said):
        yield (
            "translation-cell-break",
            _("A line of {text} begins with “+++”, which would end the cell.", text=quoted(said)),
        )
    if MARKER.search(said) and not MARKER.search(text):
        yield "translation-marker", _("{text} holds words that nbgrader takes for a marker.", text=quoted(said))


def _inline_faults(text: str, said: str) -> Iterator[tuple[str, str]]:
    wanted, found = bones(text).pieces, bones(said).pieces
    for piece in wanted - found:
        yield "translation-lost", _("{text} has lost: {piece}. Put it back.", text=quoted(said), piece=piece)
    for piece in found - wanted:
        yield (
            "translation-added",
            _("{text} adds: {piece}. The English has no such thing.", text=quoted(said), piece=piece),
        )


def _block_faults(text: str, said: str, references: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    wanted, found = bones(text, references), bones(said, references)
    for piece in wanted.pieces - found.pieces:
        yield "translation-lost", _("{text} has lost: {piece}. Put it back.", text=quoted(said), piece=piece)
    for piece in found.pieces - wanted.pieces:
        yield (
            "translation-added",
            _("{text} adds: {piece}. The English has no such thing.", text=quoted(said), piece=piece),
        )
    if wanted.structure != found.structure:
        yield (
            "translation-structure",
            _("{text} is built differently from the English: keep the same headings, items, rows and paragraphs.",
              text=quoted(said)),
        )  # fmt: skip


def _comment_faults(text: str, said: str) -> Iterator[tuple[str, str]]:
    if not said.strip():
        yield "translation-missing", _("There is no Bulgarian for {text}. Run `daskalo translate`, then write it.",
                                       text=quoted(text))  # fmt: skip
