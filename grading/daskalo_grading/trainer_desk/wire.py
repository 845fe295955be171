"""Values and tables as the front end draws them: plain JSON, numbers already written in the language of the reader."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal

from daskalo.i18n import language, translator

if TYPE_CHECKING:
    from pandas import DataFrame

_, ngettext = translator("daskalo_grading.trainer_desk")

Table = dict[str, Any]
NOTHING = "–"


def number(value: Any, digits: int = 2) -> str:
    """Write a number in the language of the reader; what is not known becomes a dash."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return NOTHING
    return format_decimal(round(float(value), digits), format="#,##0.##", locale=language())


def percent(share: Any) -> str:
    """Write a share between 0 and 1 as percent."""
    written = number(None if share is None else 100 * share, 0)
    return written if written == NOTHING else f"{written} %"


def table(caption: str, columns: Iterable[tuple[str, bool]], rows: Iterable[Sequence[str]], empty: str = "") -> Table:
    """Return a table for the front end.

    Args:
        caption (str): What it shows.
        columns (Iterable): The heading of each column, and whether it holds numbers.
        rows (Iterable): The cells as text, the first one names the row.
        empty (str): What is said instead of a table without rows.
    """
    return {
        "caption": caption,
        "columns": [{"title": title, "number": numeric} for title, numeric in columns],
        "rows": [list(row) for row in rows],
        "empty": empty or _("There is nothing here yet."),
    }


def frame(
    data: DataFrame, caption: str, headings: Mapping[str, str], empty: str = "", percents: Sequence[str] = ()
) -> Table:
    """Return a data frame as a table; a column without a heading keeps its own name.

    Args:
        data (DataFrame): The values.
        caption (str): What it shows.
        headings (Mapping): The headings by the names of the columns.
        empty (str): What is said instead of a table without rows.
        percents (Sequence[str]): The columns that hold shares.
    """
    numeric = {name: data[name].dtype.kind in "iuf" for name in data.columns}

    def cell(name: str, value: Any) -> str:
        if name in percents:
            return percent(None if _missing(value) else value)
        if _missing(value):
            return NOTHING
        return number(value) if isinstance(value, int | float) or numeric[name] else str(value)

    columns = [(headings.get(str(name), str(name)), numeric[name]) for name in data.columns]
    rows = [
        [cell(str(name), value) for name, value in zip(data.columns, row, strict=True)]
        for row in data.itertuples(index=False)
    ]
    return table(caption, columns, rows, empty)


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or value == ""
