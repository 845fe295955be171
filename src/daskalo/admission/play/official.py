"""The door of an official: a year of the admission, from the hash of the seed to the erasing of personal data."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from daskalo.admission.play.door import Task
from daskalo.admission.play.office import Office
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")

REMEMBERED = 256
"""States that are kept, so that going back takes no time."""

_states: OrderedDict[str, Office] = OrderedDict()


class OfficialDoor:
    """A year of the admission, worked through step by step.

    Attributes:
        office (Office): The desk as it is now.
    """

    def __init__(self) -> None:
        self.office = Office()
        self._key = ""

    def apply(self, operation: Mapping[str, Any]) -> None:
        """Take one operation: those of `Office.after`."""
        own = {name: value for name, value in operation.items() if name not in {"n", "hash", "op", "door"}}
        key = sha256(f"{self._key}{json.dumps(own, sort_keys=True)}".encode()).hexdigest()
        if key not in _states:
            _states[key] = self.office.after(own)
        _states.move_to_end(key)
        while len(_states) > REMEMBERED:
            _states.popitem(last=False)
        self.office, self._key = _states[key], key

    def tasks(self) -> tuple[Task, ...]:
        """Return the tasks of this door."""
        done = self.office.done
        return (
            Task(
                "official-commit",
                _("The hash before the ranking"),
                _("Open a year and publish the hash of its seed before anything is ranked. Why does the order matter?"),
                "official-commit" in done,
            ),
            Task(
                "official-publish",
                _("The first ranking"),
                _("Import the applications, rank them and publish the result. When does the term to confirm end?"),
                "official-publish" in done,
            ),
            Task(
                "official-close",
                _("Confirmed, refused, silent"),
                _("Let the families answer to the end of the term and close the round. How many places are free?"),
                "official-close" in done,
            ),
            Task(
                "official-second-round",
                _("The second round"),
                _("Import the new applications, rank the places that are left and publish."),
                "official-second-round" in done,
            ),
            Task(
                "official-why",
                _("An appeal"),
                _("Of the children without a place find one with the most points. Open its explanation: why?"),
                "official-why" in done,
            ),
            Task(
                "official-erase",
                _("The end of the year"),
                _("Erase the personal data of the year. What stays, and what for?"),
                "official-erase" in done,
            ),
        )
