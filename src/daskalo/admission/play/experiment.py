# pyright: basic
"""An experiment of the lab: what is changed in the rules and in the invented round, and the ranking that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from daskalo.admission.law.rules import Rules
from daskalo.admission.placing.mechanisms import MECHANISMS
from daskalo.admission.placing.placement import Placement, place
from daskalo.admission.play.door import refused
from daskalo.admission.play.invention import STRUCK, struck, the_round, with_payers, with_places
from daskalo.admission.tables.scenario import Scenario

AS_RULED = "rules"
"""The bonus of the rules."""
WISH_FIRST = "first"
"""A bonus that is more than all criteria together: the wish decides before the points."""
TAX = ("", "1", "20")
"""Points of the struck criterion; empty: it does not count. Both are in the sources (2013 and 2019)."""
TIES: Mapping[str, Mapping[str, str]] = {
    "child-lower": {"by": "lottery", "unit": "child", "wins": "lower"},
    "child-higher": {"by": "lottery", "unit": "child", "wins": "higher"},
    "application-lower": {"by": "lottery", "unit": "application", "wins": "lower"},
    "application-higher": {"by": "lottery", "unit": "application", "wins": "higher"},
    "entry-number": {"by": "entry-number"},
}
PLACES = ("100", "90", "75", "60")
"""Percent of the places of the round."""
MOST_STEP, MOST_POINTS, MOST_ADDED = Decimal(10), Decimal(50), 200


@dataclass(frozen=True)
class Experiment:
    """What is changed; as it stands here, nothing is.

    Attributes:
        bonus (str): `AS_RULED`, `WISH_FIRST`, or by how many points a wish brings more than the next one; "0" for none.
        tax (str): One of `TAX`.
        share (str): Percent of the children who are said to have paid; it matters while `tax` counts.
        payers (str): The seed that draws them.
        tie (str): One of `TIES`; empty for the one of the rules.
        mechanism (str): One of `MECHANISMS`; empty for the one of the rules.
        places (str): One of `PLACES`.
        added (tuple[tuple[str, str, int], ...]): Institution, group, places more or less; sorted.
        points (tuple[tuple[str, str], ...]): Criterion and its points; sorted.
    """

    bonus: str = AS_RULED
    tax: str = ""
    share: str = "70"
    payers: str = "1"
    tie: str = ""
    mechanism: str = ""
    places: str = "100"
    added: tuple[tuple[str, str, int], ...] = ()
    points: tuple[tuple[str, str], ...] = ()

    def after(self, operation: Mapping[str, Any]) -> Experiment:
        """Return the experiment after one operation.

        Args:
            operation (Mapping): `{"do": "set", "what": …, "value": …}`, `{"do": "points", "criterion", "value"}` or
                `{"do": "places", "institution", "group", "by"}`.

        Raises:
            UsageError: `play-operation-wrong`.
        """
        rules = the_round().rules
        match operation:
            case {"do": "set", "what": "bonus", "value": str(value)}:
                return replace(self, bonus=_bonus(operation, value))
            case {"do": "set", "what": "tax", "value": str(value)} if value in TAX:
                return replace(self, tax=value)
            case {"do": "set", "what": "share", "value": str(value)} if value.isdecimal() and int(value) <= 100:
                return replace(self, share=str(int(value)))
            case {"do": "set", "what": "payers", "value": str(value)} if value.isalnum() and len(value) <= 20:
                return replace(self, payers=value)
            case {"do": "set", "what": "tie", "value": str(value)} if value in TIES:
                return replace(self, tie="" if value == tie_of(rules) else value)
            case {"do": "set", "what": "mechanism", "value": str(value)} if value in MECHANISMS:
                return replace(self, mechanism="" if value == rules.mechanism.value else value)
            case {"do": "set", "what": "places", "value": str(value)} if value in PLACES:
                return replace(self, places=value)
            case {"do": "points", "criterion": str(id), "value": str(value)} if id in rules.criterion:
                points = _decimal(operation, value, MOST_POINTS)
                kept = {name: given for name, given in self.points if name != id}
                if points != rules.criterion[id].points.value:
                    kept[id] = f"{points.normalize():f}"
                return replace(self, points=tuple(sorted(kept.items())))
            case {"do": "places", "institution": str(institution), "group": str(group), "by": int(by)} if (
                institution,
                group,
            ) in seats() and abs(by) <= MOST_ADDED:
                added = {(there, whom): more for there, whom, more in self.added}
                added[institution, group] = added.get((institution, group), 0) + by
                kept_places = sorted((there, whom, more) for (there, whom), more in added.items() if more)
                return replace(self, added=tuple(kept_places))
            case _:
                raise refused(operation)

    @property
    def same_as(self) -> Experiment:
        """The experiment without what does not matter: who has paid matters only while the criterion counts."""
        plain = Experiment()
        return self if self.tax else replace(self, share=plain.share, payers=plain.payers)

    @property
    def rules(self) -> Rules:
        """The rules with what is changed in them; training values, as the warning says."""
        return _rules(self.same_as)

    @property
    def placement(self) -> Placement:
        """The ranking."""
        return _placed(self.same_as)


def step_of(rules: Rules) -> Decimal:
    """Return by how much the first wish of some rules brings more than the second."""
    bonus = [*rules.wish_bonus.value, Decimal(0), Decimal(0)]
    return bonus[0] - bonus[1]


def tie_of(rules: Rules) -> str:
    """Return which of `TIES` some rules have."""
    if rules.by.value == "entry-number":
        return "entry-number"
    return f"{rules.unit.value}-{rules.wins.value}"


def seats() -> Mapping[tuple[str, str], int]:
    """Return the places of the round by institution and group."""
    places = the_round().scenario.places
    pairs = zip(places["institution"], places["group"], strict=True)
    return dict(zip(pairs, places["places"].tolist(), strict=True))


def _bonus(operation: Mapping[str, Any], value: str) -> str:
    if value in {AS_RULED, WISH_FIRST}:
        return value
    step = _decimal(operation, value, MOST_STEP)
    if _falling(step) == list(the_round().rules.wish_bonus.value):
        return AS_RULED
    return f"{step.normalize():f}"


def _decimal(operation: Mapping[str, Any], value: str, most: Decimal) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise refused(operation) from None
    if not number.is_finite() or not 0 <= number <= most or number != round(number, 2):
        raise refused(operation)
    return number


def _falling(step: Decimal) -> list[Decimal]:
    """Return a bonus that falls by one step from wish to wish, to one step at the last."""
    most: int = the_round().rules.most_wishes.value
    return [step * (most - rank) for rank in range(most)] if step else []


@lru_cache(maxsize=256)
def _rules(experiment: Experiment) -> Rules:
    rules = the_round().rules
    points = dict(experiment.points)
    changes: dict[str, Any] = {**TIES.get(experiment.tie, {})}
    if experiment.mechanism:
        changes["mechanism"] = experiment.mechanism
    if experiment.tax:
        changes["restored"] = [struck()]
        points[STRUCK] = experiment.tax
    if experiment.bonus == WISH_FIRST:
        worth = {criterion.id: criterion.points.value for criterion in rules.criteria} | {
            id: Decimal(value) for id, value in points.items()
        }
        changes["wish_bonus"] = _falling(sum(worth.values(), start=Decimal(1)))
    elif experiment.bonus != AS_RULED:
        changes["wish_bonus"] = _falling(Decimal(experiment.bonus))
    if points:
        changes["points"] = points
    return rules.with_changes(**changes) if changes else rules


@lru_cache(maxsize=32)
def _scenario(share: str, payers: str, places: str, added: tuple[tuple[str, str, int], ...]) -> Scenario:
    """Return the round as an experiment has it; nobody has paid when the share is empty."""
    scenario = the_round().scenario
    if share:
        scenario = with_payers(scenario, int(share), payers)
    if places != "100" or added:
        more = {(institution, group): by for institution, group, by in added}
        scenario = with_places(scenario, int(places), more)
    return scenario


@lru_cache(maxsize=256)
def _placed(experiment: Experiment) -> Placement:
    share = experiment.share if experiment.tax else ""
    scenario = _scenario(share, experiment.payers if share else "", experiment.places, experiment.added)
    return place(scenario, experiment.rules, seed=the_round().seed, turn=the_round().turn)
