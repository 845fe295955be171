"""Law as dated data: which version of a rule was in force on a day, and how well each of its values is known.

A rule is a folder `<id>/` of TOML files named by the day they came into force, `2019-01-01.toml`. Each is a whole
snapshot, so that the difference of two files is the amendment. Beside it may lie `2019-01-01.training.toml`, whose
values nobody has confirmed: they fill what the first file calls `unknown`, for lessons only.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

from daskalo.errors import ContentError, UnknownRule, UsageError
from daskalo.i18n import language, translator

_, ngettext = translator("daskalo")

STATUSES = ("confirmed", "reported", "inferred", "training", "unknown")
"""How well a value is known: by an official text, from the press, by reasoning; invented for lessons; not at all."""


@dataclass(frozen=True)
class Fact:
    """One value of a rule with where it comes from.

    Attributes:
        path (str): Where it stands in the rule, `tie-break.wins`.
        known (Any): The value; None when the status is `unknown`.
        status (str): One of `STATUSES`.
        source (str): An address or a citation; empty only for `unknown` and `training`.
        article (str): The article of the act, `чл. 12`; empty when it is not known.
        note (Mapping[str, str]): What a reader must know about it, by language.
    """

    path: str
    known: Any = None
    status: str = "unknown"
    source: str = ""
    article: str = ""
    note: Mapping[str, str] | None = None

    @property
    def value(self) -> Any:
        """The value.

        Raises:
            UnknownRule: `rule-unknown`: nobody has confirmed it.
        """
        if self.status == "unknown":
            raise UnknownRule(
                "rule-unknown",
                _(
                    "“{path}” is not known: no official text with it was found. Ask the municipality for it, or allow "
                    "training values.",
                    path=self.path,
                ),
            )
        return self.known

    @property
    def said(self) -> str:
        """The value as text: a list with commas, `–` for an empty one, `?` for what is unknown."""
        known: object = self.known
        if isinstance(known, tuple | list):
            return ", ".join(str(item) for item in cast(Sequence[object], known)) or "–"
        return "?" if known is None else str(known)

    @property
    def remark(self) -> str:
        """The note in the language of the reader, or an empty string."""
        return (self.note or {}).get(language(), "")


@dataclass(frozen=True)
class Version:
    """A version of a rule.

    Attributes:
        id (str): The rule.
        in_force (datetime.date): Its first day.
        until (datetime.date | None): The day the next version came into force; None for the last one.
        file (Traversable): Its confirmed, reported and unknown values.
        training (Traversable | None): Its training values.
    """

    id: str
    in_force: datetime.date
    until: datetime.date | None
    file: Traversable
    training: Traversable | None

    def read(self) -> dict[str, Any]:
        """Return what the file says."""
        return read_toml(self.file)

    def read_training(self) -> dict[str, Any]:
        """Return the training values; none when there is no such file."""
        return read_toml(self.training) if self.training else {}


def read_toml(file: Traversable) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        ContentError: `rule-not-toml`, with the line.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(
            "rule-not-toml", _("{file} is not TOML: {error}. Mend that line.", file=file.name, error=error)
        ) from error


Folders = Traversable | Sequence[Traversable]
"""One folder of rules, or several: a version of a later one takes the place of the same day's in an earlier one."""


def ids(folders: Folders) -> list[str]:
    """Return the rules there are, in alphabetical order.

    Raises:
        UsageError: `rules-folder-missing`.
    """
    return sorted({rule.name for folder in _several(folders) for rule in folder.iterdir() if _is_rule(rule)})


def versions(folders: Folders, id: str) -> list[Version]:
    """Return the versions of a rule, the earliest first.

    Raises:
        UsageError: `rule-id-unknown`, naming the ones there are; `rules-folder-missing`.
    """
    known = ids(folders)
    if id not in known:
        raise UsageError(
            "rule-id-unknown",
            _("There are no rules “{id}”. There are: {known}.", id=id, known=", ".join(known)),
        )
    found: dict[datetime.date, Version] = {}
    for folder in _several(folders):
        files = {file.name: file for file in folder.joinpath(id).iterdir()} if folder.joinpath(id).is_dir() else {}
        for name in files:
            if name.endswith(".toml") and not name.endswith(".training.toml"):
                day = _day(name)
                found[day] = Version(id, day, None, files[name], files.get(f"{day}.training.toml"))
    days = sorted(found)
    return [replace(found[day], until=until) for day, until in zip(days, [*days[1:], None], strict=True)]


def in_force(folders: Folders, id: str, on: datetime.date | str) -> Version:
    """Return the version in force on a day.

    Args:
        folders (Folders): Where the rules lie.
        id (str): The rule.
        on (datetime.date | str): The day, or its ISO form `2019-06-05`.

    Raises:
        UsageError: `rule-id-unknown`; `rules-folder-missing`; `day-unreadable`; `no-rule-yet`, when the day lies before
            the first version.
    """
    day = read_day(on)
    found = versions(folders, id)
    for version in reversed(found):
        if version.in_force <= day:
            return version
    raise UsageError(
        "no-rule-yet",
        _(
            "“{id}” has no rules on {day}: the earliest are in force from {first}.",
            id=id,
            day=day,
            first=found[0].in_force,
        ),
    )


def read_day(day: datetime.date | str) -> datetime.date:
    """Return a day, given as one, as a moment of it (also a pandas `Timestamp`), or in its ISO form.

    Raises:
        UsageError: `day-unreadable`.
    """
    if isinstance(day, datetime.datetime):
        return day.date()
    if isinstance(day, datetime.date):
        return day
    try:
        return datetime.date.fromisoformat(day)
    except (ValueError, TypeError):
        raise UsageError(
            "day-unreadable", _("“{day}” is not a day. Write it as year-month-day, 2020-06-05.", day=day)
        ) from None


def fact(path: str, table: Any, sources: Mapping[str, str]) -> Fact:
    """Read one value of a rule.

    Args:
        path (str): Where it stands, for messages.
        table (Any): `{value = ..., status = "...", source = "..."}`; None for a value the file leaves out.
        sources (Mapping[str, str]): The citations of the file by their short names.

    Raises:
        ContentError: `rule-value-wrong`: no known status, a value without a source, a source that is not in the file.
    """
    if table is None:
        return Fact(path)
    if not isinstance(table, Mapping):
        raise wrong(path, _("a value is written as a table of value, status and source"))
    given = cast(Mapping[str, Any], table)
    status, source, value = given.get("status"), given.get("source", ""), given.get("value")
    if status not in STATUSES:
        raise wrong(path, _("its status “{status}” is none of {known}", status=status, known=", ".join(STATUSES)))
    if (status == "unknown") != (value is None):
        raise wrong(path, _("what is unknown has no value, and everything else has one"))
    if status not in {"unknown", "training"} and not source:
        raise wrong(path, _("it names no source"))
    if source and source not in sources:
        raise wrong(path, _("its source “{source}” does not stand under [sources]", source=source))
    return Fact(path, value, status, sources.get(source, ""), given.get("article", ""), given.get("note"))


def wrong(path: str, why: str) -> ContentError:
    """Return the error `rule-value-wrong` to raise: which value of a rule file is wrong, and why."""
    return ContentError("rule-value-wrong", _("“{path}”: {why}. Mend the rule file.", path=path, why=why))


def _day(name: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(Path(name).stem)
    except ValueError:
        raise ContentError(
            "rule-file-name", _("“{name}” is not named by a day, 2019-01-01.toml. Rename the file.", name=name)
        ) from None


def _is_rule(entry: Traversable) -> bool:
    return entry.is_dir() and not entry.name.startswith((".", "_"))


def _several(folders: Folders) -> Sequence[Traversable]:
    several = folders if isinstance(folders, Sequence) else [folders]
    for folder in several:
        if not folder.is_dir():
            raise UsageError(
                "rules-folder-missing", _("{folder} is not a folder. Name the one with the rules.", folder=folder)
            )
    return several
