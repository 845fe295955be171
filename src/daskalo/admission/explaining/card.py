# pyright: basic
"""The explanation of one child as a page to print, and how to check it without asking anybody."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from daskalo.admission.explaining import explained
from daskalo.admission.placing.lottery import commitment
from daskalo.admission.placing.words import procedure
from daskalo.i18n import language, translator
from daskalo.theme import tokens

if TYPE_CHECKING:
    from jinja2 import Template

    from daskalo.admission.explaining.explanation import Explanation

_, ngettext = translator("daskalo.admission")


@cache
def _template() -> Template:
    source = files("daskalo.admission").joinpath("templates", "card.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        source
    )


def card(explanation: Explanation, sealed: bool = False) -> str:
    """Return an explanation as one HTML file that needs nothing outside it.

    Args:
        explanation (Explanation): What to print.
        sealed (bool): Keep the seed of the draw back and print its hash alone: other rounds are still to be drawn.
    """
    placement = explanation.placement
    numbers = placement.applications.numbers
    wishes = [
        {
            "rank": wish.rank,
            "institution": wish.institution,
            "outcome": explained.outcome(wish),
            "granted": wish.outcome == "granted",
            "own": explained.number(wish.total),
            "number": wish.number,
            "cutoff": "–" if wish.cutoff_points is None else explained.number(wish.cutoff_points),
            "lot": "–" if wish.cutoff_number is None else wish.cutoff_number,
            "ahead": wish.ahead,
            "sentences": explained.sentences(explanation, wish),
        }
        for wish in explanation.wishes
    ]
    return _template().render(
        language=language(),
        tokens=tokens(),
        warning=placement.rules.warning,
        headline=explained.headline(explanation),
        procedure=procedure(placement),
        draw=explained.draw(explanation),
        claims=[explained.points_line(claim) for claim in explanation.claims],
        wishes=wishes,
        seed=numbers.seed,
        commitment=commitment(numbers.seed) if numbers.seed else "",
        check=_check(explanation),
        words={
            "title": _("Explanation of a ranking"),
            "points": _("Points"),
            "wishes": _("Wish by wish"),
            "none": _("No criterion is claimed."),
            "rank": _("Wish"),
            "institution": _("Institution"),
            "outcome": _("Result"),
            "own": _("Own points"),
            "number": _("Own number"),
            "cutoff": _("Points of the last one"),
            "lot": _("Number of the last one"),
            "ahead": _("Stood ahead"),
            "check": _("Check it yourself"),
            "seed": _("The seed of the draw will be published when the year is over.")
            if sealed
            else _("Seed of the draw: {seed}", seed=numbers.seed),
            "commitment": _(
                "Its hash, published before: {hash}", hash=commitment(numbers.seed) if numbers.seed else ""
            ),
        },
    )


def _check(explanation: Explanation) -> list[str]:
    """Say how anybody can verify the result from what is published."""
    if not explanation.placement.report["cutoffs_decide"]:
        if explanation.placement.applications.parted:
            return [
                _("Twins who found no place together moved on in this ranking, so the cutoffs alone do not decide.")
            ]
        return [_("Under this mechanism the cutoffs alone do not decide.")]
    steps = [
        _("Go down the wishes in their order and compare with the published cutoffs."),
        _("With more points than the last child placed there is a place; with fewer there is none."),
    ]
    if explanation.placement.applications.numbers.wins == "lower":
        steps.append(_("With as many points the number decides: there is a place up to the number of the last one."))
    else:
        steps.append(_("With as many points the number decides: there is a place down to the number of the last one."))
    steps.append(_("The first wish where there is a place is the result; no later wish counts."))
    return steps
