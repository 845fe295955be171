# pyright: basic
"""Reading a table somebody exported: any line that is off is named, none is guessed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from daskalo.admission.tables.findings import Faults
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")

DELIMITERS = ",;\t"
SAYS = {
    "yes": True,
    "да": True,
    "1": True,
    "true": True,
    "": True,
    "no": False,
    "не": False,
    "0": False,
    "false": False,
}
"""How a table says yes and no; an empty field means yes."""


def read_table(path: Path, required: Sequence[str], optional: Sequence[str], faults: Faults) -> pd.DataFrame:
    """Read a CSV table as text; comma, semicolon or tab, UTF-8.

    Args:
        path (Path): The file.
        required (Sequence[str]): Columns it must have, in any order.
        optional (Sequence[str]): Columns that are empty when it lacks them; others are left aside.
        faults (Faults): Where faults go; a line with one is left out.

    Returns:
        pd.DataFrame: Texts without blanks around them; the index, `line`, counts lines of the file from 1.
    """
    columns = [*required, *optional]
    empty = pd.DataFrame(columns=columns, index=pd.Index([], name="line", dtype="int64"), dtype=object)
    text = _text(path, required, faults)
    if text is None:
        return empty
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[list[str]] = []
    lines: list[int] = []
    uneven: dict[int, int] = {}  # how many fields a line has that has too few or too many
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if lacking := [name for name in required if name not in header]:
            faults.add(path.name, "header", 1, _header_lacks(lacking, required))
            return empty
        if twice := {name for name in header if name in columns and header.count(name) > 1}:
            faults.add(path.name, "header", 1, _("the column “{name}” stands twice. Keep one.", name=min(twice)))
            return empty
        for row in reader:
            if len(row) == len(header):
                rows.append(row)
                lines.append(reader.line_num)
            elif any(field.strip() for field in row):
                uneven[reader.line_num] = len(row)
    except csv.Error as error:
        faults.add_rows(path.name, "fields", uneven, lambda line: _wrong_count(uneven[line], len(header)))
        faults.add(path.name, "csv", reader.line_num, _("not a table: {why}. Export it anew as CSV.", why=error))
        return empty
    faults.add_rows(path.name, "fields", uneven, lambda line: _wrong_count(uneven[line], len(header)))
    index = pd.Index(lines, name="line", dtype="int64")
    frame = pd.DataFrame(rows, columns=header, index=index, dtype=object)
    for name in columns:
        frame[name] = frame[name].str.strip() if name in header and rows else ""
    blank = (frame[columns] == "").all(axis=1)
    return frame.loc[~blank, columns]


def _text(path: Path, required: Sequence[str], faults: Faults) -> str | None:
    if not path.is_file():
        faults.add(path.name, "file", 0, _("is missing. Add it, with the columns {names}.", names=", ".join(required)))
        return None
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add(path.name, "file", line, _("is not UTF-8 text. Save the table as “CSV UTF-8”."))
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        faults.add(path.name, "file", line, _("is not text. Save the table as “CSV UTF-8”."))
        return None
    return text


def _delimiter(text: str) -> str:
    header = text[:4096].split("\n", 1)[0]
    return max(DELIMITERS, key=header.count)


def _header_lacks(lacking: Sequence[str], required: Sequence[str]) -> str:
    return _(
        "the header lacks {names}. The first line names the columns: {required}.",
        names=", ".join(lacking),
        required=", ".join(required),
    )


def _wrong_count(found: int, expected: int) -> str:
    return ngettext(
        "has {n} field, the header names {expected}. Mend the line.",
        "has {n} fields, the header names {expected}. Mend the line.",
        found,
        expected=expected,
    )
