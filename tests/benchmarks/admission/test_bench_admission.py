"""The bench compares like with like; how fast anything is, no test asks."""

import growth
import numpy as np
from alone import measured
from instances import Instance, invented, scenario

from daskalo.admission import load_rules, place
from daskalo.admission.placing.mechanisms import deferred_acceptance


def test_both_place_everybody_alike_at_every_size():
    small, large = growth.lines([100, 400], peer_limit=100)
    assert small.same
    assert small.ratio
    assert large.theirs is None


def test_a_difference_is_seen(monkeypatch):
    monkeypatch.setattr(growth, "deferred_acceptance", lambda market: np.zeros(len(market.wishes), dtype=int))
    (line,) = growth.lines([100], peer_limit=100)
    assert line.same is False


def test_an_invented_admission_is_the_same_each_time_and_wishes_nothing_twice():
    one, other = invented(500, 20, 6), invented(500, 20, 6)
    assert all((getattr(one, name) == getattr(other, name)).all() for name in vars(one))
    assert (np.diff(np.sort(one.wishes, axis=1), axis=1) > 0).all()
    assert one.places.sum() <= 0.95 * 500 + 20


def test_its_tables_bring_the_same_points():
    instance = invented(200, 8, 4)
    rules = load_rules("ruse-kindergarten", on="2020-06-05").with_changes(wish_bonus=[], points={"sibling-same": 2})
    result = place(scenario(instance), rules, seed=1)
    assert (result.applications.points == instance.points).all()
    assert (result.applications.wishes == instance.wishes).all()


def test_a_process_of_its_own_places_as_many(tmp_path):
    measured("invent", tmp_path / "it.npz", 300, 10, 4)
    took = measured("deferred-acceptance", tmp_path / "it.npz", 1)
    placed = deferred_acceptance(Instance.load(tmp_path / "it.npz").ranked()) >= 0
    assert took["placed"] == placed.sum()
