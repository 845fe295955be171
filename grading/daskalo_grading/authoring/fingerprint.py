"""The last gate: two notebooks that differ in more than their prose are not the same lesson."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daskalo.i18n import translator
from daskalo_grading.authoring.blocks import bones
from daskalo_grading.authoring.code import dump
from daskalo_grading.authoring.findings import Finding
from daskalo_grading.authoring.lesson import Cell

_, ngettext = translator("daskalo_grading")


def fingerprint(cell: Cell) -> tuple[str, object, object]:
    """Return what must be equal: type, metadata, and the syntax tree of code or the structure of Markdown."""
    if cell.type == "code":
        return cell.type, cell.metadata, dump(cell.source)
    return cell.type, cell.metadata, bones(cell.source) if cell.type == "markdown" else cell.source


def differences(english: Sequence[Cell], translated: Sequence[Cell], file: str) -> Iterator[Finding]:
    """Yield a finding for each cell that is not the same in both languages.

    Args:
        english (Sequence[Cell]): The cells of the source.
        translated (Sequence[Cell]): The cells in the other language.
        file (str): The name of the lesson, for the place of a finding.
    """
    if len(english) != len(translated):
        yield Finding(
            file,
            "cells-differ",
            _("The English has {n} cells, the Bulgarian {m}.", n=len(english), m=len(translated)),
        )
        return
    names = (_("type"), _("metadata"), _("code or structure"))
    for one, other in zip(english, translated, strict=True):
        for name, left, right in zip(names, fingerprint(one), fingerprint(other), strict=True):
            if left != right:
                yield Finding(
                    one.place(file),
                    "cells-differ",
                    _("The {part} of this cell is not the same in both languages. Correct its Bulgarian.", part=name),
                )
