"""Small random admissions, with twins, transfers and reserved places if one likes."""

import numpy as np
import pandas as pd

from daskalo.admission import Rules, Scenario, load_rules

DAY = "2017-05-02"
CHILD, THERE = "orphan-or-half", "prep-group-same-school"


def random_rules(bonus=(), unit="child") -> Rules:
    rules = load_rules("ruse-first-class", on=DAY)
    return rules.with_changes(
        wish_bonus=list(bonus),
        unit=unit,
        twins="together",
        transfers="keep-seat",
        points={"disability50": "2", "present-addr-area": "4"},
    )


def random_scenario(
    seed: int, children: int, institutions: int, wishes: int, *, twins=0, kept=0, reserved=False, districts=3
) -> Scenario:
    """Return applications; `twins` pairs of them are placed together, `kept` children ask for a transfer."""
    chance = np.random.default_rng(seed)
    names = [f"c{n:03}" for n in range(children)]
    places = np.array([f"I{n:02}" for n in range(institutions)])
    popular = chance.gumbel(size=(children, institutions)) + np.linspace(0, 1, institutions)
    width = min(wishes, institutions)
    order = np.argsort(-popular, axis=1)[:, :width]
    length = np.where(chance.random(children) < 0.7, width, chance.integers(1, width + 1, size=children))
    wished = [
        (name, rank + 1, places[order[row, rank]]) for row, name in enumerate(names) for rank in range(length[row])
    ]
    claims = [
        (name, criterion, "")
        for name in names
        for criterion in (CHILD, "disability50", "present-addr-area")
        if chance.random() < 0.3
    ]
    claims += [(name, THERE, places[order[row, 0]]) for row, name in enumerate(names) if chance.random() < 0.2]
    few = chance.integers(0, max(2, 2 * children // institutions), size=institutions)
    table = pd.DataFrame({"institution": places, "group": "first", "places": few, "reserved_for": ""})
    if reserved:
        table = pd.concat([table, table.assign(places=1, reserved_for=CHILD)])
    people = pd.DataFrame(
        {
            "child": names,
            "group": "first",
            "birth_date": "2010-01-01",
            "district": [f"d{n}" for n in chance.integers(0, districts, size=children)],
            "together": "",
            "current": "",
        }
    )
    for pair in range(twins):
        people.loc[chance.choice(children, 2, replace=False), "together"] = f"t{pair}"
    for row in chance.choice(children, kept, replace=False):
        people.loc[row, "current"] = chance.choice(places)
    return Scenario.of(
        places=table,
        children=people,
        wishes=pd.DataFrame(wished, columns=["child", "rank", "institution"]),
        claims=pd.DataFrame(claims, columns=["child", "criterion", "institution"]),
    )
