"""`proof.toml`: the works that prove a unit, and the points each deserves.

```toml
[reference.answers]                    # the keys of activities.toml are the reference answers; texts stand here
driving-question = "How can we ...?"

[wrong.everything-is-a-project]
why = "Beginners call every poster a project."      # for authors
[wrong.everything-is-a-project.answers]             # changes what it names; the rest is as in the reference
pbl-or-lookalike = { poster = "project", rain-garden = "project" }
[wrong.everything-is-a-project.points]              # what is not named keeps all its points
pbl-or-lookalike-test = 4

[wrong.only-the-text]
based_on = "nothing"                   # starts from the untouched release; what is not named deserves 0
```

`[wrong.<name>.cells]` and `[reference.cells]` give the source of answer cells by their grade id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from daskalo.activities.table import Table, checked_id, wrong
from daskalo.i18n import translator
from daskalo_grading.authoring.sources import UnitSource
from daskalo_grading.authoring.words import read_toml

_, ngettext = translator("daskalo_grading")

FILE = "proof.toml"
REFERENCE, UNTOUCHED = "reference", "untouched"


@dataclass(frozen=True)
class Attempt:
    """One work, handed in by one invented learner.

    Attributes:
        name (str): `reference`, `untouched`, or the name of a wrong answer.
        answers (Mapping): What is written into the journal, by activity id.
        cells (Mapping[str, str]): What stands in answer cells, by grade id.
        solved (bool): Whether answer cells without an entry in `cells` hold the author's solution.
        expected (Mapping[str, float]): The points each test must give, by grade id.
    """

    name: str
    answers: Mapping[str, Any]
    cells: Mapping[str, str]
    solved: bool
    expected: Mapping[str, float]


def attempts(unit: UnitSource) -> list[Attempt]:
    """Return the works that prove a unit: the reference, the untouched release, each wrong answer.

    Raises:
        ContentError: `proof.toml` names what is not there; `file-missing` without it.
    """
    table = Table(FILE, read_toml(unit.folder / FILE))
    table.allow(("reference", "wrong"))
    reference = Table(table.place(REFERENCE), table.entries.get(REFERENCE, {}))
    reference.allow(("answers", "cells"))
    best = Attempt(
        REFERENCE,
        _keys(unit) | _answers(reference, unit),
        _cells(reference, unit),
        solved=True,
        expected={cell.grade_id: cell.points for cell in unit.cells if cell.is_test},
    )
    none = Attempt(UNTOUCHED, {}, {}, solved=False, expected=dict.fromkeys(best.expected, 0.0))
    faulty = Table(table.place("wrong"), table.entries.get("wrong", {}))
    return [best, none, *_wrong(faulty, unit, best, none)]


def _wrong(table: Table, unit: UnitSource, best: Attempt, none: Attempt) -> Iterator[Attempt]:
    for name, entries in table.entries.items():
        row = Table(table.place(name), entries)
        row.allow(("why", "based_on", "answers", "cells", "points"))
        if checked_id(row.where, name) in (REFERENCE, UNTOUCHED):
            raise wrong("name-taken", row.where, _("Choose another name than “{name}”.", name=name))
        start = row.text("based_on", REFERENCE)
        if start not in (REFERENCE, "nothing"):
            raise wrong("based-on-unknown", row.place("based_on"), _("Write “reference” or “nothing”."))
        base = best if start == REFERENCE else none
        points = _named(row, "points", [*best.expected], _("a test cell"))
        if not points:
            raise wrong("points-missing", row.place("points"), _("Say what it deserves: grade id = points."))
        for id, value in points.items():
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= best.expected[id]:
                raise wrong(
                    "number-expected", row.place(f"points.{id}"),
                    _("“{given}” is not a number from {least} to {most}.", given=value, least=0,
                      most=f"{best.expected[id]:g}"),
                )  # fmt: skip
        yield Attempt(
            name,
            {**base.answers, **_answers(row, unit)},
            {**base.cells, **_cells(row, unit)},
            base.solved,
            {**base.expected, **points},
        )


def _keys(unit: UnitSource) -> dict[str, Any]:
    return {
        id: activity.answer
        for id, activity in unit.activities.items()
        if activity.answer is not None and not activity.practice
    }


def _answers(row: Table, unit: UnitSource) -> dict[str, Any]:
    return _named(row, "answers", [*unit.activities], _("an activity"))


def _cells(row: Table, unit: UnitSource) -> dict[str, str]:
    known = [cell.grade_id for cell in unit.cells if cell.has("solution")]
    found = _named(row, "cells", known, _("an answer cell"))
    for id, source in found.items():
        if not isinstance(source, str):
            raise wrong("text-expected", row.place(f"cells.{id}"), _("Write the source of the cell, in quotes."))
    return found


def _named(row: Table, name: str, known: list[str], what: str) -> dict[str, Any]:
    entries = Table(row.place(name), row.entries.get(name, {})).entries
    for id in entries:
        if id not in known:
            raise wrong(
                "name-unknown",
                row.place(f"{name}.{id}"),
                _(
                    "“{id}” is not {what} of this unit. There are: {known}.",
                    id=id,
                    what=what,
                    known=", ".join(known) or "–",
                ),
            )
    return dict(entries)
