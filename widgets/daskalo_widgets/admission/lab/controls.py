"""What can be changed in the lab, as the front end draws it."""

from __future__ import annotations

from typing import Any

from daskalo.admission import MECHANISMS
from daskalo.admission.explaining.explained import number
from daskalo.admission.placing.words import mechanism_name
from daskalo.admission.play.experiment import (
    AS_RULED,
    MOST_POINTS,
    PLACES,
    TAX,
    TIES,
    WISH_FIRST,
    Experiment,
    seats,
    step_of,
    tie_of,
)
from daskalo.admission.play.invention import struck, the_round
from daskalo.i18n import translator
from daskalo_widgets.admission.lab.words import (
    bonus_name,
    counted_points,
    falling,
    mechanism_about,
    places_name,
    seat_name,
    status_name,
    tax_name,
    tie_name,
)

_, ngettext = translator("daskalo_widgets.admission")

PRESETS = (AS_RULED, "0", "1", "3", WISH_FIRST)
"""Bonuses by name; any other one is set with the slider."""
SLIDER_MOST = 4


def controls(experiment: Experiment) -> dict[str, Any]:
    """Return every control: what it offers and where it stands."""
    rules = the_round().rules
    own = experiment.rules
    own_bonus = [] if experiment.bonus in PRESETS else [experiment.bonus]
    mechanism = experiment.mechanism or rules.mechanism.value
    return {
        "bonus": {
            "training": rules.wish_bonus.status == "training",
            "value": experiment.bonus,
            "options": [{"value": one, "text": bonus_name(one)} for one in (*PRESETS, *own_bonus)],
            "step": min(float(step_of(own)), SLIDER_MOST),
            "most": SLIDER_MOST,
            "said": _("By the rank of the wish: {bonus}", bonus=falling(own.wish_bonus.value)),
        },
        "tax": {
            "value": experiment.tax,
            "options": [{"value": one, "text": tax_name(one)} for one in TAX],
            "share": int(experiment.share),
            "counts": bool(experiment.tax),
            "about": _(
                "“{name}”: in the rules of 2019 it brings {points} ({status}: {source}).",
                name=struck().name,
                points=counted_points(struck().points.value),
                status=status_name(struck().points.status),
                source=struck().points.source,
            ),
        },
        "tie": {
            "training": "training" in {rules.unit.status, rules.wins.status},
            "value": experiment.tie or tie_of(rules),
            "options": [{"value": one, "text": tie_name(one)} for one in TIES],
        },
        "mechanism": {
            "training": rules.mechanism.status == "training",
            "value": mechanism,
            "options": [{"value": one, "text": mechanism_name(one)} for one in MECHANISMS],
            "about": mechanism_about(mechanism),
        },
        "places": {
            "value": experiment.places,
            "options": [{"value": one, "text": places_name(one)} for one in PLACES],
        },
        "seats": _seats(experiment),
        "most_points": int(MOST_POINTS),
        "points": [
            {
                "id": criterion.id,
                "name": criterion.name,
                "training": rules.criterion[criterion.id].points.status == "training",
                "value": f"{criterion.points.value.normalize():f}",
                "ruled": number(rules.criterion[criterion.id].points.value),
                "changed": any(id == criterion.id for id, _value in experiment.points),
            }
            for criterion in own.criteria
            if criterion.id in rules.criterion
        ],
    }


def _seats(experiment: Experiment) -> list[dict[str, Any]]:
    """Return the groups of all institutions with their places now and in the round."""
    added = {(institution, group): more for institution, group, more in experiment.added}
    found = [
        {
            "institution": institution,
            "group": group,
            "name": seat_name(institution, group),
            "ruled": places,
            "places": max(places * int(experiment.places) // 100 + added.get((institution, group), 0), 0),
        }
        for (institution, group), places in seats().items()
    ]
    return sorted(found, key=lambda seat: str(seat["name"]))
