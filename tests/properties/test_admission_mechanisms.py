"""The array mechanisms beside textbook ones, and what the theory promises of them."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daskalo.admission.placing.market import NOWHERE, Market
from daskalo.admission.placing.mechanisms import MECHANISMS, deferred_acceptance, institution_proposing, sorted_list


@st.composite
def markets(draw, children=(1, 12), seats=(1, 5), width=(1, 4)):
    seed = draw(st.integers(0, 2**32 - 1))
    return random_market(seed, *(draw(st.integers(*limits)) for limits in (children, seats, width)))


def random_market(seed: int, children: int, seats: int, width: int) -> Market:
    chance = np.random.default_rng(seed)
    width = min(width, seats)
    wishes = np.array([chance.permutation(seats)[:width] for _ in range(children)])
    wishes[np.arange(width) >= chance.integers(0, width + 1, size=children)[:, None]] = NOWHERE
    points = chance.integers(0, 4, size=(children, 1)) + 2 * (chance.random((children, width)) < 0.2)
    return Market.ranked(wishes, chance.integers(0, 4, size=seats), points, chance.permutation(children)[:, None])


def lists(market: Market):
    return [[int(seat) for seat in row if seat >= 0] for row in market.wishes]


def textbook_deferred_acceptance(market: Market):
    wishes, at = lists(market), [0] * len(market.wishes)
    held: dict[int, list[int]] = {seat: [] for seat in range(len(market.places))}
    waiting = list(range(len(wishes)))
    while waiting:
        child = waiting.pop()
        if at[child] == len(wishes[child]):
            continue
        seat = wishes[child][at[child]]
        held[seat].append(child)
        held[seat].sort(key=lambda one: market.priority[one, wishes[one].index(seat)])
        if len(held[seat]) > market.places[seat]:
            rejected = held[seat].pop()
            at[rejected] += 1
            waiting.append(rejected)
    return [at[child] if at[child] < len(wishes[child]) else NOWHERE for child in range(len(wishes))]


def one_after_the_other(market: Market, key):
    """Go through all applications by a key of child and rank; each finds a free place or not, for good."""
    free, granted = market.places.copy(), [NOWHERE] * len(market.wishes)
    applications = [(child, rank) for child, wishes in enumerate(lists(market)) for rank in range(len(wishes))]
    for child, rank in sorted(applications, key=lambda one: key(*one)):
        seat = market.wishes[child, rank]
        if granted[child] == NOWHERE and free[seat]:
            granted[child], free[seat] = rank, free[seat] - 1
    return granted


def textbook_sorted_list(market: Market):
    return one_after_the_other(market, lambda child, rank: market.priority[child, rank])


def textbook_immediate_acceptance(market: Market):
    return one_after_the_other(market, lambda child, rank: (rank, market.priority[child, rank]))


def textbook_serial_dictatorship(market: Market):
    return one_after_the_other(market, lambda child, rank: (market.priority[child].min(), rank))


def textbook_top_trading_cycles(market: Market):
    wishes, free, granted = lists(market), market.places.copy(), [NOWHERE] * len(market.wishes)
    left = set(range(len(wishes)))
    while True:
        left = {child for child in left if any(free[seat] for seat in wishes[child])}
        if not left:
            return granted
        best = {child: next(seat for seat in wishes[child] if free[seat]) for child in left}
        highest = {
            seat: min(
                (child for child in left if seat in wishes[child]),
                key=lambda child: market.priority[child, wishes[child].index(seat)],
            )
            for seat in set(best.values())
        }
        path = [next(iter(left))]
        while (child := highest[best[path[-1]]]) not in path:
            path.append(child)
        for swapping in path[path.index(child) :]:
            granted[swapping] = wishes[swapping].index(best[swapping])
            free[best[swapping]] -= 1
            left.discard(swapping)


TEXTBOOK = {
    "deferred-acceptance": textbook_deferred_acceptance,
    "sorted-list": textbook_sorted_list,
    "immediate-acceptance": textbook_immediate_acceptance,
    "serial-dictatorship": textbook_serial_dictatorship,
    "top-trading-cycles": textbook_top_trading_cycles,
}


@pytest.mark.parametrize("name", TEXTBOOK)
@settings(max_examples=300, deadline=None)
@given(market=markets())
def test_arrays_place_as_the_textbook_does(name: str, market: Market):
    assert MECHANISMS[name](market).tolist() == TEXTBOOK[name](market)


@pytest.mark.parametrize("name", MECHANISMS)
@settings(max_examples=100, deadline=None)
@given(market=markets())
def test_a_place_goes_to_who_wished_it_and_is_given_once(name: str, market: Market):
    granted = MECHANISMS[name](market)
    placed = granted >= 0
    assert (market.seats(granted)[placed] >= 0).all()
    assert (market.taken(granted) <= market.places).all()


def stable(market: Market, granted) -> bool:
    seats = market.seats(np.array(granted))
    for child, wishes in enumerate(lists(market)):
        for rank in range(len(wishes) if granted[child] < 0 else granted[child]):
            seat = wishes[rank]
            inside = [market.priority[one, granted[one]] for one in np.flatnonzero(seats == seat)]
            if len(inside) < market.places[seat] or any(market.priority[child, rank] < other for other in inside):
                return False
    return True


@settings(max_examples=60, deadline=None)
@given(market=markets(children=(1, 5), seats=(1, 3), width=(1, 3)))
def test_both_proposing_sides_get_the_best_stable_placement_there_is(market: Market):
    choices = [range(-1, len(wishes)) for wishes in lists(market)]
    possible = [np.array(granted) for granted in product(*choices)]
    all_stable = [
        granted for granted in possible if (market.taken(granted) <= market.places).all() and stable(market, granted)
    ]
    worth = np.where(np.array(all_stable) < 0, 99, np.array(all_stable))
    best, worst = (np.where(ranks == 99, NOWHERE, ranks) for ranks in (worth.min(axis=0), worth.max(axis=0)))
    assert deferred_acceptance(market).tolist() == best.tolist()
    assert institution_proposing(market).tolist() == worst.tolist()
    for granted in possible:
        if (market.taken(granted) <= market.places).all():
            assert (len(market.blocking(granted)) == 0) == stable(market, granted)


@settings(max_examples=40, deadline=None)
@given(market=markets(children=(2, 6), seats=(2, 3), width=(2, 3)))
def test_no_child_gains_by_a_false_order_under_deferred_acceptance(market: Market):
    honest = deferred_acceptance(market)
    for child, wishes in enumerate(lists(market)):
        for false in permutations(range(len(wishes))):
            told, priority = market.wishes.copy(), market.priority.copy()
            told[child, : len(wishes)] = market.wishes[child, list(false)]
            priority[child, : len(wishes)] = market.priority[child, list(false)]
            got = deferred_acceptance(Market(told, market.places, priority))[child]
            real = false[got] if got >= 0 else 99
            assert real >= (honest[child] if honest[child] >= 0 else 99)


@settings(max_examples=60, deadline=None)
@given(market=markets(), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_the_children_in_the_files_does_not_matter(market: Market, seed: int):
    shuffled = np.random.default_rng(seed).permutation(len(market.wishes))
    moved = Market(market.wishes[shuffled], market.places, market.priority[shuffled])
    for mechanism in MECHANISMS.values():
        assert mechanism(moved).tolist() == mechanism(market)[shuffled].tolist()


def test_a_sorted_list_is_not_deferred_acceptance_once_a_sibling_counts():
    wishes = np.array([[0, 1], [0, 1]])
    points = np.array([[1, 3], [0, 0]])  # the first child has a sibling at its second wish
    market = Market.ranked(wishes, np.array([1, 1]), points, np.array([[0], [1]]))
    assert deferred_acceptance(market).tolist() == [0, 1]
    assert sorted_list(market).tolist() == [1, 0]
    assert market.blocking(sorted_list(market)).tolist() == [[0, 0]]


@pytest.mark.parametrize("name", MECHANISMS)
def test_nobody_and_nothing_to_place(name: str):
    empty = Market.ranked(np.zeros((0, 2), dtype=int), np.array([1]), np.zeros((0, 1)), np.zeros((0, 1)))
    assert MECHANISMS[name](empty).tolist() == []
    no_wish = Market.ranked(np.full((2, 1), NOWHERE), np.array([1]), np.zeros((2, 1)), np.array([[0], [1]]))
    assert MECHANISMS[name](no_wish).tolist() == [NOWHERE, NOWHERE]
