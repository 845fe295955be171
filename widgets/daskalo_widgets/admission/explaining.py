# pyright: basic
"""An explanation as the front end draws it: the same for the parent and for the official."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from daskalo.admission.explaining.explained import draw, headline, number, outcome, points_line, sentences
from daskalo.admission.explaining.explanation import Explanation
from daskalo_widgets.admission.wire import group_name, name_of


def explained(explanation: Explanation) -> dict[str, Any]:
    """Return headline, draw, claims and wishes of an explanation."""
    named = in_words(explanation)
    return {
        "headline": headline(named),
        "draw": draw(named),
        "placed": bool(explanation.institution),
        "claims": [points_line(claim) for claim in named.claims],
        "wishes": [
            {
                "id": wish.institution,
                "rank": wish.rank,
                "name": name_of(wish.institution),
                "outcome": outcome(wish),
                "granted": wish.outcome == "granted",
                "needed": wish.outcome != "not-needed",
                "own": float(wish.total),
                "own_text": number(wish.total),
                "cutoff": None if wish.cutoff_points is None else float(wish.cutoff_points),
                "cutoff_text": "–" if wish.cutoff_points is None else number(wish.cutoff_points),
                "sentences": sentences(explanation, wish),
            }
            for wish in explanation.wishes
        ],
    }


def in_words(explanation: Explanation) -> Explanation:
    """Return the explanation with group and institutions as the reader calls them: for the screen and for the card."""
    return replace(
        explanation,
        group=group_name(explanation.group),
        institution=name_of(explanation.institution),
        claims=tuple(replace(claim, institution=name_of(claim.institution)) for claim in explanation.claims),
        wishes=tuple(replace(wish, institution=name_of(wish.institution)) for wish in explanation.wishes),
    )
