"""Admission to kindergartens, nurseries and first class: rules, placement, explanation, audit.

    >>> from daskalo.admission import load_rules
    >>> rules = load_rules("ruse-first-class", on="2017-05-02")
    >>> rules.criterion["present-addr-area"].points.value
    Decimal('3')

`Scenario.read(folder)` reads applications, `place(scenario, rules)` ranks them, the result says who got which place.

    law         the rules: dated law as data, with its source
    tables      applications as people export them
    placing     from both to who got which place
    explaining  why this child, and what would have changed it
    auditing    envy, waste, false orders of wishes, fairness
    comparing   two rules, or a thousand lotteries
    season      the rounds of a year
    play        the app as operations that are replayed
    commands    the command line
    invented    invented rounds for apps and lessons
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from daskalo.admission.auditing.audit import Audit
    from daskalo.admission.comparing.chance import Chances, chances, with_child
    from daskalo.admission.comparing.comparison import Comparison, compare, compare_rules
    from daskalo.admission.explaining.explanation import Explanation
    from daskalo.admission.invented import Example, example, examples
    from daskalo.admission.law.annex import import_annex
    from daskalo.admission.law.rules import Rules, load_rules
    from daskalo.admission.placing.mechanisms import MECHANISMS
    from daskalo.admission.placing.placement import Placement, place
    from daskalo.admission.placing.verification import verify
    from daskalo.admission.season.season import Season
    from daskalo.admission.tables.scenario import Scenario

__all__ = [
    "MECHANISMS",
    "Audit",
    "Chances",
    "Comparison",
    "Example",
    "Explanation",
    "Placement",
    "Rules",
    "Scenario",
    "Season",
    "chances",
    "compare",
    "compare_rules",
    "example",
    "examples",
    "import_annex",
    "load_rules",
    "place",
    "verify",
    "with_child",
]

_MODULES = {
    "Audit": "auditing.audit",
    "Chances": "comparing.chance",
    "Comparison": "comparing.comparison",
    "Explanation": "explaining.explanation",
    "MECHANISMS": "placing.mechanisms",
    "Placement": "placing.placement",
    "Rules": "law.rules",
    "Scenario": "tables.scenario",
    "Season": "season.season",
    "Example": "invented",
    "chances": "comparing.chance",
    "compare": "comparing.comparison",
    "compare_rules": "comparing.comparison",
    "example": "invented",
    "examples": "invented",
    "import_annex": "law.annex",
    "load_rules": "law.rules",
    "verify": "placing.verification",
    "place": "placing.placement",
    "with_child": "comparing.chance",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is asked for: the command line must not wait for pandas."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
