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


def read_table(path: Path, required: Sequence[str], optional: Sequence[str], faults: Faults) -> pd.DataFrame | None:
    """Read a CSV table as text; comma, semicolon or tab, UTF-8.

    Args:
        path (Path): The file.
        required (Sequence[str]): Columns it must have, in any order.
        optional (Sequence[str]): Columns that are empty when it lacks them; others are left aside.
        faults (Faults): Where faults go.

    Returns:
        pd.DataFrame | None: Texts without blanks around them, and `torn`: whether a line has too few or too many
            fields; it is noted, and stays so that what it names is known. The index, `line`, counts lines of the file
            from 1. None for a file that is no such table at all.
    """
    text = _text(path, required, faults)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[list[str]] = []
    lines: list[int] = []
    uneven: dict[int, int] = {}  # how many fields a line has that has too few or too many
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if not has_columns(path.name, header, required, optional, faults):
            return None
        end = reader.line_num
        for row in reader:
            line, end = end + 1, reader.line_num  # a field in quotes may hold several lines
            if len(row) != len(header):
                if not any(field.strip() for field in row):
                    continue
                uneven[line] = len(row)
                row = (row + [""] * len(header))[: len(header)]
            rows.append(row)
            lines.append(line)
    except csv.Error as error:
        faults.add_rows(path.name, "fields", uneven, lambda line: _wrong_count(uneven[line], len(header)))
        faults.add(path.name, "csv", reader.line_num, _("not a table: {why}. Export it anew as CSV.", why=error))
        return None
    faults.add_rows(path.name, "fields", uneven, lambda line: _wrong_count(uneven[line], len(header)))
    if not rows:
        return empty_table(required, optional)
    frame = pd.DataFrame(rows, columns=header, index=pd.Index(lines, name="line", dtype="int64"), dtype=object)
    columns = [*required, *optional]
    for name in columns:
        frame[name] = frame[name].str.strip() if name in header else ""
    frame["torn"] = frame.index.isin(list(uneven))
    blank = (frame[columns] == "").all(axis=1)
    return frame.loc[~blank, [*columns, "torn"]]


def empty_table(required: Sequence[str], optional: Sequence[str]) -> pd.DataFrame:
    """Return a table as `read_table` does, without lines."""
    index = pd.Index([], name="line", dtype="int64")
    return pd.DataFrame(columns=[*required, *optional], index=index, dtype=object).assign(torn=False)


def has_columns(
    file: str, header: Sequence[str], required: Sequence[str], optional: Sequence[str], faults: Faults
) -> bool:
    """Say whether a header names all columns, and each once; note what is wrong."""
    if lacking := [name for name in required if name not in header]:
        faults.add(file, "header", 1, _header_lacks(lacking, required))
    elif twice := [name for name in (*required, *optional) if header.count(name) > 1]:
        faults.add(file, "header", 1, _("the column “{name}” stands twice. Keep one.", name=min(twice)))
    else:
        return True
    return False


def note_missing(file: str, required: Sequence[str], faults: Faults) -> None:
    """Note that there is no such table."""
    faults.add(file, "file", 0, _("is missing. Add it, with the columns {names}.", names=", ".join(required)))


def _text(path: Path, required: Sequence[str], faults: Faults) -> str | None:
    if not path.is_file():
        note_missing(path.name, required, faults)
        return None
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add(path.name, "file", line, _("is not UTF-8 text. Save the table as “CSV UTF-8”."))
        return None
    if "\ufffd" in text:  # what a browser puts for bytes that are not UTF-8, such as Excel's plain CSV in Cyrillic
        line = text.count("\n", 0, text.index("\ufffd")) + 1
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
