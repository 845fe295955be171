"""The application of a parent, as the portal asks for it: group, address, criteria with proofs, order of wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from daskalo.admission.law.rules import Criterion, Rules
from daskalo.admission.play.door import refused
from daskalo.errors import UsageError
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")


@dataclass(frozen=True)
class Form:
    """What a parent has filled in.

    Attributes:
        group (str): The group the child applies for.
        district (str): Where the family lives; empty before it is said.
        claims (tuple[tuple[str, str], ...]): Criterion and institution, empty for everywhere.
        proofs (frozenset[tuple[str, int]]): Criterion and which of its documents is attached, from 0.
        wishes (tuple[str, ...]): Institutions, the most wanted first.
        stage (str): `draft`, `sent`, or `ranked`: the round was held.
    """

    group: str = "first"
    district: str = ""
    claims: tuple[tuple[str, str], ...] = ()
    proofs: frozenset[tuple[str, int]] = frozenset()
    wishes: tuple[str, ...] = ()
    stage: str = "draft"

    def after(self, operation: Mapping[str, Any], rules: Rules, offered: Mapping[str, list[str]]) -> Form:
        """Return the form after one operation.

        Args:
            operation (Mapping): `do` is `group`, `district`, `claim`, `proof`, `wishes`, `send`, `take-back` or `rank`.
            rules (Rules): The rules in force.
            offered (Mapping[str, list[str]]): Institutions by group.

        Raises:
            UsageError: `form-sent`, `form-incomplete`, `form-value-wrong`, `play-operation-wrong`.
        """
        do = operation.get("do")
        if do in {"take-back", "rank"}:
            return self._moved(str(do))
        if self.stage != "draft":
            raise UsageError("form-sent", _("The application is sent. Take it back to change it."))
        match operation:
            case {"do": "group", "group": str(group)} if group in offered:
                return replace(self, group=group, wishes=(), claims=tuple(one for one in self.claims if not one[1]))
            case {"do": "district", "district": str(district)} if len(district) <= 80:
                return replace(self, district=district)
            case {"do": "claim", "criterion": str(id), "on": bool(on)} if id in rules.criterion:
                return self._claimed(rules.criterion[id], str(operation.get("institution", "")), on, rules, offered)
            case {"do": "proof", "criterion": str(id), "proof": int(proof), "on": bool(on)} if (
                id in rules.criterion and 0 <= proof < len(rules.criterion[id].proofs)
            ):
                kept = self.proofs - {(id, proof)}
                return replace(self, proofs=kept | {(id, proof)} if on else kept)
            case {"do": "wishes"}:
                return self._wishing(operation.get("institutions"), rules, offered)
            case {"do": "send"}:
                if lacking := self.lacking(rules):
                    raise UsageError("form-incomplete", " ".join(lacking))
                return replace(self, stage="sent")
            case _:
                raise refused(operation)

    def proved(self, criterion: Criterion) -> bool:
        """Say whether all documents of a criterion are attached; the rules may name none."""
        return all((criterion.id, proof) in self.proofs for proof in range(len(criterion.proofs)))

    def lacking(self, rules: Rules) -> list[str]:
        """Return what is missing before the application can be sent, in sentences."""
        found: list[str] = []
        if not self.district:
            found.append(_("Say where the family lives."))
        if not self.wishes:
            found.append(_("Choose at least one wish."))
        for id, _institution in self.claims:
            if not self.proved(rules.criterion[id]):
                found.append(_("Attach the documents for “{name}”, or do not claim it.", name=rules.criterion[id].name))
        return found

    def _moved(self, do: str) -> Form:
        if do == "rank" and self.stage == "draft":
            raise UsageError("form-not-sent", _("Send the application first; then the round can be held."))
        return replace(self, stage="ranked" if do == "rank" else "draft")

    def _claimed(
        self, criterion: Criterion, institution: str, on: bool, rules: Rules, offered: Mapping[str, list[str]]
    ) -> Form:
        there = criterion.scope == "institution"
        if there != bool(institution) or (institution and institution not in offered[self.group]):
            raise UsageError(
                "form-value-wrong", _("“{name}” counts at one institution: choose which.", name=criterion.name)
            )
        claim = (criterion.id, institution)
        rivals = {one.id for one in rules.criteria if one.one_of and one.one_of == criterion.one_of}
        kept = tuple(one for one in self.claims if one != claim and not (on and one[0] in rivals))
        if not on:
            return replace(self, claims=kept)
        order = list(rules.criterion)
        return replace(self, claims=tuple(sorted((*kept, claim), key=lambda one: (order.index(one[0]), one[1]))))

    def _wishing(self, given: Any, rules: Rules, offered: Mapping[str, list[str]]) -> Form:
        wishes = tuple(str(one) for one in cast(list[object], given)) if isinstance(given, list) else ()
        most = rules.most_wishes.value
        if len(wishes) > most:
            raise UsageError("form-value-wrong", _("These rules allow {most} wishes.", most=most))
        if len(set(wishes)) < len(wishes) or not set(wishes) <= set(offered[self.group]):
            raise UsageError("form-value-wrong", _("Each wish is another institution that has the child's group."))
        return replace(self, wishes=wishes)
