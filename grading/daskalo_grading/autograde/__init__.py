"""Grading every new hand-in of a unit: `daskalo grade`, and what the formgrader and the trainer's desk call.

places   where a course lies
course   its settings, who waits
before   what is looked at before a hand-in is opened
one      one hand-in through nbgrader's own Autograde, written when all of it is done
pool     many on this machine; a worker that is killed loses nothing
cluster  many on a Dask cluster
report   the table at the end
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from daskalo_grading.autograde.before import look_before
    from daskalo_grading.autograde.course import GradedCourse, waiting
    from daskalo_grading.autograde.grading import grade
    from daskalo_grading.autograde.job import Graded, Job
    from daskalo_grading.autograde.places import find_course

__all__ = ["Graded", "GradedCourse", "Job", "find_course", "grade", "look_before", "waiting"]

_HOMES = {
    "Graded": "job",
    "GradedCourse": "course",
    "Job": "job",
    "find_course": "places",
    "grade": "grading",
    "look_before": "before",
    "waiting": "course",
}


def __getattr__(name: str) -> Any:
    """Import on demand: nbgrader takes a second to import, and interpreters warm up meanwhile."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(name)
