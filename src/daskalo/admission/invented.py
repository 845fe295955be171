# pyright: basic
"""The invented rounds of `datasets/ruse-admission/`, for apps, lessons and tests; that folder says how they were made.

They lie in the checkout, not in the wheel: an editable install, which `make setup` makes, finds them.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from daskalo.admission.law.rules import Rules, load_rules
from daskalo.admission.tables.scenario import Scenario
from daskalo.errors import UsageError
from daskalo.files import DATASETS
from daskalo.i18n import language, translator

_, ngettext = translator("daskalo.admission")

FOLDER = DATASETS / "ruse-admission"


@dataclass(frozen=True, eq=False)
class Example:
    """One invented round.

    Attributes:
        id (str): `round-2020-06-05`, the name of its folder.
        folder (Path): The tables, as `Scenario.read` reads them, `answers.csv` and `round.toml`.
        about (Mapping[str, Any]): What `round.toml` says.
    """

    id: str
    folder: Path
    about: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The title in the language of the reader."""
        return self.about["title"][language()]

    @property
    def on(self) -> datetime.date:
        """The day of the ranking."""
        return self.about["on"]

    @property
    def seed(self) -> str:
        """The seed of the lottery with which the published figures come out exactly."""
        return self.about["seed"]

    @property
    def turn(self) -> int:
        """Which ranking of the year it is."""
        return self.about["turn"]

    @property
    def figures(self) -> Mapping[str, Mapping[str, Any]]:
        """What was published: value, status and source by name."""
        return self.about["figures"]

    @cached_property
    def rules(self) -> Rules:
        """The rules of the day, with training values."""
        return load_rules(self.about["rules"], on=self.on)

    @cached_property
    def scenario(self) -> Scenario:
        """The applications; in a second round only the new ones."""
        return Scenario.read(self.folder)

    @cached_property
    def answers(self) -> pd.DataFrame:
        """What each family says to a place: child, answer (`confirms`, `refuses` or `silent`)."""
        return pd.read_csv(self.folder / "answers.csv", dtype=str)

    @cached_property
    def plan(self) -> Mapping[str, Any]:
        """The invented map: size, river, districts, streets and institutions, x to the east and y to the south."""
        return tomllib.loads((self.folder.parent / "map.toml").read_text(encoding="utf-8"))


def examples() -> list[str]:
    """Return the ids of the invented rounds.

    Raises:
        UsageError: `examples-missing`.
    """
    found = sorted(path.parent.name for path in FOLDER.glob("*/round.toml"))
    if not found:
        raise UsageError(
            "examples-missing",
            _("The invented rounds are not installed. Run from a checkout: they lie in datasets/ruse-admission/."),
        )
    return found


def example(id: str = "round-2020-06-05") -> Example:
    """Return an invented round.

    Args:
        id (str): One of `examples()`.

    Raises:
        UsageError: `examples-missing`, `example-unknown`.

    Examples:
        >>> example().figures["placed"]["value"]
        826
    """
    if id not in (known := examples()):
        raise UsageError(
            "example-unknown",
            _("There is no invented round “{id}”. There are: {known}.", id=id, known=", ".join(known)),
        )
    folder = FOLDER / id
    return Example(id, folder, tomllib.loads((folder / "round.toml").read_text(encoding="utf-8")))
