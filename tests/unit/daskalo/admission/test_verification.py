"""From published cutoffs, own points and own number anyone finds one result."""

from decimal import Decimal

import pandas as pd
import pytest
from admission_tables import DAY, RULES, random_scenario, write_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from daskalo.admission import load_rules, place
from daskalo.admission.placing.lottery import commitment, draw, new_seed
from daskalo.admission.placing.verification import seed_fits, verify
from daskalo.cli import main


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    mechanism=st.sampled_from(["deferred-acceptance", "institution-proposing"]),
    wins=st.sampled_from(["lower", "higher"]),
    unit=st.sampled_from(["child", "application"]),
)
def test_the_cutoffs_give_every_child_its_own_result(seed: int, mechanism: str, wins: str, unit: str):
    rules = load_rules(RULES, on=DAY).with_changes(wins=wins, unit=unit, wish_bonus=["1", "0.5"])
    placement = place(random_scenario(seed, 10, 3), rules, mechanism, seed)
    assert placement.report["cutoffs_decide"]
    for child in placement.placements["child"]:
        explanation = placement.explain(child, changes=False)
        wishes = [(wish.institution, wish.total) for wish in explanation.wishes]
        numbers = [wish.number for wish in explanation.wishes]
        found = verify(placement.cutoffs, "g", wishes, numbers if unit == "application" else explanation.number, wins)
        assert (found.institution, found.rank) == (explanation.institution, max(explanation.rank, 0))


def test_a_reserved_place_is_open_only_to_those_who_prove_it():
    cutoffs = pd.DataFrame(
        [("A", "g", "2", 5, ""), ("A", "g", "0", 9, "twin")],
        columns=["institution", "group", "points", "lottery", "reserved_for"],
    )
    assert verify(cutoffs, "g", [("A", Decimal(1))], 7).rank == 0
    assert verify(cutoffs, "g", [("A", Decimal(1))], 7, proved=["twin"]).rank == 1


def test_the_hash_holds_the_seed_to_its_promise():
    seed = new_seed()
    assert seed_fits(seed, commitment(seed))
    assert not seed_fits(new_seed(), commitment(seed))
    assert sorted(draw(seed, [f"c{n}" for n in range(50)])) == list(range(1, 51))


def test_the_commands_check_a_result_and_a_draw(tmp_path, capsys):
    folder = write_tables(tmp_path / "in", lottery=None)
    out = tmp_path / "out"
    assert (
        main(["admission", "place", str(folder), "--rules", RULES, "--on", DAY, "--seed", "7", "--out", str(out)]) == 0
    )
    placements = pd.read_csv(out / "placements.csv", dtype=str).set_index("child")
    assert placements.loc["c2", "institution"] == "C"
    capsys.readouterr()
    arguments = ["verify", str(out / "cutoffs.csv"), "--group", "first", "--number", placements.loc["c2", "lottery"]]
    assert main(["--speak", "en", "admission", *arguments, "--wish", "A=0", "--wish", "C=0"]) == 0
    assert "The place is at C, wish 2." in capsys.readouterr().out
    check = ["lottery", "--seed", "7", "--commitment", commitment(7), "--children", str(folder / "children.csv")]
    assert main(["--speak", "en", "admission", *check]) == 0
    assert f"c2,{placements.loc['c2', 'lottery']}" in capsys.readouterr().out.splitlines()


CHECK = ["verify", "cutoffs.csv", "--group", "g", "--number", "1", "--wish"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["verify", "nowhere.csv", "--group", "g", "--number", "1", "--wish", "A=1"], "cutoffs-unreadable"),
        (["verify", "names.csv", "--group", "g", "--number", "1", "--wish", "A=1"], "cutoffs-unreadable"),
        (["verify", "wrong.csv", "--group", "g", "--number", "1", "--wish", "A=1"], "cutoffs-unreadable"),
        (["verify", ".", "--group", "g", "--number", "1", "--wish", "A=1"], "cutoffs-unreadable"),
        *[([*CHECK, wish], "wish-unreadable") for wish in ("A", "A=", "=1", "A=x", "A=NaN", "A=Infinity")],
        (["lottery", "--seed", "8", "--commitment", commitment(7)], "seed-does-not-fit"),
        (["lottery", "--seed", "8", "--commitment", "да"], "seed-does-not-fit"),
        (["lottery", "--seed", ""], "seed-empty"),
        (["lottery", "--seed", "8", "--children", "names.csv", "--child", "c9"], "child-unknown"),
        *[(["lottery", "--seed", "8", "--children", name], "children-unreadable") for name in ("no", ".", "noise")],
        (["lottery", "--seed", "8", "--children", "cutoffs.csv"], "children-unreadable"),
        (["lottery", "--seed", "8", "--children", "twice.csv"], "children-unreadable"),
    ],
)
def test_what_cannot_be_checked_is_said(capsys, monkeypatch, tmp_path, arguments: list[str], code: str):
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "cutoffs.csv": "institution,group,points,lottery\nA,g,1.6,4\n",
        "wrong.csv": "institution,group,points,lottery\nA,g,much,4\nB,g,1,\nC,g,2,first\nD,g,NaN,1\nE,g,,\n",
        "names.csv": "child\nc1\n",
        "twice.csv": "child\nc1\nc1\n",
    }.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "noise").write_bytes(b"\xff\xfe\0\0")
    assert main(["--speak", "en", "admission", *arguments]) == 2
    said = capsys.readouterr().err
    assert f"[{code}]" in said
    if "wrong.csv" in arguments:
        assert said.count("wrong.csv, line") == 4


def test_cutoffs_with_semicolons_and_odd_names_are_read(capsys, tmp_path):
    file = tmp_path / "cutoffs.csv"
    file.write_text("institution;group;points;lottery\r\nNA;g;1.6;4\r\n")
    check = ["verify", str(file), "--group", "g", "--number", "4", "--wish", "NA=1,6"]
    assert main(["--speak", "en", "admission", *check]) == 0
    assert "The place is at NA, wish 1." in capsys.readouterr().out
