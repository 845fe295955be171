"""Admission to kindergartens, nurseries and first class: rules, placement, explanation, audit.

    >>> from daskalo.admission import load_rules
    >>> rules = load_rules("ruse-first-class", on="2017-05-02")
    >>> rules.criterion["present-addr-area"].points.value
    Decimal('3')

`Scenario.read(folder)` reads applications, `place(scenario, rules)` ranks them, the result says who got which place.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from daskalo.admission.audit import Audit
    from daskalo.admission.chance import Chances, chances, with_child
    from daskalo.admission.comparison import Comparison, compare, compare_rules
    from daskalo.admission.invented import Example, example, examples
    from daskalo.admission.law import Rules, load_rules
    from daskalo.admission.mechanisms import MECHANISMS
    from daskalo.admission.placement import Placement, place
    from daskalo.admission.scenario import Scenario
    from daskalo.admission.season import Season

__all__ = [
    "MECHANISMS",
    "Audit",
    "Chances",
    "Comparison",
    "Example",
    "Placement",
    "Rules",
    "Scenario",
    "Season",
    "chances",
    "compare",
    "compare_rules",
    "example",
    "examples",
    "load_rules",
    "place",
    "with_child",
]

_MODULES = {
    "Audit": "audit",
    "Chances": "chance",
    "Comparison": "comparison",
    "MECHANISMS": "mechanisms",
    "Placement": "placement",
    "Rules": "law",
    "Scenario": "scenario",
    "Season": "season",
    "Example": "invented",
    "chances": "chance",
    "compare": "comparison",
    "compare_rules": "comparison",
    "example": "invented",
    "examples": "invented",
    "load_rules": "law",
    "place": "placement",
    "with_child": "chance",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is asked for: the command line must not wait for pandas."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
