# pyright: basic
"""What an official does in a year, as a state that never changes: the season, the calendar, what was looked at."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from daskalo import rules as dated
from daskalo.admission.invented import Example, example
from daskalo.admission.law.rules import Rules
from daskalo.admission.placing.lottery import commitment
from daskalo.admission.placing.placement import Placement
from daskalo.admission.play import uploads
from daskalo.admission.play.door import refused
from daskalo.admission.play.families import answers, working_days
from daskalo.admission.season.season import Season
from daskalo.admission.season.working_days import ONE_DAY
from daskalo.errors import UsageError
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")

TOWNS = {"kindergartens-2020": ("round-2020-06-05", "round-2020-07-01"), "nurseries-2024": ("round-2024-08-19",)}
"""The years that can be opened with the data set, and the rounds whose applications it has."""
OPENS = (1, 10)
"""Month and day on which a year opens here; 10 January in 2019, 2024 and 2025 (reported, obshtinaruse.bg)."""


@cache
def round_of(id: str) -> Example:
    """Return a round of the data set; its files are read once."""
    return example(id)


@dataclass(frozen=True)
class PastYear:
    """What is left of a year once its personal data are erased.

    Attributes:
        year (int): The year.
        seed (str): What the lots were drawn from; now anybody may know it.
        rounds (tuple[Mapping[str, int], ...]): Counts by round: places, offered, confirmed, left.
        erased (Mapping[str, int]): How many rows are gone: children, wishes, claims.
        enrolled (int): Children who have confirmed a place; only their number stays.
    """

    year: int
    seed: str
    rounds: tuple[Mapping[str, int], ...]
    erased: Mapping[str, int]
    enrolled: int

    @property
    def commitment(self) -> str:
        """The hash that was published when the year opened."""
        return commitment(self.seed)


@dataclass(frozen=True, eq=False)
class Office:
    """The desk of an official.

    Attributes:
        season (Season | None): The year that is open; None before the first.
        town (str): One of `TOWNS`, or empty for own tables.
        today (datetime.date): The day on the calendar.
        committed (datetime.date | None): The day the hash of the seed was published.
        imported (tuple[str, ...]): The rounds of the data set whose applications are in.
        done (frozenset[str]): The tasks of the tour that are done.
        past (tuple[PastYear, ...]): The years that were erased.
    """

    season: Season | None = None
    town: str = ""
    today: datetime.date = datetime.date.min
    committed: datetime.date | None = None
    imported: tuple[str, ...] = ()
    done: frozenset[str] = frozenset()
    past: tuple[PastYear, ...] = field(default=())

    @property
    def examples(self) -> tuple[Example, ...]:
        """The rounds of the data set that belong to this year's town."""
        return tuple(round_of(id) for id in TOWNS.get(self.town, ()))

    @property
    def importable(self) -> tuple[Example, ...]:
        """The rounds whose applications can still be imported: the next one only, as entry numbers go on."""
        return tuple(one for one in self.examples if one.id not in self.imported)[:1]

    @property
    def term(self) -> list[datetime.date]:
        """The working days of the running term."""
        round = self.season.round if self.season else None
        if round is None or round.published is None or round.ends is None:
            return []
        return working_days(round.published, round.ends)

    @property
    def rules(self) -> Rules:
        """The rules of today; before they are in force those of the end of the year."""
        season = self._open()
        try:
            return season.rules_on(self.today)
        except UsageError:
            return season.rules_on(datetime.date(season.year, 12, 31))

    @property
    def next_round(self) -> datetime.date:
        """The day of the next ranking: that of the applications imported last, or the next one of the rules."""
        season = self._open()
        known = [self.this_year(round_of(id).on) for id in self.imported]
        rounds = self.rules.rounds
        if isinstance(rounds.known, list | tuple):
            known += [self.this_year(day) for day in rounds.known]
        turn = len(season.rounds)
        later = sorted(day for day in known if day >= self.today and (not turn or day > season.rounds[-1].ranked))
        return later[0] if later else self.today

    def this_year(self, day: datetime.date) -> datetime.date:
        """Return the same day in the year that is open."""
        return datetime.date(self._open().year, day.month, min(day.day, 28) if day.month == 2 else day.day)

    def after(self, operation: Mapping[str, Any]) -> Office:
        """Return the desk after one operation.

        Args:
            operation (Mapping): `do` is `open`, `commit`, `import`, `rank`, `publish`, `wait`, `confirm`, `refuse`,
                `withdraw`, `transfer`, `add-places`, `close`, `look` or `next-year`.

        Raises:
            DaskaloError: What the season says; `play-operation-wrong`, `office-…`, `upload-…`.
        """
        step = _STEPS.get(str(operation.get("do")))
        if step is None:
            raise refused(operation)
        return step(self, operation)

    def _open(self) -> Season:
        if self.season is None:
            raise UsageError("office-closed", _("No year is open. Open one first."))
        return self.season

    def _opened(self, operation: Mapping[str, Any]) -> Office:
        if self.season is not None:
            raise UsageError("office-open", _("The year {year} is open already.", year=self.season.year))
        match operation:
            case {"town": str(town), "seed": str(seed)} if town in TOWNS:
                first = round_of(TOWNS[town][0])
                season = Season.open(first.on.year, first.about["rules"], first.scenario, seed=seed)
            case {"year": int(year), "rules": str(rules), "places": str(places), "seed": str(seed)}:
                town = ""
                season = Season.open(year, rules, uploads.places_of(places), seed=seed)
                season.rules_on(datetime.date(year, 12, 31))  # there are some in that year
            case _:
                raise refused(operation)
        return replace(self, season=season, town=town, today=datetime.date(season.year, *OPENS))

    def _commit(self, _operation: Mapping[str, Any]) -> Office:
        season = self._open()
        if self.committed:
            raise UsageError("office-committed", _("The hash is published already; it cannot change."))
        before = {"official-commit"} if not season.rounds else set[str]()
        return replace(self, committed=self.today, done=self.done | before)

    def _import(self, operation: Mapping[str, Any]) -> Office:
        season = self._open()
        match operation:
            case {"from": str(name)} if name in [one.id for one in self.importable]:
                scenario, imported = round_of(name).scenario, (*self.imported, name)
                on = max(self.today, self.this_year(round_of(name).on) - ONE_DAY)
            case {"tables": {**tables}}:
                scenario, imported, on = uploads.applications_of(tables, season.places), self.imported, self.today
                name = "tables"
            case {"held": str(name)}:
                scenario, imported, on = uploads.held(name), self.imported, self.today
            case _:
                raise refused(operation)
        holding = replace(season, scenarios={**season.scenarios, name: scenario})
        return replace(self, season=holding.receive(name, on=on), today=on, imported=imported)

    def _rank(self, operation: Mapping[str, Any]) -> Office:
        on = dated.read_day(str(operation.get("on")))
        return replace(self, season=self._open().rank(on), today=on)

    def _publish(self, _operation: Mapping[str, Any]) -> Office:
        season = self._open().publish(self.today)
        done = {"official-publish"} | ({"official-second-round"} if len(season.rounds) > 1 else set())
        return replace(self, season=season, done=self.done | done)

    def _wait(self, operation: Mapping[str, Any]) -> Office:
        """Turn the calendar; meanwhile families may answer."""
        season, until = self._open(), dated.read_day(str(operation.get("until")))
        if not self.today < until <= datetime.date(season.year, 12, 31):
            raise UsageError(
                "office-day",
                _(
                    "The calendar goes forward, at most to the end of {year}: not to {day}.",
                    year=season.year,
                    day=until,
                ),
            )
        if operation.get("families") is True and season.phase == "published":
            for day, confirming, refusing in answers(season.in_state("offered"), self.term, self.today, until):
                season = season.confirm(confirming, on=day) if confirming else season
                season = season.refuse(refusing, on=day) if refusing else season
        return replace(self, season=season, today=until)

    def _answered(self, operation: Mapping[str, Any]) -> Office:
        season = self._open()
        match operation:
            case {"do": "confirm" | "refuse" | "withdraw" as do, "children": list(children)}:
                return replace(self, season=season.do({"op": do, "children": children, "on": self.today.isoformat()}))
            case {"do": "transfer", "child": str(child)}:
                return replace(self, season=season.transfer(child, on=self.today))
            case _:
                raise refused(operation)

    def _add(self, operation: Mapping[str, Any]) -> Office:
        match operation:
            case {"institution": str(institution), "group": str(group), "places": int(places)} if places > 0:
                return replace(self, season=self._open().add_places(institution, group, places, on=self.today))
            case _:
                raise refused(operation)

    def _close(self, _operation: Mapping[str, Any]) -> Office:
        season = self._open().close(self.today)
        refusals = {"official-close"} if season.rounds[-1].refused else set[str]()
        return replace(self, season=season, done=self.done | refusals)

    def _look(self, operation: Mapping[str, Any]) -> Office:
        season = self._open()
        match operation:
            case {"what": "child", "child": str(child), "turn": int(turn)} if 0 < turn <= len(season.rounds):
                found = {"official-why"} if child in best_unplaced(season.rounds[turn - 1].placement) else set[str]()
                return replace(self, done=self.done | found)
            case _:
                raise refused(operation)

    def _next_year(self, operation: Mapping[str, Any]) -> Office:
        season = self._open()
        if not season.rounds:
            raise UsageError("office-no-round", _("No round was held yet, so there is nothing to end."))
        seed = str(operation.get("seed") or "") or None
        after = season.next_year(seed)
        past = PastYear(
            season.year,
            season.seed,
            tuple(
                {name: getattr(one, name) for name in ("turn", "places", "offered", "confirmed", "left")}
                for one in season.rounds
            ),
            {"children": len(season.people), "wishes": len(season.wishes), "claims": len(season.claims)},
            len(season.in_state("confirmed")),
        )
        return Office(
            replace(after, scenarios={}),
            self.town,
            datetime.date(after.year, *OPENS),
            done=self.done | {"official-erase"},
            past=(*self.past, past),
        )


_STEPS: Mapping[str, Callable[[Office, Mapping[str, Any]], Office]] = {
    "open": Office._opened,
    "commit": Office._commit,
    "import": Office._import,
    "rank": Office._rank,
    "publish": Office._publish,
    "wait": Office._wait,
    "confirm": Office._answered,
    "refuse": Office._answered,
    "withdraw": Office._answered,
    "transfer": Office._answered,
    "add-places": Office._add,
    "close": Office._close,
    "look": Office._look,
    "next-year": Office._next_year,
}


def best_unplaced(placement: Placement) -> list[str]:
    """Return the children without a place who have the most points at one of their wishes; all of them on a tie."""
    prepared = placement.prepared
    most = prepared.total.max(axis=1, where=prepared.wishes >= 0, initial=-1)
    out = (placement.granted < 0) & (most >= 0)
    return [] if not out.any() else prepared.children[out & (most == most[out].max())].tolist()
