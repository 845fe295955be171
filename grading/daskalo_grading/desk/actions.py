"""What somebody can do with a unit now: one next step, and the smaller ways beside it."""

from __future__ import annotations

from dataclasses import dataclass

from daskalo.i18n import translator
from daskalo_grading.desk.links import Links
from daskalo_grading.desk.states import Stage, Work

_, _ngettext = translator("daskalo_grading.desk")


@dataclass(frozen=True)
class Action:
    """A button or a link.

    Attributes:
        words (str): What it says, in the language of the reader.
        address (str): Where it leads.
    """

    words: str
    address: str


def next_step(links: Links, course: str, unit: str, work: Work) -> Action | None:
    """Return the one obvious next step; None while it is the trainer's turn or the unit is closed."""
    match work.stage:
        case Stage.NOT_FETCHED:
            return Action(_("Start"), links.act("open", course, unit))
        case Stage.IN_WORK if work.complete:
            return Action(_("Submit"), links.act("submit", course, unit))
        case Stage.IN_WORK:
            return Action(_("Continue"), links.act("open", course, unit))
        case Stage.FEEDBACK_READY | Stage.FEEDBACK_READ:
            return Action(_("Read the feedback"), links.act("feedback", course, unit))
        case Stage.SUBMITTED | Stage.GRADED if work.changed:
            return Action(_("Submit again"), links.act("submit", course, unit))
        case _:
            return None


def other_ways(links: Links, course: str, unit: str, work: Work) -> list[Action]:
    """Return what else can be done, without the next step itself."""
    if work.stage is Stage.CLOSED:
        return []
    ways = [Action(_("Open as a notebook"), links.act("open", course, unit, **{"as": "lab"}))]
    if work.newest or work.complete:
        ways.insert(0, Action(_("Open as an app"), links.act("open", course, unit, **{"as": "app"})))
    if work.fetched:
        ways.append(Action(_("Check"), links.act("validate", course, unit)))
        if work.newest is None and not work.complete:
            ways.append(Action(_("Submit"), links.act("submit", course, unit)))
        if work.changed and work.stage in {Stage.FEEDBACK_READY, Stage.FEEDBACK_READ}:
            ways.append(Action(_("Submit again"), links.act("submit", course, unit)))
        ways.append(Action(_("Back to the original"), links.act("reset", course, unit)))
    return ways


def remark(work: Work, minutes: int, points: str, moment: str) -> str:
    """Say one sentence that helps at this stage.

    Args:
        work (Work): Where the person stands.
        minutes (int): Expected time of the unit; 0 when unknown.
        points (str): Points of the unit, written out.
        moment (str): When the newest hand-in arrived, written out; empty before that.
    """
    match work.stage:
        case Stage.CLOSED:
            return _("Your trainer has not opened it yet.")
        case Stage.NOT_FETCHED if minutes:
            return _("About {minutes} minutes, {points} points.", minutes=minutes, points=points)
        case Stage.IN_WORK if work.complete:
            return _("Every activity has an answer. Hand it in when you are ready.")
        case Stage.SUBMITTED:
            return _("On {time}. Now it is your trainer's turn.", time=moment)
        case Stage.GRADED:
            return _("Handed in on {time}. The feedback comes soon.", time=moment)
        case _:
            return ""
