"""The table of an annex as somebody pasted it: criteria with points, from a web page, a spreadsheet or a text file.

Accepted are tab, semicolon or comma separated text (UTF-8), an HTML table, and an .xlsx workbook (its first sheet).
The first line names the columns, in Bulgarian or English.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from zipfile import BadZipFile

from daskalo.admission.tables.findings import Faults
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")

COLUMNS = {
    "criterion": ("criterion", "criteria", "критерий", "критерии", "показател", "показатели", "текст"),
    "points": ("points", "точки", "брой точки", "точка", "т."),
    "id": ("id", "код", "идентификатор"),
    "english": ("english", "en", "английски", "на английски"),
    "scope": ("scope", "обхват", "важи за"),
    "proofs": ("proofs", "документи", "документ", "доказателства", "доказателствени документи", "необходими документи"),
    "one-of": ("one-of", "one_of", "едно от", "степени на"),
    "article": ("article", "член", "чл.", "точка от акта", "основание"),
}
"""The columns, with the headers under which each is found."""
NUMBERING = ("№", "no", "no.", "номер", "#", "n")
SCOPES = {
    "": "",
    "child": "child",
    "дете": "child",
    "навсякъде": "child",
    "institution": "institution",
    "заведение": "institution",
    "градина": "institution",
    "ясла": "institution",
    "училище": "institution",
    "само там": "institution",
}
POINTS = re.compile(r"([+-]?\d{1,6}(?:[.,]\d{1,4})?)\s*(?:т\.?|точк[аи]|points?)?", re.IGNORECASE)
NUMBER = re.compile(r"^\s*(?:т\.\s*)?\d{1,3}(?:\.\d{1,3})*\s*[.)]\s*")
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_BYTES = 4 * 1024 * 1024
MOST_LETTERS = 2000


@dataclass(frozen=True)
class Row:
    """A criterion as the table has it.

    Attributes:
        line (int): Its line, from 1.
        text (str): What the act says, without the number before it.
        points (Decimal): Its points.
        id (str): Empty when the table names none; so are the texts below.
        english (str): The English text.
        scope (str): `child` or `institution`.
        proofs (tuple[str, ...]): The documents.
        one_of (str): The name that degrees of one fact share.
        article (str): Where it stands.
    """

    line: int
    text: str
    points: Decimal
    id: str = ""
    english: str = ""
    scope: str = ""
    proofs: tuple[str, ...] = ()
    one_of: str = ""
    article: str = ""


def normal(text: str) -> str:
    """Return a text so that two ways to write one criterion are equal: no case, numbering, punctuation, double blanks.

    Examples:
        >>> normal("1. Дете – сирак;") == normal("Дете сирак")
        True
    """
    return " ".join(re.findall(r"\w+", NUMBER.sub("", text).casefold()))


def read_annex(path: Path, faults: Faults) -> tuple[list[Row], list[str]]:
    """Read the table.

    Args:
        path (Path): The file.
        faults (Faults): Where faults go, each with its line.

    Returns:
        tuple[list[Row], list[str]]: The criteria that are right, and the headers of columns that were left aside.
    """
    lines = list(_lines(path, faults))
    if not lines:
        if not faults:
            faults.add(path.name, "empty", 0, _("holds no table. Paste it with its header."))
        return [], []
    (first, header), *rest = lines
    found, aside = _columns(header)
    if lacking := [name for name in ("criterion", "points") if name not in found]:
        names = "; ".join(", ".join(COLUMNS[name][:4]) for name in lacking)
        faults.add(path.name, "header", first, _("no column is called one of: {names}. Add the header.", names=names))
        return [], []
    rows: list[Row] = []
    for line, fields in rest:
        if len(fields) > len(header):
            text = _("has more fields than the header. Put a text with a separator in it into quotes.")
            faults.add(path.name, "fields", line, text)
            continue
        said = {name: fields[at].strip() if at < len(fields) else "" for name, at in found.items()}
        if row := _row(path.name, line, said, faults):
            rows.append(row)
    _once(path.name, [(row.line, normal(row.text)) for row in rows], faults)
    _once(path.name, [(row.line, row.id) for row in rows if row.id], faults)
    if not rows and not faults:
        faults.add(path.name, "empty", 0, _("holds a header but no criterion. Paste the whole table."))
    return rows, aside


def _columns(header: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    found: dict[str, int] = {}
    aside: list[str] = []
    for at, text in enumerate(header):
        name = " ".join(text.casefold().split()).rstrip(":")
        column = next((each for each, names in COLUMNS.items() if name in names), None)
        if column and column not in found:
            found[column] = at
        elif name and name not in NUMBERING:
            aside.append(text.strip())
    return found, aside


def _row(file: str, line: int, said: dict[str, str], faults: Faults) -> Row | None:
    text = " ".join(NUMBER.sub("", said["criterion"]).split())
    if not text and not said["points"]:
        return None
    wrong: list[str] = []
    if not text:
        wrong.append(_("the criterion is empty. Fill it in."))
    if len(text) > MOST_LETTERS or "\0" in text:
        wrong.append(_("the criterion is no sentence of an act. Mend it."))
    points = POINTS.fullmatch(said["points"])
    if not points:
        wrong.append(_("the points are “{value}”. Write a number: 3 or 0,5.", value=said["points"][:40]))
    identifier = said.get("id", "")
    if identifier and not KEBAB.fullmatch(identifier):
        wrong.append(_("the id “{value}” is not small Latin letters and hyphens: twin-sibling.", value=identifier[:40]))
    scope = SCOPES.get(said.get("scope", "").casefold())
    if scope is None:
        allowed = ", ".join(name for name in SCOPES if name)
        wrong.append(_("the scope “{value}” is none of {known}.", value=said["scope"][:40], known=allowed))
    for what in wrong:
        faults.add(file, "row", line, what)
    if wrong or not points:
        return None
    proofs = tuple(proof.strip() for proof in re.split(r"[;\n]", said.get("proofs", "")) if proof.strip())
    return Row(
        line=line,
        text=text,
        points=Decimal(points.group(1).replace(",", ".")),
        id=identifier,
        english=said.get("english", ""),
        scope=scope or "",
        proofs=proofs,
        one_of=said.get("one-of", ""),
        article=said.get("article", ""),
    )


def _once(file: str, values: Sequence[tuple[int, str]], faults: Faults) -> None:
    seen: dict[str, int] = {}
    for line, value in values:
        if value in seen:
            text = _("“{value}” stands on line {line} already. Keep one.", value=value[:60], line=seen[value])
            faults.add(file, "again", line, text)
        seen.setdefault(value, line)


def _lines(path: Path, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold anything, with their numbers."""
    if not path.is_file():
        faults.add(path.name, "file", 0, _("is missing. Name the file with the table."))
        return
    if path.stat().st_size > MOST_BYTES:
        faults.add(path.name, "file", 0, _("is too large for a table of criteria. Keep the table only."))
        return
    if path.suffix.lower() == ".xlsx":
        found = _workbook(path, faults)
    else:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            faults.add(path.name, "file", 0, _("is not UTF-8 text. Save it as “CSV UTF-8”."))
            return
        found = _html(text) if re.search(r"<t[rd][\s>]", text, re.IGNORECASE) else _separated(path, text, faults)
    yield from ((line, fields) for line, fields in found if any(field.strip() for field in fields))


def _separated(path: Path, text: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    header = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max("\t;,", key=header.count))
    try:
        line = 1
        for fields in reader:
            yield line, fields
            line = reader.line_num + 1
    except csv.Error as error:
        faults.add(path.name, "csv", reader.line_num, _("not a table: {why}. Paste it anew.", why=error))


def _workbook(path: Path, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # half a second; a pasted text needs none of it

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        book.close()
    except (BadZipFile, KeyError, ValueError, OSError, IndexError) as error:
        faults.add(path.name, "file", 0, _("cannot be opened: {why}. Save it as .xlsx anew.", why=error))
        return
    for line, row in enumerate(rows, start=1):
        yield line, ["" if value is None else f"{value}" for value in row]


class _Cells(HTMLParser):
    """The cells of the rows of an HTML table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[int, list[str]]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append((self.getpos()[0], []))
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1][1].append("")
            self._inside = True
        elif tag in {"br", "p", "li"} and self._inside:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside and self.rows[-1][1]:
            self.rows[-1][1][-1] += data


def _html(text: str) -> Iterator[tuple[int, list[str]]]:
    parser = _Cells()
    parser.feed(text)
    yield from parser.rows
