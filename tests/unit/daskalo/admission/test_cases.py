"""The cases in tests/cases/admission, one test each; the README there explains how they are read."""

import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from daskalo import rules as dated
from daskalo.admission import Rules, Scenario, load_rules, place
from daskalo.admission.law.rules import FOLDER
from daskalo.errors import DaskaloError, UnknownRule

FILES = sorted((Path(__file__).parents[3] / "cases" / "admission").glob("*.toml"))
TABLES = [tomllib.loads(file.read_text(encoding="utf-8")) for file in FILES]
CASES = [(table["rules"], case) for table in TABLES for case in table["case"]]
FIELDS = {
    *("name", "on", "article", "source", "training", "changes", "places", "children"),
    *("points", "placed", "cutoffs", "unknown", "refused", "says"),
}


def rules_of(id: str, case: dict) -> Rules:
    """The rules of the day; of the training values only those the case names."""
    known, trained = (load_rules(id, case["on"], training=training) for training in (False, True))
    invented = {fact.path: fact for fact in trained.training}
    criteria = {each.id: each for each in known.criteria}
    for path in case.get("training", ()):
        fact = invented[path]  # a value that is known by now must not be called a training value
        if path.startswith("criteria."):
            id = path.removeprefix("criteria.")
            criteria[id] = trained.criterion[id]
        else:
            known = replace(known, **{path.removeprefix("tie-break.").replace("-", "_"): fact})
    known = replace(known, criteria=tuple(criteria.values()))
    return known.with_changes(**case["changes"]) if "changes" in case else known


def scenario_of(case: dict) -> Scenario:
    children, wishes, claims, numbers = [], [], [], []
    for child in case["children"]:
        name = child["child"]
        children.append((name, "first", "2017-05-02", "", child.get("twin", "")))
        wishes += [(name, rank, wish) for rank, wish in enumerate(child["wishes"], start=1)]
        claims += [(name, *claim.partition("@")[::2]) for claim in child.get("claims", ())]
        number = child.get("number", {})
        drawn = number if isinstance(number, dict) else {"": number}
        numbers += [(name, value, where) for where, value in drawn.items()]
    places = [(name, "first", many) for name, many in case["places"].items()]
    return Scenario.of(
        places=pd.DataFrame(places, columns=["institution", "group", "places"]),
        children=pd.DataFrame(children, columns=["child", "group", "birth_date", "district", "together"]),
        wishes=pd.DataFrame(wishes, columns=["child", "rank", "institution"]),
        claims=pd.DataFrame(claims, columns=["child", "criterion", "institution"]),
        lottery=pd.DataFrame(numbers, columns=["child", "number", "institution"]) if numbers else None,
    )


@pytest.mark.parametrize(("id", "case"), CASES, ids=[f"{id} {case['name']}" for id, case in CASES])
def test_a_case_of_the_admission(id: str, case: dict):
    assert set(case) <= FIELDS
    rules = rules_of(id, case)
    if "unknown" in case:
        with pytest.raises(UnknownRule, match=case["unknown"]):
            place(scenario_of(case), rules)
        return
    if "refused" in case:
        with pytest.raises(DaskaloError) as error:
            place(scenario_of(case), rules)
        assert error.value.code == case["refused"]
        assert case["says"] in str(error.value)
        return
    placement = place(scenario_of(case), rules)
    applications = placement.applications
    for child, expected in case.get("points", {}).items():
        wished = placement.points_text(applications.total[applications.row[child]])
        count = len(next(each["wishes"] for each in case["children"] if each["child"] == child))
        due = expected if isinstance(expected, list) else [expected]
        assert list(wished[: count if isinstance(expected, list) else 1]) == due, child
    placed = placement.placements.set_index("child")["institution"].fillna("")
    assert dict(placed) == case["placed"]
    said = placement.cutoffs.set_index("institution")
    cutoffs = {
        name: f"{row.points}, {row.lottery}" if pd.notna(row.lottery) else ""
        for name, row in zip(said.index, said.itertuples(), strict=True)
    }
    assert {name: cutoffs[name] for name in case.get("cutoffs", {})} == case.get("cutoffs", {})


def test_every_version_of_every_rule_has_its_cases():
    count: Counter[tuple[str, str]] = Counter()
    for id, case in CASES:
        count[id, str(dated.in_force(FOLDER, id, case["on"]).in_force)] += 1
    versions = {(id, str(each.in_force)) for id in dated.ids(FOLDER) for each in dated.versions(FOLDER, id)}
    assert {version: count[version] for version in versions if count[version] < 3} == {}


def test_the_names_of_cases_are_told_apart():
    assert [name for name, many in Counter((id, case["name"]) for id, case in CASES).items() if many > 1] == []
