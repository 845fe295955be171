"""A small admission, written as the folder of tables that the command line reads, and random ones."""

from pathlib import Path

import numpy as np
import pandas as pd

from daskalo.admission import Scenario

RULES = "ruse-first-class"
DAY = "2017-05-02"

TABLES = {
    "places": "institution,group,places\nA,first,2\nB,first,1\nC,first,1\n",
    "children": "child,group,birth_date,district\n" + "".join(f"c{n},first,2010-0{n}-01,centre\n" for n in range(1, 6)),
    "wishes": "child,rank,institution\nc1,1,A\nc1,2,B\nc2,1,A\nc2,2,C\nc3,1,A\nc3,2,B\nc4,1,B\nc4,2,A\nc5,1,B\n",
    "claims": "child,criterion,institution\nc1,orphan-or-half,\nc3,prep-group-same-school,A\nc4,disability50,\n",
    "lottery": "child,number\nc1,5\nc2,4\nc3,3\nc4,2\nc5,1\n",
}


def write_tables(folder: Path, **changed: str | None) -> Path:
    """Write the tables, some changed or left out (None)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (TABLES | changed).items():
        if text is not None:
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def random_scenario(seed: int, children: int, institutions: int) -> Scenario:
    """Draw an admission of one group to first class: few places, many ties, points that count at one institution."""
    chance = np.random.default_rng(seed)
    names = [f"i{n}" for n in range(institutions)]
    wishes = [
        (f"c{n}", rank, names[at])
        for n in range(children)
        for rank, at in enumerate(chance.permutation(institutions)[: chance.integers(1, institutions + 1)], start=1)
    ]
    criteria = ["orphan-or-half", "disability50", "social-services"]
    claims = [(f"c{n}", one, "") for n in range(children) for one in criteria if chance.random() < 0.25]
    claims += [
        (child, "prep-group-same-school", institution) for child, _rank, institution in wishes if chance.random() < 0.2
    ]
    return Scenario.of(
        places=pd.DataFrame({"institution": names, "group": "g", "places": chance.integers(0, 3, institutions)}),
        children=pd.DataFrame(
            {"child": [f"c{n}" for n in range(children)], "group": "g", "birth_date": "2010-01-01", "district": "x"}
        ),
        wishes=pd.DataFrame(wishes, columns=["child", "rank", "institution"]),
        claims=pd.DataFrame(claims, columns=["child", "criterion", "institution"]),
    )
