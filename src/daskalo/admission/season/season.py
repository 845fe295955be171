# pyright: basic
"""A season (кампания): the rounds of one calendar year of an admission, from the first application to the last place.

A season never changes: each step returns a new one, and who keeps the old one can go back. It is the list of its
operations, plain JSON, from which it can be replayed.

    >>> season = Season.open(2020, "ruse-kindergarten", [{"institution": "A", "group": "first", "places": 1}], seed="7")
    >>> for child in ("c1", "c2"):
    ...     season = season.apply(child, group="first", birth_date="2017-05-02", wishes=["A"], on="2020-05-11")
    >>> season = season.rank("2020-06-05").publish()
    >>> season.round.ends.isoformat()
    '2020-06-19'
    >>> (offered,) = season.in_state("offered")
    >>> season.refuse(offered, on="2020-06-08").round.left
    1
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pandas as pd

from daskalo.admission.law.rules import Rules, load_rules
from daskalo.admission.placing.lottery import commitment, new_seed
from daskalo.admission.placing.market import Ints
from daskalo.admission.season import files as season_files
from daskalo.admission.season import rounds
from daskalo.admission.season import steps as season_steps
from daskalo.admission.season.operations import read, written
from daskalo.admission.season.rounds import COUNTS, STOCK, Round, Step
from daskalo.admission.tables.scenario import Scenario

Day = datetime.date | str
Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, eq=False, repr=False)
class Season:
    """The rounds of a calendar year. Made by `Season.open`, `Season.replay` or `Season.read`.

    Attributes:
        year (int): The calendar year.
        rules_id (str): Whose rules; which version counts depends on the day.
        seed (str): What lots are drawn from; shown to nobody before the year is over, see `commitment`.
        training (bool): Whether values nobody has confirmed may be filled in for lessons.
        changes (Mapping[str, Any]): Values changed for an experiment, as `Rules.with_changes` takes them.
        folder (Traversable | None): Where further versions of the rules lie; None for those of the kit alone.
        scenarios (Mapping[str, Scenario]): Applications that operations may name instead of holding them.
        phase (str): `open` (applications), `ranked` (nobody has seen it yet) or `published` (parents answer).
        day (datetime.date): The day of the last step.
        seats (pd.DataFrame): institution, group, reserved_for.
        counts (Ints): Places by seat and by `daskalo.admission.season.rounds.COUNTS`.
        people (pd.DataFrame): By child: entry, group, birth_date, district, eligible, together, state (one of
            `daskalo.admission.season.answers.STATES`), seat (row of `seats`, -1 for none), rank, transfer.
        wishes (pd.DataFrame): child, rank, institution.
        claims (pd.DataFrame): child, criterion, institution, proved.
        next_entry (int): The next entry number (входящ номер).
        rounds (tuple[Round, ...]): The rounds so far; the last one may be running.
        steps (tuple[Step, ...]): The pictures of the film.
        operations (tuple[dict, ...]): From which `Season.replay` makes this season again.
    """

    year: int
    rules_id: str
    seed: str
    training: bool
    changes: Mapping[str, Any]
    folder: Traversable | None
    scenarios: Mapping[str, Scenario]
    phase: str
    day: datetime.date
    seats: pd.DataFrame
    counts: Ints
    people: pd.DataFrame
    wishes: pd.DataFrame
    claims: pd.DataFrame
    next_entry: int
    rounds: tuple[Round, ...] = ()
    steps: tuple[Step, ...] = ()
    operations: tuple[dict[str, Any], ...] = field(default=())

    @classmethod
    def open(
        cls,
        year: int,
        rules: str,
        places: pd.DataFrame | Scenario | Rows,
        *,
        seed: int | str | None = None,
        training: bool = True,
        changes: Mapping[str, Any] | None = None,
        folder: Traversable | None = None,
        scenarios: Mapping[str, Scenario] | None = None,
    ) -> Season:
        """Open the admission of a year.

        Args:
            year (int): The calendar year.
            rules (str): The id of the rules, `ruse-kindergarten`.
            places (pd.DataFrame | Scenario | Rows): Free places: institution, group, places; optional reserved_for,
                and enrolled, the children who are there already.
            seed (int | str | None): What lots are drawn from; None draws one nobody can guess.
            training (bool): Fill what is unknown with training values.
            changes (Mapping | None): Values changed for an experiment, as `Rules.with_changes` takes them.
            folder (Traversable | None): Where further versions of the rules lie; None for those of the kit alone.
            scenarios (Mapping | None): Applications that operations may name.

        Raises:
            UsageError: `rule-id-unknown`, `season-year`, `season-no-places`.
            Findings: `scenario-wrong`.
        """
        table = places.places if isinstance(places, Scenario) else places
        rows = season_files.rows(table) if isinstance(table, pd.DataFrame) else list(table)
        operation = written(
            "open",
            year=year,
            rules=rules,
            seed=new_seed() if seed is None else str(seed),
            places=rows,
            training=None if training else False,
            changes=changes or None,
        )
        return cls.replay([operation], folder=folder, scenarios=scenarios)

    @classmethod
    def replay(
        cls,
        operations: Iterable[Mapping[str, Any]],
        *,
        folder: Traversable | None = None,
        scenarios: Mapping[str, Scenario] | None = None,
    ) -> Season:
        """Make a season again from its operations; the first one is `open`.

        Raises:
            UsageError: `season-operation-wrong`, or the refusal of a step.
        """
        season: Season | None = None
        for operation in operations:
            season = season_steps.opened(operation, folder, scenarios or {}) if season is None else season.do(operation)
        return season_steps.opened({}, folder, {}) if season is None else season

    @classmethod
    def read(cls, folder: Path | str, *, rules_folder: Traversable | None = None) -> Season:
        """Read a season that `write` wrote.

        Raises:
            ContentError: `season-file-wrong`.
            UsageError: The refusal of a step.
        """
        return cls.replay(season_files.operations(Path(folder)), folder=rules_folder)

    def write(self, folder: Path | str) -> None:
        """Write `season.json` (the operations), `children.csv`, `film.csv`, and a folder `round-N/` a ranking.

        `season.json` holds the seed, so the folder belongs to the office until the year is over.
        """
        season_files.write(self, Path(folder))

    def do(self, operation: Mapping[str, Any]) -> Season:
        """Take one step, given as plain JSON; the methods below write it for you.

        Raises:
            UsageError: `season-operation-wrong`, or the refusal of the step.
            Findings: `scenario-wrong`, `scenario-against-rules`.
            UnknownRule: A value is needed that nobody has confirmed.
        """
        op, fields = read(operation)
        after = season_steps.take(self, op, fields)
        if op == "next-year":
            return after
        step = Step(after.day, op, len(after.rounds), after.seats, after.counts)
        return replace(after, steps=(*self.steps, step), operations=(*self.operations, dict(operation)))

    def receive(self, applications: Scenario | str, on: Day | None = None) -> Season:
        """Receive applications; each child gets an entry number, in their order. They count from the next ranking on.

        A child who refused, missed the term or withdrew may apply anew; it stands at the end of the register.

        Args:
            applications (Scenario | str): Its children, wishes and claims; or the name it has in `scenarios`.
            on (Day | None): The day; None for that of the step before.

        Raises:
            UsageError: `season-applied-already`, `season-numbers-given`, `season-another-year`, `season-day-earlier`.
            Findings: `scenario-wrong`, `scenario-against-rules`.
        """
        if isinstance(applications, str):
            return self.do(written("receive", scenario=applications, on=on))
        season_steps.without_numbers(applications)
        return self.do(written("receive", **season_files.tables(applications), on=on))

    def apply(
        self,
        child: str,
        *,
        group: str,
        birth_date: Day,
        wishes: Sequence[str],
        claims: Sequence[str | tuple[str, str]] = (),
        on: Day | None = None,
        **columns: str | bool,
    ) -> Season:
        """Receive the application of one child.

        Args:
            child (str): Its name in the register; invented.
            group (str): Its age group.
            birth_date (Day): When it was born.
            wishes (Sequence[str]): Institutions, the first wish first.
            claims (Sequence): Criteria; with the institution where one counts only there.
            on (Day | None): The day of the application.
            columns (str | bool): `district`, `eligible`, `together`, `current`, as in `children.csv`.

        Raises:
            UsageError: As `receive`.
            Findings: As `receive`.
        """
        pairs = [(claim, "") if isinstance(claim, str) else claim for claim in claims]
        return self.do(
            written(
                "receive",
                children=[{"child": child, "group": group, "birth_date": birth_date, **columns}],
                wishes=[{"child": child, "rank": rank, "institution": name} for rank, name in enumerate(wishes, 1)],
                claims=[{"child": child, "criterion": name, "institution": where} for name, where in pairs],
                on=on,
            )
        )

    def rank(self, on: Day, mechanism: str | None = None) -> Season:
        """Rank those who wait and those who ask for a transfer, under the rules in force on that day.

        Raises:
            UsageError: `season-round-runs`, `season-nobody-waits`, `season-another-year`, `season-day-earlier`.
        """
        return self.do(written("rank", on=on, mechanism=mechanism))

    def publish(self, on: Day | None = None) -> Season:
        """Publish the ranking; from the next day on the term to confirm runs.

        Raises:
            UsageError: `season-not-ranked`.
            UnknownRule: The term is not known.
        """
        return self.do(written("publish", on=on))

    def confirm(
        self, children: str | Sequence[str], on: Day | None = None, *, proved: Collection[str] | None = None
    ) -> Season:
        """Confirm places within the term and show the documents.

        Args:
            children (str | Sequence[str]): One child or several.
            on (Day | None): The day.
            proved (Collection[str] | None): The criteria and conditions that were proved; None for all. Who fails a
                condition drops out. Who cannot prove a criterion loses the place and waits on without it: what
                happens then no source says, so this is a choice of the kit.

        Raises:
            UsageError: `season-not-published`, `season-term-over`, `season-not-offered`, `season-child-unknown`.
        """
        proofs = None if proved is None else sorted(proved)
        return self.do(written("confirm", children=_several(children), proved=proofs, on=on))

    def refuse(self, children: str | Sequence[str], on: Day | None = None) -> Season:
        """Refuse places within the term: they go to the next round.

        Raises:
            UsageError: As `confirm`.
        """
        return self.do(written("refuse", children=_several(children), on=on))

    def withdraw(self, children: str | Sequence[str], on: Day | None = None) -> Season:
        """Take applications back, or leave places that were confirmed.

        Raises:
            UsageError: `season-nothing-to-withdraw`, `season-child-unknown`.
        """
        return self.do(written("withdraw", children=_several(children), on=on))

    def transfer(self, child: str, wishes: Sequence[str] | None = None, on: Day | None = None) -> Season:
        """Ask to be ranked on for better wishes (преместване); the child keeps its place until it gets one of them.

        A transfer that succeeds needs no confirming: there was no day without a place.

        Args:
            child (str): A child that confirmed a place.
            wishes (Sequence[str] | None): Institutions; None for those it wished more than the one it has.
            on (Day | None): The day.

        Raises:
            UsageError: `season-no-transfer`, `season-child-unknown`, `season-seat-unknown`.
            UnknownRule: Whether transfers keep the seat is not known.
        """
        return self.do(written("transfer", child=child, wishes=wishes, on=on))

    def add_places(
        self, institution: str, group: str, places: int, *, reserved_for: str = "", on: Day | None = None
    ) -> Season:
        """Open further places for the next ranking; the group, or the institution, may be a new one."""
        fields = {"institution": institution, "group": group, "places": places, "reserved_for": reserved_for or None}
        return self.do(written("add-places", **fields, on=on))

    def close(self, on: Day | None = None) -> Season:
        """Close the round after its term: who did not answer drops out, what nobody took goes to the next one.

        Raises:
            UsageError: `season-not-published`, `season-term-runs`.
        """
        return self.do(written("close", on=on))

    def next_year(self, seed: int | str | None = None) -> Season:
        """Open the next year: applications and personal data are erased, places and how many are enrolled remain.

        Entry numbers go on. The operations of the new season begin anew, so they hold no child of this year.

        Raises:
            UsageError: `season-round-runs`.
            UnknownRule: How long an application counts is not known.
        """
        return self.do(written("next-year", seed=new_seed() if seed is None else str(seed)))

    def rules_on(self, day: Day) -> Rules:
        """Return the rules in force on a day, with the changes of this season."""
        rules = load_rules(self.rules_id, day, training=self.training, folder=self.folder)
        return rules.with_changes(**self.changes) if self.changes else rules

    def __repr__(self) -> str:
        many = f"{len(self.people)} children, {len(self.rounds)} rounds"
        return f"<Season {self.year} of {self.rules_id}: {many}, {self.phase}>"

    @property
    def round(self) -> Round | None:
        """The last round, running or closed; None before the first."""
        return self.rounds[-1] if self.rounds else None

    @property
    def commitment(self) -> str:
        """The hash of the seed, to publish at the opening."""
        return commitment(self.seed)

    @cached_property
    def places(self) -> pd.DataFrame:
        """Places by seat: institution, group, reserved_for, places, free, offered, confirmed, freed, refused."""
        frame = self.seats.assign(places=self.counts[:, : len(STOCK)].sum(axis=1))
        return frame.assign(**{name: self.counts[:, column] for column, name in enumerate(COUNTS)})

    @cached_property
    def children(self) -> pd.DataFrame:
        """The register by entry number: entry, child, group, state, institution, rank, transfer."""
        return season_files.register(self)

    def in_state(self, state: str) -> tuple[str, ...]:
        """Return the children in a state, `offered`, by entry number."""
        return tuple(self.people.index[self.people["state"] == state])

    def film(self) -> pd.DataFrame:
        """Return how places moved, step by step; the columns are those of `daskalo.admission.season.rounds.film`."""
        return rounds.film(self.steps)

    def summary(self) -> str:
        """Return the season in a few lines, for people."""
        return season_files.summary(self)


def _several(children: str | Sequence[str]) -> list[str]:
    return [children] if isinstance(children, str) else list(children)
