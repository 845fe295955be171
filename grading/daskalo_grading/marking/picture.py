"""The statistics of a unit as a picture: how the points are spread, how hard the tasks were."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from matplotlib.figure import Figure

from daskalo.i18n import translator
from daskalo_grading.marking.course import Course
from daskalo_grading.marking.queue import number
from daskalo_grading.marking.statistics import statistics

_, ngettext = translator("daskalo_grading.marking")

BINS = range(0, 101, 10)
ACCENT, TEXT = "#0a5a83", "#18212c"  # the tokens accent and text of daskalo.theme, on paper


def picture(course: Course, unit: str) -> Figure:
    """Return the picture of a unit; its `gid` is the text alternative."""
    found = statistics(course, unit)
    figure = Figure(figsize=(9, max(3.2, 1.2 + 0.35 * len(found.tasks))), layout="constrained")
    spread, hard = figure.subplots(1, 2)
    spread.hist(found.percents, bins=list(BINS), color=ACCENT, edgecolor="white")
    spread.set(title=_("Points of the unit"), xlabel=_("Percent of the points"), ylabel=_("People"), xlim=(0, 100))
    spread.yaxis.get_major_locator().set_params(integer=True)
    tasks: Any = found.tasks.iloc[::-1]
    places = range(len(tasks))  # two tasks may have the same title
    hard.barh(places, 100 * tasks["difficulty"], color=ACCENT)
    hard.set_yticks(places, [shorten(title, 32, placeholder="…") for title in tasks["title"]])
    for place, (share, r) in enumerate(zip(tasks["difficulty"], tasks["discrimination"], strict=True)):
        hard.text(100 * share + 1, place, "" if r is None else f"r = {number(r)}", va="center", color=TEXT, fontsize=8)
    hard.set(title=_("Points reached by task"), xlabel=_("Percent of the points"), xlim=(0, 118))
    hard.set_xticks(range(0, 101, 20))
    for axes in (spread, hard):
        axes.spines[["top", "right"]].set_visible(False)
    figure.set_gid(_in_words(found.percents, found.tasks))
    return figure


def _in_words(percents: tuple[float, ...], tasks) -> str:
    if not percents:
        return _("Nothing is graded here yet.")
    said = ngettext(
        "{n} person; on average {mean} % of the points, from {least} % to {most} %.",
        "{n} people; on average {mean} % of the points, from {least} % to {most} %.",
        len(percents),
        mean=round(sum(percents) / len(percents)),
        least=round(min(percents)),
        most=round(max(percents)),
    )
    each = "; ".join(f"{row.title}: {round(100 * row.difficulty)} %" for row in tasks.itertuples())
    return f"{said} {_('By task: {tasks}.', tasks=each)}"
