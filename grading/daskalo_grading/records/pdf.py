"""The certificate as PDF, in the font that matplotlib ships, so that Cyrillic needs no font of the machine."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Literal

import matplotlib
from fpdf import FPDF
from fpdf.enums import Align, TableHeadingsDisplay, XPos, YPos
from fpdf.fonts import FontFace

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

FONT = "DejaVu Sans"
MARGIN_MM = 22
INK, ACCENT, PALE = (31, 41, 51), (154, 52, 18), (238, 241, 244)


def pdf(document: Certificate) -> bytes:
    """Draw the document; the same document gives the same bytes."""
    paper = FPDF(format="A4")
    paper.set_margin(MARGIN_MM)
    paper.set_auto_page_break(True, margin=16)
    fonts = Path(matplotlib.get_data_path(), "fonts", "ttf")
    paper.add_font(FONT, fname=fonts / "DejaVuSans.ttf")
    paper.add_font(FONT, style="B", fname=fonts / "DejaVuSans-Bold.ttf")
    paper.set_title(document.title)
    paper.set_lang({"bg": "bg-BG", "en": "en-GB"}[document.language])
    paper.set_producer("Daskalo")
    paper.set_creation_date(datetime.fromisoformat(document.made).replace(tzinfo=UTC))
    paper.set_text_color(*INK)
    paper.add_page()
    for block in document.blocks:
        _draw(paper, block)
    return bytes(paper.output())


def _draw(paper: FPDF, block: Block) -> None:
    match block:
        case Mark(text):
            paper.set_draw_color(*ACCENT)
            paper.set_text_color(*ACCENT)
            _write(paper, text, 12, "B", after=5, align=Align.C, border=1, height=9)
            paper.set_text_color(*INK)
        case Title(text, name):
            _write(paper, text.upper(), 19, "B", after=3, align=Align.C)
            _write(paper, name, 16, after=4, align=Align.C)
        case Heading(text, new_page):
            if new_page:
                paper.add_page()
            _write(paper, text, 12, "B", after=1.5)
        case Paragraph(text, strong):
            _write(paper, text, 9.5, "B" if strong else "", after=2.5)
        case Bullets(texts):
            for text in texts:
                _write(paper, f"•  {text}", 9.5, after=0.8)
            paper.ln(2)
        case Table():
            _table(paper, block)
        case Picture(png, width, description):
            if paper.get_y() + width * 10 > paper.h - 16:
                paper.add_page()
            paper.image(BytesIO(png), w=width * 10, alt_text=description)
            paper.ln(1.5)


def _write(
    paper: FPDF,
    text: str,
    size: float,
    style: str = "",
    *,
    after: float,
    align: Align = Align.L,
    border: Literal[0, 1] = 0,
    height: float | None = None,
) -> None:
    paper.set_font(FONT, style, size)
    paper.multi_cell(
        0, height or size * 0.5, text, align=align, border=border, new_x=XPos.LMARGIN, new_y=YPos.NEXT, markdown=False
    )
    paper.ln(after)


def _table(paper: FPDF, block: Table) -> None:
    paper.set_font(FONT, "", 9.5)
    paper.set_draw_color(*INK)
    with paper.table(
        col_widths=tuple(block.widths),
        width=paper.epw,
        line_height=5.5,
        padding=0.8,
        text_align="LEFT",
        headings_style=FontFace(emphasis="BOLD", fill_color=PALE),
        repeat_headings=TableHeadingsDisplay.ON_TOP_OF_EVERY_PAGE,
    ) as table:
        for cells in (block.heads, *block.rows):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    paper.ln(4)
