"""A small nbgrader course for hostile hand-ins."""

from graded_course import course, end_interpreters, fresh

__all__ = ["course", "end_interpreters", "fresh"]
