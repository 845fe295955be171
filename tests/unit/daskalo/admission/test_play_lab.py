"""The door of the lab: experiments with the rules, as replayed operations."""

from decimal import Decimal

import pytest

from daskalo.admission.play import Play, grade
from daskalo.admission.play.experiment import Experiment
from daskalo.admission.play.invention import STRUCK, payers, the_round, with_payers, with_siblings
from daskalo.admission.play.lab import LabDoor
from daskalo.admission.play.museum import EXHIBITS, ROOMS, exhibit
from daskalo.admission.play.outcome import compared, figures_of, first_wishes, flows, lies, lies_part, parts
from daskalo.admission.play.versions import Versions, compared_versions, versions
from daskalo.errors import UsageError

PLAIN = Experiment()


def did(*operations):
    door = LabDoor()
    for operation in operations:
        door.apply(operation)
    return door


def setting(what, value):
    return {"do": "set", "what": what, "value": value}


def done(door):
    return {task.id for task in door.tasks() if task.done}


def test_a_bonus_falls_by_its_step_and_the_one_of_the_rules_is_no_change():
    assert did(setting("bonus", "0.1")).experiment == PLAIN
    one = did(setting("bonus", "1")).experiment
    assert [str(points) for points in one.rules.wish_bonus.value] == ["6", "5", "4", "3", "2", "1"]
    assert one.rules.wish_bonus.status == "training"
    assert did(setting("bonus", "0")).experiment.rules.wish_bonus.value == ()


def test_when_the_wish_decides_first_the_ranking_is_that_of_immediate_acceptance():
    points = {"do": "points", "criterion": "k1", "value": "7.5"}
    first = did(setting("bonus", "first"), points).experiment
    immediate = did(setting("mechanism", "immediate-acceptance"), points).experiment
    assert compared(first, immediate).counts["same"] == len(the_round().scenario.children)


def test_a_larger_bonus_brings_first_wishes_and_lies():
    found = [did(setting("places", "75"), setting("bonus", step)).experiment for step in ("0", "0.1", "1", "3")]
    assert [figures_of(one).first for one in found] == sorted(figures_of(one).first for one in found)
    assert lies(found[0]).gaining == figures_of(found[0]).base_envy == 0
    assert 0 < lies(found[1]).gaining < lies(found[3]).gaining


def test_the_struck_criterion_counts_again_for_invented_payers():
    door = did(setting("tax", "20"), setting("share", "50"))
    criterion = door.experiment.rules.criterion[STRUCK]
    assert (criterion.points.value, criterion.points.status) == (Decimal(20), "training")
    assert STRUCK not in door.experiment.rules.repealed
    claims = door.experiment.placement.scenario.claims
    assert (
        (claims["criterion"] == STRUCK).sum() == len(payers(50, "1")) == round(len(the_round().scenario.children) / 2)
    )
    assert set(payers(50, "1")) < set(payers(70, "1")) != set(payers(70, "2"))
    assert compared(PLAIN, door.experiment).counts["gains"] > 20
    assert door.experiment.rules.warning.startswith("УЧЕБНИ ДАННИ")


def test_nobody_claims_twice():
    for scenario in (
        with_payers(with_payers(the_round().scenario, 30, "1"), 60, "1"),
        with_siblings(the_round().scenario),
    ):
        assert not scenario.claims.duplicated(["child", "criterion", "institution"]).any()
        assert scenario.claims.index.is_unique


def test_places_are_added_and_taken_at_one_group():
    institution, group = the_round().scenario.places.iloc[0][["institution", "group"]]
    fewer = {"do": "places", "institution": institution, "group": group, "by": -10}
    door = did(fewer, fewer, {**fewer, "by": 5})
    assert door.experiment.added == ((institution, group, -15),)
    seats = door.experiment.placement.applications.seats
    assert seats["places"].sum() == the_round().scenario.places["places"].sum() - 15
    assert did(fewer, {**fewer, "by": 10}).experiment == PLAIN
    gone = {**fewer, "by": -200}
    assert did(gone).experiment.placement.applications.seats["places"].min() == 0


def test_flows_and_first_wishes_add_up():
    comparison = compared(PLAIN, did(setting("tie", "child-higher")).experiment)
    counts = comparison.counts
    assert sum(count for *_pair, count in flows(comparison)) == counts["gains"] + counts["loses"] + counts["moves"]
    won, lost = first_wishes(comparison)
    first = [figures_of(one).first for one in (PLAIN, did(setting("tie", "child-higher")).experiment)]
    assert won - lost == first[1] - first[0]


def test_false_orders_in_parts_are_those_of_all():
    slow = did(setting("mechanism", "institution-proposing")).experiment
    assert parts(PLAIN) == 1 < parts(slow)
    assert lies(slow).gaining == lies(PLAIN).gaining == 13
    assert lies_part(slow, 0).moves < lies(slow).moves


def test_what_is_pinned_and_noted():
    door = did(setting("bonus", "1"), {"do": "pin"}, {"do": "note"}, {"do": "note"}, {"do": "series"})
    assert door.pinned.bonus == "1"
    assert [one.bonus for one in door.noted] == ["0", "rules", "1", "3", "first"]
    door.apply({"do": "forget", "at": 1})
    door.apply({"do": "unpin"})
    door.apply({"do": "plain"})
    assert (len(door.noted), door.pinned, door.experiment) == (4, PLAIN, PLAIN)


@pytest.mark.parametrize("mechanism", EXHIBITS)
def test_the_museum_shows_a_child_wherever_one_loses(mechanism):
    for room in ROOMS:
        shown = exhibit(mechanism, room)
        assert (shown.case is None) == (shown.loses == 0)
        assert shown.differ >= shown.loses
        if shown.case:
            assert shown.case.wrong_rank == 0 or shown.case.wrong_rank > shown.case.right_rank > 0


def test_one_sorted_list_fails_with_siblings_only():
    assert exhibit("sorted-list", "round").differ == 0
    shown = exhibit("sorted-list", "siblings")
    assert shown.loses > 100
    assert (shown.case.right_rank, shown.case.wrong_rank, shown.case.wish, shown.case.sibling_wish) == (1, 2, 1, 2)


def test_the_same_children_under_two_versions():
    comparison = compared_versions(Versions("2019-01-01", "2020-03-01"))
    assert comparison.counts["gains"] > 20
    assert comparison.in_one_only[["what", "where", "count"]].values.tolist() == [[STRUCK, "before", 640]]
    nobody = compared_versions(Versions("2019-01-01", "2020-03-01", share="0"))
    assert nobody.counts["same"] == len(the_round().scenario.children)
    assert list(versions()) == sorted(versions())


@pytest.mark.parametrize(
    "operation",
    [
        {"do": "dance"},
        setting("bonus", "-1"),
        setting("bonus", "1e9"),
        setting("bonus", "NaN"),
        setting("bonus", "0.001"),
        setting("tax", "7"),
        setting("share", "101"),
        setting("payers", "a b"),
        setting("mechanism", "magic"),
        setting("places", "1"),
        {"do": "points", "criterion": "k9", "value": "1"},
        {"do": "points", "criterion": "k1", "value": "one"},
        {"do": "places", "institution": "nowhere", "group": "first", "by": 1},
        {"do": "forget", "at": 0},
        {"do": "versions", "what": "before", "value": "2099-01-01"},
    ],
)
def test_what_does_not_fit_changes_nothing(operation):
    door = did(setting("bonus", "1"))
    with pytest.raises(UsageError) as caught:
        door.apply(operation)
    assert caught.value.code == "play-operation-wrong"
    assert door.experiment == did(setting("bonus", "1")).experiment


def test_the_tour():
    look = {"do": "look", "what": "lies"}
    steps = [
        ([setting("bonus", "0"), look, setting("bonus", "1")], set()),
        ([look], {"lab-bonus"}),
        ([{"do": "plain"}, setting("tax", "1")], {"lab-tax"}),
        ([setting("tax", ""), setting("mechanism", "serial-dictatorship")], {"lab-envy"}),
        ([{"do": "versions", "what": "before", "value": "2019-01-01"}], {"lab-versions"}),
        ([setting("tie", "application-lower")], {"lab-tie"}),
    ]
    door, expected = LabDoor(), set()
    operations = []
    for more, newly in steps:
        for operation in more:
            door.apply(operation)
            operations.append({"op": "admission", "door": "lab", **operation})
        expected |= newly
        assert done(door) == expected
    assert grade(operations, tasks=["lab-bonus", "lab-tax", "lab-envy", "lab-versions", "lab-tie"]).points == 5
    undone = Play.replay([*operations, {"op": "admission", "door": "lab", "do": "undo"}])
    assert not undone.refused
    assert undone.doors["lab"].experiment.tie == ""
