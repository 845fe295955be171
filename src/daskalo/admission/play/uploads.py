# pyright: basic
"""An own folder of tables in the app: read as the files of a scenario are, every fault named, nothing taken in before.

What is small stands in the operation itself. What is larger than an operation may be is held under a name for as long
as the program runs, so that nothing but this page knows it.
"""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from daskalo.admission.law.rules import Rules
from daskalo.admission.tables.scenario import COLUMNS, Scenario
from daskalo.errors import UsageError
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")

TABLES = ("places", "children", "wishes", "claims")
MOST_LETTERS = 8_000_000
HELD = 4
"""Uploads that are kept in memory; the oldest one goes."""

_held: OrderedDict[str, Scenario] = OrderedDict()


def places_of(text: str) -> pd.DataFrame:
    """Return the table of `places.csv`.

    Raises:
        Findings: `scenario-wrong`: every fault with line and remedy.
    """
    empty = {name: ",".join(COLUMNS[name][0]) + "\n" for name in TABLES[1:]}
    return _read({"places": text, **empty}, None).places


def applications_of(tables: Mapping[str, str], offered: pd.DataFrame, rules: Rules | None = None) -> Scenario:
    """Return applications for the places of a year.

    Args:
        tables (Mapping[str, str]): The texts of `children`, `wishes` and `claims`; other tables are left aside.
        offered (pd.DataFrame): institution, group, reserved_for, places.
        rules (Rules | None): What they must fit.

    Raises:
        UsageError: `upload-tables-missing`, `upload-too-large`.
        Findings: `scenario-wrong`: every fault with file, line and remedy.
    """
    if lacking := [f"{name}.csv" for name in TABLES[1:] if not isinstance(tables.get(name), str)]:
        raise UsageError(
            "upload-tables-missing",
            _("These tables are missing: {names}. Choose all three files at once.", names=", ".join(lacking)),
        )
    if sum(len(tables[name]) for name in TABLES[1:]) > MOST_LETTERS:
        raise UsageError(
            "upload-too-large", _("The tables are too large for this page. Use the command line: daskalo admission.")
        )
    columns = ["institution", "group", "places", "reserved_for"]
    given = {"places": offered[columns].to_csv(index=False), **{name: tables[name] for name in TABLES[1:]}}
    return _read(given, rules)


def _read(tables: Mapping[str, str], rules: Rules | None) -> Scenario:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in tables.items():
            Path(folder, f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        return Scenario.read(folder, rules)


def hold(name: str, scenario: Scenario) -> None:
    """Keep applications under a name while the program runs."""
    _held[name] = scenario
    while len(_held) > HELD:
        _held.popitem(last=False)


def held(name: str) -> Scenario:
    """Return applications that are held.

    Raises:
        UsageError: `upload-gone`.
    """
    if name not in _held:
        raise UsageError("upload-gone", _("The uploaded tables are no longer here. Choose the files again."))
    return _held[name]
