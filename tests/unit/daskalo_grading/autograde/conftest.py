"""A small nbgrader course, not one of ours, with hand-ins."""

from graded_course import course, end_interpreters, fresh
from postgresql import postgresql

__all__ = ["course", "end_interpreters", "fresh", "postgresql"]
