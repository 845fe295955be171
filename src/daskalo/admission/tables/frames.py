# pyright: basic
"""A table made in Python, as a file would say it."""

from __future__ import annotations

import pandas as pd
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_float_dtype

from daskalo.admission.tables.checks import COLUMNS
from daskalo.admission.tables.findings import Faults
from daskalo.admission.tables.reading import has_columns, note_missing


def as_text(name: str, frame: pd.DataFrame | None, faults: Faults) -> pd.DataFrame | None:
    """Return a table as `daskalo.admission.tables.reading.read_table` does; its lines are counted from 2.

    Args:
        name (str): `children`.
        frame (pd.DataFrame | None): The table; None where one is missing.
        faults (Faults): Where faults go.
    """
    required, optional = COLUMNS[name]
    file = f"{name}.csv"
    if frame is None:
        note_missing(file, required, faults)
        return None
    frame = pd.DataFrame(frame)
    if not has_columns(file, list(frame.columns), required, optional, faults):
        return None
    table = pd.DataFrame(index=pd.RangeIndex(2, len(frame) + 2, name="line"))
    for column in [*required, *optional]:
        values = frame[column] if column in frame.columns else pd.Series([""] * len(frame))
        table[column] = _plain(values).to_numpy(dtype=object)
        table[column] = table[column].where(table[column].notna(), "").map(str).str.strip()
    return table.assign(torn=False)


def _plain(values: pd.Series) -> pd.Series:
    """Return values as a file would say them: yes and no, 1 for 1.0, a day without its hours."""
    if is_bool_dtype(values.dtype):
        return values.astype(object).map({True: "yes", False: "no"})
    if is_datetime64_any_dtype(values.dtype):
        return values.dt.strftime("%Y-%m-%d")
    if is_float_dtype(values.dtype):
        return values.astype(object).map(lambda value: int(value) if pd.notna(value) and value % 1 == 0 else value)
    return values.astype(object)
