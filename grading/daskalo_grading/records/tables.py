"""All participants in one table: `participants.csv` for programs, `participants.xlsx` for people."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from daskalo.i18n import speaking, translator
from daskalo_grading.records.manifest import sha256, to_json

_, ngettext = translator("daskalo_grading.records")

CSV, XLSX = "participants.csv", "participants.xlsx"
COLUMNS = (
    "person", "name", "present_hours", "synchronous_hours", "self_study_hours", "total_hours", "units_passed", "units",
    "score", "max_score", "completed", "made", "fingerprint",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(records: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the table with the column names of the code, separated by commas."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in records:
        row = _row(record)
        completed = {True: "yes", False: "no", None: "unknown"}[row["completed"]]
        writer.writerow([_harmless(value) for value in (row | {"completed": completed}).values()])
    return text.getvalue().encode()


def to_xlsx(records: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the table as a workbook in the language of the course."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    with speaking(records[0]["language"]):
        sheet.title = _("Participants")
        heads = (
            _("Participant"), _("Name"), _("Present, h"), _("Synchronous, h"), _("Self-study, h"), _("Total, h"),
            _("Units passed"), _("Units"), _("Points"), _("of"), _("Completed"), _("Made on"), _("Fingerprint"),
        )  # fmt: skip
        sheet.append(heads)
        words = {True: _("yes"), False: _("no"), None: _("not known")}
        for record in records:
            row = _row(record)
            sheet.append(list((row | {"completed": words[row["completed"]]}).values()))
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.data_type == "f":  # a name is a name, whatever it begins with
                cell.data_type = "s"
            if cell.row == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate((16, 28, *[12] * 9, 12, 68), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    totals, units = record["totals"], record["units"]
    values = (
        record["participant"]["id"],
        record["participant"]["name"] or "",
        totals["present_hours"],
        totals["synchronous_hours"],
        totals["self_study_hours"],
        totals["total_hours"],
        sum(unit["passed"] is True for unit in units),
        len(units),
        round(sum(unit["score"] or 0 for unit in units), 4),
        round(sum(unit["max_score"] or 0 for unit in units), 4),
        record["completion"]["completed"],
        record["made"],
        sha256(to_json(record)),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _harmless(value: Any) -> Any:
    """Return a text that a spreadsheet does not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
