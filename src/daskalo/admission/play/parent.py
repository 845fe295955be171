# pyright: basic
"""The door of a parent: one application among invented ones, the chance before the draw, the explanation after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from daskalo.admission.explaining.explanation import Explanation
from daskalo.admission.invented import Example, example
from daskalo.admission.placing.placement import Placement, place
from daskalo.admission.play.door import Task
from daskalo.admission.play.form import Form
from daskalo.admission.tables.scenario import Scenario
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")

ROUND = "round-2020-06-05"
CHILD = "2020-0999"
"""The entry number of the reader's application: later than all invented ones."""


class ParentDoor:
    """One application, filled in step by step.

    Attributes:
        form (Form): What is filled in.
        seen (frozenset[tuple[str, tuple[str, ...]]]): What was looked at (`chance`), with the wishes it was looked at
            with; the tour asks for it.
    """

    def __init__(self) -> None:
        self.form = Form()
        self.seen: frozenset[tuple[str, tuple[str, ...]]] = frozenset()

    @cached_property
    def round(self) -> Example:
        """The invented round the application joins."""
        return _round()

    @property
    def offered(self) -> Mapping[str, list[str]]:
        """Institutions by group, in alphabetical order."""
        return _offered()

    def apply(self, operation: Mapping[str, Any]) -> None:
        """Take one operation: those of `Form.after`, and `look` with `what` = `chance`."""
        if operation.get("do") == "look":
            self.seen |= {(str(operation.get("what")), self.form.wishes)}
        else:
            self.form = self.form.after(operation, self.round.rules, self.offered)

    @property
    def scenario(self) -> Scenario:
        """The invented applications and this one."""
        return _joined(self._ranked)

    @property
    def placement(self) -> Placement:
        """The round with this application in it."""
        return _placed(self._ranked)

    @property
    def _ranked(self) -> Form:
        """What a ranking looks at: whether the form is sent and where the family lives changes nothing."""
        return replace(self.form, stage="draft", district="–")

    def explanation(self, changes: bool = True) -> Explanation:
        """What became of the application, or would become of it, with the numbers drawn as they were that day."""
        return self.placement.explain(CHILD, changes)

    def tasks(self) -> tuple[Task, ...]:
        """Return the tasks of this door."""
        form, rules = self.form, self.round.rules
        proved = [
            id for id, _institution in form.claims if form.proved(rules.criterion[id]) and rules.criterion[id].proofs
        ]
        ranked = form.stage == "ranked"
        looked = {wishes for what, wishes in self.seen if what == "chance"}
        return (
            Task(
                "parent-points",
                _("Points with a proof"),
                _("Claim a criterion and attach its documents. Watch the points change."),
                bool(proved),
            ),
            Task(
                "parent-wishes",
                _("Three wishes"),
                _("Choose at least three institutions and put them in your true order."),
                len(form.wishes) >= 3,
            ),
            Task(
                "parent-chance",
                _("The chance before the draw"),
                _("Look at your chance with two different orders of wishes. What does the order change?"),
                len(looked) >= 2,
            ),
            Task(
                "parent-explanation",
                _("The explanation after the round"),
                _("Send the application, hold the round and read why the child was placed where it was."),
                ranked,
            ),
        )


@lru_cache(maxsize=1)
def _round() -> Example:
    return example(ROUND)


@lru_cache(maxsize=1)
def _offered() -> Mapping[str, list[str]]:
    places = _round().scenario.places
    return {str(group): sorted(here["institution"]) for group, here in places.groupby("group")}


@lru_cache(maxsize=32)
def _joined(form: Form) -> Scenario:
    """Add one application; the form has checked it, so the tables are not read anew."""
    given, rules = _round().scenario, _round().rules
    child = {"child": CHILD, "group": form.group, "birth_date": "2017-06-01", "district": form.district}
    child |= {"eligible": True, "together": "", "current": ""}
    wishes = [(CHILD, rank, institution) for rank, institution in enumerate(form.wishes, start=1)]
    claims = [(CHILD, id, there, form.proved(rules.criterion[id])) for id, there in form.claims]
    return Scenario(
        places=given.places,
        children=_with(given.children, [tuple(child[name] for name in given.children.columns)]),
        wishes=_with(given.wishes, wishes),
        claims=_with(given.claims, claims),
    )


def _with(frame: pd.DataFrame, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    if not rows:
        return frame
    lines = pd.RangeIndex(int(frame.index.max()) + 1, int(frame.index.max()) + 1 + len(rows), name="line")
    return pd.concat([frame, pd.DataFrame(rows, columns=frame.columns, index=lines)])


@lru_cache(maxsize=32)
def _placed(form: Form) -> Placement:
    return place(_joined(form), _round().rules, seed=_round().seed, turn=_round().turn)
