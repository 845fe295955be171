"""Why a child was placed where it was, and what would have changed it."""

import json
from dataclasses import replace
from decimal import Decimal
from html import unescape

import numpy as np
import pytest
from admission_tables import DAY, RULES, TABLES, random_scenario, write_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from daskalo.admission import MECHANISMS, Scenario, load_rules, place
from daskalo.admission.explaining.changes import Change, Retrial, moved_up
from daskalo.cli import main
from daskalo.errors import UsageError
from daskalo.i18n import speaking


def placed(folder, mechanism=None, rules=None, **changed):
    return place(Scenario.read(write_tables(folder, **changed)), rules or load_rules(RULES, on=DAY), mechanism, 1)


def test_a_wish_names_cutoff_those_ahead_and_the_smallest_change(tmp_path):
    lost = placed(tmp_path).explain("c5").wishes[0]
    assert (lost.outcome, lost.points, lost.cutoff_points, lost.cutoff_number) == ("below-cutoff", 0, 1, 2)
    assert (lost.places, lost.applicants, lost.ahead, lost.ahead_elsewhere) == (1, 4, 2, 1)
    assert lost.changes == (Change("points", Decimal(1)), Change("places", 1))


def test_every_outcome_has_its_name(tmp_path):
    first, second = placed(tmp_path).explain("c3").wishes
    assert (first.outcome, second.outcome) == ("granted", "not-needed")
    assert [wish.outcome for wish in placed(tmp_path).explain("c2").wishes] == ["below-cutoff", "granted"]
    drawn = placed(tmp_path, claims="child,criterion,institution\n").explain("c4").wishes
    assert drawn[0].outcome == "lost-draw"
    assert drawn[0].changes[0] == Change("number", 1)
    none = placed(tmp_path, places=TABLES["places"].replace("B,first,1", "B,first,0")).explain("c5").wishes[0]
    assert (none.outcome, none.cutoff_points) == ("no-places", None)
    assert none.changes[-1].kind == "places"


def test_a_mechanism_may_pass_over_a_child_that_stands_ahead(tmp_path):
    wishes = TABLES["wishes"].replace("c4,1,B\nc4,2,A", "c4,1,A\nc4,2,B")
    claims = "child,criterion,institution\nc1,disability50,\nc3,disability50,\nc4,orphan-or-half,\n"
    lottery = "child,number\nc1,1\nc2,4\nc3,2\nc4,3\nc5,5\n"
    placement = placed(tmp_path, "immediate-acceptance", wishes=wishes, claims=claims, lottery=lottery)
    second = placement.explain("c4").wishes[1]
    assert second.outcome == "passed-over"
    assert Change("rank", 1) in second.changes


def test_claims_say_what_counts_and_why_not(tmp_path):
    claims = "child,criterion,institution,proved\nc3,prep-group-same-school,A,\nc3,disability50,,no\n"
    by_id = {claim.criterion.id: claim for claim in placed(tmp_path, claims=claims).explain("c3").claims}
    assert (by_id["prep-group-same-school"].institution, by_id["prep-group-same-school"].why_not) == ("A", "")
    assert by_id["disability50"].why_not == "unproved"


def test_a_child_nobody_knows_is_refused(tmp_path):
    for child in ("c9", 9):
        with pytest.raises(UsageError) as error:
            placed(tmp_path).explain(child)
        assert error.value.code == "child-unknown"


@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("language", ["bg", "en"])
def test_every_child_is_explained_in_words_on_a_card_and_as_json(tmp_path, mechanism: str, language: str):
    placement = placed(tmp_path, mechanism)
    with speaking(language):
        for child in placement.placements["child"]:
            explanation = placement.explain(child)
            institution = json.loads(json.dumps(explanation.to_dict()))["institution"]
            assert (institution or "") == explanation.institution
            assert explanation.institution in explanation.text()
            assert placement.rules.warning in explanation.text()
            card = explanation.card()
            assert placement.rules.warning in unescape(card)
            assert f'lang="{language}"' in card
            assert "http" not in card


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    mechanism=st.sampled_from(["deferred-acceptance", "immediate-acceptance", "sorted-list", "institution-proposing"]),
    bonus=st.sampled_from([[], ["0.5"], ["2", "1"]]),
)
def test_no_smaller_change_is_enough_and_this_one_is(seed: int, mechanism: str, bonus: list[str]):
    rules = load_rules(RULES, on=DAY).with_changes(wish_bonus=bonus)
    placement = place(random_scenario(seed, 9, 3), rules, mechanism, seed)
    prepared = placement.prepared
    for child, row in prepared.row.items():
        trial = Retrial(prepared, mechanism, row)
        for wish in placement.explain(child).wishes:
            found = {change.kind: change.amount for change in wish.changes}
            if wish.outcome not in {"below-cutoff", "lost-draw", "passed-over", "no-places"}:
                assert not found
                continue

            def gets(wish=wish, trial=trial, **changes) -> bool:
                return trial._gets(replace(prepared, **changes), wish.rank)

            def more_points(units: int, row=row):
                points = prepared.points.copy()
                points[row] += units
                return points

            enough = [units for units in range(1, 12 * prepared.scale) if gets(points=more_points(units))]
            expected = prepared.decimal(enough[0]) if enough else None
            assert found.get("points") == expected
            seat = int(prepared.wishes[row, wish.rank - 1])
            more = [n for n in range(1, 10) if gets(places=prepared.places + n * (np.arange(3) == seat))]
            assert found.get("places") == (more[0] if more else None)
            earlier = [
                rank
                for rank in range(wish.rank - 1, 0, -1)
                if trial._result(moved_up(prepared, row, wish.rank, rank)) == (rank, seat)
            ]
            assert found.get("rank") == (earlier[0] if earlier else None)


def test_the_command_prints_explanations_and_writes_cards(tmp_path, capsys):
    folder = write_tables(tmp_path / "in")
    common = [str(folder), "--rules", RULES, "--on", DAY, "--child", "c5"]
    assert main(["--speak", "en", "admission", "explain", *common, "--out", str(tmp_path / "cards")]) == 0
    assert "1 point more" in capsys.readouterr().out
    assert "<!DOCTYPE html>" in (tmp_path / "cards" / "c5.html").read_text()
    assert main(["--speak", "en", "admission", "explain", *common, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["wishes"][0]["changes"][0] == {"kind": "points", "amount": "1"}


def test_the_cards_of_two_children_never_share_a_file(tmp_path):
    children = TABLES["children"].replace("c5,", "c/1,").replace("c4,", "c-1,")
    changed = {
        name: TABLES[name].replace("c5,", "c/1,").replace("c4,", "c-1,") for name in ("wishes", "claims", "lottery")
    }
    folder = write_tables(tmp_path / "in", children=children, **changed)
    common = ["admission", "explain", str(folder), "--rules", RULES, "--on", DAY, "--out", str(tmp_path / "cards")]
    assert main([*common, "--child", "c/1", "--child", "c-1"]) == 0
    assert len(list((tmp_path / "cards").iterdir())) == 2
