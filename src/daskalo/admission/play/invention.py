# pyright: basic
"""The invented round as the lab changes it: fewer places, invented payers of taxes, invented siblings.

Who is made a payer or gets a sibling is drawn from a seed, as a lottery is: with a larger share all of before stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from daskalo.admission.invented import Example, example
from daskalo.admission.law.rules import Criterion, load_rules
from daskalo.admission.placing.lottery import draw
from daskalo.admission.tables.scenario import Scenario

ROUND = "round-2020-06-05"
STRUCK = "tax-clear"
"""The criterion of paid taxes, which the court struck in 2020."""
STRUCK_IN_FORCE = "2019-01-01"
"""The last version of the rules that knows it."""
SIBLING = "sibling-same"
SIBLINGS_PERCENT = 33


@lru_cache(maxsize=1)
def the_round() -> Example:
    """Return the invented round of the lab."""
    return example(ROUND)


@lru_cache(maxsize=1)
def struck() -> Criterion:
    """Return the criterion of paid taxes as the rules of 2019 have it."""
    return load_rules(the_round().rules.id, on=STRUCK_IN_FORCE).criterion[STRUCK]


def payers(percent: int, seed: str) -> list[str]:
    """Return the children whose parents are said to have paid: a share of all, drawn from a seed."""
    children = the_round().scenario.children["child"]
    number = draw(f"payers-{seed}", children)
    return children[number <= round(len(children) * percent / 100)].tolist()


def with_payers(scenario: Scenario, percent: int, seed: str) -> Scenario:
    """Return the scenario where a share of the children claims paid taxes."""
    who = payers(percent, seed)
    return _claiming(scenario, pd.DataFrame({"child": who, "criterion": STRUCK, "institution": "", "proved": True}))


def with_siblings(scenario: Scenario) -> Scenario:
    """Return the scenario where a third of those with a second wish have a sibling there."""
    second = scenario.wishes[scenario.wishes["rank"] == 2]
    lucky = second[draw("siblings", second["child"]) <= len(second) * SIBLINGS_PERCENT / 100]
    return _claiming(scenario, lucky[["child", "institution"]].assign(criterion=SIBLING, proved=True))


def with_places(scenario: Scenario, percent: int, added: Mapping[tuple[str, str], int]) -> Scenario:
    """Return the scenario with a share of all places, rounded down, and with some more or less at single groups.

    Args:
        scenario (Scenario): The applications.
        percent (int): Of the places of each group.
        added (Mapping[tuple[str, str], int]): Places by institution and group; fewer than none are none.
    """
    places = scenario.places
    more = [added.get(each, 0) for each in zip(places["institution"], places["group"], strict=True)]
    return replace(scenario, places=places.assign(places=np.maximum(places["places"] * percent // 100 + more, 0)))


def _claiming(scenario: Scenario, claims: pd.DataFrame) -> Scenario:
    """Add claims to those there are; the lines of the table go on."""
    given = scenario.claims
    new = claims.reindex(columns=given.columns)
    keys = ["child", "criterion", "institution"]
    new = new[~pd.MultiIndex.from_frame(new[keys]).isin(pd.MultiIndex.from_frame(given[keys]))]
    start = int(given.index.max()) + 1
    new.index = pd.RangeIndex(start, start + len(new), name="line")
    return replace(scenario, claims=pd.concat([given, new]) if len(new) else given)
