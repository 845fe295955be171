"""The rounds of a year: places move, none appears or is lost, and every refusal says why."""

import json

import pytest
from admission_tables import TABLES, write_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from daskalo.admission import Scenario, Season
from daskalo.admission.season.answers import STATES
from daskalo.errors import ContentError, DaskaloError, Findings, UnknownRule, UsageError

PLACES = [
    {"institution": "A", "group": "first", "places": 2},
    {"institution": "B", "group": "first", "places": 1},
    {"institution": "C", "group": "first", "places": 1},
]


def opened(**options) -> Season:
    return Season.open(2020, "ruse-kindergarten", options.pop("places", PLACES), seed="7", **options)


def applied(season: Season, wishes: dict[str, str], on: str = "2020-05-11", **options) -> Season:
    for child, institutions in wishes.items():
        season = season.apply(
            child, group="first", birth_date="2017-05-02", wishes=list(institutions), on=on, **options
        )
    return season


def published(wishes: dict[str, str], **options) -> Season:
    return applied(opened(**options), wishes).rank("2020-06-05").publish()


def states(season: Season) -> dict[str, str]:
    return dict(season.people["state"])


def where(season: Season) -> dict[str, str]:
    return dict(zip(season.children["child"], season.children["institution"], strict=True))


def refusal(call) -> str:
    with pytest.raises(DaskaloError) as error:
        call()
    assert str(error.value)[-1] in ".“”:"
    return error.value.code


def test_a_round_from_the_first_application_to_the_places_of_the_next():
    season = published({"c1": "A", "c2": "A", "c3": "A", "c4": "B"})
    assert season.phase == "published"
    assert season.round.ends.isoformat() == "2020-06-19"
    assert sorted(states(season).values()) == ["offered", "offered", "offered", "waiting"]
    first, second, third = season.in_state("offered")
    season = season.confirm(first, on="2020-06-08").refuse(second, on="2020-06-19").close("2020-06-22")
    assert states(season)[first] == "confirmed"
    assert states(season)[second] == "refused"
    assert states(season)[third] == "dropped"
    assert (season.round.places, season.round.offered, season.round.left) == (4, 3, 3)
    assert (season.round.confirmed, season.round.refused, season.round.dropped) == (1, 1, 1)
    season = season.rank("2020-07-01")
    assert season.round.places == 3
    assert season.round.turn == 2
    assert len(season.round.placement.scenario.children) == 1  # who waits is ranked again, who is out is not


def test_the_figures_published_in_2020_add_up():
    """826 ranked, 759 confirmed, 13 refused, 231 places for the second round: so 990 were offered (rousse.info)."""
    places = [{"institution": f"K{n:02d}", "group": "first", "places": 52 + (n < 2)} for n in range(19)]
    season = opened(places=places)
    wishes = [(f"c{n:03d}", f"K{n % 19:02d}") for n in range(826)]
    season = season.do(
        {
            "op": "receive",
            "children": [{"child": child, "group": "first", "birth_date": "2017-05-02"} for child, _name in wishes],
            "wishes": [{"child": child, "rank": 1, "institution": name} for child, name in wishes],
            "on": "2020-05-11",
        }
    )
    season = season.rank("2020-06-05").publish()
    offered = season.in_state("offered")
    assert (season.round.places, len(offered)) == (990, 826)
    season = (
        season.confirm(offered[:759], on="2020-06-18").refuse(offered[759:772], on="2020-06-19").close("2020-06-22")
    )
    assert season.round.left == 231
    assert season.round.dropped == 826 - 759 - 13
    season = applied(season, {f"n{n}": "C" for n in range(0)}).add_places("K00", "first", 12)  # 12 more, as in 2024
    assert int(season.places[["free", "freed"]].to_numpy().sum()) == 231 + 12


def test_each_picture_of_the_film_holds_every_place_once():
    season = published({"c1": "A", "c2": "A", "c3": "B", "c4": "B"})
    offered = season.in_state("offered")
    season = season.confirm(offered[0]).refuse(offered[1]).close("2020-06-22").add_places("C", "first", 2)
    season = season.add_places("D", "first", 3).rank("2020-07-01")
    film = season.film()
    assert (film["places"] == film[["free", "offered", "confirmed", "freed"]].sum(axis=1)).all()
    assert film["op"].drop_duplicates().tolist() == [
        "open", "receive", "rank", "publish", "confirm", "refuse", "close", "add-places",
    ]  # fmt: skip
    assert film.groupby("step")["places"].sum().tolist() == [4] * 10 + [6, 9, 9]
    assert film.loc[film["step"] == film["step"].max(), "freed"].sum() == 0
    refused = film[film["op"] == "refuse"]
    assert (refused["refused"].sum(), refused["freed"].sum()) == (1, 1)


def test_the_operations_make_the_season_again_and_an_old_season_is_the_way_back(tmp_path):
    before = published({"c1": "A", "c2": "A", "c3": "AB"})
    season = before.confirm("c1").close("2020-06-22")
    assert states(before)["c1"] == "offered"
    again = Season.replay(json.loads(json.dumps(season.operations)))
    assert again.children.equals(season.children)
    assert again.film().equals(season.film())
    assert again.operations == season.operations
    season.write(tmp_path / "season")
    kept = Season.read(tmp_path / "season")
    assert kept.film().equals(season.film())
    assert {file.name for file in (tmp_path / "season").iterdir()} == {
        "season.json", "children.csv", "film.csv", "summary.txt", "round-1",
    }  # fmt: skip
    assert "УЧЕБНИ ДАННИ" in (tmp_path / "season" / "summary.txt").read_text()


def test_applications_of_a_folder_are_received_in_their_order_and_may_be_named(tmp_path):
    scenario = Scenario.read(write_tables(tmp_path / "in", lottery=None))
    season = Season.open(2017, "ruse-first-class", scenario, seed=1, scenarios={"spring": scenario})
    named = season.receive("spring", on="2017-05-02")
    assert named.children["entry"].tolist() == [1, 2, 3, 4, 5]
    assert named.operations[-1] == {"op": "receive", "scenario": "spring", "on": "2017-05-02"}
    whole = season.receive(scenario, on="2017-05-02")
    ranked, other = named.rank("2017-06-01"), whole.rank("2017-06-01")
    assert ranked.round.placement.placements.equals(other.round.placement.placements)
    assert ranked.round.rules.statuses["reported"] == 10
    ranked.write(tmp_path / "out")
    assert Season.read(tmp_path / "out").children.equals(ranked.children)


def test_a_season_draws_its_own_numbers(tmp_path):
    scenario = Scenario.read(write_tables(tmp_path))
    assert TABLES["lottery"]
    season = Season.open(2017, "ruse-first-class", scenario)
    assert refusal(lambda: season.receive(scenario, on="2017-05-02")) == "season-numbers-given"
    assert len(season.commitment) == 64
    assert season.seed not in season.summary()


def test_a_claim_of_a_criterion_that_the_court_struck_meanwhile_is_left_aside():
    season = applied(opened(), {"c1": "A"}, on="2020-01-13", claims=["tax-clear", "k1"])
    early = season.rank("2020-01-22")
    assert early.round.placement.placements["points"].tolist() == ["21.6"]  # 20 + 1 + 0.6 of the first wish
    late = season.rank("2020-06-05")
    assert late.round.placement.placements["points"].tolist() == ["1.6"]
    assert (early.round.struck, late.round.struck) == (0, 1)
    assert "1 заявен критерий" in late.summary()
    assert refusal(lambda: applied(opened(), {"c1": "A"}, claims=["tax-clear"])) == "scenario-against-rules"


def test_who_cannot_prove_a_criterion_loses_the_place_and_waits_without_it():
    season = applied(opened(), {"c1": "B"}, claims=["k1"])
    season = applied(season, {"c2": "B"}).rank("2020-06-05").publish()
    assert states(season) == {"c1": "offered", "c2": "waiting"}
    season = season.confirm("c1", on="2020-06-08", proved=[])
    assert states(season)["c1"] == "waiting"
    assert season.round.unproved == 1
    season = season.close("2020-06-08").rank("2020-07-01")
    assert season.round.placement.placements["points"].dropna().tolist() == ["0.6"]
    kept = published({"c9": "A"}).confirm("c9", proved=[])
    assert states(kept)["c9"] == "confirmed"  # nothing was claimed, so nothing is lacking


def test_who_fails_a_mandatory_condition_drops_out_and_may_apply_anew_with_a_new_number():
    season = Season.open(2013, "ruse-kindergarten", PLACES, seed=1)
    season = applied(season, {"c1": "A", "c2": "A"}, on="2013-06-03").rank("2013-06-14").publish()
    season = season.confirm("c1", proved=[]).confirm("c2", proved=["address"])
    assert states(season) == {"c1": "dropped", "c2": "confirmed"}
    season = applied(season, {"c1": "B"}, on="2013-06-20")
    assert dict(season.people["entry"]) == {"c2": 2, "c1": 3}
    assert states(season)["c1"] == "waiting"


def test_a_transfer_keeps_the_place_until_a_better_one_is_certain():
    places = [{"institution": name, "group": "first", "places": 1} for name in "AB"]
    season = applied(opened(places=places), {"c1": "AB", "c2": "AB"}).rank("2020-06-05").publish()
    second = next(child for child, name in where(season).items() if name == "B")
    first = next(child for child, name in where(season).items() if name == "A")
    season = season.confirm([first, second]).close("2020-06-08")
    assert refusal(lambda: season.transfer(first)) == "season-no-transfer"
    asking = season.transfer(second)
    still = applied(asking, {"c3": "B"}, on="2020-06-10").rank("2020-07-01")
    assert where(still)[second] == "B"
    assert states(still)["c3"] == "waiting"
    assert (still.round.places, still.round.moved) == (0, 0)
    left = applied(asking.withdraw(first), {"c3": "B"}, on="2020-06-10").rank("2020-07-01")
    assert where(left)[second] == "A"
    assert states(left) == {first: "withdrawn", second: "confirmed", "c3": "offered"}
    assert (left.round.places, left.round.moved, left.round.offered) == (1, 1, 1)
    assert left.places["places"].sum() == 2
    assert not left.people["transfer"].any()


def test_a_transfer_may_name_new_wishes():
    season = published({"c1": "A"}).confirm("c1").close()
    assert refusal(lambda: season.transfer("c1", ["A"])) == "season-no-transfer"
    assert refusal(lambda: season.transfer("c1", ["B", "B"])) == "season-seat-unknown"
    assert refusal(lambda: season.transfer("c1", ["Z"])) == "season-seat-unknown"
    moved = season.transfer("c1", ["C", "B"]).rank("2020-07-01")
    assert where(moved) == {"c1": "C"}
    assert moved.places.set_index("institution")["free"].to_dict() == {"A": 2, "B": 1, "C": 0}


def test_twins_who_both_ask_for_a_transfer_move_together():
    places = [{"institution": "A", "group": "first", "places": 2}, {"institution": "B", "group": "first", "places": 2}]
    season = opened(places=places)
    season = applied(season, {"c1": "B", "c2": "B"}, together="t").rank("2020-06-05").publish()
    season = season.confirm(["c1", "c2"]).close().transfer("c1", ["A"]).transfer("c2", ["A"])
    season = season.rank("2020-07-01")
    assert where(season) == {"c1": "A", "c2": "A"}


def test_a_twin_that_has_a_place_keeps_it_when_they_find_none_together():
    places = [{"institution": "A", "group": "first", "places": 1}, {"institution": "B", "group": "first", "places": 1}]
    season = applied(opened(places=places), {"c1": "B"}).rank("2020-06-05").publish().confirm("c1").close()
    season = applied(season.transfer("c1", ["A"]), {"c2": "A"}, on="2020-06-10")
    season = Season.replay(
        operation | {"children": [child | {"together": "t"} for child in operation["children"]]}
        if operation["op"] == "receive"
        else operation
        for operation in season.operations
    )
    season = season.rank("2020-07-01")
    assert where(season) == {"c1": "B", "c2": ""}
    assert season.places["free"].tolist() == [1, 0]


def test_a_child_enrolled_before_asks_for_a_transfer_and_its_place_is_counted():
    season = applied(opened(), {"c1": "A"}, current="B")
    assert states(season) == {"c1": "confirmed"}
    assert season.places["places"].sum() == 5
    moved = season.rank("2020-06-05")
    assert where(moved) == {"c1": "A"}
    assert moved.places.set_index("institution")["free"].to_dict() == {"A": 1, "B": 2, "C": 1}


def test_who_leaves_a_reserved_place_by_a_transfer_leaves_an_open_one():
    places = [
        {"institution": "A", "group": "first", "places": 1},
        {"institution": "B", "group": "first", "places": 1, "reserved_for": "sen50"},
        {"institution": "B", "group": "first", "places": 0},
    ]
    season = applied(opened(places=places), {"c1": "B"}, claims=["sen50"]).rank("2020-06-05").publish()
    assert season.places.set_index("reserved_for")["offered"].to_dict()["sen50"] == 1
    season = season.confirm("c1").close().transfer("c1", ["A"]).rank("2020-07-01")
    assert where(season) == {"c1": "A"}
    assert season.places["places"].sum() == 2
    assert season.places[season.places["reserved_for"] == ""]["free"].tolist() == [0, 1]


def test_the_next_year_keeps_places_and_counts_but_no_child():
    season = published({"c1": "A", "c2": "A", "c3": "A"})
    confirmed, other = season.in_state("offered")
    season = season.confirm(confirmed).refuse(other).close()
    year = season.next_year(seed=2)
    assert (year.year, len(year.people), year.next_entry) == (2021, 0, 4)
    assert year.places[["institution", "free", "confirmed"]].to_numpy().tolist() == [
        ["A", 1, 1],
        ["B", 1, 0],
        ["C", 1, 0],
    ]
    assert not any(child in json.dumps(year.operations) for child in ("c1", "c2", "c3"))
    assert applied(year, {"c1": "A"}, on="2021-05-10").people["entry"].tolist() == [4]
    whole = Season.replay([*season.operations, {"op": "next-year", "seed": "2"}])
    assert whole.operations == year.operations


def test_old_nursery_rules_rank_by_entry_number_over_all_rounds():
    places = [{"institution": "N", "group": "nursery", "places": 1}]
    season = Season.open(2016, "ruse-nursery", places, seed=1)
    for child in ("late-letter", "a-letter"):
        season = season.apply(child, group="nursery", birth_date="2015-05-02", wishes=["N"], on="2016-03-01")
    season = season.rank("2016-04-01").publish()
    assert season.in_state("offered") == ("late-letter",)
    season = season.refuse("late-letter").close()
    season = season.apply("late-letter", group="nursery", birth_date="2015-05-02", wishes=["N"], on="2016-04-05")
    assert season.rank("2016-05-02").in_state("offered") == ("a-letter",)


def test_a_term_nobody_knows_is_not_invented():
    season = opened(training=False, changes={"mechanism": "deferred-acceptance", "wish_bonus": []})
    assert season.rules_on("2020-01-22").confirm_within.status == "unknown"
    season = season.apply("c1", group="first", birth_date="2017-05-02", wishes=["A"], on="2020-01-13")
    changed = {"mechanism": "deferred-acceptance", "wish_bonus": [], "unit": "child", "wins": "lower", "redrawn": False}
    ready = Season.replay([season.operations[0] | {"changes": changed}, *season.operations[1:]]).rank("2020-01-22")
    with pytest.raises(UnknownRule):
        ready.publish()


@pytest.mark.parametrize(
    ("code", "step"),
    [
        ("season-not-offered", lambda s: s.confirm("c3")),
        ("season-child-unknown", lambda s: s.confirm("nobody")),
        ("season-children-twice", lambda s: s.confirm(["c1", "c1"])),
        ("season-children-twice", lambda s: s.refuse([])),
        ("season-term-over", lambda s: s.confirm("c1", on="2020-06-22")),
        ("season-term-over", lambda s: s.refuse("c1", on="2020-06-22")),
        ("season-term-runs", lambda s: s.close("2020-06-19")),
        ("season-day-earlier", lambda s: s.confirm("c1", on="2020-06-04")),
        ("day-unreadable", lambda s: s.confirm("c1", on="tomorrow")),
        ("season-round-runs", lambda s: s.rank("2020-07-01")),
        ("season-round-runs", lambda s: s.next_year()),
        ("season-not-ranked", lambda s: s.publish()),
        ("season-nothing-to-withdraw", lambda s: s.withdraw("c1")),
        ("season-no-transfer", lambda s: s.transfer("c1")),
        ("season-applied-already", lambda s: applied(s, {"c1": "B"}, on="2020-06-08")),
        ("season-another-year", lambda s: applied(s, {"c7": "B"}, on="2021-01-08")),
        ("scenario-wrong", lambda s: applied(s, {"c7": "Z"}, on="2020-06-08")),
        ("scenario-wrong", lambda s: applied(s, {"c7": "AA"}, on="2020-06-08")),
        ("season-scenario-unknown", lambda s: s.receive("spring")),
        ("season-operation-wrong", lambda s: s.add_places("A", "first", 0)),
        ("season-operation-wrong", lambda s: s.do(s.operations[0])),
        ("season-operation-wrong", lambda s: s.do({"op": "destroy"})),
        ("season-operation-wrong", lambda s: s.do({"op": ["rank"]})),
        ("season-operation-wrong", lambda s: s.do({"op": "rank"})),
        ("season-operation-wrong", lambda s: s.do({"op": "confirm", "children": [1]})),
        ("season-operation-wrong", lambda s: s.do({"op": "close", "today": "2020-06-22"})),
        ("season-operation-wrong", lambda s: Season.replay([])),
        ("season-operation-wrong", lambda s: Season.replay(s.operations[1:])),
        ("season-no-places", lambda s: opened(places=[])),
        ("scenario-wrong", lambda s: opened(places=[{"institution": "A", "group": "first", "places": -1}])),
        ("season-operation-wrong", lambda s: opened(places=[{**PLACES[0], "enrolled": -1}])),
        ("rule-id-unknown", lambda s: Season.open(2020, "atlantis", PLACES)),
        ("season-year", lambda s: Season.open(20, "ruse-kindergarten", PLACES)),
        ("rule-value-wrong", lambda s: applied(opened(changes={"points": {"zzz": "1"}}), {"c1": "A"})),
    ],
)  # fmt: skip
def test_a_step_that_is_refused_says_why_and_changes_nothing(code, step):
    season = published({"c1": "A", "c2": "A"})
    season = applied(season, {"c3": "A"}, on="2020-06-05")
    before = season.film()
    assert refusal(lambda: step(season)) == code
    assert season.film().equals(before)


def test_nobody_to_rank_and_nothing_published():
    assert refusal(lambda: opened().rank("2020-06-05")) == "season-nobody-waits"
    assert refusal(lambda: opened().close()) == "season-not-published"
    closed = published({"c1": "A"}).confirm("c1").close()
    assert refusal(lambda: closed.rank("2020-07-01")) == "season-nobody-waits"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 9, "operations": []}', '{"format": 1, "operations": [3]}'])
def test_a_file_that_is_no_season_is_refused(tmp_path, text):
    (tmp_path / "season.json").write_text(text)
    with pytest.raises(ContentError) as error:
        Season.read(tmp_path)
    assert error.value.code == "season-file-wrong"
    assert not isinstance(error.value, Findings)


STEP = st.one_of(
    st.tuples(st.just("apply"), st.integers(0, 9), st.permutations("ABC")),
    st.tuples(st.sampled_from(["confirm", "refuse", "withdraw", "transfer", "unproved"]), st.integers(0, 9)),
    st.tuples(st.sampled_from(["rank", "publish", "close", "late"])),
    st.tuples(st.just("add"), st.sampled_from("ABCD")),
)


@given(st.lists(STEP, min_size=5, max_size=40), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_whatever_happens_no_place_is_lost_or_given_twice(steps, seed):
    season = Season.open(2020, "ruse-kindergarten", PLACES, seed=seed)
    calls = {
        "apply": lambda s, n, wishes: applied(
            s, {f"c{n}": wishes}, on=s.day.isoformat(), claims=["k1"] if n % 2 else []
        ),
        "confirm": lambda s, n: s.confirm(f"c{n}"),
        "unproved": lambda s, n: s.confirm(f"c{n}", proved=[]),
        "refuse": lambda s, n: s.refuse(f"c{n}"),
        "withdraw": lambda s, n: s.withdraw(f"c{n}"),
        "transfer": lambda s, n: s.transfer(f"c{n}"),
        "rank": lambda s: s.rank(s.day.isoformat()),
        "publish": lambda s: s.publish(),
        "close": lambda s: s.close(),
        "late": lambda s: s.close(s.round.ends.replace(month=s.round.ends.month + 1)) if s.phase == "published" else s,
        "add": lambda s, name: s.add_places(name, "first", 1),
    }
    added = 4
    for name, *arguments in steps:
        try:
            season = calls[name](season, *arguments)
            added += name == "add"
        except UsageError:
            continue
        places, people = season.places, season.people
        assert (season.counts >= 0).all()
        assert places["places"].sum() == added
        for state in ("offered", "confirmed"):
            held = people.loc[people["state"] == state, "seat"].value_counts()
            assert places[state].to_dict() == {seat: int(held.get(seat, 0)) for seat in places.index}
        assert (people.loc[~people["state"].isin(["offered", "confirmed"]), "seat"] == -1).all()
        assert set(people["state"]) <= set(STATES)
        assert all(round.waiting == 0 for round in season.rounds if round.closed)
    assert Season.replay(season.operations).film().equals(season.film())
