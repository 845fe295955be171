"""What the lab says: each mechanism in a sentence, what an experiment changes, how well the law is known."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from daskalo.admission.explaining.explained import counted, number
from daskalo.admission.placing.words import mechanism_name
from daskalo.admission.play.experiment import AS_RULED, WISH_FIRST, Experiment
from daskalo.admission.play.invention import the_round
from daskalo.i18n import translator
from daskalo_widgets.admission.wire import group_name, name_of

_, ngettext = translator("daskalo_widgets.admission")


def mechanism_about(mechanism: str) -> str:
    """Return how a mechanism works, in one plain sentence."""
    return {
        "deferred-acceptance": _(
            "Each child asks at its best wish; an institution keeps the best so far and sends the others on to their "
            "next wish; nothing is final until nobody is sent on."
        ),
        "institution-proposing": _(
            "Each institution offers its places down its own list; a child keeps the best offer it has and gives the "
            "others back."
        ),
        "immediate-acceptance": _(
            "All first wishes are settled for good; then the second wishes share what is left, and so on."
        ),
        "sorted-list": _(
            "All applications stand in one list by points; going down it, each child is placed by its first "
            "application that finds a free place."
        ),
        "serial-dictatorship": _(
            "The children choose one after the other; who has the highest application chooses first, anywhere."
        ),
        "top-trading-cycles": _(
            "Each child points to its best institution, each institution to its first child; those who form a circle "
            "swap."
        ),
    }[mechanism]


def promise(mechanism: str) -> str:
    """Return what the rules promise and this mechanism does not keep."""
    return {
        "sorted-list": _(
            "The rules promise a child the best wish its points are enough for. The list meets its application with "
            "the most points first: a child with a sibling at a later wish stays there, although it stood high "
            "enough for a better one."
        ),
        "immediate-acceptance": _(
            "The rules promise that points decide, and that the rank of a wish only adds to them. Here the rank "
            "decides before the points: who tries for a sought-after place and fails finds its next wish given away."
        ),
        "serial-dictatorship": _(
            "The rules count points where they belong: for a sibling at that institution, for the rank of that wish. "
            "One queue of children counts the best of them everywhere."
        ),
        "institution-proposing": _(
            "No promise is broken: nobody is passed over. But of all such placements this is the one that is worst for "
            "the children. Mostly there is only one, and then it makes no difference."
        ),
        "top-trading-cycles": _(
            "The rules promise that nobody with fewer points is placed before a child. Here who is first somewhere may "
            "swap that place for one where it stands behind a child that is left out."
        ),
    }.get(mechanism, "")


def room_name(room: str) -> str:
    """Return how the children of a room of the museum are called."""
    return {
        "siblings": _("a third of those with a second wish have an invented sibling there"),
        "scarce": _("a quarter of all places is missing"),
        "round": _("the round as it is"),
    }[room]


def bonus_name(bonus: str) -> str:
    """Return how a bonus is called."""
    if bonus == AS_RULED:
        return _("as in the rules: {bonus}", bonus=falling(the_round().rules.wish_bonus.value))
    if bonus == WISH_FIRST:
        return _("the wish decides before all points")
    if bonus == "0":
        return _("none: the rank of a wish brings nothing")
    return _("{step} from each wish to the next", step=counted_points(bonus))


def falling(values: Sequence[object]) -> str:
    """Return a bonus by rank, the first wish first."""
    return "; ".join(number(_decimal(value)) for value in values) or "–"


def counted_points(points: object) -> str:
    """Return a number of points with its noun; it may come as text."""
    return counted(_decimal(points))


def tax_name(tax: str) -> str:
    """Return how the struck criterion counts."""
    if not tax:
        return _("struck, as the court decided")
    return ngettext("it counts again, with {n} point", "it counts again, with {n} points", int(tax))


def tie_name(tie: str) -> str:
    """Return how equal points are decided."""
    return {
        "child-lower": _("a number per child: the lower wins"),
        "child-higher": _("a number per child: the higher wins"),
        "application-lower": _("a number per wish: the lower wins"),
        "application-higher": _("a number per wish: the higher wins"),
        "entry-number": _("the entry number: the earlier wins"),
    }[tie]


def places_name(percent: str) -> str:
    """Return what share of the places there is."""
    if percent == "100":
        return _("as in the round")
    return _("{n} % fewer everywhere", n=100 - int(percent))


def phrases(experiment: Experiment) -> list[str]:
    """Return what an experiment changes, each change in a few words; none for the rules as they are."""
    criterion = the_round().rules.criterion
    said: list[str] = []
    if experiment.bonus != AS_RULED:
        said.append(_("bonus: {name}", name=bonus_name(experiment.bonus)))
    if experiment.tax:
        said.append(
            _(
                "paid taxes: {name}; {share} % of the children have invented payers",
                name=tax_name(experiment.tax),
                share=experiment.share,
            )
        )
    if experiment.tie:
        said.append(tie_name(experiment.tie))
    if experiment.mechanism:
        said.append(mechanism_name(experiment.mechanism))
    if experiment.places != "100":
        said.append(_("places: {name}", name=places_name(experiment.places)))
    said += [seat_change(*each) for each in experiment.added]
    said += [
        _("“{criterion}”: {points}", criterion=criterion[id].name, points=counted_points(value))
        for id, value in experiment.points
    ]
    return said


def described(experiment: Experiment) -> str:
    """Return what an experiment changes as one phrase."""
    return "; ".join(phrases(experiment)) or _("the rules as they are")


def seat_change(institution: str, group: str, more: int) -> str:
    """Return how many places an institution has more or less."""
    sign = "+" if more > 0 else "−"
    return f"{seat_name(institution, group)}: {sign}{abs(more)}"


def seat_name(institution: str, group: str) -> str:
    """Return an institution with its group."""
    return f"{name_of(institution)}, {group_name(group)}"


def status_name(status: str) -> str:
    """Return how well a value of the law is known."""
    return {
        "confirmed": _("confirmed by an official text"),
        "reported": _("reported by the press"),
        "inferred": _("inferred"),
        "training": _("training value, invented"),
        "unknown": _("unknown"),
    }[status]


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))
