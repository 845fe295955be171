# pyright: basic
"""Chances in sentences, in the language of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from daskalo.admission.auditing.audited import share
from daskalo.admission.placing.words import mechanism_name
from daskalo.i18n import translator

if TYPE_CHECKING:
    from daskalo.admission.comparing.chance import Chances

_, ngettext = translator("daskalo.admission")


def text(chances: Chances, child: str) -> str:
    """Return the chances of one child."""
    lines = [*_heading(chances), _("{child} got in these drawings:", child=child)]
    for row in chances.of(child).to_dict("records"):
        if pd.isna(row["rank"]):
            outcome = (
                _("no place")
                if pd.isna(row["institution"])
                else _("{institution} (kept)", institution=row["institution"])
            )
        else:
            outcome = _("wish {rank}, {institution}", rank=row["rank"], institution=row["institution"])
        lines.append("  " + _likely(outcome, row["count"], row["share"], row["low"], row["high"], chances.draws))
    lines.append(
        _(
            "The range in brackets holds the true chance in 19 of 20 such counts. What other families may still change "
            "is not in it."
        )
    )
    return "\n".join(lines)


def summary(chances: Chances) -> str:
    """Return for how many children the lottery decides."""
    table = chances.table
    none = table[table["rank"].isna() & table["institution"].isna()]
    sure, lost = int((none["count"] == 0).sum()), int((none["count"] == chances.draws).sum())
    lines = [
        *_heading(chances),
        ngettext("{n} child got a place in every drawing.", "{n} children got a place in every drawing.", sure),
        ngettext("{n} child got one in none.", "{n} children got one in none.", lost),
        ngettext(
            "For {n} child the lottery decides whether it has a place.",
            "For {n} children the lottery decides whether they have a place.",
            len(none) - sure - lost,
        ),
    ]
    return "\n".join(lines)


def _heading(chances: Chances) -> list[str]:
    lines = [chances.rules.warning] if chances.rules.warning else []
    return [
        *lines,
        ngettext(
            "Rules: {title}. Mechanism: {name}. The lottery was drawn {n} time, from the seed {seed}.",
            "Rules: {title}. Mechanism: {name}. The lottery was drawn {n} times, from the seed {seed}.",
            chances.draws,
            title=chances.rules.name,
            name=mechanism_name(chances.mechanism),
            seed=chances.seed,
        ),
    ]


def _likely(outcome: str, count: int, part: float, low: float, high: float, draws: int) -> str:
    values = {"outcome": outcome, "low": share(low), "high": share(high)}
    if count == draws:
        return _("{outcome}: in every drawing (at least {low})", **values)
    if not count:
        return _("{outcome}: in no drawing (at most {high})", **values)
    return _("{outcome}: {share} ({low} to {high})", share=share(part), **values)
