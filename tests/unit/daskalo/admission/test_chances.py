"""The chance of each wish before the lottery is drawn."""

import sys

import pytest
from admission_tables import DAY, RULES, TABLES, write_tables

from daskalo.admission import Scenario, chances, load_rules, with_child
from daskalo.admission.commands.audit import shown_progress
from daskalo.cli import main
from daskalo.errors import Findings, UsageError
from daskalo.i18n import speaking

NO_CLAIMS = "child,criterion,institution\n"


@pytest.fixture
def scenario(tmp_path) -> Scenario:
    return Scenario.read(write_tables(tmp_path / "in", claims=NO_CLAIMS))


@pytest.fixture
def rules():
    return load_rules(RULES, on=DAY)


def test_what_points_decide_is_certain_and_what_the_lottery_decides_is_shared(tmp_path, rules):
    scenario = Scenario.read(write_tables(tmp_path, lottery=None))
    found = chances(scenario, rules, draws=300, seed=1)
    first = found.of("c1").set_index("rank")["share"]
    assert first[1] == 1.0
    assert found.of("c4")["institution"].tolist()[:2] == ["B", "A"]
    assert found.table.groupby("child")["share"].sum().round(9).eq(1).all()
    assert ((found.table["low"] <= found.table["share"]) & (found.table["share"] <= found.table["high"])).all()


def test_the_same_seed_counts_the_same_and_a_given_lottery_is_drawn_anew(scenario, rules):
    first, again, other = (chances(scenario, rules, draws=50, seed=seed) for seed in (1, "1", 2))
    assert first.table.equals(again.table)
    assert not first.table["count"].equals(other.table["count"])
    unnamed = chances(scenario, rules, draws=20)
    assert chances(scenario, rules, draws=20, seed=unnamed.seed).table.equals(unnamed.table)


def test_only_the_asked_children_are_listed(scenario, rules):
    found = chances(scenario, rules, draws=10, seed=1, children=["c5"])
    assert found.table["child"].unique().tolist() == ["c5"]
    with pytest.raises(UsageError) as error:
        chances(scenario, rules, draws=10, children=["c9"])
    assert error.value.code == "child-unknown"
    with pytest.raises(UsageError) as error:
        found.of("c1")
    assert error.value.code == "child-unknown"


def test_rules_with_entry_numbers_have_no_lottery(scenario):
    rules = load_rules(RULES, on=DAY).with_changes(by="entry-number")
    with pytest.raises(UsageError) as error:
        chances(scenario, rules)
    assert error.value.code == "no-lottery"


def test_a_lottery_is_drawn_at_least_once(scenario, rules):
    with pytest.raises(UsageError) as error:
        chances(scenario, rules, draws=0)
    assert error.value.code == "draws-wrong"


def test_a_place_that_is_kept_has_its_row(tmp_path, rules):
    children = TABLES["children"].replace("district\n", "district,current\n").replace("centre\n", "centre,\n")
    children = children.replace("c5,first,2010-05-01,centre,", "c5,first,2010-05-01,centre,C")
    scenario = Scenario.read(write_tables(tmp_path, children=children, claims=NO_CLAIMS))
    found = chances(scenario, rules, draws=100, seed=1)
    rows = found.of("c5")
    assert rows["institution"].fillna("").tolist() == ["B", "C", ""]
    assert rows["count"].iloc[2] == 0
    with speaking("en"):
        assert "C (kept)" in found.text("c5")


def test_a_family_adds_its_child_to_last_years_applications(scenario, rules):
    asked = with_child(scenario, "mine", "first", "2011-02-03", ["A", "B"], ["disability50", ("orphan-or-half", "B")])
    found = chances(asked, rules, draws=100, seed=1, children=["mine"])
    assert found.of("mine")["count"].tolist() == [100, 0, 0]
    with speaking("en"):
        assert "wish 1, A: in every drawing (at least 96.3%)" in found.text("mine")
    with speaking("bg"):
        assert found.text("mine").startswith("УЧЕБНИ ДАННИ")
    with pytest.raises(Findings):
        with_child(scenario, "c1", "first", "2011-02-03", ["A"])
    with pytest.raises(Findings):
        with_child(scenario, "mine", "first", "2011-02-03", ["Z"])


def test_progress_is_told(scenario, rules):
    told = []
    chances(scenario, rules, draws=25, seed=1, progress=lambda done, of: told.append((done, of)))
    assert told == [(10, 25), (20, 25), (25, 25)]


def test_the_command_says_and_writes(tmp_path, capsys):
    folder = write_tables(tmp_path / "in", claims=NO_CLAIMS)
    arguments = ["--rules", RULES, "--on", DAY, "--seed", "1", "--draws", "50", "--out", str(tmp_path / "out")]
    assert main(["--speak", "en", "admission", "chances", str(folder), *arguments, "--child", "c1"]) == 0
    assert "c1 got in these drawings:" in capsys.readouterr().out
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert names == {"chances.csv", "chances.json", "TRAINING-DATA.txt"}
    assert main(["--speak", "en", "admission", "chances", str(folder), *arguments]) == 0
    assert "the lottery decides" in capsys.readouterr().out


def test_progress_is_shown_only_where_somebody_looks(monkeypatch, capsys):
    assert shown_progress("Drawn") is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    show = shown_progress("Drawn")
    assert show
    show(1, 2)
    show(2, 2)
    assert capsys.readouterr().err == "\rDrawn: 1 / 2\rDrawn: 2 / 2\n"
