"""The certificate as a Word document, which a school can complete and sign."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from daskalo_grading.authoring.word_document import WordDocument
from daskalo_grading.records.certificate import (
    Block,
    Bullets,
    Certificate,
    Heading,
    Mark,
    Paragraph,
    Picture,
    Table,
    Title,
)
from daskalo_grading.records.zips import zipped


def word(document: Certificate) -> bytes:
    """Write the document; the same document gives the same bytes."""
    paper = WordDocument(document.title, document.language)
    for block in document.blocks:
        _write(paper, block)
    written = BytesIO()
    paper.save(written)
    with ZipFile(written) as parts:  # python-docx writes the moment into the zip
        return zipped({name: parts.read(name) for name in parts.namelist()})


def _write(paper: WordDocument, block: Block) -> None:
    match block:
        case Mark(text):
            paper.paragraph(text, strong=True)
        case Title(text, name):
            paper.title(text, name)
        case Heading(text, new_page):
            paper.heading(text, new_page=new_page)
        case Paragraph(text, strong):
            paper.paragraph(text, strong=strong)
        case Bullets(texts):
            paper.bullets(texts)
        case Table(heads, rows, widths, description):
            paper.table(heads, rows, description, widths=widths)
        case Picture(png, width, description):
            paper.picture(png, description, width=width)
