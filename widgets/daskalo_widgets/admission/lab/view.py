"""The door of the lab, as the front end draws it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from daskalo.admission import MECHANISMS
from daskalo.admission.play import Play
from daskalo.admission.play.experiment import Experiment
from daskalo.admission.play.lab import MOST_NOTED, LabDoor
from daskalo.admission.play.museum import ROOMS
from daskalo.admission.play.outcome import figures_of, lies, lies_known, lies_part, parts
from daskalo.errors import UsageError
from daskalo.i18n import translator
from daskalo_widgets.admission.lab.controls import controls
from daskalo_widgets.admission.lab.museum import groups, law, mechanisms, rooms, shown, two_versions
from daskalo_widgets.admission.lab.outcome import outcome
from daskalo_widgets.admission.lab.story import told_lies
from daskalo_widgets.admission.lab.words import bonus_name, described, phrases
from daskalo_widgets.admission.wire import badge, percent

_, ngettext = translator("daskalo_widgets.admission")


class LabView:
    """Draws the door of the lab.

    Args:
        play (Play): All doors.
    """

    def __init__(self, play: Play) -> None:
        self._door = cast(LabDoor, play.doors["lab"])

    def state(self) -> dict[str, Any]:
        """Return everything the page shows; what takes longer is asked for."""
        door = self._door
        now = door.experiment.same_as
        return {
            "rules": badge(now.rules),
            "key": repr(now),
            "controls": controls(door.experiment),
            "changed": phrases(door.experiment),
            "pinned": described(door.pinned),
            "pinned_plain": door.pinned == Experiment(),
            "pinned_now": door.pinned == now,
            "outcome": outcome(door.pinned, now),
            "lies": told_lies(now) if now in door.looked and lies_known(now) else None,
            "notes": [self._note(at, one) for at, one in enumerate(door.noted)],
            "noted": now in door.noted,
            "most_noted": MOST_NOTED,
            "rooms": rooms(),
            "mechanisms": mechanisms(),
            "law": law(),
            "versions": {
                "before": door.versions.before,
                "after": door.versions.after,
                "share": int(door.versions.share),
                "payers": door.versions.payers,
            },
        }

    def ask(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Answer what changes nothing.

        `what` is one of: `preview` (with `bonus`: what it would lead to), `lies` (with `part` and perhaps `noted`: the
        next false orders), `exhibit` (with `mechanism` and `room`), `versions`, `groups`.
        """
        door = self._door
        match message:
            case {"what": "preview", "bonus": str(bonus)}:
                tried = door.experiment.after({"do": "set", "what": "bonus", "value": bonus})
                return {"outcome": outcome(door.pinned, tried), "said": controls(tried)["bonus"]["said"]}
            case {"what": "lies", "part": int(part), "noted": int(at)} if 0 <= at < len(door.noted):
                return _lies(door.noted[at], part)
            case {"what": "lies", "part": int(part)}:
                return _lies(door.experiment.same_as, part)
            case {"what": "exhibit", "mechanism": str(mechanism), "room": str(room)} if (
                mechanism in MECHANISMS and room in ROOMS
            ):
                return shown(mechanism, room)
            case {"what": "versions"}:
                return two_versions(door.versions)
            case {"what": "groups"}:
                return groups(door.experiment)
            case _:
                raise UsageError("message-unknown", _("The page is older than the program. Reload it."))

    def _note(self, at: int, one: Experiment) -> dict[str, Any]:
        """Return one line of the notebook."""
        found = figures_of(one)
        rest = phrases(Experiment(**{**vars(one), "bonus": Experiment().bonus}))
        line: dict[str, Any] = {
            "at": at,
            "letter": chr(ord("A") + at),
            "bonus": bonus_name(one.bonus),
            "rest": "; ".join(rest),
            "name": described(one),
        }
        counted = {"first": found.first, "unplaced": found.unplaced, "envy": found.base_envy, "gaining": None}
        if one in self._door.looked and lies_known(one):
            counted["gaining"] = lies(one).gaining
        for name, value in counted.items():
            share = None if value is None else value / max(found.children, 1)
            line[name] = {"n": value, "share": share, "text": "" if share is None else percent(share)}
        return line


def _lies(experiment: Experiment, part: int) -> dict[str, Any]:
    many = parts(experiment)
    if not 0 <= part < many:
        raise UsageError("message-unknown", _("The page is older than the program. Reload it."))
    return {"parts": many, "gaining": lies_part(experiment, part).gaining}
