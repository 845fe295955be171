# pyright: basic
"""How groups of children fared: with and without each criterion, by district; small cells hidden.

Each child stands in one of four parts: placed at its first wish, placed later (a place that was kept included), without
a place and with points, without a place and without any points. `suppression` hides what would show
fewer than five children.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from daskalo.admission.auditing.suppression import hidden_cells
from daskalo.admission.tables.fit import criterion_id

if TYPE_CHECKING:
    from daskalo.admission.placing.placement import Placement


def fairness(placement: Placement) -> pd.DataFrame:
    """Return how groups of ranked children fared.

    Args:
        placement (Placement): The ranking.

    Returns:
        pd.DataFrame: First all, then the groups, districts and criteria that part them: by (`all`, `group`, `district`,
            `criterion`), name (of the group, the district, the criterion), holds (for a criterion, whether the row is
            of the children who prove it; else empty), children, share_placed and share_first_wish (of these children,
            from 0 to 1), mean_rank (of the wishes granted),
            unplaced_without_points (children), hidden (whether something in the row is hidden). What is hidden is
            empty; so is the mean rank of nobody.
    """
    applications, scenario = placement.prepared, placement.scenario
    ranked = (applications.wishes >= 0).any(axis=1)
    children = scenario.children[ranked]
    placed, first = placement.seats[ranked] >= 0, placement.ranks[ranked] == 1
    points = np.where(applications.wishes >= 0, applications.points, 0).max(axis=1, initial=0)[ranked] > 0
    parts = np.column_stack([placed & first, placed & ~first, ~placed & points, ~placed & ~points]).astype(np.int64)
    ranks = np.maximum(placement.ranks[ranked], 0)

    blocks = [_rows("all", np.array([""] * len(children), dtype=object), parts, ranks)]
    for by in ("group", "district"):
        blocks.append(_rows(by, children[by].to_numpy(dtype=object), parts, ranks))
    proved = scenario.claims[scenario.claims["proved"].astype(bool)]
    claimed = proved["criterion"].map(criterion_id)
    for criterion in placement.rules.criteria:
        holds = children["child"].isin(proved.loc[claimed == criterion.id, "child"]).to_numpy()
        block = _rows("criterion", np.where(holds, "with", "without").astype(object), parts, ranks)
        blocks.append(block.assign(holds=block["name"] == "with", name=criterion.id))
    return pd.concat([block for block in blocks if len(block) > 1 or block is blocks[0]], ignore_index=True)


def _rows(by: str, names: np.ndarray, parts: np.ndarray, ranks: np.ndarray) -> pd.DataFrame:
    """Return one row a name; the rows share out all children among them."""
    known, at = np.unique(names.astype(str), return_inverse=True)
    counts = np.zeros((len(known), 4), dtype=np.int64)
    np.add.at(counts, at, parts)
    hidden = hidden_cells(counts) if by != "all" else np.zeros((len(known), 5), dtype=bool)
    size, placed = counts.sum(axis=1), counts[:, :2].sum(axis=1)
    with_wish = np.bincount(at, weights=ranks > 0, minlength=len(known))
    sums = np.bincount(at, weights=ranks, minlength=len(known))
    number, first, later, poor, poorest = hidden.T
    placed_hidden = number | (first | later) & (poor | poorest)
    shown = {
        "children": (size, number),
        "share_placed": (placed / np.maximum(size, 1), placed_hidden),
        "share_first_wish": (counts[:, 0] / np.maximum(size, 1), number | first),
        "mean_rank": (sums / np.maximum(with_wish, 1), first | later | (with_wish == 0)),
        "unplaced_without_points": (counts[:, 3], poorest),
    }
    frame = pd.DataFrame({"by": by, "name": known.astype(object), "holds": pd.array([pd.NA] * len(known), "boolean")})
    for name, (values, unseen) in shown.items():
        kind = "Int64" if np.issubdtype(values.dtype, np.integer) else "Float64"
        frame[name] = pd.array(values, dtype=kind)
        frame.loc[unseen, name] = pd.NA
    return frame.assign(hidden=hidden.any(axis=1).tolist())
