# pyright: basic
"""The same children under two versions of the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from daskalo import rules as dated
from daskalo.admission.comparing.comparison import Comparison, compare_rules
from daskalo.admission.law.rules import FOLDER, Rules, read_rules
from daskalo.admission.play.door import refused
from daskalo.admission.play.invention import the_round, with_payers


@dataclass(frozen=True)
class Versions:
    """Two versions and the invented payers, who matter where the criterion of paid taxes counts.

    Attributes:
        before (str): The first day of a version, `2013-05-29`.
        after (str): Of the other.
        share (str): Percent of the children who are said to have paid.
        payers (str): The seed that draws them.
    """

    before: str = "2013-05-29"
    after: str = "2020-03-01"
    share: str = "70"
    payers: str = "1"

    def after_operation(self, operation: Mapping[str, Any]) -> Versions:
        """Return what is compared after `{"do": "versions", …}` with some of the attributes.

        Raises:
            UsageError: `play-operation-wrong`.
        """
        known = versions()
        match operation:
            case {"what": "before" | "after" as side, "value": str(value)} if value in known:
                return replace(self, **{side: value})
            case {"what": "share", "value": str(value)} if value.isdecimal() and int(value) <= 100:
                return replace(self, share=str(int(value)))
            case {"what": "payers", "value": str(value)} if value.isalnum() and len(value) <= 20:
                return replace(self, payers=value)
            case _:
                raise refused(operation)


@lru_cache(maxsize=1)
def versions() -> Mapping[str, Rules]:
    """Return the versions of the rules of the round by their first day, the earliest first."""
    found = dated.versions(FOLDER, the_round().rules.id)
    return {version.in_force.isoformat(): read_rules(version) for version in found}


@lru_cache(maxsize=32)
def compared_versions(chosen: Versions) -> Comparison:
    """Return who moves between the two versions; all else, the lottery too, is the same."""
    known = versions()
    scenario = with_payers(the_round().scenario, int(chosen.share), chosen.payers)
    return compare_rules(scenario, known[chosen.before], known[chosen.after], seed=the_round().seed)
