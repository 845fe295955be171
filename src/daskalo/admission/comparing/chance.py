# pyright: basic
"""The chance of each wish before the lottery is drawn: draw it again and again, and count.

Points, places and wishes stay as they are; only the numbers are drawn anew. So a chance says what the lottery leaves
open, not what other families may still do. With last year's applications and one's own child added (`with_child`) it is
what a parent can know before applying.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from daskalo.admission.law.rules import Rules
from daskalo.admission.placing.applications import Applications
from daskalo.admission.placing.lottery import new_seed
from daskalo.admission.placing.market import NOWHERE, Ints
from daskalo.admission.placing.placement import place
from daskalo.admission.tables.exports import records, write_result
from daskalo.admission.tables.scenario import Scenario
from daskalo.errors import UsageError
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")

Z = 1.959963984540054
"""The standard normal distribution holds 95 % between -Z and Z."""

DRAWS = 1000


@dataclass(frozen=True, eq=False)
class Chances:
    """How often each child got each of its wishes.

    Attributes:
        rules (Rules): The rules.
        mechanism (str): One of `MECHANISMS`.
        draws (int): How often the lottery was drawn.
        seed (str): What the drawings were made from.
        table (pd.DataFrame): By child, in the order of its wishes, then a place it keeps, then no place: child, rank
            (of the wish; empty for a place that is kept and for none), institution (empty for none), count (draws),
            share, low and high (a 95 % interval, Wilson's, for the share over all possible lotteries).
    """

    rules: Rules
    mechanism: str
    draws: int
    seed: str
    table: pd.DataFrame

    def of(self, child: str) -> pd.DataFrame:
        """Return the rows of one child.

        Raises:
            UsageError: `child-unknown`.
        """
        rows = self.table[self.table["child"] == child]
        if rows.empty:
            raise _unknown(child)
        return rows.reset_index(drop=True)

    def text(self, child: str | None = None) -> str:
        """Return the chances of a child, or of all in a few lines, in the language of the reader."""
        from daskalo.admission.comparing.chance_words import summary, text

        return text(self, child) if child is not None else summary(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the chances as plain JSON."""
        return {
            "warning": self.rules.warning,
            "rules": {"id": self.rules.id, "in_force": self.rules.in_force.isoformat()},
            "mechanism": self.mechanism,
            "draws": self.draws,
            "seed": self.seed,
            "chances": records(self.table),
        }

    def write(self, folder: Path | str) -> None:
        """Write `chances.csv` and `chances.json`."""
        write_result(folder, {"chances.csv": self.table}, {"chances.json": self.to_dict()}, self.rules)


def chances(
    scenario: Scenario,
    rules: Rules,
    mechanism: str | None = None,
    draws: int = DRAWS,
    seed: int | str | None = None,
    children: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Chances:
    """Draw the lottery again and again, and count who gets what.

    Numbers that the scenario brings (`lottery.csv`) are drawn anew too.

    Args:
        scenario (Scenario): The applications.
        rules (Rules): The rules.
        mechanism (str | None): One of `MECHANISMS`; None for the one of the rules.
        draws (int): How often.
        seed (int | str | None): What the drawings are made from; None draws it.
        children (Sequence[str] | None): Whose chances; None for all.
        progress (Callable[[int, int], None] | None): Told how many drawings are done, of how many.

    Raises:
        UsageError: `no-lottery` (these rules break ties by the entry number), `draws-wrong`, `child-unknown`,
            `mechanism-unknown`.
        Findings: `scenario-against-rules`.
        UnknownRule: A value is needed that nobody has confirmed.
    """
    if draws < 1:
        raise UsageError("draws-wrong", _("The lottery cannot be drawn {n} times. Ask for 1 or more.", n=draws))
    if (rules.by.status != "unknown" or scenario.lottery is None) and rules.by.value == "entry-number":
        raise UsageError(
            "no-lottery",
            _(
                "These rules draw no lottery: of children with equal points the one with the lower entry number stands "
                "ahead. There is no chance to count; place the children to see the result."
            ),
        )
    drawn_from = str(new_seed() if seed is None else seed)
    placement = place(scenario, rules, mechanism, drawn_from)
    applications = placement.prepared
    chosen = np.arange(len(applications.children)) if children is None else _rows(applications, children)
    counts = _count(applications, placement.mechanism, draws, drawn_from, progress)
    return Chances(rules, placement.mechanism, draws, drawn_from, _table(applications, counts, chosen, draws))


def _rows(applications: Applications, children: Sequence[str]) -> Ints:
    for child in children:
        if child not in applications.row:
            raise _unknown(child)
    return np.array([applications.row[child] for child in dict.fromkeys(children)], dtype=np.int64)


def _unknown(child: str) -> UsageError:
    return UsageError(
        "child-unknown",
        _("There is no child “{child}” in this ranking. Write it as in children.csv.", child=str(child)[:40]),
    )


def _count(
    applications: Applications,
    mechanism: str,
    draws: int,
    seed: str,
    progress: Callable[[int, int], None] | None,
) -> Ints:
    """Return how often each child got what, shape (children, ranks + 2): a kept place, each rank, none."""
    chance = np.random.default_rng(int.from_bytes(sha256(f"daskalo-chances:{seed}".encode()).digest()[:16]))
    count, none = len(applications.children), int(applications.rank.max(initial=0)) + 1
    rows = np.arange(count)
    counts = np.zeros((count, none + 1), dtype=np.int64)
    wishes = rows[:, None] * (none + 1) + applications.rank  # the reserved and the open places of one wish are one
    for done in range(draws):
        if applications.numbers.unit == "child":
            number = np.broadcast_to(chance.permutation(count)[:, None], applications.wishes.shape)
        else:
            number = chance.permutation(count * (none + 1))[wishes]
        solved, _market, granted = replace(applications, number=number).solve(mechanism)
        got = np.where(granted >= 0, solved.rank[rows, np.maximum(granted, 0)], none)
        counts[rows, got] += 1
        if progress and (done + 1 == draws or done % 10 == 9):
            progress(done + 1, draws)
    return counts


def _table(applications: Applications, counts: Ints, chosen: Ints, draws: int) -> pd.DataFrame:
    institutions = applications.seats["institution"].to_numpy(dtype=object)
    none = counts.shape[1] - 1
    at = np.full((len(chosen), none + 1), NOWHERE, dtype=np.int64)  # a seat of the wish of each rank
    rows, columns = np.nonzero(applications.wishes[chosen] >= 0)
    at[rows, applications.rank[chosen[rows], columns]] = applications.wishes[chosen[rows], columns]
    order = [*range(1, none), 0, none]
    listed = at >= 0
    listed[:, none] = True
    rows, columns = np.nonzero(listed[:, order])
    outcome = np.array(order)[columns]
    count = counts[chosen[rows], outcome]
    seats = at[rows, outcome]
    low, high = wilson(count, draws)
    frame = pd.DataFrame(
        {
            "child": applications.children[chosen[rows]],
            "rank": pd.array(outcome, dtype="Int64"),
            "institution": np.where(seats >= 0, institutions[seats], None),
            "count": count,
            "share": count / draws,
            "low": low,
            "high": high,
        }
    )
    frame.loc[(outcome == 0) | (outcome == none), "rank"] = pd.NA
    return frame


def wilson(count: Ints, draws: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of 95 % intervals for shares (Wilson 1927, Journal of the American Statistical Association 22).

    Args:
        count (Ints): How often something happened.
        draws (int): Of how many.

    Examples:
        >>> low, high = wilson(np.array([0, 500]), 1000)
        >>> low.round(3).tolist(), high.round(3).tolist()
        ([0.0, 0.469], [0.004, 0.531])
    """
    share = np.asarray(count) / draws
    middle = share + Z**2 / (2 * draws)
    half = Z * np.sqrt(share * (1 - share) / draws + Z**2 / (4 * draws**2))
    low, high = ((middle + side * half) / (1 + Z**2 / draws) for side in (-1, 1))
    return np.where(share == 0, 0.0, low), np.where(share == 1, 1.0, high)


def with_child(
    scenario: Scenario,
    child: str,
    group: str,
    birth_date: str,
    wishes: Sequence[str],
    claims: Sequence[str | tuple[str, str]] = (),
    district: str = "",
) -> Scenario:
    """Return applications to which a child is added: last year's, to see a chance before applying.

    Numbers that were drawn are left out, since the child has none.

    Args:
        scenario (Scenario): The applications.
        child (str): Its name, which no other child has.
        group (str): Its group.
        birth_date (str): ISO form.
        wishes (Sequence[str]): Institutions, the first wish first.
        claims (Sequence[str | tuple[str, str]]): Criteria, or pairs of criterion and the institution where it counts.
        district (str): Its district.

    Raises:
        Findings: `scenario-wrong`: the child exists, a wish names an unknown institution, …
    """
    pairs = [(claim, "") if isinstance(claim, str) else claim for claim in claims]
    ranks = range(1, len(wishes) + 1)
    added = {
        "children": pd.DataFrame(
            {"child": [child], "group": [group], "birth_date": [birth_date], "district": [district], "eligible": [True]}
        ),
        "wishes": pd.DataFrame({"child": child, "rank": ranks, "institution": wishes}),
        "claims": pd.DataFrame(pairs, columns=["criterion", "institution"]).assign(child=child, proved=True),
    }
    tables = {
        name: pd.concat([getattr(scenario, name), rows], ignore_index=True) if len(rows) else getattr(scenario, name)
        for name, rows in added.items()
    }
    return Scenario.of(places=scenario.places, **tables)
