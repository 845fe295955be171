# pyright: basic
"""The museum, the versions of the law and the groups of children, as the front end draws them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from daskalo.admission import Placement, Rules
from daskalo.admission.auditing.audited import group_name as audited_name
from daskalo.admission.auditing.fairness import fairness
from daskalo.admission.comparing.compared import in_one_only
from daskalo.admission.explaining.explained import number
from daskalo.admission.placing.words import mechanism_name
from daskalo.admission.play.experiment import Experiment
from daskalo.admission.play.invention import STRUCK
from daskalo.admission.play.museum import EXHIBITS, RIGHT, ROOMS, Case, Exhibit, exhibit
from daskalo.admission.play.versions import Versions, compared_versions, versions
from daskalo.i18n import language, translator
from daskalo.rules import Fact
from daskalo_widgets.admission.lab.outcome import compared_placements
from daskalo_widgets.admission.lab.words import (
    counted_points,
    falling,
    mechanism_about,
    promise,
    room_name,
    status_name,
)
from daskalo_widgets.admission.wire import name_of, percent, plan

_, ngettext = translator("daskalo_widgets.admission")


def rooms() -> list[dict[str, str]]:
    """Return the rooms of the museum, to choose from."""
    return [{"value": room, "text": room_name(room)} for room in ROOMS]


def mechanisms() -> list[str]:
    """Return what a room shows, in its order: deferred acceptance first."""
    return [RIGHT, *EXHIBITS]


def shown(mechanism: str, room: str) -> dict[str, Any]:
    """Return one exhibit."""
    found = exhibit(mechanism, room)
    return {
        "mechanism": mechanism,
        "name": mechanism_name(mechanism),
        "about": mechanism_about(mechanism),
        "children": found.children,
        "parts": [
            {"change": "gains", "n": found.gains},
            {"change": "loses", "n": found.loses},
            {"change": "moves", "n": found.differ - found.gains - found.loses},
            {"change": "same", "n": found.children - found.differ},
        ],
        "said": _said(found),
        "promise": promise(mechanism),
        "story": _story(found.case) if found.case else [],
    }


def _said(found: Exhibit) -> list[str]:
    first = ngettext(
        "{n} child ({share}) gets its first wish.",
        "{n} children ({share}) get their first wish.",
        found.first,
        share=percent(found.first / found.children),
    )
    if found.mechanism == RIGHT:
        return [_("The others are measured against this one."), first]
    if not found.differ:
        return [_("Here it places every child as deferred acceptance does."), first]
    differ = ngettext(
        "{n} of {children} children is placed elsewhere than by deferred acceptance:",
        "{n} of {children} children are placed elsewhere than by deferred acceptance:",
        found.differ,
        children=found.children,
    )
    better = ngettext("{n} better,", "{n} better,", found.gains)
    worse = ngettext("{n} worse.", "{n} worse.", found.loses)
    passed = ngettext(
        "{n} child is passed over by one with fewer points or a worse number.",
        "{n} children are passed over by one with fewer points or a worse number.",
        found.envy,
    )
    return [f"{differ} {better} {worse}", first, passed]


def _story(case: Case) -> list[str]:
    right = _("By deferred acceptance child {child} gets its wish {rank}, {name}.", child=case.child, **_got(case))
    if case.wrong_rank:
        wrong = _("Here it gets its wish {rank}, {name}.", rank=case.wrong_rank, name=name_of(case.wrong))
    else:
        wrong = _("Here it gets no place.")
    lines = [f"{right} {wrong}"]
    if case.wish:
        lines.append(
            _(
                "At its wish {wish} it has {points} (number {number}); {other} is placed there with {other_points} "
                "(number {other_number}).",
                wish=case.wish,
                points=counted_points(case.points),
                number=case.lottery,
                other=case.other,
                other_points=counted_points(case.other_points),
                other_number=case.other_lottery,
            )
        )
    if case.sibling_wish and case.sibling_wish == case.wrong_rank:
        lines.append(
            _("It has a sibling at its wish {rank}: that application had the most points.", rank=case.wrong_rank)
        )
    return lines


def _got(case: Case) -> dict[str, Any]:
    return {"rank": case.right_rank, "name": name_of(case.right)}


def law() -> list[dict[str, Any]]:
    """Return the versions of the law: dates, acts, what is known of them and how well."""
    return [_version(day, rules) for day, rules in versions().items()]


def _version(day: str, rules: Rules) -> dict[str, Any]:
    known, all_values = len(list(rules.facts())) - len(rules.training), len(list(rules.facts()))
    return {
        "value": day,
        "text": f"{_day(day)}: {_short(rules)}",
        "day": _day(day),
        "title": rules.name,
        "lines": [
            _fact(rules.act, rules.act.known[language()]),
            _("Bonus by the rank of the wish: {said}", said=_fact(rules.wish_bonus, falling(rules.wish_bonus.value))),
            _tax(rules),
            ngettext(
                "{known} of {n} value has a source or is said to be unknown; the others are invented for lessons.",
                "{known} of {n} values have a source or are said to be unknown; the others are invented for lessons.",
                all_values,
                known=known,
            ),
        ],
    }


def _short(rules: Rules) -> str:
    return rules.name.split(":")[-1].split(", ", 1)[-1].strip()


def _day(day: str) -> str:
    from babel.dates import format_date

    return format_date(pd.Timestamp(day), locale=language())


def _fact(fact: Fact, said: str) -> str:
    source = f": {fact.source}" if fact.source else ""
    remark = f" {fact.remark}" if fact.remark else ""
    return f"{said} ({status_name(fact.status)}{source}).{remark}"


def _tax(rules: Rules) -> str:
    if STRUCK in rules.criterion:
        points = rules.criterion[STRUCK].points
        return _("Paid taxes: {said}", said=_fact(points, counted_points(points.value)))
    why = rules.repealed.get(STRUCK)
    return why[language()] if why else _("Paid taxes: nothing is known of such a criterion.")


def two_versions(chosen: Versions) -> dict[str, Any]:
    """Return the same children under two versions of the law."""
    comparison = compared_versions(chosen)
    only = [in_one_only(row, comparison) for row in comparison.in_one_only.to_dict("records")]
    before, after = comparison.before.rules.warning, comparison.after.rules.warning
    warnings = {_("Before"): before, _("After"): after} if before != after else {"": before}
    said = [f"{when}: {warning}" if when else warning for when, warning in warnings.items() if warning]
    return compared_placements(comparison) | {"only": only, "warnings": said}


def groups(experiment: Experiment) -> dict[str, Any]:
    """Return how groups of children fared, small cells hidden."""
    placement = experiment.placement
    rows = fairness(placement).to_dict("records")
    return {
        "rows": [
            {
                "by": row["by"],
                "name": _group(placement, row),
                "children": _count(row["children"]),
                "placed": _share(row["share_placed"]),
                "placed_text": _percent(row["share_placed"]),
                "first": _share(row["share_first_wish"]),
                "first_text": _percent(row["share_first_wish"]),
                "mean": "·" if pd.isna(row["mean_rank"]) else number(round(float(row["mean_rank"]), 2)),
            }
            for row in rows
            if row["by"] != "group"
        ]
    }


def _group(placement: Placement, row: Mapping[Any, Any]) -> str:
    """Return how a group is called; a district by its name on the map."""
    named = {str(one["id"]): str(one["name"]) for one in plan()["districts"]}
    return named.get(str(row["name"])) or audited_name(placement, row)


def _share(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _percent(value: Any) -> str:
    return "·" if pd.isna(value) else percent(float(value))


def _count(value: Any) -> str:
    return "·" if pd.isna(value) else str(int(value))
