"""A plain, accessible Word document: real headings, tables with header rows, its language and title set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from io import BytesIO
from typing import IO, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

LOCALES = {"bg": "bg-BG", "en": "en-GB"}
FONT = "Calibri"
INK = RGBColor(0x1F, 0x29, 0x33)
MARGIN_CM = 2.2


class WordDocument:
    """A document that grows from top to bottom.

    Args:
        title (str): For the properties of the file: a screen reader says it first.
        language (str): `bg` or `en`; decides pronunciation, hyphenation and spelling.
    """

    def __init__(self, title: str, language: str) -> None:
        self._document = Document()
        properties = self._document.core_properties
        properties.title, properties.language, properties.author = title, LOCALES[language], "Daskalo"
        properties.comments = ""
        for date in ("created", "modified"):  # those of python-docx's template say 2013
            for element in properties._element.findall(qn(f"dcterms:{date}")):
                properties._element.remove(element)
        self._page()
        self._styles(LOCALES[language])

    def title(self, kind: str, text: str) -> None:
        """Add the title, with the kind of document above it."""
        self._document.add_paragraph(kind, style="Subtitle")
        self._document.add_paragraph(text, style="Title")

    def heading(self, text: str, *, new_page: bool = False) -> None:
        """Add a heading of the first level; `new_page` starts a page with it."""
        self._document.add_heading(text, level=1).paragraph_format.page_break_before = new_page or None

    def paragraph(self, text: str, *, strong: bool = False) -> None:
        """Add a paragraph."""
        self._document.add_paragraph().add_run(text).bold = strong or None

    def picture(self, png: bytes, description: str, *, width: float) -> None:
        """Add a picture.

        Args:
            png (bytes): The picture.
            description (str): What a screen reader says about it.
            width (float): In cm.
        """
        drawn = self._document.add_picture(BytesIO(png), width=Cm(width))
        drawn._inline.docPr.set("descr", description)

    def bullets(self, texts: Iterable[str]) -> None:
        """Add a list."""
        for text in texts:
            self._document.add_paragraph(text, style="List Bullet")

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[object]],
        description: str,
        *,
        widths: Sequence[float],
        centred: Collection[int] = (),
    ) -> None:
        """Add a table.

        Args:
            heads (Sequence[str]): The header row, repeated on each page; an empty one joins the one before it.
            rows (Iterable): The cells.
            description (str): What a screen reader says about the table.
            widths (Sequence[float]): Of the columns, cm.
            centred (Collection[int]): The columns with numbers and codes, from 0.
        """
        table = self._document.add_table(rows=0, cols=len(heads), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for row in [heads, *rows]:
            cells = table.add_row().cells
            for column, (cell, value) in enumerate(zip(cells, row, strict=True)):
                cell.width = Cm(widths[column])
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(2)
                if column in centred:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                if value != "":
                    paragraph.add_run(str(value)).bold = row is heads or None
        first = table.rows[0]
        for column, head in enumerate(heads):
            if not head:
                first.cells[column - 1].merge(first.cells[column])
        first._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        _described(table, description)
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def save(self, stream: IO[bytes]) -> None:
        """Write the document."""
        self._document.save(stream)

    def _page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)

    def _styles(self, locale: str) -> None:
        styles = self._document.styles
        for name, size in (("Normal", 11), ("Title", 22), ("Subtitle", 12), ("Heading 1", 14)):
            style: Any = styles[name]
            style.font.name, style.font.size, style.font.italic = FONT, Pt(size), False
            style.font.color.rgb = INK
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for script in ("cs", "eastAsia"):
                fonts.set(qn(f"w:{script}"), FONT)
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), locale)


def _described(table: Any, description: str) -> None:
    properties = table._tbl.tblPr
    about = OxmlElement("w:tblCaption")
    about.set(qn("w:val"), description)
    properties.append(about)
