"""The door of a parent, as the front end draws it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from daskalo.admission import Placement, chances
from daskalo.admission.explaining.explained import counted, number
from daskalo.admission.explaining.explanation import Explanation
from daskalo.admission.law.rules import Criterion, Rules
from daskalo.admission.play import Play
from daskalo.admission.play.parent import CHILD, ParentDoor
from daskalo.errors import UsageError
from daskalo.i18n import language, translator
from daskalo_widgets.admission.explaining import explained, in_words
from daskalo_widgets.admission.wire import badge, group_name, name_of, plan, to_save

_, ngettext = translator("daskalo_widgets.admission")

DRAWS = 100
"""Lotteries in one answer about the chance; the front end asks again until there are enough."""


class ParentView:
    """Draws the door of a parent.

    Args:
        play (Play): All doors.
    """

    def __init__(self, play: Play) -> None:
        self._door = cast(ParentDoor, play.doors["parent"])

    def state(self) -> dict[str, Any]:
        """Return everything the page shows."""
        door, form = self._door, self._door.form
        rules = door.round.rules
        explanation = door.explanation(changes=form.stage == "ranked")
        points = {wish.institution: wish for wish in explanation.wishes}
        everywhere = [
            claim.criterion.points.value for claim in explanation.claims if not claim.institution and not claim.why_not
        ]
        return {
            "rules": badge(rules),
            "stage": form.stage,
            "child": CHILD,
            "group": form.group,
            "groups": [{"value": group, "text": group_name(group)} for group in sorted(door.offered)],
            "district": form.district,
            "districts": [{"value": one["id"], "text": one["name"]} for one in plan()["districts"]],
            "criteria": [self._criterion(criterion) for criterion in rules.criteria],
            "most": rules.most_wishes.value,
            "wish_rules": _wish_rules(rules),
            "offered": [{"value": one, "text": name_of(one)} for one in door.offered[form.group]],
            "wishes": [
                {
                    "id": institution,
                    "name": name_of(institution),
                    "points": counted(points[institution].total),
                    "places": points[institution].places,
                    "applicants": points[institution].applicants,
                }
                for institution in form.wishes
            ],
            "points": counted(sum(everywhere, start=Decimal(0))),
            "lacking": form.lacking(rules),
            "result": _result(explanation) if form.stage == "ranked" else None,
        }

    def ask(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Answer `chance`: in how many of the next lotteries each wish is granted; `card`: the page to print."""
        match message:
            case {"what": "chance", "from": int(start)} if 0 <= start < 100_000:
                found = chances(self._door.scenario, self._door.round.rules, None, DRAWS, f"app-{start}", [CHILD])
                return {"draws": DRAWS, "counts": found.of(CHILD)["count"].tolist()}
            case {"what": "card"} if self._door.form.stage == "ranked":
                return to_save(f"{CHILD}.html", "text/html", in_words(self._door.explanation()).card())
            case _:
                raise UsageError("message-unknown", _("The page is older than the program. Reload it."))

    def _criterion(self, criterion: Criterion) -> dict[str, Any]:
        form = self._door.form
        return {
            "id": criterion.id,
            "name": criterion.name,
            "points": number(criterion.points.value),
            "training": criterion.points.status == "training",
            "there": criterion.scope == "institution",
            "one_of": criterion.one_of,
            "at": [institution for id, institution in form.claims if id == criterion.id],
            "proved": form.proved(criterion),
            "proofs": [
                {"text": proof[language()], "on": (criterion.id, at) in form.proofs}
                for at, proof in enumerate(criterion.proofs)
            ],
        }


def _wish_rules(rules: Rules) -> dict[str, Any]:
    """Return what the rank of a wish brings and how many there may be, and whether either is invented."""
    bonus = "; ".join(number(points) for points in rules.wish_bonus.value)
    return {
        "said": _(
            "Points for the rank of a wish, from the first: {bonus}. At most {most} wishes.",
            bonus=bonus or number(0),
            most=rules.most_wishes.value,
        ),
        "training": "training" in {rules.wish_bonus.status, rules.most_wishes.status},
    }


def _result(explanation: Explanation) -> dict[str, Any]:
    placement: Placement = explanation.placement
    lottery = placement.report["lottery"]
    drawn = {"commitment": lottery["commitment"], "seed": lottery["seed"]}
    return {**explained(explanation), "institution": explanation.institution, **drawn}
