# pyright: basic
"""Who would gain by a false order of wishes, in numbers and as the story of one child."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from daskalo.admission import Placement
from daskalo.admission.explaining.explained import number
from daskalo.admission.play.experiment import Experiment
from daskalo.admission.play.outcome import Lies, lies
from daskalo.i18n import translator
from daskalo_widgets.admission.wire import name_of, percent

_, ngettext = translator("daskalo_widgets.admission")


def told_lies(experiment: Experiment) -> dict[str, Any]:
    """Return how many children would gain by a false order, and the story of one of them."""
    found = lies(experiment)
    if found.gaining:
        said = ngettext(
            "{n} child of {children} ({share}) would get a place it prefers by writing a later wish first.",
            "{n} children of {children} ({share}) would get a place they prefer by writing a later wish first.",
            found.gaining,
            children=found.children,
            share=percent(found.gaining / found.children),
        )
    else:
        said = _("Nobody would gain by writing a later wish first: the truth is the best order here.")
    return {
        "gaining": found.gaining,
        "share": found.gaining / found.children,
        "said": said,
        "moves": ngettext("{n} false order was tried.", "{n} false orders were tried.", found.moves),
        "story": _story(experiment, found),
    }


def _story(experiment: Experiment, found: Lies) -> list[str]:
    """Tell of the child that gains most."""
    if not found.gaining:
        return []
    nowhere = 10**6
    gained = found.gains["from_rank"].fillna(nowhere).replace(0, nowhere - 1) - found.gains["to_rank"]
    row = found.gains.loc[gained.sort_values(ascending=False, kind="stable").index[0]]
    placement = experiment.placement
    child, move, got = row["child"], int(row["move"]), int(row["to_rank"])
    at = placement.prepared.row[child]
    fields = {"child": child, "move": move, "there": name_of(_wished(placement, at, move))}
    truth = (
        _("Child {child} tells the truth and gets no place.", **fields)
        if pd.isna(row["from_rank"])
        else _(
            "Child {child} tells the truth and gets its wish {rank}, {name}.",
            **fields,
            rank=int(row["from_rank"]),
            name=name_of(_wished(placement, at, int(row["from_rank"]))),
        )
    )
    if got == move:
        lie = _("Had it written its wish {move}, {there}, first, it would have got that place.", **fields)
    else:
        lie = _(
            "Had it written its wish {move}, {there}, first, it would have got its wish {rank}, {name}.",
            **fields,
            rank=got,
            name=name_of(row["institution"]),
        )
    return [truth, lie, *_why(placement, at, move)]


def _wished(placement: Placement, row: int, rank: int) -> str:
    return str(placement.applications.seats["institution"].iloc[_seat(placement, row, rank)])


def _seat(placement: Placement, row: int, rank: int) -> int:
    prepared = placement.prepared
    return int(prepared.wishes[row, np.argmax((prepared.rank[row] == rank) & (prepared.wishes[row] >= 0))])


def _why(placement: Placement, row: int, move: int) -> list[str]:
    """Say what writing a wish first changes."""
    prepared = placement.prepared
    column = int(np.argmax((prepared.rank[row] == move) & (prepared.wishes[row] >= 0)))
    first = prepared.bonus[prepared.rank == 1].max(initial=0)
    told, lied = prepared.total[row, column], prepared.points[row, column] + first
    if told == lied:
        return [_("Those who write it first are settled before those who write it later.")]
    return [
        _(
            "The bonus would have lifted its points there from {told} to {lied}.",
            told=number(prepared.decimal(told)),
            lied=number(prepared.decimal(lied)),
        )
    ]
