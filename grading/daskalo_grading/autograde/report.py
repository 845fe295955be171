"""What `daskalo grade` prints: a bar while it works, a table at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from babel.numbers import format_decimal

from daskalo.columns import columns
from daskalo.i18n import language, translator
from daskalo_grading.autograde.job import Graded

_, ngettext = translator("daskalo_grading.autograde")


def table(graded: Sequence[Graded]) -> str:
    """Return the table: who, points or the reason, seconds; then what the trainer should know."""
    heads = [_("Who"), _("Points"), _("Seconds"), ""]
    rows = [[one.person, _points(one), _number(one.seconds), one.failed] for one in graded]
    failed = sum(bool(one.failed) for one in graded)
    lines = [*columns([heads, *rows], right={1, 2}), "", _summary(len(graded) - failed, failed)]
    notes = list(_notes(graded))
    return "\n".join([*lines, *(["", _("Worth a look:"), *notes] if notes else [])])


def _summary(scored: int, failed: int) -> str:
    done = ngettext("{n} hand-in graded", "{n} hand-ins graded", scored)
    return f"{done}, {ngettext('{n} failed', '{n} failed', failed)}."


def _points(one: Graded) -> str:
    if one.failed or one.score is None or one.max_score is None:
        return "–"
    return f"{_number(one.score)} / {_number(one.max_score)}"


def _number(number: float) -> str:
    return format_decimal(round(number, 2), format="0.##", locale=language())


def _notes(graded: Sequence[Graded]) -> Iterator[str]:
    for one in graded:
        if not one.failed:
            yield from (f"  {one.person}: {note.sentence}" for note in one.notes)
