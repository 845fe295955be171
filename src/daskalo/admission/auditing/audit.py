# pyright: basic
"""An audit of a ranking: who was passed over, what stays free, who would gain by a false order, how groups fared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from daskalo.admission.auditing.envy import KINDS, envy, waste
from daskalo.admission.auditing.fairness import fairness
from daskalo.admission.auditing.misreports import Misreports, Progress, misreports
from daskalo.admission.tables.exports import records, write_result

if TYPE_CHECKING:
    from daskalo.admission.placing.placement import Placement


@dataclass(frozen=True, eq=False)
class Audit:
    """What an audit found.

    Attributes:
        placement (Placement): The ranking.
        envy (pd.DataFrame): Who was passed over by the rule's own score; the columns of `auditing.envy.envy`.
        base_envy (pd.DataFrame): The same by the score without the points for the rank of the wish.
        waste (pd.DataFrame): Wished places that stay free; the columns of `auditing.envy.waste`.
        fairness (pd.DataFrame): How groups fared, small cells hidden; the columns of
            `daskalo.admission.auditing.fairness.fairness`.
        misreports (Misreports | None): Who would gain by a false order; None when it was not asked for.
    """

    placement: Placement
    envy: pd.DataFrame
    base_envy: pd.DataFrame
    waste: pd.DataFrame
    fairness: pd.DataFrame
    misreports: Misreports | None

    def text(self) -> str:
        """Return the audit as a person reads it, in the language of the reader."""
        from daskalo.admission.auditing.audited import text

        return text(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the audit in numbers, as plain JSON; single children stand only in the tables."""
        rules = self.placement.rules
        return {
            "warning": rules.warning,
            "rules": {"id": rules.id, "in_force": rules.in_force.isoformat()},
            "mechanism": self.placement.mechanism,
            "children": int((self.placement.prepared.wishes >= 0).any(axis=1).sum()),
            "envy": counts(self.envy),
            "base_envy": counts(self.base_envy),
            "waste": {name: int(self.waste[name].sum()) for name in ("free", "wished_by", "twins", "not_entitled")},
            "misreports": self.misreports.to_dict() if self.misreports else None,
            "fairness": records(self.fairness),
        }

    def write(self, folder: Path | str) -> None:
        """Write `audit.json`, `fairness.csv`, and `envy.csv`, `base-envy.csv`, `waste.csv`, `misreports.csv`.

        The tables of envy and of misreports name single children: they are for the commission, not for publication.
        """
        tables = {
            "envy.csv": self.envy,
            "base-envy.csv": self.base_envy,
            "waste.csv": self.waste,
            "fairness.csv": self.fairness,
        }
        if self.misreports:
            tables["misreports.csv"] = self.misreports.gains
        write_result(folder, tables, {"audit.json": self.to_dict()}, self.placement.rules)


def counts(table: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Return how many children and pairs there are of each kind of envy, of all kinds that are."""
    kinds = table.groupby("kind")["child"]
    pairs, children = kinds.size(), kinds.nunique()
    return {kind: {"children": int(children[kind]), "pairs": int(pairs[kind])} for kind in KINDS if kind in pairs}


def audit(
    placement: Placement,
    misreported: bool = True,
    sample: int | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Audit a ranking.

    Args:
        placement (Placement): The ranking.
        misreported (bool): Try who gains by a false order of wishes, too.
        sample (int | None): Try it for only so many children; None for all.
        progress (Progress | None): Told how many moves are tried, of how many.
    """
    return Audit(
        placement,
        envy(placement),
        envy(placement, base=True),
        waste(placement),
        fairness(placement),
        misreports(placement, sample, progress) if misreported else None,
    )
