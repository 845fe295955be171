"""Checks: what the graded cells of a lesson call.

The cell a teacher sees says whether the answer is complete:

    check("pbl-or-lookalike")

The builder adds the hidden call that marks it, with the key and the points of the cell:

    check("pbl-or-lookalike", key={"answer": {...}}, points=12)

What was done in the admission app is marked from the journal:

    check_tour(["parent-points", "official-publish"], points=4)
"""

from daskalo_grading.checks.check import Verdict, check
from daskalo_grading.checks.tour import check_tour

__all__ = ["Verdict", "check", "check_tour"]
