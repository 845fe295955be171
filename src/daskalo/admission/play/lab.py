"""The door of the lab: change a rule on invented children and see who moves, who is passed over, who gains by lying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from daskalo.admission.play.door import Task, refused
from daskalo.admission.play.experiment import AS_RULED, WISH_FIRST, Experiment
from daskalo.admission.play.outcome import QUICK, anybody_moves, figures_of, lies
from daskalo.admission.play.versions import Versions
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")

SERIES = ("0", AS_RULED, "1", "3", WISH_FIRST)
"""The bonuses that are compared in one row: none, less than a point, a point, three points, the wish first."""
MOST_NOTED = 12


class LabDoor:
    """Experiments with the rules.

    Attributes:
        experiment (Experiment): What is changed now.
        pinned (Experiment): What it is compared with; the rules as they are until another one is kept.
        noted (tuple[Experiment, ...]): The notebook: experiments that stand side by side.
        tried (tuple[Experiment, ...]): All that were set, the first of several equal ones.
        looked (tuple[Experiment, ...]): Those whose false orders were looked at.
        versions (Versions): The two versions of the law that are compared.
        versions_seen (frozenset[frozenset[str]]): The pairs of versions that were compared.
    """

    def __init__(self) -> None:
        self.experiment = Experiment()
        self.pinned = Experiment()
        self.noted: tuple[Experiment, ...] = ()
        self.tried: tuple[Experiment, ...] = ()
        self.looked: tuple[Experiment, ...] = ()
        self.versions = Versions()
        self.versions_seen: frozenset[frozenset[str]] = frozenset()

    def apply(self, operation: Mapping[str, Any]) -> None:
        """Take one operation.

        `do` is one of those of `Experiment.after`, or: `plain` (the rules as they are again), `pin` and `unpin` (what
        it is compared with), `note`, `series` (the same experiment with each of `SERIES`), `forget` with `at`, `look`
        with `what` = `lies`, and `versions` (see `Versions.after_operation`).

        Raises:
            UsageError: `play-operation-wrong`.
        """
        match operation:
            case {"do": "set" | "points" | "places"}:
                self.experiment = self.experiment.after(operation)
                self.tried = _with(self.tried, self.experiment.same_as)
            case {"do": "plain"}:
                self.experiment = Experiment()
            case {"do": "pin"}:
                self.pinned = self.experiment.same_as
            case {"do": "unpin"}:
                self.pinned = Experiment()
            case {"do": "note"}:
                self.noted = _with(self.noted, self.experiment.same_as)[-MOST_NOTED:]
            case {"do": "series"}:
                self._note_series()
            case {"do": "forget", "at": int(at)} if 0 <= at < len(self.noted):
                self.noted = self.noted[:at] + self.noted[at + 1 :]
            case {"do": "look", "what": "lies", "noted": int(at)} if 0 <= at < len(self.noted):
                self.looked = _with(self.looked, self.noted[at])
            case {"do": "look", "what": "lies"}:
                self.looked = _with(self.looked, self.experiment.same_as)
            case {"do": "versions"}:
                self.versions = self.versions.after_operation(operation)
                self.versions_seen |= {frozenset((self.versions.before, self.versions.after))}
            case _:
                raise refused(operation)

    def tasks(self) -> tuple[Task, ...]:
        """Return the tasks of this door."""
        gaining = {lies(one).gaining > 0 for one in self.looked if one.placement.mechanism in QUICK}
        return (
            Task(
                "lab-bonus",
                _("The bonus and the honest order"),
                _(
                    "Find a bonus under which nobody gains by a false order of wishes, and one under which somebody "
                    "does. Try the false orders of both."
                ),
                gaining == {True, False},
            ),
            Task(
                "lab-tax",
                _("The criterion the court struck"),
                _("Let paid taxes count again, with invented payers, and see which children move."),
                any(one.tax and anybody_moves(replace(one, tax=""), one) for one in self.tried),
            ),
            Task(
                "lab-envy",
                _("A mechanism that passes children over"),
                _("Find a mechanism under which a child is passed over by one who stands lower by the same rules."),
                any(one.mechanism and figures_of(one).envy for one in self.tried),
            ),
            Task(
                "lab-versions",
                _("Before and after the court"),
                _("Compare the same children under the rules of 2019 and of 2020. Who gains, who loses, and why?"),
                frozenset(("2019-01-01", "2020-03-01")) in self.versions_seen,
            ),
            Task(
                "lab-tie",
                _("Another tie-break"),
                _("Change how equal points are decided. How many children win or lose their first wish?"),
                any(one.tie and anybody_moves(replace(one, tie=""), one) for one in self.tried),
            ),
        )

    def _note_series(self) -> None:
        for bonus in SERIES:
            one = self.experiment.after({"do": "set", "what": "bonus", "value": bonus}).same_as
            self.noted = _with(tuple(each for each in self.noted if each != one), one)
        self.noted = self.noted[-MOST_NOTED:]


def _with(experiments: tuple[Experiment, ...], one: Experiment) -> tuple[Experiment, ...]:
    return experiments if one in experiments else (*experiments, one)
