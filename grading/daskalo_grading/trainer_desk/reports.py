"""Agreement, statistics, scores, feedback and the end of long work, as tables of the desk."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from daskalo.i18n import translator
from daskalo_grading.trainer_desk.wire import NOTHING, Table, frame, number, table

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from daskalo_grading.autograde import Graded
    from daskalo_grading.marking import Released, Statistics

_, ngettext = translator("daskalo_grading.trainer_desk")


def agreement(found: DataFrame) -> Table:
    """Return how far two raters agree, criterion by criterion."""
    headings = {
        "title": _("Task"),
        "task": _("Task"),
        "criterion": _("Criterion"),
        "raters": _("Raters"),
        "n": _("Works"),
        "exact": _("The same points"),
        "kappa": _("Weighted kappa"),
    }
    empty = _("Nobody has been marked by two raters here yet.")
    return {
        "table": frame(found, _("Agreement of the raters"), headings, empty, percents=["exact"]),
        "help": _(
            "Kappa is 1 when two raters always agree and 0 when they agree as often as by chance. A difference of two"
            " levels weighs four times as much as one. A dash: too few works, or all of them got the same."
        ),
    }


def statistics(found: Statistics, picture: Figure) -> Table:
    """Return how hard the tasks were and which wrong answers were frequent, with a picture."""
    tasks = {
        "task": _("Id"),
        "title": _("Task"),
        "n": _("Works"),
        "difficulty": _("Points reached"),
        "discrimination": _("Discrimination"),
        "points": _("Points"),
    }
    answers = {
        "activity": _("Task"),
        "item": _("Item"),
        "given": _("What was answered"),
        "count": _("People"),
        "share": _("Share"),
    }
    return {
        "tables": [
            frame(found.tasks, _("Tasks"), tasks, _("Nothing is graded here yet."), percents=["difficulty"]),
            frame(
                found.wrong_answers, _("Most frequent wrong answers"), answers, _("No wrong answers so far."), ["share"]
            ),
        ],
        "image": image(picture),
        "help": _(
            "Points reached: the mean share of the points; a low one means a hard task. Discrimination: whether those"
            " who do well elsewhere do well here too; near 0 or below, look at the wording of the task."
        ),
    }


def image(picture: Figure) -> Table:
    """Return a figure as an SVG inside an address, with its text alternative."""
    written = BytesIO()
    picture.savefig(written, format="svg", bbox_inches="tight")
    source = "data:image/svg+xml;base64," + b64encode(written.getvalue()).decode()
    return {"src": source, "alt": str(picture.get_gid() or _("Distribution of the points"))}


def scores(found: DataFrame) -> Table:
    """Return the points of everybody."""
    headings = {
        "name": _("Name"),
        "person": _("Name"),
        "unit": _("Unit"),
        "automatic": _("By machine"),
        "manual": _("By hand"),
        "late_penalty": _("For lateness"),
        "total": _("Together"),
        "max": _("Of"),
        "percent": _("Percent"),
        "status": _("Stage"),
    }
    return frame(found, _("Scores"), headings, _("Nobody has handed in anything yet."))


def graded_row(graded: Graded, who: str, unit: str) -> list[str]:
    """Return what became of one hand-in."""
    result = graded.failed or _("Graded")
    if not graded.failed and graded.notes:
        result += " " + " ".join(note.sentence for note in graded.notes)
    points = NOTHING
    if graded.score is not None:
        points = _("{score} of {max}", score=number(graded.score), max=number(graded.max_score))
    return [who, unit, result, points, number(graded.seconds, 1)]


def graded(rows: Sequence[Sequence[str]]) -> Table:
    """Return the table at the end of grading."""
    headings = [
        (_("Name"), False),
        (_("Unit"), False),
        (_("Result"), False),
        (_("Points"), True),
        (_("Seconds"), True),
    ]
    return table(_("What was graded"), headings, rows)


def released(found: Sequence[Released]) -> Table:
    """Return who got feedback, and why somebody did not."""
    headings = [(_("Name"), False), (_("Feedback"), False)]
    rows = [[each.shown_as, _("Released") if each.released else each.reason] for each in found]
    return table(_("Who got feedback"), headings, rows, _("There is nothing to release."))
