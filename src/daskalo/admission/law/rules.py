"""The rules of an admission: who may apply, what brings points, how ties are broken, when one must confirm.

They are read from `rules/<id>/<day>.toml`; `rules/ruse-first-class/` is an example, with its training values.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, cast

from daskalo import rules as dated
from daskalo.admission.placing.mechanisms import MECHANISMS
from daskalo.errors import ContentError
from daskalo.i18n import language, translator
from daskalo.rules import Fact, fact, wrong

_, ngettext = translator("daskalo.admission")

FOLDER = files("daskalo.admission") / "rules"
SCOPES = ("child", "institution")
PROCEDURE = ("most_wishes", "wish_bonus", "mechanism", "confirm_within", "rounds", "validity", "twins", "transfers")
TIE_BREAK = ("by", "unit", "wins", "redrawn")
ALLOWED = {
    "mechanism": tuple(MECHANISMS),
    "by": ("lottery", "entry-number"),
    "unit": ("child", "application"),
    "wins": ("lower", "higher"),
    "twins": ("together", "apart"),
    "transfers": ("keep-seat",),
}


@dataclass(frozen=True)
class Criterion:
    """What brings a child points (критерий).

    Attributes:
        id (str): ASCII kebab-case.
        words (Mapping[str, str]): What the rule says, by language; the Bulgarian is the text of the act.
        points (Fact): A Decimal.
        scope (str): `child`: it counts at every wish, or only at the institution a claim names; `institution`: it
            counts only there, so a claim must name it (a sibling there).
        one_of (str): Of the criteria with this name only the highest counts (the degrees of one fact); empty for none.
        proofs (tuple[Mapping[str, str], ...]): The documents that prove it, by language.
    """

    id: str
    words: Mapping[str, str]
    points: Fact
    scope: str = "child"
    one_of: str = ""
    proofs: tuple[Mapping[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Its text in the language of the reader."""
        return self.words[language()]


@dataclass(frozen=True)
class Condition:
    """What a child or parent must fulfil to be ranked at all (задължително условие)."""

    id: str
    words: Mapping[str, str]
    status: str
    source: str
    proofs: tuple[Mapping[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Its text in the language of the reader."""
        return self.words[language()]


@dataclass(frozen=True)
class Rules:
    """One version of the rules of an admission.

    Attributes:
        id (str): `ruse-kindergarten`.
        in_force (datetime.date): Its first day.
        until (datetime.date | None): The day the next version came into force.
        title (Mapping[str, str]): By language.
        act (Fact): The act, by language.
        criteria (tuple[Criterion, ...]): In the order of the act.
        conditions (tuple[Condition, ...]): Of being ranked at all.
        repealed (Mapping[str, Mapping[str, str]]): Criteria that no longer count: why, by language.
        most_wishes (Fact): How many institutions may be listed.
        wish_bonus (Fact): Points by the rank of the wish, the first wish first, as Decimals; later ranks bring none.
        mechanism (Fact): One of `daskalo.admission.placing.mechanisms.MECHANISMS`.
        confirm_within (Fact): Working days.
        rounds (Fact): The days of the rankings of a year, or how often there is one.
        validity (Fact): How long an application counts, `calendar-year`.
        twins (Fact): `together` or `apart`.
        transfers (Fact): `keep-seat`.
        by (Fact): The tie-break: `lottery` or `entry-number`.
        unit (Fact): Who has a number: a `child` or an `application`.
        wins (Fact): The `lower` or the `higher` number.
        redrawn (Fact): Whether each round draws anew.
        gaps (tuple[Fact, ...]): What else nobody has confirmed, by path.
    """

    id: str
    in_force: datetime.date
    until: datetime.date | None
    title: Mapping[str, str]
    act: Fact
    criteria: tuple[Criterion, ...]
    conditions: tuple[Condition, ...]
    repealed: Mapping[str, Mapping[str, str]]
    most_wishes: Fact
    wish_bonus: Fact
    mechanism: Fact
    confirm_within: Fact
    rounds: Fact
    validity: Fact
    twins: Fact
    transfers: Fact
    by: Fact
    unit: Fact
    wins: Fact
    redrawn: Fact
    gaps: tuple[Fact, ...] = ()

    @property
    def name(self) -> str:
        """The title in the language of the reader."""
        return self.title[language()]

    @cached_property
    def criterion(self) -> Mapping[str, Criterion]:
        """The criteria by id."""
        return {criterion.id: criterion for criterion in self.criteria}

    def facts(self) -> Iterator[Fact]:
        """Yield every value with its source and status."""
        yield from (getattr(self, field.name) for field in fields(self) if isinstance(getattr(self, field.name), Fact))
        yield from (criterion.points for criterion in self.criteria)
        yield from self.gaps

    @property
    def training(self) -> tuple[Fact, ...]:
        """The values nobody has confirmed, invented for lessons."""
        return tuple(fact for fact in self.facts() if fact.status == "training")

    @property
    def statuses(self) -> Counter[str]:
        """How many values there are of each status."""
        return Counter(fact.status for fact in self.facts())

    @property
    def warning(self) -> str:
        """What every screen and export says when training values are among the rules; empty when none are."""
        count = len(self.training)
        if not count:
            return ""
        return ngettext(
            "TRAINING DATA: {n} value of these rules is invented for lessons. It is not the municipality's rule.",
            "TRAINING DATA: {n} values of these rules are invented for lessons. They are not the municipality's rules.",
            count,
        )

    def with_changes(self, **changes: Any) -> Rules:
        """Return the rules with some values changed for an experiment; what is changed has the status `training`.

        Args:
            changes (Any): Values by the names of the attributes: `wins="higher"`, `wish_bonus=["2", "1"]`. `points`
                takes points by criterion, `without` a list of criteria that no longer count, `restored` criteria of
                another version that count again.

        Raises:
            ContentError: `rule-value-wrong`.
        """
        points: Mapping[str, Any] = changes.pop("points", {})
        without = set(changes.pop("without", ()))
        restored: Sequence[Criterion] = [
            replace(each, points=replace(each.points, status="training")) for each in changes.pop("restored", ())
        ]
        known = {each.id: each for each in (*restored, *self.criteria)}
        if unknown := sorted((without | points.keys()) - known.keys()):
            raise ContentError(
                "rule-value-wrong",
                _(
                    "There is no criterion “{id}” in these rules. There are: {known}.",
                    id=unknown[0],
                    known=", ".join(known),
                ),
            )
        criteria = tuple(
            replace(each, points=_checked(replace(each.points, known=str(points[each.id]), status="training"), _points))
            if each.id in points
            else each
            for each in known.values()
            if each.id not in without
        )
        repealed = {id: why for id, why in self.repealed.items() if id not in known}
        set_anew: dict[str, Fact] = {}
        for name, value in changes.items():
            old: Fact = getattr(self, name)
            set_anew[name] = _read(name, replace(old, known=value, status="training"))
        return replace(self, criteria=criteria, repealed=repealed, **set_anew)


def load_rules(id: str, on: datetime.date | str, *, training: bool = True, folder: Traversable | None = None) -> Rules:
    """Return the rules in force on a day.

    Args:
        id (str): Which rules, `ruse-kindergarten`.
        on (datetime.date | str): The day, or its ISO form.
        training (bool): Fill what is unknown with training values, where there are some. Without them a value that is
            unknown raises `UnknownRule` as soon as it is needed.
        folder (Traversable | None): A folder with further versions beside those of the kit; on each day the later
            version counts, so what a court struck stays struck.

    Raises:
        UsageError: `rule-id-unknown`, `rules-folder-missing`, `day-unreadable`, `no-rule-yet`.
        ContentError: A rule file is wrong.

    Examples:
        >>> rules = load_rules("ruse-first-class", on="2017-05-02")
        >>> rules.criterion["present-addr-area"].points.value
        Decimal('3')
    """
    version = dated.in_force(folders(folder), id, on)
    return read_rules(version, training=training)


def folders(folder: Traversable | None = None) -> Sequence[Traversable]:
    """Return where rules lie: in the kit, and in a folder of one's own."""
    return [FOLDER] if folder is None else [FOLDER, folder]


def read_rules(version: dated.Version, *, training: bool = True) -> Rules:
    """Read one version; the arguments and errors are those of `load_rules`."""
    try:
        return _read_rules(version, training=training)
    except (KeyError, TypeError, AttributeError) as error:
        raise ContentError(
            "rule-file-incomplete",
            _(
                "The rules “{id}” of {day} lack {what}. Mend the rule file.",
                id=version.id,
                day=version.in_force,
                what=error,
            ),
        ) from error


def _read_rules(version: dated.Version, *, training: bool) -> Rules:
    table = version.read()
    sources = table.get("sources", {})
    invented = version.read_training() if training else {}
    filled = _Filled(table, invented, sources)
    tie_break = {name: _read(name, filled.fact(f"tie-break.{name}")) for name in TIE_BREAK}
    procedure = {name: _read(name, filled.fact(name.replace("_", "-"))) for name in PROCEDURE}
    own = [_criterion(row, filled.points(row), sources) for row in table.get("criteria", ())]
    added = [_criterion(row, filled.points(row), sources) for row in invented.get("criteria", ())]
    if repeated := {row.id for row in own} & {row.id for row in added}:
        raise wrong(f"criteria.{min(repeated)}", _("a training file adds only criteria that the rules do not know"))
    rules = Rules(
        id=version.id,
        in_force=version.in_force,
        until=version.until,
        title=table["title"],
        act=fact("act", table["act"], sources),
        criteria=tuple(own + added),
        conditions=tuple(_condition(row, sources) for row in table.get("conditions", ())),
        repealed={row["id"]: row["why"] for row in table.get("repealed", ())},
        gaps=tuple(fact(f"gaps.{name}", value, sources) for name, value in table.get("gaps", {}).items()),
        **procedure,
        **tie_break,
    )
    if table["id"] != version.id or table["in_force"] != version.in_force:
        raise wrong("id, in_force", _("they differ from the names of the folder and of the file"))
    return rules


class _Filled:
    """A rule file whose unknown values are filled from its training file."""

    def __init__(self, table: Mapping[str, Any], training: Mapping[str, Any], sources: Mapping[str, str]) -> None:
        self._table, self._training, self._sources = table, training, sources

    def fact(self, path: str) -> Fact:
        parts = path.split(".")
        own, invented = _at(self._table, parts), _at(self._training, parts)
        return self._fill(fact(path, own, self._sources), invented)

    def points(self, row: Mapping[str, Any]) -> Fact:
        own = fact(f"criteria.{row['id']}", {**row, "value": row.get("points")}, self._sources)
        return _checked(self._fill(own, self._training.get("points", {}).get(row["id"])), _points)

    def _fill(self, own: Fact, invented: Any) -> Fact:
        if invented is None:
            return own
        if own.status != "unknown":
            raise wrong(own.path, _("a training file fills only what is unknown"))
        value = cast(Mapping[str, Any], invented).get("value") if isinstance(invented, Mapping) else invented
        return Fact(own.path, value, "training", own.source, own.article, own.note)


def _at(table: Mapping[str, Any], parts: list[str]) -> Any:
    found: Any = table
    for part in parts:
        found = cast(Mapping[str, Any], found).get(part) if isinstance(found, Mapping) else None
    return found


def _criterion(row: Mapping[str, Any], points: Fact, sources: Mapping[str, str]) -> Criterion:
    scope = row.get("scope", "child")
    if scope not in SCOPES:
        raise wrong(
            f"criteria.{row['id']}.scope", _("“{value}” is none of {known}", value=scope, known=", ".join(SCOPES))
        )
    return Criterion(row["id"], _words(row), points, scope, row.get("one_of", ""), tuple(row.get("proofs", ())))


def _condition(row: Mapping[str, Any], sources: Mapping[str, str]) -> Condition:
    known = fact(f"conditions.{row['id']}", {**row, "value": row["id"]}, sources)
    return Condition(row["id"], _words(row), known.status, known.source, tuple(row.get("proofs", ())))


def _words(row: Mapping[str, Any]) -> Mapping[str, str]:
    return {"bg": row["bg"], "en": row["en"]}


def _read(name: str, found: Fact) -> Fact:
    """Check a value of the procedure and give it its type."""
    allowed = ALLOWED.get(name)
    if allowed and found.status != "unknown" and found.known not in allowed:
        raise wrong(found.path, _("“{value}” is none of {known}", value=found.known, known=", ".join(allowed)))
    return _checked(found, KINDS[name]) if name in KINDS else found


def _checked(found: Fact, kind: Callable[[Any], Any]) -> Fact:
    if found.status == "unknown":
        return found
    try:
        return replace(found, known=kind(found.known))
    except (ValueError, TypeError, InvalidOperation):
        raise wrong(found.path, _("“{value}” is not a value it can have", value=found.known)) from None


def _points(value: Any) -> Decimal:
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
        raise TypeError(value)
    points = Decimal(value)
    if not points.is_finite() or abs(points) >= 10**6 or points != round(points, 4):
        raise ValueError(value)
    return points


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(value)
    return value


def _list_of_points(values: Any) -> tuple[Decimal, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError(values)
    return tuple(_points(value) for value in cast(Sequence[Any], values))


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


KINDS: Mapping[str, Callable[[Any], Any]] = {
    "most_wishes": _count,
    "confirm_within": _count,
    "wish_bonus": _list_of_points,
    "redrawn": _switch,
}
