"""What `daskalo_grading.marking` returns, in the shape and the words of each view of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from daskalo.i18n import translator
from daskalo_grading.trainer_desk.wire import NOTHING, Table, number, table

if TYPE_CHECKING:
    from daskalo_grading.marking import Overview, Piece, Recipient

_, ngettext = translator("daskalo_grading.trainer_desk")


def overview(shown: Overview) -> Table:
    """Return the first view: units, people, notes."""
    return {
        "units": [
            {
                "id": unit.id,
                "title": unit.title,
                "handed_in": unit.handed_in,
                "to_grade": unit.to_grade,
                "to_mark": unit.to_mark,
                "to_release": unit.to_release,
                "failed": unit.failed,
                "mean": "" if unit.mean_percent is None else f"{number(unit.mean_percent, 0)} %",
            }
            for unit in shown.units
        ],
        "notes": [{"who": note.shown_as, "unit": note.unit_title, "sentence": note.sentence} for note in shown.notes],
        "people": table(
            _("People and what they have handed in"),
            [(_("Name"), False), (_("Handed in"), True), (_("Points"), True), (_("Waits for you"), True)],
            [
                [person.shown_as, number(person.handed_in), number(person.score), number(person.waiting)]
                for person in shown.people
            ],
            _("Nobody is in this course yet."),
        ),
    }


def piece(shown: Piece) -> Table:
    """Return one piece of work with its rubric; votes of others only when the own one is given."""
    rubric = shown.rubric and {
        "title": shown.rubric.title,
        "criteria": [
            {
                "id": criterion.id,
                "text": criterion.text,
                "levels": [
                    {"points": level.points, "shown": number(level.points), "text": level.text}
                    for level in criterion.levels
                ],
            }
            for criterion in shown.rubric.criteria
        ],
    }
    return {
        "key": shown.key,
        "task": shown.task,
        "title": shown.title,
        "unit_title": shown.unit_title,
        "shown_as": shown.shown_as,
        "work_html": shown.work_html,
        "rubric": rubric,
        "points": shown.points,
        "points_shown": number(shown.points),
        "mine": shown.mine and {"points": _points(shown, shown.mine.points), "comment": shown.mine.comment},
        "others": _others(shown),
        "comments": list(shown.comments),
        "notes": list(shown.notes),
        "automatic": shown.automatic or "",
    }


def _points(shown: Piece, points: Mapping[str, float]) -> dict[str, float] | float:
    """Return points by criterion, or the one number where there is no rubric."""
    return dict(points) if shown.rubric else sum(points.values())


def _others(shown: Piece) -> Table | None:
    """Return everybody's votes side by side, or None while there is nothing to see."""
    if shown.mine is None or not shown.others:
        return None
    votes = [shown.mine, *shown.others]
    criteria = [(each.id, each.text) for each in shown.rubric.criteria] if shown.rubric else []
    rows = [[text, *(number(vote.points.get(id)) for vote in votes)] for id, text in criteria]
    rows.append([_("Together"), *(number(sum(vote.points.values())) for vote in votes)])
    if any(vote.comment for vote in votes):
        rows.append([_("Comment"), *(vote.comment or NOTHING for vote in votes)])
    headings = [(_("Criterion"), False), *((vote.rater, True) for vote in votes)]
    return table(_("Marks of all raters"), headings, rows)


def marked(shown: Piece) -> str:
    """Say what was saved, and what the others gave."""
    assert shown.mine
    said = _(
        "Saved: {who}, {points} of {most} points.",
        who=shown.shown_as,
        points=number(sum(shown.mine.points.values())),
        most=number(shown.points),
    )
    for vote in shown.others:
        said += " " + _("{rater} gave {points}.", rater=vote.rater, points=number(sum(vote.points.values())))
    return said


def recipients(found: Sequence[Recipient]) -> Table:
    """Return who may get feedback; the front end names them by their place in the list."""
    return {
        "people": [{"id": place, "shown_as": each.shown_as, "state": each.state} for place, each in enumerate(found)],
        "help": _("Everybody sees only their own feedback. What is not marked yet cannot be released."),
    }
