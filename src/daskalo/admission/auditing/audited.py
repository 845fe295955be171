# pyright: basic
"""An audit in sentences, in the language of the reader; neutral, since a council may choose any of these rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
from babel.numbers import format_decimal, format_percent

from daskalo.admission.auditing.misreports import Misreports
from daskalo.admission.placing.words import mechanism_name
from daskalo.i18n import language, translator

if TYPE_CHECKING:
    from daskalo.admission.auditing.audit import Audit
    from daskalo.admission.placing.placement import Placement

_, ngettext = translator("daskalo.admission")

SHOWN = 10
"""Cases of one kind that are told one by one; the tables hold all."""


def text(audit: Audit) -> str:
    """Return the whole audit as lines."""
    rules = audit.placement.rules
    lines = [rules.warning] if rules.warning else []
    lines += [
        _("Audit. Rules: {title}. Mechanism: {name}.", title=rules.name, name=mechanism_name(audit.placement.mechanism))
    ]
    for heading, told in sections(audit):
        lines += ["", heading, *told]
    return "\n".join(lines)


def sections(audit: Audit) -> list[tuple[str, list[str]]]:
    """Return the parts of an audit: a heading and its lines, each indented by what it belongs to."""
    parts = [
        (_("Passed over"), _passed_over(audit)),
        (_("Free places that somebody wished"), _waste(audit.waste)),
    ]
    if audit.misreports:
        parts.append((_("A false order of wishes"), _misreports(audit.misreports)))
    return [*parts, (_("How groups fared"), _fairness(audit))]


def share(value: float) -> str:
    """Return a share as a percentage with one decimal."""
    return format_percent(value, format="#,##0.0%", locale=language())


def _passed_over(audit: Audit) -> list[str]:
    own = audit.envy[audit.envy["kind"] == "envy"]
    base = audit.base_envy[audit.base_envy["kind"] == "envy"]
    lines = [_passed(own, _("By the points and numbers that ranked them"))]
    lines += [_case(row) for row in own.head(SHOWN).to_dict("records")]
    if not audit.placement.prepared.bonus.any():
        lines.append("  " + _("These rules give no points for the rank of a wish, so there is no other order."))
    else:
        lines.append(_passed(base, _("Without the points for the rank of the wish")))
        lines += [_case(row) for row in base.head(SHOWN).to_dict("records")]
    return lines + _explained(audit.envy)


def _passed(table: pd.DataFrame, by: str) -> str:
    children = table["child"].nunique()
    if not children:
        return "  " + _("{by}, nobody was passed over by a child that stands lower.", by=by)
    return "  " + ngettext(
        "{by}, {n} child was passed over by one that stands lower.",
        "{by}, {n} children were passed over by one that stands lower.",
        children,
        by=by,
    )


def _case(row: Mapping[Any, Any]) -> str:
    return "    " + _(
        "{child} ({points} p., No. {lottery}) wished {institution} as wish {rank}; {other} ({other_points} p., "
        "No. {other_lottery}) is there.",
        **row,
    )


def _explained(table: pd.DataFrame) -> list[str]:
    """Say which pairs the rules themselves explain."""
    children = table.groupby("kind")["child"].nunique()
    says = {
        "reserved": lambda n: ngettext(
            "{n} child stands ahead of one with a reserved place; it does not prove what the place is reserved for.",
            "{n} children stand ahead of one with a reserved place; they do not prove what it is reserved for.",
            n,
        ),
        "twins": lambda n: ngettext(
            "{n} child might have had a place alone, but not together with its twin.",
            "{n} children might have had a place alone, but not together with their twins.",
            n,
        ),
        "twins-together": lambda n: ngettext(
            "{n} twin was moved on before places came free where both would have been placed. Look at this case.",
            "{n} twins were moved on before places came free where all would have been placed. Look at these cases.",
            n,
        ),
    }
    return ["  " + say(int(children[kind])) for kind, say in says.items() if kind in children]


def _waste(table: pd.DataFrame) -> list[str]:
    if table.empty:
        return ["  " + _("There are none.")]
    lines = []
    for row in table.head(SHOWN).to_dict("records"):
        here = f"{row['institution']}, {row['group']}" + (f", {row['reserved_for']}" if row["reserved_for"] else "")
        lines.append(
            "  "
            + _(
                "{here}: {free} free; wished by {wished_by}, by twins who are placed together {twins}, by children who "
                "may not use them {not_entitled}.",
                here=here,
                **{name: row[name] for name in ("free", "wished_by", "twins", "not_entitled")},
            )
        )
    return lines + _more(len(table))


def _misreports(found: Misreports) -> list[str]:
    if not found.gaining:
        said = _("Nobody would get a better place by moving a later wish to the top.")
    else:
        said = ngettext(
            "{n} child ({share}) would get a better place by moving a later wish to the top, the others truthful.",
            "{n} children ({share}) would get a better place by moving a later wish to the top, the others truthful.",
            found.gaining,
            share=share(found.gaining / found.tried),
        )
    lines = ["  " + said]
    if found.sampled:
        lines.append(
            "  " + _("Tried for a sample: {tried} of {children} children.", tried=found.tried, children=found.children)
        )
    for row in found.gains.head(SHOWN).to_dict("records"):
        values = {name: row[name] for name in ("child", "move", "to_rank", "institution")}
        if pd.isna(row["from_rank"]):
            told = _("{child} moves wish {move} to the top: from no place to wish {to_rank}, {institution}.", **values)
        elif row["from_rank"] == 0:
            told = _(
                "{child} moves wish {move} to the top: from the place it has to wish {to_rank}, {institution}.",
                **values,
            )
        else:
            told = _(
                "{child} moves wish {move} to the top: from wish {from_rank} to wish {to_rank}, {institution}.",
                from_rank=row["from_rank"],
                **values,
            )
        lines.append("    " + told)
    return lines + _more(len(found.gains))


def _more(count: int) -> list[str]:
    more = count - SHOWN
    return ["    " + ngettext("… and {n} more.", "… and {n} more.", more)] if more > 0 else []


def _fairness(audit: Audit) -> list[str]:
    lines = []
    for row in audit.fairness.to_dict("records"):
        values = [
            _("{n} children", n=_number(row["children"])),
            _("placed {share}", share=_share(row["share_placed"])),
            _("at the first wish {share}", share=_share(row["share_first_wish"])),
            _("mean wish {rank}", rank=_number(row["mean_rank"])),
            _("no place and no points {n}", n=_number(row["unplaced_without_points"])),
        ]
        lines.append(f"  {group_name(audit.placement, row)}: {'; '.join(values)}")
    return [*lines, "  " + _("“·” hides a group of fewer than five children, or what would give one away.")]


def group_name(placement: Placement, row: Mapping[Any, Any]) -> str:
    """Return how a row of the table of fairness is called."""
    name = row["name"]
    if row["by"] == "all":
        return _("All who were ranked")
    if row["by"] == "group":
        return _("Group {name}", name=name)
    if row["by"] == "district":
        return _("District {name}", name=name) if name else _("No district")
    criterion = placement.rules.criterion[str(name)].name
    return _("With “{name}”", name=criterion) if row["holds"] else _("Without “{name}”", name=criterion)


def _share(value: Any) -> str:
    return "·" if pd.isna(value) else share(value)


def _number(value: Any) -> str:
    return "·" if pd.isna(value) else format_decimal(value, format="#,##0.##", locale=language())
