# pyright: basic
"""What is said about a ranking, in the language of the reader."""

from __future__ import annotations

from daskalo.admission.placing.placement import Placement
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")


def mechanism_name(mechanism: str) -> str:
    """Return how people call a mechanism."""
    return {
        "deferred-acceptance": _("deferred acceptance, children propose"),
        "institution-proposing": _("deferred acceptance, institutions propose"),
        "immediate-acceptance": _("immediate acceptance, wish by wish"),
        "sorted-list": _("one sorted list"),
        "serial-dictatorship": _("serial dictatorship"),
        "top-trading-cycles": _("top trading cycles"),
    }[mechanism]


def procedure(placement: Placement) -> str:
    """Say by which rules and which mechanism children were placed."""
    return _("Rules: {title}. Mechanism: {name}.", title=placement.rules.name, name=mechanism_name(placement.mechanism))


def summary(placement: Placement) -> str:
    """Return a ranking in a few lines: rules, counts by wish, free places, the lottery."""
    report, numbers = placement.report, placement.applications.numbers
    lines = [placement.rules.warning] if placement.rules.warning else []
    lines.append(procedure(placement))
    lines.append(
        _(
            "With a place: {placed} of {children} children; without: {unplaced}. Free places: {free} of {places}.",
            placed=report["placed"],
            children=report["children"],
            unplaced=report["unplaced"],
            free=report["free_places"],
            places=report["places"],
        )
    )
    for rank, count in report["placed_by_rank"].items():
        lines.append(ngettext("  wish {rank}: {n} child", "  wish {rank}: {n} children", count, rank=rank))
    if numbers.source == "drawn":
        lines.append(
            _(
                "The lottery was drawn from the seed {seed}; its hash to publish before is {commitment}.",
                seed=numbers.seed,
                commitment=report["lottery"]["commitment"],
            )
        )
    if placement.applications.parted:
        lines.append(_("Some twins could not be placed together at their first common wish and moved on."))
    return "\n".join(lines)
