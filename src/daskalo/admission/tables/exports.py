# pyright: basic
"""Writing what was found as files: tables as CSV, counts as JSON, and the note that goes with training values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from daskalo.admission.law.rules import Rules
from daskalo.files import write_atomically

TRAINING_NOTE = "TRAINING-DATA.txt"


def write_result(
    folder: Path | str, tables: Mapping[str, pd.DataFrame], documents: Mapping[str, dict[str, Any]], *rules: Rules
) -> None:
    """Write what `texts_of` makes; everything is made before the first file is written.

    Args:
        folder (Path | str): Where; it is made.
        tables (Mapping[str, pd.DataFrame]): By name of the file, `envy.csv`.
        documents (Mapping[str, dict[str, Any]]): Plain JSON, by name of the file.
        rules (Rules): The rules behind them.
    """
    texts = texts_of(tables, documents, *rules)
    for name, text in texts.items():
        write_atomically(Path(folder) / name, text)
    if TRAINING_NOTE not in texts:
        (Path(folder) / TRAINING_NOTE).unlink(missing_ok=True)  # of an earlier run under other rules


def texts_of(
    tables: Mapping[str, pd.DataFrame], documents: Mapping[str, dict[str, Any]], *rules: Rules
) -> dict[str, str]:
    """Return tables and documents as texts, and `TRAINING-DATA.txt` when some of the rules hold training values.

    Args:
        tables (Mapping[str, pd.DataFrame]): By name of the file, `envy.csv`.
        documents (Mapping[str, dict[str, Any]]): Plain JSON, by name of the file.
        rules (Rules): The rules behind them.
    """
    texts = {name: table.to_csv(index=False, lineterminator="\n") for name, table in tables.items()}
    for name, document in documents.items():
        texts[name] = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    notes = [training_note(each) for each in rules if each.warning]
    if notes:
        texts[TRAINING_NOTE] = "\n".join(dict.fromkeys(notes))
    return texts


def training_note(rules: Rules) -> str:
    """Return the warning and each training value with its path."""
    values = "\n".join(f"- {fact.path}: {fact.said}" for fact in rules.training)
    return f"{rules.warning}\n\n{rules.id}, {rules.in_force}\n{values}\n"


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as plain JSON; what is empty becomes None."""
    return json.loads(table.to_json(orient="records", force_ascii=False, double_precision=6))
