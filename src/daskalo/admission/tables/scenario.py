# pyright: basic
"""The applications of one ranking: places, children, wishes, claims, and the numbers that were drawn.

A scenario is a folder of tables. Required: `places.csv` (institution, group, places), `children.csv` (child, group,
birth_date, district), `wishes.csv` (child, rank, institution), `claims.csv` (child, criterion, institution or empty).
Optional: `lottery.csv` (child, number), and the columns

- `places.reserved_for`: a criterion; only children who prove it are ranked for these places (квота);
- `children.eligible`: yes or no; a child who fails a mandatory condition is not ranked;
- `children.together`: one word that twins share, who are placed in one institution or not at all;
- `children.current`: the institution of a child who asks for a transfer (преместване) and keeps its place until then;
- `claims.proved`: yes or no; what is not proved brings nothing;
- `lottery.institution`: when each application has a number of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from daskalo.admission.law.rules import Rules
from daskalo.admission.tables import fit
from daskalo.admission.tables.checks import COLUMNS, checked
from daskalo.admission.tables.coded import Coded
from daskalo.admission.tables.findings import Faults
from daskalo.admission.tables.frames import as_text
from daskalo.admission.tables.reading import read_table
from daskalo.errors import UsageError
from daskalo.files import write_atomically
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")


@dataclass(frozen=True, eq=False)
class Scenario:
    """The applications of one ranking.

    The index of each table is the line of its file, from 2; `Scenario.of` gives it to tables made in Python.

    Attributes:
        places (pd.DataFrame): institution, group, places (int), reserved_for.
        children (pd.DataFrame): child, group, birth_date (ISO text), district, eligible (bool), together, current.
        wishes (pd.DataFrame): child, rank (int, from 1), institution.
        claims (pd.DataFrame): child, criterion, institution, proved (bool).
        lottery (pd.DataFrame | None): child, number (int), institution; None when the numbers are drawn.
    """

    places: pd.DataFrame
    children: pd.DataFrame
    wishes: pd.DataFrame
    claims: pd.DataFrame
    lottery: pd.DataFrame | None = None

    @classmethod
    def read(cls, folder: Path | str, rules: Rules | None = None) -> Scenario:
        """Read the tables of a folder.

        Args:
            folder (Path | str): The folder.
            rules (Rules | None): Rules the applications must fit, so that all faults are found at once.

        Raises:
            Findings: `scenario-wrong`: every fault with file, line and remedy.
        """
        folder = Path(folder)
        faults = Faults()
        if not folder.is_dir():
            faults.add(str(folder), "folder", 0, _("is not a folder. Name the folder that holds places.csv."))
            faults.raise_any("scenario-wrong", _("The applications cannot be read."))
        tables = {
            name: read_table(folder / f"{name}.csv", required, optional, faults)
            for name, (required, optional) in COLUMNS.items()
            if name != "lottery" or (folder / "lottery.csv").exists()
        }
        return cls._checked(tables, faults, rules)

    @classmethod
    def of(cls, **tables: pd.DataFrame | None) -> Scenario:
        """Return a scenario of tables made in Python, checked as files are.

        Args:
            tables (pd.DataFrame | None): `places`, `children`, `wishes`, `claims` and perhaps `lottery`, with the
                columns of the files; optional columns may be left out.

        Raises:
            UsageError: `table-unknown`.
            Findings: `scenario-wrong`.
        """
        if strange := tables.keys() - COLUMNS.keys():
            raise UsageError(
                "table-unknown",
                _("There is no table “{name}”. There are: {known}.", name=min(strange), known=", ".join(COLUMNS)),
            )
        faults = Faults()
        given = {name: tables.get(name) for name in COLUMNS if name != "lottery" or tables.get(name) is not None}
        return cls._checked({name: as_text(name, frame, faults) for name, frame in given.items()}, faults, None)

    @classmethod
    def _checked(cls, tables: dict[str, pd.DataFrame | None], faults: Faults, rules: Rules | None) -> Scenario:
        given = checked(tables, rules, faults)
        faults.raise_any(
            "scenario-wrong", _("The applications have faults. Nothing was ranked and nothing was written.")
        )
        return cls(**given)

    def under(self, rules: Rules) -> tuple[Scenario, pd.DataFrame]:
        """Return the part that some rules know, to compare two days, and what they do not (`fit.fitting`)."""
        return fit.fitting(self, rules)

    @cached_property
    def coded(self) -> Coded:
        """The tables as numbers, made once; so change no table in place, make a new scenario."""
        return Coded(self)

    def write(self, folder: Path | str) -> None:
        """Write the tables as files; optional columns that hold nothing are left out."""
        for name, (required, optional) in COLUMNS.items():
            frame: pd.DataFrame | None = getattr(self, name)
            if frame is None:
                continue
            frame = frame.copy()
            for column in frame.select_dtypes(bool):
                frame[column] = frame[column].map({True: "", False: "no"})
            used = [column for column in optional if (frame[column] != "").any()]
            text = frame[[*required, *used]].to_csv(index=False, lineterminator="\n")
            write_atomically(Path(folder) / f"{name}.csv", text)
