"""Audit, comparison and chances beside slow and simple versions of the same, on small random admissions."""

from collections import Counter
from dataclasses import replace
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_admission import random_rules, random_scenario

from daskalo.admission import MECHANISMS, chances, compare_rules, place
from daskalo.admission.auditing.envy import envy, waste
from daskalo.admission.auditing.fairness import fairness
from daskalo.admission.auditing.misreports import misreports
from daskalo.admission.auditing.suppression import FEWEST, hidden_cells

BONUSES = ((), ("0.5", "0.25"), ("2", "1"), ("1", "2", "3"), ("9", "8", "7", "6"))
seeds = st.integers(0, 2**32 - 1)


@st.composite
def placements(draw, children=(2, 14), mechanisms=tuple(MECHANISMS), bonuses=BONUSES, plain=False):
    count = draw(st.integers(*children))
    special = {} if plain else {"twins": draw(st.integers(0, 2)), "kept": draw(st.integers(0, 2))}
    reserved = not plain and draw(st.booleans())
    sizes = draw(st.integers(2, 5)), draw(st.integers(1, 4))
    scenario = random_scenario(draw(seeds), count, *sizes, reserved=reserved, **special)
    rules = random_rules(draw(st.sampled_from(bonuses)), draw(st.sampled_from(["child", "application"])))
    return place(scenario, rules, draw(st.sampled_from(mechanisms)), draw(seeds))


def table_of(placement) -> dict[str, dict]:
    """Return by child its list, score and number by institution, place, and whether the place was kept."""
    applications, found = placement.prepared, {}
    where = placement.placements.set_index("child")
    for row, child in enumerate(applications.children):
        own = placement.scenario.wishes.query("child == @child").sort_values("rank")["institution"].tolist()
        got = where.loc[child, "institution"]
        facts = {}
        for column, seat in enumerate(applications.wishes[row]):
            if seat >= 0:
                facts[applications.seats["institution"].iloc[seat]] = (
                    applications.total[row, column],
                    applications.points[row, column],
                    applications.lots[row, column],
                )
        kept = placement.ranks[row] == 0
        found[child] = {"list": own, "got": got if isinstance(got, str) else None, "facts": facts, "kept": kept}
    return found


@settings(max_examples=150, deadline=None)
@given(placement=placements(plain=True), base=st.booleans())
def test_who_was_passed_over_is_found_by_looking_at_each_pair(placement, base: bool):
    score = 1 if base else 0
    children, expected, by = table_of(placement), set(), {}
    for name, child in children.items():
        better = child["list"][: child["list"].index(child["got"])] if child["got"] else child["list"]
        for institution in better:
            own = child["facts"][institution]
            inside = [other for other in children.values() if other["got"] == institution]
            stands = [(-other["facts"][institution][score], other["facts"][institution][2]) for other in inside]
            if stands and max(stands) > (-own[score], own[2]):
                expected.add((name, institution))
                by[name, institution] = max(stands)
    found = envy(placement, base)
    assert set(zip(found["child"], found["institution"], strict=True)) == expected
    assert len(found) == len(expected)
    assert set(found["kind"]) <= {"envy"}
    for row in found.itertuples():
        least = children[str(row.other)]["facts"][str(row.institution)]
        assert (-least[score], least[2]) == by[row.child, row.institution]


@settings(max_examples=100, deadline=None)
@given(placement=placements())
def test_envy_and_waste_are_the_blocking_pairs_of_stable_mechanisms(placement):
    if placement.mechanism in {"deferred-acceptance", "institution-proposing"}:
        assert not (envy(placement)["kind"] == "envy").any()
        assert not waste(placement)["wished_by"].any()
    if not placement.prepared.twins:
        found = len(placement.market.blocking(placement.granted))
        assert bool(found) >= bool((envy(placement)["kind"] == "envy").any() or waste(placement)["wished_by"].any())


def told_first(scenario, child: str, rank: int):
    """Return the applications where a child tells this wish first."""
    wishes = scenario.wishes.copy()
    own = wishes["child"] == child
    ranks = wishes.loc[own, "rank"]
    wishes.loc[own, "rank"] = np.where(ranks == rank, 1, np.where(ranks < rank, ranks + 1, ranks))
    return replace(scenario, wishes=wishes)


def gains_one_by_one(placement) -> set[tuple[str, int, int]]:
    scenario, seed = placement.scenario, placement.applications.numbers.seed
    current = scenario.children.set_index("child")["current"]
    found = set()
    for child, wishes in scenario.wishes.sort_values("rank").groupby("child"):
        own = wishes["institution"].tolist()
        worth = {institution: rank + 1 for rank, institution in enumerate(own)}
        worth.setdefault(current[child], 98)
        end = own.index(current[child]) if current[child] in own else len(own)

        def result(told, child=child, worth=worth) -> int:
            placed = place(told, placement.rules, placement.mechanism, seed).placements.set_index("child")
            return worth.get(placed.loc[child, "institution"], 99)

        honest = result(scenario)
        for rank in range(2, end + 1):
            if (got := result(told_first(scenario, child, rank))) < honest:
                found.add((child, rank, got))
    return found


@settings(max_examples=60, deadline=None)
@given(placement=placements(children=(2, 9)))
def test_who_gains_by_a_false_order_is_found_by_placing_anew_each_time(placement):
    found = misreports(placement).gains
    assert set(zip(found["child"], found["move"], found["to_rank"], strict=True)) == gains_one_by_one(placement)


@pytest.mark.parametrize("mechanism", ["deferred-acceptance", "serial-dictatorship", "top-trading-cycles"])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_without_points_for_the_wish_nobody_gains(mechanism: str, data):
    placement = data.draw(placements(children=(2, 9), mechanisms=(mechanism,), bonuses=((),), plain=True))
    assert misreports(placement).gaining == 0
    assert gains_one_by_one(placement) == set()


def test_the_points_of_the_wish_buy_first_wishes_and_pay_with_envy_and_false_orders():
    scenario = random_scenario(1, 400, 12, 6)
    found = {}
    for name, bonus in {"none": (), "small": ("0.9", "0.75", "0.6", "0.45"), "large": ("30", "24", "18", "12")}.items():
        placement = place(scenario, random_rules(bonus), "deferred-acceptance", 1)
        passed_over = envy(placement, base=True)["child"].nunique()
        found[name] = (int((placement.ranks == 1).sum()), passed_over, misreports(placement).gaining)
    assert found["none"][1:] == (0, 0)
    assert found["none"] < found["small"] < found["large"]
    assert found["none"][2] < found["small"][2] < found["large"][2]
    placement = place(scenario, random_rules(), "immediate-acceptance", 1)
    assert misreports(placement).gaining == found["large"][2]


def determined(hidden: np.ndarray, small: np.ndarray) -> bool:
    """Say whether a small count follows from the sums of what is shown: asking for it adds no rank to the equations."""
    cells = [tuple(cell) for cell in np.argwhere(hidden)]
    rows = [[(-1 if c == 0 else 1) * (r == row) for r, c in cells] for row in range(len(hidden))]
    columns = [[int(c == column) for _r, c in cells] for column in range(hidden.shape[1])]
    equations = np.array(rows + columns, dtype=float)
    rank = np.linalg.matrix_rank(equations)
    unit = np.eye(len(cells))
    return any(
        np.linalg.matrix_rank(np.vstack([equations, unit[at]])) == rank for at, cell in enumerate(cells) if small[cell]
    )


@settings(max_examples=200, deadline=None)
@given(seed=seeds, groups=st.integers(2, 8), mean=st.sampled_from([1, 4, 12, 40]))
def test_no_hidden_small_count_follows_from_what_is_shown(seed: int, groups: int, mean: int):
    counts = np.random.default_rng(seed).poisson(mean, size=(groups, 4))
    hidden = hidden_cells(counts)
    cells = np.column_stack([counts.sum(axis=1), counts])
    small = ((cells > 0) & (cells < FEWEST)) | (cells[:, :1] < FEWEST)
    assert hidden[small].all()
    assert not small.any() or not determined(hidden, small)
    if not small.any():
        assert not hidden.any()


@settings(max_examples=40, deadline=None)
@given(seed=seeds, children=st.integers(1, 60))
def test_the_shown_fairness_is_right_and_no_small_group_is_shown(seed: int, children: int):
    placement = place(random_scenario(seed, children, 4, 3, districts=4), random_rules(("2", "1")), seed=1)
    table = fairness(placement)
    people = placement.scenario.children.merge(placement.placements, on="child")
    for row in table[table["by"] == "district"].itertuples():
        here = people[people["district"] == row.name]
        if len(here) < FEWEST:
            assert table.loc[row.Index, ["children", "share_placed", "share_first_wish", "mean_rank"]].isna().all()
        if not pd.isna(row.children):
            assert row.children == len(here)
        if not pd.isna(row.share_placed):
            assert row.share_placed == pytest.approx(here["institution"].notna().mean())
        if not pd.isna(row.mean_rank):
            assert row.mean_rank == pytest.approx(here["rank"].mean())
    for _by, block in table[table["by"] != "all"].groupby(["by", table["name"].where(table["by"] == "criterion", "")]):
        assert block["children"].isna().sum() != 1


def all_lotteries(scenario, rules, mechanism: str) -> Counter:
    """Count what each child gets over all lotteries there are: one number a child, or one an application."""
    if rules.unit.value == "child":
        rows = scenario.children[["child"]].assign(institution="")
    else:
        rows = scenario.wishes[["child", "institution"]]
    found: Counter = Counter()
    for numbers in permutations(range(1, len(rows) + 1)):
        drawn = replace(scenario, lottery=rows.assign(number=numbers))
        placed = place(drawn, rules, mechanism).placements
        found.update(zip(placed["child"], placed["institution"].fillna(""), strict=True))
    return found


@settings(max_examples=12, deadline=None)
@given(seed=seeds, mechanism=st.sampled_from(list(MECHANISMS)), unit=st.sampled_from(["child", "application"]))
def test_chances_come_near_what_all_lotteries_bring(seed: int, mechanism: str, unit: str):
    scenario = random_scenario(seed, 4, 2, 2, kept=1) if unit == "child" else random_scenario(seed, 3, 2, 2)
    rules = random_rules(("1",), unit)
    exact = all_lotteries(scenario, rules, mechanism)
    total = sum(count for (child, _place), count in exact.items() if child == "c000")
    found = chances(scenario, rules, mechanism, draws=600, seed=seed)
    assert found.table.groupby("child")["count"].sum().eq(600).all()
    together = found.table.assign(institution=found.table["institution"].fillna(""))
    for (child, institution), count in together.groupby(["child", "institution"])["count"].sum().items():
        share = exact[child, institution] / total
        assert abs(count / 600 - share) <= 6 * np.sqrt(share * (1 - share) / 600)


@settings(max_examples=40, deadline=None)
@given(seed=seeds, bonus=st.sampled_from(BONUSES), mechanism=st.sampled_from(list(MECHANISMS)))
def test_a_comparison_says_of_each_child_whether_it_prefers_its_new_place(seed: int, bonus, mechanism: str):
    scenario = random_scenario(seed, 12, 4, 3, kept=2)
    found = compare_rules(scenario, random_rules(), random_rules(bonus), None, mechanism, seed)
    lists = {
        child: rows.sort_values("rank")["institution"].tolist() for child, rows in scenario.wishes.groupby("child")
    }
    for row in found.changes.astype(object).fillna("").itertuples():
        wishes = lists.get(row.child, [])
        before, after = ((*wishes, "").index(one) if one in (*wishes, "") else -1 for one in (row.before, row.after))
        if row.before == row.after:
            assert row.change == "same"
        elif -1 not in (before, after):
            assert row.change == ("gains" if after < before else "loses")
    assert sum(found.counts[name] for name in ("gains", "loses", "moves", "same")) == 12
    assert compare_rules(scenario, random_rules(), random_rules(), seed=seed).counts["same"] == 12
