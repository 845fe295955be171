"""The invented rounds of datasets/ruse-admission: the same bytes again, the published figures, nobody real."""

import runpy
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from daskalo.admission import Scenario, example, examples, place
from daskalo.admission.invented import FOLDER
from daskalo.errors import UsageError

ROUNDS = examples()


@pytest.fixture(scope="module")
def results():
    rounds = [example(name) for name in ROUNDS]
    return {it.id: place(it.scenario, it.rules, seed=it.seed, turn=it.turn) for it in rounds}


def test_the_generator_makes_the_same_bytes(tmp_path: Path):
    runpy.run_path(str(FOLDER / "make.py"))["make"](tmp_path)
    committed = {path.relative_to(FOLDER): path.read_bytes() for path in FOLDER.glob("*/*.csv")}
    assert {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.glob("*/*.csv")} == committed


@pytest.mark.parametrize("name", ROUNDS)
def test_a_round_is_read_under_the_rules_of_its_day_without_a_fault(name: str):
    it = example(name)
    assert len(Scenario.read(it.folder, it.rules).children) == len(it.scenario.children)
    assert it.rules.training
    assert it.rules.in_force <= it.on


@pytest.mark.parametrize("name", ROUNDS)
def test_the_published_counts_come_out(name: str, results):
    it, result = example(name), results[name]
    figures = {what: figure["value"] for what, figure in it.figures.items()}
    assert result.report["places"] == figures["places"]
    assert result.report["placed"] == figures.get("placed", result.report["placed"])
    assert it.scenario.places["institution"].nunique() == figures.get("institutions", 19)
    assert len(it.scenario.children) == figures.get("applications", len(it.scenario.children))
    assert all(figure["status"] in {"confirmed", "reported", "inferred"} for figure in it.figures.values())


def test_as_many_confirm_in_june_2020_as_the_newspaper_said(results):
    it, result = example("round-2020-06-05"), results["round-2020-06-05"]
    figures = {what: figure["value"] for what, figure in it.figures.items()}
    said = result.placements.merge(it.answers, on="child").dropna(subset="institution")
    first = said.loc[said["rank"] == 1, "answer"].value_counts()
    assert (said["answer"] == "confirms").sum() == figures["confirmed"]
    assert (first["refuses"], first["silent"]) == (figures["first_wish_refused"], figures["first_wish_silent"])
    assert figures["places"] - figures["confirmed"] == figures["places_next_round"]


def test_the_places_of_july_are_those_that_june_left(results):
    june, july = example("round-2020-06-05"), example("round-2020-07-01")
    said = results[june.id].placements.merge(june.answers, on="child").merge(june.scenario.children, on="child")
    kept = said[said["answer"] == "confirms"].groupby(["institution", "group"]).size()
    keys = ["institution", "group"]
    left = june.scenario.places.set_index(keys)["places"].sub(kept, fill_value=0)
    assert left[left != 0].to_dict() == july.scenario.places.query("places > 0").set_index(keys)["places"].to_dict()
    assert not set(june.scenario.children["child"]) & set(july.scenario.children["child"])


def test_first_wishes_and_children_without_a_criterion_are_as_frequent_as_reported(results):
    it, report = example("round-2020-06-05"), results["round-2020-06-05"].report
    figures = {what: float(figure["value"]) for what, figure in it.figures.items()}
    assert report["placed_by_rank"]["1"] / report["placed"] == pytest.approx(figures["first_wish_share"], abs=0.02)
    without = 1 - it.scenario.claims["child"].nunique() / len(it.scenario.children)
    assert without == pytest.approx(figures["without_criterion_share"], abs=0.03)


def test_another_lottery_gives_nearly_the_same_counts():
    it = example("round-2020-06-05")
    for seed in range(5):
        assert place(it.scenario, it.rules, seed=seed).report["placed"] == pytest.approx(826, abs=12)


@pytest.mark.parametrize("name", ROUNDS)
def test_nobody_in_it_is_real(name: str):
    it = example(name)
    assert it.scenario.children["child"].str.fullmatch(r"20[0-9]{2}-[0-9]{4}").all()
    assert it.scenario.places["institution"].str.endswith("(учебна)").all()
    for path in it.folder.iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not any(field.isdigit() and len(field) == 10 for line in lines for field in line.split(","))  # ЕГН


@pytest.mark.parametrize("name", ROUNDS)
def test_twins_wish_the_same_and_are_two(name: str):
    it = example(name)
    twins = it.scenario.children.query("together != ''")
    lists = it.scenario.wishes.groupby("child")["institution"].agg(tuple)
    assert (twins.groupby("together").size() == 2).all()
    assert (twins["child"].map(lists).groupby(twins["together"]).nunique() == 1).all()
    claiming = set(it.scenario.claims.query("criterion == 'twin'")["child"])
    assert set(twins["child"]) == claiming


@pytest.mark.parametrize("name", ROUNDS)
def test_the_tables_are_as_the_schema_says(name: str):
    it = example(name)
    schema = tomllib.loads((FOLDER / "schema.toml").read_text(encoding="utf-8"))
    for table, columns in schema.items():
        found = pd.read_csv(it.folder / f"{table}.csv", dtype=str, keep_default_na=False)
        assert [column for column in columns if column in found] == list(found.columns)
        for column in {"child", "institution", "district", "group", "answer"} & set(found.columns):
            known = {
                "child": set(it.scenario.children["child"]),
                "institution": {"", *(one["id"] for one in it.plan["institutions"])},
                "district": {one["id"] for one in it.plan["districts"]},
                "group": {"first", "yasla"},
                "answer": {"confirms", "refuses", "silent"},
            }[column]
            assert set(found[column]) <= known
    assert list(it.answers["child"]) == list(it.scenario.children["child"])


def test_every_institution_stands_in_its_district_on_the_map():
    plan = example().plan
    outlines = {one["id"]: one["outline"] for one in plan["districts"]}
    ids = [one["id"] for one in plan["institutions"]]
    assert len(set(ids)) == len(ids)
    assert len({one["en"] for one in plan["institutions"]}) == len(ids)
    for one in plan["institutions"]:
        assert one.get("parent", one["id"]) in ids
        inside = {name for name, outline in outlines.items() if contains(outline, one["x"], one["y"])}
        assert inside == {one["district"]}, one["id"]
    corners = [corner for outline in outlines.values() for corner in outline] + plan["river"]["outline"]
    assert all(0 <= x <= plan["size"][0] and 0 <= y <= plan["size"][1] for x, y in corners)


def contains(outline: list[list[float]], x: float, y: float) -> bool:
    edges = list(zip(outline, outline[1:] + outline[:1], strict=True))
    crossed = [edge for edge in edges if (edge[0][1] > y) != (edge[1][1] > y)]
    return sum(x < x1 + (y - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in crossed) % 2 == 1


def test_an_unknown_round_is_named_with_those_there_are():
    with pytest.raises(UsageError, match="round-2020-06-05") as caught:
        example("round-1999")
    assert caught.value.code == "example-unknown"


def test_a_kit_without_the_data_says_where_they_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("daskalo.admission.invented.FOLDER", tmp_path)
    with pytest.raises(UsageError) as caught:
        examples()
    assert caught.value.code == "examples-missing"


@pytest.mark.parametrize("name", ROUNDS)
def test_the_datasheet_says_how_many_children_and_places_there_are(name: str):
    it = example(name)
    row = next(
        line for line in (FOLDER / "README.md").read_text("utf-8").splitlines() if line.startswith(f"| `{name}/`")
    )
    assert row.endswith(f"| {len(it.scenario.children)} | {it.scenario.places['places'].sum()} |")
