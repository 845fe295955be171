"""Grading all that is new of a unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from daskalo_grading.autograde.job import Graded, Job


def grade(
    course_dir: Path,
    unit: str,
    *,
    person: str | None = None,
    force: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    gradebook: str | None = None,
    trusted: bool = False,
    progress: Callable[[Graded], None] | None = None,
) -> list[Graded]:
    """Grade every new hand-in of a unit.

    Args:
        course_dir (Path): Any nbgrader course directory.
        unit (str): The unit.
        person (str | None): This person only.
        force (bool): Those too that were graded before.
        workers (int | None): How many at a time on this machine; None for one a core.
        scheduler (str | None): The address of a Dask scheduler that does it instead.
        gradebook (str | None): The URL of the gradebook (SQLite or PostgreSQL); None for the one of the course.
        trusted (bool): Without a sandbox.
        progress (Callable | None): Called with each hand-in as soon as it is done.

    Returns:
        list[Graded]: In alphabetical order of the people.

    Raises:
        UsageError: `unit-unknown`, `person-unknown`, `scheduler-unreachable`.
        NoSandbox: `no-sandbox`; nothing was graded.
    """
    done = []
    for graded in each(
        course_dir, unit, person=person, force=force, workers=workers, scheduler=scheduler, gradebook=gradebook,
        trusted=trusted,
    ):  # fmt: skip
        if progress:
            progress(graded)
        done.append(graded)
    return sorted(done, key=lambda graded: graded.person)


def each(
    course_dir: Path,
    unit: str,
    *,
    person: str | None = None,
    force: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    gradebook: str | None = None,
    trusted: bool = False,
    known: Callable[[Sequence[str]], None] | None = None,
) -> Iterator[Graded]:
    """Yield what became of each hand-in as soon as it is known.

    `known` is called once with the people whose hand-ins will be graded; the other arguments are those of `grade`.
    """
    from daskalo_grading.autograde import pool

    many = 1 if person else workers or pool.default_workers()
    # The interpreters warm up while nbgrader is imported here.
    warming = [] if scheduler or many == 1 else pool.warming(many, trusted=trusted)
    try:
        from daskalo_grading.autograde.course import GradedCourse, waiting
        from daskalo_grading.autograde.known import know
        from daskalo_grading.autograde.quicker import quicken

        course = GradedCourse(Path(course_dir).resolve(), gradebook)
        people = waiting(course.folder, unit, person=person, force=force, gradebook=gradebook)
        if known:
            known(people)
        jobs = [Job(str(course.folder), unit, each, course.database, force, trusted) for each in people]
        if not jobs:
            return
        know(course, unit)
        if scheduler:
            from daskalo_grading.autograde import cluster

            graded = cluster.run(jobs, scheduler)
        else:
            import daskalo_grading.autograde.one
            import daskalo_grading.execution.execute

            graded = pool.run(jobs, many, warming) if many > 1 else map(daskalo_grading.autograde.one.grade_one, jobs)
        quicken()
        for one in graded:
            yield _with_score(course.database, one)
    finally:
        for interpreter in warming:
            interpreter.close()


def _with_score(database: str, graded: Graded) -> Graded:
    """Add what the gradebook says: points and notes."""
    from nbgrader.api import Gradebook, MissingEntry

    from daskalo_grading.book import Book

    with Book(database) as book:
        notes = tuple(book.notes(graded.unit, graded.person))
    if graded.failed:
        return replace(graded, notes=notes)
    with Gradebook(database) as gradebook:
        try:
            submission = gradebook.find_submission(graded.unit, graded.person)
        except MissingEntry:
            return replace(graded, notes=notes)
        return replace(graded, notes=notes, score=submission.score, max_score=submission.max_score)
