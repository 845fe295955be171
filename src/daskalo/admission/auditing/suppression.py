# pyright: basic
"""Hiding small cells of a table of counts so that no sum of what is shown brings them back.

A count of fewer than `FEWEST` children is hidden. That alone hides nothing: the total less the other rows gives it
back. So others are hidden with it until no small one follows from the sums of the rows and of the columns; then those
that are not needed are shown again. Whether one follows is a question of linear algebra: the sums are equations
in the hidden counts, and they determine a count exactly where every solution of the homogeneous equations is zero
(Willenborg and de Waal 2001, Elements of Statistical Disclosure Control, chapter 8).

What remains possible is to bound a hidden count, since none is negative; whoever publishes more tables of the same
children publishes more equations.
"""

from __future__ import annotations

import numpy as np

from daskalo.admission.placing.market import Ints

FEWEST = 5
"""A count below it, other than zero, is hidden."""


def hidden_cells(counts: Ints) -> np.ndarray:
    """Say which counts of a table must be hidden when the sum of each row is a count too, and all sums are known.

    Args:
        counts (Ints): Shape (groups, parts): each child stands in one group and one part. The sums of the columns are
            known; the sum of a row is the size of the group.

    Returns:
        np.ndarray: Shape (groups, 1 + parts), bool: first the size of the group, then its parts. In a group of fewer
            than `FEWEST` children everything is hidden.

    Examples:
        Two children of a group of 20 have no place. A square of four cells is hidden.

        >>> hidden_cells(np.array([[18, 2], [30, 9]])).tolist()
        [[False, True, True], [False, True, True]]
    """
    cells = np.column_stack([counts.sum(axis=1), counts])
    small = (cells > 0) & (cells < FEWEST)
    small[cells[:, 0] < FEWEST] = True
    hidden = small.copy()
    while (follows := np.argwhere(small & _determined(hidden))).size:
        row, column = follows[0]
        line = np.zeros_like(hidden)
        line[row], line[:, column] = True, True
        candidates = np.argwhere(line & ~hidden)
        if not candidates.size:
            candidates = np.argwhere(~hidden)
        if not candidates.size:
            return hidden
        sizes = cells[candidates[:, 0], candidates[:, 1]]
        best = np.lexsort((sizes, candidates[:, 1] == 0, sizes < FEWEST))[0]
        hidden[tuple(candidates[best])] = True
    more = np.argwhere(hidden & ~small)
    for cell in more[np.lexsort((-cells[more[:, 0], more[:, 1]], more[:, 1] != 0))]:
        hidden[tuple(cell)] = False
        if (small & _determined(hidden)).any():
            hidden[tuple(cell)] = True
    return hidden


def _determined(hidden: np.ndarray) -> np.ndarray:
    """Say which hidden cells follow from the sums: of a row it is the first cell, of a column it is known."""
    rows, columns = hidden.shape
    at = np.full(hidden.shape, -1)
    at[hidden] = np.arange(hidden.sum())
    equations = np.zeros((rows + columns, int(hidden.sum())))
    for row in range(rows):
        for column in np.flatnonzero(hidden[row]):
            equations[row, at[row, column]] = -1 if column == 0 else 1
            equations[rows + column, at[row, column]] = 1
    _u, strengths, directions = np.linalg.svd(equations)
    free = directions[int((strengths > 1e-9).sum()) :]
    determined = np.zeros(hidden.shape, dtype=bool)
    determined[hidden] = (np.abs(free) < 1e-9).all(axis=0)
    return determined
