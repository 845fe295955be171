"""From a folder of applications to placements, cutoffs and the report."""

import json
from dataclasses import replace

import pytest
from admission_tables import DAY, RULES, TABLES, write_tables

from daskalo.admission import MECHANISMS, Scenario, load_rules, place
from daskalo.cli import main
from daskalo.errors import UsageError
from daskalo.rules import Fact


def placed(folder, mechanism=None, seed=None, rules=None, **changed):
    return place(Scenario.read(write_tables(folder, **changed)), rules or load_rules(RULES, on=DAY), mechanism, seed)


def where(placement) -> dict[str, str]:
    return dict(zip(placement.placements["child"], placement.placements["institution"].fillna(""), strict=True))


def test_points_then_the_lower_number_decide(tmp_path):
    placement = placed(tmp_path)
    assert where(placement) == {"c1": "A", "c2": "C", "c3": "A", "c4": "B", "c5": ""}
    assert placement.placements.to_csv(index=False) == (
        "child,institution,rank,points,lottery\nc1,A,1,1,5\nc2,C,2,0,4\nc3,A,1,1,3\nc4,B,1,1,2\nc5,,,,1\n"
    )
    assert placement.cutoffs.to_csv(index=False) == (
        "institution,group,points,lottery\nA,first,1,5\nB,first,1,2\nC,first,0,4\n"
    )
    assert placement.report["blocking_pairs"] == 0


def test_the_higher_number_decides_where_the_rules_say_so(tmp_path):
    numbers = "child,number\nc1,1\nc2,2\nc3,3\nc4,4\nc5,5\n"
    higher = load_rules(RULES, on=DAY).with_changes(wins="higher")
    assert where(placed(tmp_path, rules=higher, lottery=numbers, claims="child,criterion,institution\n")) == {
        "c1": "",
        "c2": "C",
        "c3": "A",
        "c4": "A",
        "c5": "B",
    }


@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("places", [TABLES["places"], "institution,group,places\n"])
def test_an_admission_without_children_is_empty(tmp_path, mechanism: str, places: str):
    headers = {name: text.split("\n")[0] + "\n" for name, text in TABLES.items()}
    placement = placed(tmp_path / "in", mechanism, **headers | {"places": places})
    placement.write(tmp_path / "out")
    assert placement.placements.empty
    assert placement.report["free_places"] == placement.report["places"] == (4 if "A" in places else 0)
    assert placement.cutoffs["points"].isna().all()
    assert placement.audit().envy.empty


def test_the_seed_decides_the_lottery_and_another_draws_another(tmp_path):
    first, again, other = (placed(tmp_path, seed=seed, lottery=None) for seed in (7, "7", 8))
    assert first.placements.equals(again.placements)
    assert first.placements["lottery"].tolist() != other.placements["lottery"].tolist()
    assert sorted(first.placements["lottery"]) == [1, 2, 3, 4, 5]
    assert first.report["lottery"]["seed"] == "7"
    unnamed = placed(tmp_path, lottery=None)
    assert placed(tmp_path, seed=unnamed.report["lottery"]["seed"], lottery=None).placements.equals(unnamed.placements)


def test_a_bonus_of_the_wish_counts_as_points(tmp_path):
    rules = load_rules(RULES, on=DAY).with_changes(wish_bonus=["2", "1"])
    placement = placed(tmp_path, rules=rules, claims="child,criterion,institution\nc3,disability50,\n")
    assert placement.placements.set_index("child")["points"].to_dict()["c3"] == "3"


def test_a_repealed_or_unproved_claim_brings_nothing(tmp_path):
    unproved = "child,criterion,institution,proved\nc1,orphan-or-half,,no\n"
    assert placed(tmp_path, claims=unproved).placements["points"].dropna().unique().tolist() == ["0"]


def test_only_the_highest_degree_of_one_fact_counts(tmp_path):
    tables = {
        "claims": "child,criterion,institution\nc1,permanent-over-3-years,\nc1,permanent-1-3-years,\n",
        "lottery": None,
    }
    rules = load_rules("sofia-kindergarten", on="2024-01-01")
    degrees = {one.one_of for one in rules.criteria if one.one_of}
    assert degrees
    same = [one for one in rules.criteria if one.one_of == sorted(degrees)[0]][:2]
    tables["claims"] = "child,criterion,institution\n" + "".join(f"c1,{one.id},\n" for one in same)
    points = placed(tmp_path, rules=rules.with_changes(wish_bonus=[]), **tables).placements.set_index("child")["points"]
    assert points["c1"] == str(max(one.points.value for one in same))


def test_places_reserved_for_a_criterion_go_to_those_who_prove_it(tmp_path):
    places = "institution,group,places,reserved_for\nA,first,1,\nA,first,1,disability50\nB,first,1,\nC,first,1,\n"
    claims = "child,criterion,institution\nc1,orphan-or-half,\nc3,present-addr-area,\nc2,disability50,\n"
    placement = placed(tmp_path, places=places, claims=claims)
    assert where(placement)["c2"] == "A"
    assert where(placement)["c3"] == "A"
    assert where(placement)["c1"] == "B"


TWINS = "child,group,birth_date,district,together\n" + "".join(
    f"c{n},first,2010-01-01,x,{'t' if n in (1, 4) else ''}\n" for n in range(1, 6)
)


def test_twins_are_placed_together_where_both_have_enough_points(tmp_path):
    places = TABLES["places"].replace("A,first,2", "A,first,3")
    alone = where(placed(tmp_path, places=places))
    assert (alone["c1"], alone["c4"]) == ("A", "B")
    assert where(placed(tmp_path, places=places, children=TWINS)) == {
        "c1": "A",
        "c2": "C",
        "c3": "A",
        "c4": "A",
        "c5": "B",
    }


def test_twins_who_cannot_be_together_take_no_place_from_others(tmp_path):
    placement = placed(tmp_path, children=TWINS)
    assert where(placement) == {"c1": "", "c2": "A", "c3": "A", "c4": "", "c5": "B"}
    assert placement.applications.parted == {0: ("A", "B"), 3: ("A", "B")}


def test_a_transferring_child_keeps_its_place_until_a_better_one_is_certain(tmp_path):
    children = TABLES["children"].replace("district\n", "district,current\n").replace("centre\n", "centre,\n")
    kept = placed(tmp_path, children=children.replace("c5,first,2010-05-01,centre,", "c5,first,2010-05-01,centre,C"))
    row = kept.placements.set_index("child").loc["c5"]
    assert row["institution"] == "C"
    assert kept.report["kept_their_place"] == 1
    assert where(kept)["c2"] == "C"


def test_a_child_that_may_not_be_ranked_gets_nothing(tmp_path):
    children = "child,group,birth_date,district,eligible\n" + "".join(
        f"c{n},first,2010-01-01,x,{'no' if n == 1 else 'yes'}\n" for n in range(1, 6)
    )
    placement = placed(tmp_path, children=children)
    assert where(placement)["c1"] == ""
    assert placement.report["not_eligible"] == 1


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_each_mechanism_is_there_by_its_name_and_writes_its_files(tmp_path, capsys, mechanism: str):
    folder = write_tables(tmp_path / "in")
    arguments = ["--rules", RULES, "--on", DAY, "--mechanism", mechanism, "--out", str(tmp_path / "out")]
    assert main(["--speak", "en", "admission", "place", str(folder), *arguments]) == 0
    assert "TRAINING DATA" in capsys.readouterr().out
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "placements.csv",
        "cutoffs.csv",
        "report.json",
        "TRAINING-DATA.txt",
    }
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["mechanism"] == mechanism
    assert report["placed"] + report["unplaced"] == 5


def test_bad_input_writes_nothing(tmp_path, capsys):
    folder = write_tables(tmp_path / "in", wishes=TABLES["wishes"] + "c9,1,A\n")
    arguments = ["--rules", RULES, "--on", DAY, "--out", str(tmp_path / "out")]
    assert main(["--speak", "en", "admission", "place", str(folder), *arguments]) == 2
    assert "wishes.csv, line 11: there is no child “c9”" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_note_of_training_values_goes_when_there_are_none(tmp_path):
    placement = placed(tmp_path / "in")
    placement.write(tmp_path / "out")
    assert (tmp_path / "out" / "TRAINING-DATA.txt").is_file()
    facts = {
        field: replace(fact, status="confirmed")
        for field, fact in vars(placement.rules).items()
        if isinstance(fact, Fact)
    }
    replace(placement, rules=replace(placement.rules, **facts)).write(tmp_path / "out")
    assert not (tmp_path / "out" / "TRAINING-DATA.txt").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path, capsys):
    folder = write_tables(tmp_path / "in")
    (tmp_path / "out").write_text("in the way")
    for out in ("out", "out/below"):
        arguments = ["admission", "place", str(folder), "--rules", RULES, "--on", DAY, "--out", str(tmp_path / out)]
        assert main(arguments) == 2
        assert "[file-problem]" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "in the way"


def test_a_folder_in_the_place_of_a_result_is_named_and_nothing_half_written_stays(tmp_path, capsys):
    folder, out = write_tables(tmp_path / "in"), tmp_path / "out"
    (out / "placements.csv").mkdir(parents=True)
    assert main(["admission", "place", str(folder), "--rules", RULES, "--on", DAY, "--out", str(out)]) == 2
    assert str(out / "placements.csv") in capsys.readouterr().err
    assert [file.name for file in out.iterdir()] == ["placements.csv"]


def test_an_unknown_mechanism_is_refused_with_those_there_are(tmp_path):
    for name in ("lottery", ""):
        with pytest.raises(UsageError) as error:
            placed(tmp_path, mechanism=name)
        assert error.value.code == "mechanism-unknown"


def test_an_empty_seed_is_refused_for_nobody_could_draw_again_from_it(tmp_path):
    with pytest.raises(UsageError) as error:
        placed(tmp_path, seed="")
    assert error.value.code == "seed-empty"


def test_the_rules_are_listed_with_how_well_they_are_known(capsys):
    assert main(["--speak", "en", "admission", "rules", "--on", "2020-06-05"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [
        "gabrovo-kindergarten",
        "pazardzhik-kindergarten",
        "ruse-first-class",
        "ruse-kindergarten",
        "ruse-nursery",
    ]
