"""The same children under two rules."""

import json

import pytest
from admission_tables import DAY, RULES, TABLES, write_tables

from daskalo.admission import Scenario, compare, compare_rules, load_rules, place
from daskalo.cli import main
from daskalo.errors import UsageError
from daskalo.i18n import speaking


def changes(comparison) -> dict[str, str]:
    return dict(zip(comparison.changes["child"], comparison.changes["change"], strict=True))


@pytest.fixture
def scenario(tmp_path) -> Scenario:
    return Scenario.read(write_tables(tmp_path / "in"))


def test_who_gains_and_who_loses_by_a_changed_rule(scenario):
    rules = load_rules(RULES, on=DAY)
    found = compare_rules(scenario, rules, rules.with_changes(without=["orphan-or-half"]))
    assert changes(found) == {"c1": "loses", "c2": "gains", "c3": "same", "c4": "same", "c5": "same"}
    assert found.counts == {"gains": 1, "loses": 1, "moves": 0, "same": 3, "placed": 0, "unplaced": 1}
    assert found.in_one_only.values.tolist() == [["claims", "orphan-or-half", "before", 1]]
    with speaking("en"):
        text = found.text()
    assert "Before only: the criterion “An orphan or half-orphan” counts; 1 child claims it." in text
    assert "c1 loses: A (1) → no place" in text
    with speaking("bg"):
        assert found.text().startswith("УЧЕБНИ ДАННИ")


def test_another_mechanism_is_compared_by_the_same_lottery(tmp_path):
    scenario = Scenario.read(write_tables(tmp_path, lottery=None))
    rules = load_rules(RULES, on=DAY)
    found = compare_rules(scenario, rules, rules, None, "immediate-acceptance")
    seeds = {each.applications.numbers.seed for each in (found.before, found.after)}
    assert len(seeds) == 1
    with pytest.raises(UsageError) as error:
        compare(place(scenario, rules, seed=1), place(scenario, rules, seed=2))
    assert error.value.code == "seeds-differ"


def test_only_the_same_children_are_compared(tmp_path, scenario):
    rules = load_rules(RULES, on=DAY)
    fewer = {name: text.replace("c5", "c6") for name, text in TABLES.items()}
    other = Scenario.read(write_tables(tmp_path / "other", **fewer))
    with pytest.raises(UsageError) as error:
        compare(place(scenario, rules), place(other, rules))
    assert error.value.code == "children-differ"


def test_a_place_the_first_list_does_not_name_is_a_move(tmp_path, scenario):
    rules = load_rules(RULES, on=DAY)
    wishes = TABLES["wishes"].replace("c4,1,B", "c4,1,C").replace("c4,2,A", "c4,2,B").replace("c2,2,C", "c2,2,B")
    other = Scenario.read(write_tables(tmp_path / "other", wishes=wishes))
    assert changes(compare(place(scenario, rules), place(other, rules)))["c4"] == "moves"


def test_what_one_version_does_not_know_is_left_out_and_named(tmp_path):
    places = TABLES["places"].replace("places\n", "places,reserved_for\n").replace("1\n", "1,\n").replace("2\n", "2,\n")
    scenario = Scenario.read(
        write_tables(
            tmp_path,
            places=places + "B,first,1,K7\n",
            claims=TABLES["claims"] + "c2,tax_clear,\nc5,prep-group-same-school,\n",
        )
    )
    part, left_out = scenario.under(load_rules(RULES, on=DAY))
    assert left_out.values.tolist() == [
        ["claims", "prep-group-same-school", 1],
        ["claims", "tax-clear", 1],
        ["places", "K7", 1],
    ]
    assert part.places.set_index("institution")["places"].to_dict() == {"A": 2, "B": 2, "C": 1}
    assert len(part.claims) == 3
    place(part, load_rules(RULES, on=DAY))


def test_a_criterion_struck_by_the_court_counts_before_only(tmp_path):
    claims = "child,criterion,institution\nc1,tax_clear,\n"
    scenario = Scenario.read(write_tables(tmp_path, claims=claims))
    before, after = (load_rules("ruse-kindergarten", on=day) for day in ("2019-06-01", "2020-06-05"))
    found = compare_rules(scenario, before, after)
    assert found.in_one_only.values.tolist() == [["claims", "tax-clear", "before", 1]]
    assert changes(found)["c1"] == "loses"
    with speaking("en"):
        assert "court" in found.text()


def test_the_command_compares_two_days_and_writes(tmp_path, capsys):
    folder = write_tables(tmp_path / "in", claims="child,criterion,institution\nc2,tax_clear,\n", lottery=None)
    arguments = ["--rules", "ruse-kindergarten", "--on", "2019-06-01", "--against", "2020-06-05", "--seed", "7"]
    out = ["--out", str(tmp_path / "out")]
    assert main(["--speak", "en", "admission", "compare", str(folder), *arguments, *out]) == 0
    assert "TRAINING DATA" in capsys.readouterr().out
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "changes.csv",
        "comparison.json",
        "TRAINING-DATA.txt",
    }
    document = json.loads((tmp_path / "out" / "comparison.json").read_text())
    assert document["before"]["lottery"]["seed"] == document["after"]["lottery"]["seed"] == "7"
    mechanism = ["--against-mechanism", "no-such"]
    assert main(["--speak", "en", "admission", "compare", str(folder), *arguments, *mechanism]) == 2
