"""Checks: what the graded cells of a lesson call.

The cell a teacher sees says whether the answer is complete:

    check("pbl-or-lookalike")

The builder adds the hidden call that marks it, with the key and the points of the cell:

    check("pbl-or-lookalike", key={"answer": {...}}, points=12)
"""

from daskalo_grading.checks.check import Verdict, check

__all__ = ["Verdict", "check"]
