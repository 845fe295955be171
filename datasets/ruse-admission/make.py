"""Makes the invented applications of the rounds beside it. УЧЕБНИ ДАННИ: no child, parent or institution is real.

    python datasets/ruse-admission/make.py          # writes the tables of every round anew
    python datasets/ruse-admission/make.py --out DIR

What is published stands in each `round.toml`; what is invented stands here as constants and in `map.toml`. The same
seed makes the same bytes: only `random.Random.random` is drawn from, whose numbers Python keeps between versions.
Families apply one after the other until as many children are placed as were placed in Ruse.
"""

from __future__ import annotations

import argparse
import datetime
import math
import random
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from daskalo.admission import Scenario, load_rules, place
from daskalo.admission.placing.placement import Placement
from daskalo.files import write_atomically

HERE = Path(__file__).parent
SEED = 2020
FAME = 0.6  # how much more one institution is wished than another, beside the walk
TWINS = 0.012  # families with twins
NOT_ELIGIBLE = 0.004  # neither parent has an address in the municipality
NOT_PROVED = 0.015  # claims without a document
FAMILIES = 1400  # are invented; only as many apply as the figures need
SILENT = 0.655  # of those who do not confirm: 25 of 38 at the first wish
CONFIRMS = 759 / 826


@dataclass(frozen=True)
class Intake:
    """Who applies for one kind of institution; every number is invented but the share without a criterion.

    Attributes:
        kind (str): `kindergarten` or `nursery`.
        born (Mapping[str, tuple[str, str]]): The first and the last day of birth by group.
        groups (Mapping[str, float]): The share of families by group.
        criteria (Mapping[str, float]): How many families claim a criterion.
        sibling (str): The criterion that counts at the institution of a sibling.
        siblings (float): How many families claim it.
        wishes (Sequence[float]): The shares of families with 1, 2, … wishes.
        near (float): How much a walk across the whole plan takes from the worth of an institution.
        taste (float): How much families differ.
    """

    kind: str
    born: Mapping[str, tuple[str, str]]
    groups: Mapping[str, float]
    criteria: Mapping[str, float]
    sibling: str
    siblings: float
    wishes: Sequence[float]
    near: float = 9.0
    taste: float = 0.7


INTAKES = {
    "ruse-kindergarten": Intake(
        "kindergarten",
        {"first": ("2017-01-01", "2017-12-31"), "yasla": ("2018-01-01", "2019-03-31")},
        {"first": 0.91, "yasla": 0.09},
        {"k1": 0.5, "k2": 0.07, "sen50": 0.02, "orphan": 0.006, "single-parent": 0.06, "student-parent": 0.03}
        | {"disab71": 0.025},
        "sibling-same",
        0.13,
        (0.34, 0.28, 0.18, 0.1, 0.05, 0.05),
    ),
    "ruse-nursery": Intake(
        "nursery",
        {"yasla": ("2022-01-15", "2023-10-15")},
        {"yasla": 1.0},
        {"mother-works": 0.55, "father-works": 0.8, "orphan": 0.005},
        "sibling-nursery",
        0.09,
        (0.22, 0.28, 0.22, 0.14, 0.08, 0.06),
    ),
}


class Chance:
    """Draws that come out the same on every machine and every Python."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed).random

    def happens(self, share: float) -> bool:
        """Say yes with a probability."""
        return self._random() < share

    def one_of(self, shares: Mapping[Any, float]) -> Any:
        """Return a key, each as often as its share says."""
        left = self._random() * sum(shares.values())
        for key, share in shares.items():
            left -= share
            if left < 0:
                return key
        return key

    def between(self, least: float, most: float) -> float:
        """Return a number, all equally likely."""
        return least + (most - least) * self._random()

    def taste(self) -> float:
        """Return a Gumbel number: choices by worth plus taste follow a logit."""
        return -math.log(-math.log(max(self._random(), 1e-12)))

    def shuffled(self, items: Sequence[Any]) -> list[Any]:
        """Return the items in a new order."""
        return [item for _key, item in sorted((self._random(), item) for item in items)]


class Town:
    """The invented plan: institutions with a fame of their own, districts with homes."""

    def __init__(self, plan: Mapping[str, Any], kind: str, chance: Chance) -> None:
        self.at = {one["id"]: (one["x"], one["y"]) for one in plan["institutions"] if one["kind"] == kind}
        self.fame = {name: chance.between(-FAME, FAME) for name in self.at}
        self.districts = {one["id"]: one["children"] for one in plan["districts"]}
        self.outlines = {one["id"]: one["outline"] for one in plan["districts"]}

    def home(self, district: str, chance: Chance) -> tuple[float, float]:
        """Return a point in a district: a mean of the corners of its outline, weighted by chance."""
        corners = self.outlines[district]
        weights = [chance.between(0.05, 1) for _ in corners]
        x, y = (sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
        return x / sum(weights), y / sum(weights)

    def liked(self, home: tuple[float, float], offered: Sequence[str], intake: Intake, chance: Chance) -> list[str]:
        """Return the institutions of a group in the order in which a family likes them."""
        worth = {
            name: self.fame[name] - intake.near * math.dist(home, self.at[name]) / 1000 + intake.taste * chance.taste()
            for name in offered
        }
        return sorted(worth, key=lambda name: -worth[name])


def families(intake: Intake, town: Town, places: pd.DataFrame, chance: Chance) -> Iterator[list[dict[str, Any]]]:
    """Yield family after family: its children with their wishes and claims; twins come together."""
    many = dict(enumerate(intake.wishes, start=1))
    while True:
        group = chance.one_of(intake.groups)
        district = chance.one_of(town.districts)
        offered = list(places.loc[places["group"] == group, "institution"])
        liked = town.liked(town.home(district, chance), offered, intake, chance)
        wishes = liked[: chance.one_of(many)]
        first, last = (datetime.date.fromisoformat(day) for day in intake.born[group])
        born = first + datetime.timedelta(days=int(chance.between(0, (last - first).days + 1)))
        claimed = [criterion for criterion, share in intake.criteria.items() if chance.happens(share)]
        child = {
            "group": group,
            "birth_date": born.isoformat(),
            "district": district,
            "eligible": not chance.happens(NOT_ELIGIBLE),
            "twins": chance.happens(TWINS),
            "wishes": wishes,
            "claims": [(criterion, "", not chance.happens(NOT_PROVED)) for criterion in claimed],
        }
        if chance.happens(intake.siblings):
            child["claims"].append((intake.sibling, wishes[0], True))
        if child["twins"]:
            child["claims"].append(("twin", "", True))
        yield [child] * (2 if child["twins"] else 1)


def scenario(places: pd.DataFrame, applying: Sequence[list[dict[str, Any]]], year: int, first_entry: int) -> Scenario:
    """Return families as the tables of a scenario; a child is called by its entry number (входящ номер)."""
    children, wishes, claims = [], [], []
    entry = first_entry
    for family in applying:
        together = f"twins-{entry:04}" if len(family) > 1 else ""
        for child in family:
            name = f"{year}-{entry:04}"
            known = {column: child[column] for column in ("group", "birth_date", "district", "eligible")}
            children.append({"child": name, **known, "together": together})
            wishes += [(name, rank, institution) for rank, institution in enumerate(child["wishes"], start=1)]
            claims += [(name, *claim) for claim in child["claims"]]
            entry += 1
    return Scenario.of(
        places=places,
        children=pd.DataFrame(children),
        wishes=pd.DataFrame(wishes, columns=["child", "rank", "institution"]),
        claims=pd.DataFrame(claims, columns=["child", "criterion", "institution", "proved"]),
    )


def placed(about: Mapping[str, Any], applications: Scenario) -> Placement:
    """Rank applications by the rules of the day, with their training values."""
    rules = load_rules(about["rules"], on=about["on"])
    return place(applications, rules, seed=about["seed"], turn=about["turn"])


def until_placed(about: Mapping[str, Any], places: pd.DataFrame, pool: Sequence[list[dict[str, Any]]]) -> Placement:
    """Let so many families apply that the published number of children is placed."""
    least, most, wanted = 1, len(pool), about["figures"]["placed"]["value"]
    while least < most:
        middle = (least + most) // 2
        result = placed(about, scenario(places, pool[:middle], about["on"].year, about["first_entry"]))
        least, most = (middle + 1, most) if result.report["placed"] < wanted else (least, middle)
    result = placed(about, scenario(places, pool[:least], about["on"].year, about["first_entry"]))
    if result.report["placed"] != wanted:
        raise SystemExit(f"{about['on']}: {result.report['placed']} placed, {wanted} wanted. Change SEED.")
    return result


def answers(result: Placement, figures: Mapping[str, Any], chance: Chance) -> pd.DataFrame:
    """Return what each family says to a place: confirms, refuses or is silent; as often as was published."""
    said = {child: _says(chance) for child in result.applications.children}
    if "confirmed" in figures:
        names = result.applications.children
        first, later = (chance.shuffled(list(names[rows])) for rows in (result.ranks == 1, result.ranks > 1))
        said |= dict.fromkeys([*first, *later], "confirms")
        refused, silent = (figures[f"first_wish_{what}"]["value"] for what in ("refused", "silent"))
        left = figures["placed"]["value"] - figures["confirmed"]["value"] - refused - silent
        refused_later = round(left * refused / (refused + silent))  # how they share the rest is invented
        said |= dict.fromkeys(first[:refused] + later[:refused_later], "refuses")
        said |= dict.fromkeys(first[refused : refused + silent] + later[refused_later:left], "silent")
    return pd.DataFrame({"child": list(said), "answer": list(said.values())})


def _says(chance: Chance) -> str:
    if chance.happens(CONFIRMS):
        return "confirms"
    return "silent" if chance.happens(SILENT) else "refuses"


def left_over(result: Placement, said: pd.DataFrame) -> pd.DataFrame:
    """Return the places for the next round: those nobody got and those nobody confirmed."""
    confirming = set(said.loc[said["answer"] == "confirms", "child"])
    kept = result.placements[result.placements["child"].isin(confirming)].dropna(subset="institution")
    group = result.scenario.children.set_index("child")["group"]
    taken = kept.groupby(["institution", kept["child"].map(group)]).size()
    places = result.scenario.places[["institution", "group", "places"]].copy()
    keys = list(zip(places["institution"], places["group"], strict=True))
    return places.assign(places=places["places"].to_numpy() - taken.reindex(keys, fill_value=0).to_numpy())


def offered(about: Mapping[str, Any]) -> pd.DataFrame:
    """Return the places that a round offers at first."""
    rows = [(name, group, count) for name, groups in about["places"].items() for group, count in groups.items()]
    return pd.DataFrame(rows, columns=["institution", "group", "places"])


def make(out: Path) -> None:
    """Make all rounds."""
    plan = tomllib.loads((HERE / "map.toml").read_text(encoding="utf-8"))
    about = {path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in HERE.glob("*/round.toml")}
    for name, first in sorted(about.items()):
        if "after" in first:
            continue
        chance = Chance(f"{SEED}/{name}")
        intake = INTAKES[first["rules"]]
        town = Town(plan, intake.kind, chance)
        places = offered(first)
        invented = families(intake, town, places, chance)
        result = until_placed(first, places, [next(invented) for _ in range(FAMILIES)])
        said = answers(result, first["figures"], chance)
        write(out / name, result.scenario, said)
        for later in (other for other, second in about.items() if second.get("after") == name):
            wanted = about[later]["figures"]["applications"]["value"]
            new: list[list[dict[str, Any]]] = []
            while (lacking := wanted - sum(map(len, new))) > 0:
                new += [family for family in [next(invented)] if len(family) <= lacking]
            entry = first["first_entry"] + len(result.applications.children)
            joining = scenario(left_over(result, said), new, first["on"].year, entry)
            write(out / later, joining, answers(placed(about[later], joining), about[later]["figures"], chance))


def write(folder: Path, applications: Scenario, said: pd.DataFrame) -> None:
    """Write the tables of one round."""
    applications.write(folder)
    write_atomically(folder / "answers.csv", said.to_csv(index=False, lineterminator="\n"))


def main(given: list[str] | None = None) -> int:
    """Write the tables."""
    parser = argparse.ArgumentParser(prog="make.py", description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIR", help="where to (beside this file)")
    make(parser.parse_args(given).out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
