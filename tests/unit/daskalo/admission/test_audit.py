"""What an audit finds and says."""

import json

import pytest
from admission_tables import DAY, RULES, TABLES, write_tables

from daskalo.admission import Scenario, load_rules, place
from daskalo.cli import main
from daskalo.i18n import speaking

NO_CLAIMS = "child,criterion,institution\n"
TWINS = "child,group,birth_date,district,together\n" + "".join(
    f"c{n},first,2010-01-01,x,{'t' if n in (1, 4) else ''}\n" for n in range(1, 6)
)


def audited(folder, mechanism=None, bonus=(), **changed):
    rules = load_rules(RULES, on=DAY).with_changes(wish_bonus=list(bonus))
    return place(Scenario.read(write_tables(folder, **changed)), rules, mechanism).audit()


def pairs(table) -> list[tuple]:
    return list(table[["child", "rank", "institution", "other", "kind"]].itertuples(index=False, name=None))


def test_a_stable_ranking_passes_nobody_over(tmp_path):
    found = audited(tmp_path)
    assert (len(found.envy), len(found.base_envy), len(found.waste), found.misreports.gaining) == (0, 0, 0, 0)


def test_immediate_acceptance_passes_over_and_is_gained_from(tmp_path):
    wishes = "child,rank,institution\nc1,1,A\nc2,1,A\nc3,1,A\nc3,2,B\nc4,1,B\nc5,1,C\n"
    claims = "child,criterion,institution\nc1,orphan-or-half,\nc2,orphan-or-half,\nc3,parent-works-in-area,B\n"
    found = audited(tmp_path, "immediate-acceptance", wishes=wishes, claims=claims)
    assert pairs(found.envy) == [("c3", 2, "B", "c4", "envy")]
    row = found.envy.iloc[0]
    assert (row["points"], row["other_points"], row["decided_by"], row["lottery"]) == ("1", "0", "points", 3)
    assert found.misreports.gains.to_csv(index=False) == "child,move,from_rank,to_rank,institution\nc3,2,,2,B\n"
    assert found.misreports.to_dict() == {"children": 5, "tried": 5, "moves": 1, "gaining": 1}


def test_the_points_of_the_wish_put_one_behind_who_has_more_points_or_the_better_number(tmp_path):
    wishes = "child,rank,institution\nc1,1,A\nc2,1,A\nc3,1,A\nc3,2,B\nc4,1,B\nc5,1,C\n"
    claims = "child,criterion,institution\nc1,orphan-or-half,\nc2,orphan-or-half,\n"
    lottery = "child,number\nc1,5\nc2,4\nc3,1\nc4,2\nc5,3\n"
    found = audited(tmp_path, bonus=("2", "1"), wishes=wishes, claims=claims, lottery=lottery)
    assert len(found.envy) == 0
    assert pairs(found.base_envy) == [("c3", 2, "B", "c4", "envy")]
    assert found.base_envy["decided_by"].tolist() == ["lottery"]
    assert found.misreports.gains[["child", "move", "to_rank"]].values.tolist() == [["c3", 2, 2]]


def test_who_stands_behind_but_has_a_reserved_place_is_told_apart(tmp_path):
    places = "institution,group,places,reserved_for\nA,first,1,\nA,first,1,disability50\nB,first,1,\nC,first,1,\n"
    claims = "child,criterion,institution\nc1,orphan-or-half,\nc3,present-addr-area,\nc2,disability50,\n"
    numbers = TABLES["lottery"].replace("c1,5", "c1,4").replace("c2,4", "c2,5")
    found = audited(tmp_path, places=places, claims=claims, lottery=numbers)
    assert pairs(found.envy) == [("c1", 1, "A", "c2", "reserved")]
    assert found.to_dict()["envy"] == {"reserved": {"children": 1, "pairs": 1}}
    assert not found.waste.size


def test_a_free_place_one_may_not_use_is_told_apart(tmp_path):
    places = TABLES["places"].replace("places\n", "places,reserved_for\n").replace("1\n", "1,\n").replace("2\n", "2,\n")
    found = audited(tmp_path, places=places + "B,first,1,social-services\n")
    row = found.waste.iloc[0]
    assert (row["institution"], row["free"], row["wished_by"], row["not_entitled"]) == ("B", 1, 0, 1)


def test_a_twin_who_might_have_had_a_place_alone_is_told_apart(tmp_path):
    found = audited(tmp_path, children=TWINS, claims=NO_CLAIMS + "c1,orphan-or-half,\nc4,orphan-or-half,\n")
    assert {pair[0] for pair in pairs(found.envy)} <= {"c1", "c4"}
    assert set(found.envy["kind"]) <= {"twins", "twins-together"}
    assert len(found.envy) > 0


def test_a_place_that_is_kept_is_taken_from_nobody(tmp_path):
    children = TABLES["children"].replace("district\n", "district,current\n").replace("centre\n", "centre,\n")
    children = children.replace("c5,first,2010-05-01,centre,", "c5,first,2010-05-01,centre,C")
    places = TABLES["places"].replace("C,first,1", "C,first,0")
    found = audited(tmp_path, places=places, children=children)
    assert "c5" not in found.envy["other"].tolist()


def test_a_sample_tries_fewer_children(tmp_path):
    scenario = Scenario.read(write_tables(tmp_path))
    placement = place(scenario, load_rules(RULES, on=DAY), "immediate-acceptance")
    told = []
    found = placement.audit(sample=2, progress=lambda done, of: told.append((done, of)))
    assert (found.misreports.tried, found.misreports.sampled) == (2, True)
    assert all(done <= of for done, of in told)
    assert placement.audit(misreports=False).misreports is None


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("mechanism", ["deferred-acceptance", "immediate-acceptance", "sorted-list"])
def test_the_audit_is_told_in_both_languages(tmp_path, language: str, mechanism: str):
    with speaking(language):
        found = audited(tmp_path, mechanism, ("2", "1"), children=TWINS)
        text = found.text()
    assert text.startswith("УЧЕБНИ ДАННИ" if language == "bg" else "TRAINING DATA")
    assert ("Подминати деца" if language == "bg" else "Passed over") in text
    assert "{" not in text


def test_the_command_writes_tables_and_counts(tmp_path, capsys):
    folder = write_tables(tmp_path / "in")
    arguments = ["--rules", RULES, "--on", DAY, "--mechanism", "immediate-acceptance", "--out", str(tmp_path / "out")]
    assert main(["--speak", "en", "admission", "audit", str(folder), *arguments]) == 0
    assert "A false order of wishes" in capsys.readouterr().out
    names = {file.name for file in (tmp_path / "out").iterdir()}
    tables = {"envy.csv", "base-envy.csv", "waste.csv", "fairness.csv", "misreports.csv"}
    assert names == tables | {"audit.json", "TRAINING-DATA.txt"}
    document = json.loads((tmp_path / "out" / "audit.json").read_text())
    assert document["warning"].startswith("TRAINING DATA")
    assert document["children"] == 5
    assert document["fairness"][0]["share_placed"] == 0.8
    assert main(["--speak", "en", "admission", "audit", str(folder), *arguments, "--sample", "0"]) == 2
