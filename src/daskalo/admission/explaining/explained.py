# pyright: basic
"""An explanation in sentences, in the language of the reader; the card and the app say the same ones."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from babel.lists import format_list
from babel.numbers import format_decimal

from daskalo.admission.explaining.changes import Change
from daskalo.admission.placing.words import procedure
from daskalo.i18n import language, translator

if TYPE_CHECKING:
    from daskalo.admission.explaining.explanation import Claim, Explanation, Wish

_, ngettext = translator("daskalo.admission")


def text(explanation: Explanation) -> str:
    """Return the whole explanation as lines."""
    rules = explanation.placement.rules
    lines = [rules.warning] if rules.warning else []
    lines += [headline(explanation), "", procedure(explanation.placement), draw(explanation), ""]
    lines += [points_line(claim) for claim in explanation.claims] or [_("No criterion is claimed.")]
    for wish in explanation.wishes:
        lines += ["", f"{wish.rank}. {wish.institution}: {outcome(wish)}"]
        lines += [f"   {sentence}" for sentence in sentences(explanation, wish)]
    return "\n".join(lines)


def headline(explanation: Explanation) -> str:
    """Say where the child is placed."""
    names = {"child": explanation.child, "group": explanation.group, "institution": explanation.institution}
    if not explanation.eligible:
        return _("{child} ({group}) was not ranked: a mandatory condition is not fulfilled.", **names)
    if explanation.rank > 0:
        return _("{child} ({group}) has a place at {institution}, its wish {rank}.", rank=explanation.rank, **names)
    if explanation.rank == 0:
        return _("{child} ({group}) keeps its place at {institution}.", **names)
    if not explanation.wishes:
        return _("{child} ({group}) has no place: it wishes none.", **names)
    return _("{child} ({group}) has no place in this ranking.", **names)


def draw(explanation: Explanation) -> str:
    """Say what breaks ties."""
    numbers = explanation.placement.applications.numbers
    if numbers.source == "entry-number":
        return _(
            "With equal points the earlier application stands ahead; this one has the number {number}.",
            number=explanation.number,
        )
    if numbers.wins == "lower":
        return _(
            "With equal points the lower number of the draw stands ahead; this child's is {number}.",
            number=explanation.number,
        )
    return _(
        "With equal points the higher number of the draw stands ahead; this child's is {number}.",
        number=explanation.number,
    )


def points_line(claim: Claim) -> str:
    """Say what a criterion brings, or why it brings nothing."""
    points = counted(claim.criterion.points.value)
    line = f"+ {points}: {claim.criterion.name}" if not claim.why_not else f"– {points}: {claim.criterion.name}"
    if claim.institution:
        line += " " + _("(only at {institution})", institution=claim.institution)
    if claim.why_not == "unproved":
        line += " " + _("(not proved, so it brings nothing)")
    elif claim.why_not:
        line += " " + _("(a higher degree of the same fact counts)")
    return line


def outcome(wish: Wish) -> str:
    """Say in a few words what became of a wish."""
    return {
        "granted": _("here is the place"),
        "not-needed": _("not needed, a wish before it was granted"),
        "below-cutoff": _("not enough points"),
        "lost-draw": _("as many points as the last child placed, but the draw decided"),
        "passed-over": _("ahead of the last child placed, but this mechanism passed it over"),
        "no-places": _("there are no places for this group"),
        "twin": _("the twins could not both be placed here"),
        "not-eligible": _("not ranked"),
    }[wish.outcome]


def sentences(explanation: Explanation, wish: Wish) -> list[str]:
    """Say how a child stood at a wish and what would have changed it."""
    if wish.outcome == "not-eligible":
        return []
    said = [standing(wish)]
    if wish.outcome in {"below-cutoff", "lost-draw", "passed-over"}:
        said.append(ahead(wish))
    if enough := what_would_do(explanation, wish):
        said.append(enough)
    return said


def standing(wish: Wish) -> str:
    """Say what the child has and what the last one placed has."""
    own = counted(wish.total)
    if wish.bonus:
        own = _(
            "{total} ({points} of criteria and {bonus} for the order of the wish)",
            total=counted(wish.total),
            points=number(wish.points),
            bonus=number(wish.bonus),
        )
    said = _(
        "The child has {own}. Places: {places}, applications: {applicants}.",
        own=own,
        places=wish.places,
        applicants=wish.applicants,
    )
    if wish.cutoff_points is not None:
        last = _(
            "The last child placed has {points} and the number {lot}.",
            points=counted(wish.cutoff_points),
            lot=wish.cutoff_number,
        )
    elif wish.outcome == "no-places":
        return said
    else:
        last = _("A place stays free.")
    return f"{said} {last}"


def ahead(wish: Wish) -> str:
    """Say how many stood ahead."""
    said = ngettext("{n} child stood ahead.", "{n} children stood ahead.", wish.ahead)
    if wish.ahead_elsewhere:
        said += " " + ngettext(
            "{n} of them has a place it wished more.", "{n} of them have places they wished more.", wish.ahead_elsewhere
        )
    return said


def what_would_do(explanation: Explanation, wish: Wish) -> str:
    """Say what would have been enough; empty when nothing was looked for or found."""
    if not wish.changes:
        return ""
    ways = format_list([change_words(explanation, change) for change in wish.changes], style="or", locale=language())
    return _("Enough would have been: {ways}.", ways=ways)


def change_words(explanation: Explanation, change: Change) -> str:
    """Say one change in a few words."""
    match change.kind:
        case "points":
            assert isinstance(change.amount, Decimal)
            return _("{points} more", points=counted(change.amount)) + could_bring(explanation, change.amount)
        case "number" if explanation.placement.applications.numbers.wins == "lower":
            return _("a number below {number}", number=change.amount)
        case "number":
            return _("a number above {number}", number=change.amount)
        case "rank":
            return _("this wish written as number {rank}", rank=change.amount)
        case _:
            return ngettext("{n} more place here", "{n} more places here", int(change.amount))


def could_bring(explanation: Explanation, points: Decimal) -> str:
    """Name the criterion that brings just enough and is not claimed yet: who fulfils it may have forgotten it."""
    claimed = {claim.criterion.id for claim in explanation.claims}
    groups = {claim.criterion.one_of for claim in explanation.claims} - {""}
    rules = explanation.placement.rules
    others = [
        (one.points.value, one.name)
        for one in rules.criteria
        if one.id not in claimed and one.one_of not in groups and one.points.status != "unknown"
    ]
    fitting = [(value, name) for value, name in others if value >= points]
    if not fitting:
        return ""
    return " " + _("(the criterion “{name}” would be enough)", name=min(fitting, key=lambda one: one[0])[1])


def counted(points: Decimal) -> str:
    """Return points with their word: `1 point`, `2,5 точки`."""
    if points == 1:
        return ngettext("{n} point", "{n} points", 1)
    return _("{number} points", number=number(points))


def number(value: Decimal | float) -> str:
    """Return a number as the reader writes it."""
    return format_decimal(value, locale=language())
