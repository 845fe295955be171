"""Reading and writing our tables; SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Self

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    delete,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.pool import NullPool

from daskalo_grading.book.rows import Note, Vote

_metadata = MetaData()
NOTES = Table(
    "daskalo_note",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("unit", String(200), nullable=False),
    Column("person", String(200), nullable=False),
    Column("notebook", String(200), nullable=False),
    Column("grade_id", String(200), nullable=False),
    Column("code", String(100), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("time", DateTime, nullable=False),
)
VOTES = Table(
    "daskalo_vote",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("unit", String(200), nullable=False),
    Column("notebook", String(200), nullable=False),
    Column("task", String(200), nullable=False),
    Column("person", String(200), nullable=False),
    Column("rater", String(200), nullable=False),
    Column("points", JSON, nullable=False),
    Column("comment", Text, nullable=False),
    Column("time", DateTime, nullable=False),
    UniqueConstraint("unit", "notebook", "task", "person", "rater", name="one_vote_a_rater"),
)
VOTE_KEY = ("unit", "notebook", "task", "person", "rater")


def book_url(course_dir: Path, gradebook: str | None = None) -> str:
    """Return the URL of a course's gradebook, as nbgrader finds it.

    Args:
        course_dir (Path): An nbgrader course directory.
        gradebook (str | None): A URL that was given; it wins.
    """
    if gradebook:
        return gradebook
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader

    config = Config()
    if (course_dir / "nbgrader_config.py").is_file():
        config.merge(PyFileConfigLoader("nbgrader_config.py", path=str(course_dir)).load_config())
    config.CourseDirectory.root = str(course_dir.resolve())
    return CourseDirectory(config=config).db_url


@cache
def _engine(url: str) -> Engine:
    """Return the engine of a gradebook: one a process, because it compiles statements once. It keeps no connection."""
    # An SQLite file is locked only for moments; waiting is better than an error.
    options: dict[str, Any] = {"connect_args": {"timeout": 30}} if url.startswith("sqlite") else {}
    return create_engine(url, poolclass=NullPool, **options)


class Book:
    """Our tables of one gradebook; they are made when something is written for the first time.

    Args:
        url (str): An SQLAlchemy URL: `sqlite:///...` or `postgresql+psycopg://...`.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def replace_notes(self, unit: str, person: str, notes: Iterable[Note]) -> None:
        """Replace all notes about a hand-in, in one transaction."""
        now = datetime.now(UTC).replace(tzinfo=None)
        rows = [asdict(note) | {"unit": unit, "person": person, "time": now} for note in notes]
        if not rows and not self._has(NOTES):
            return
        self._make()
        with self._engine.begin() as connection:
            connection.execute(delete(NOTES).where(NOTES.c.unit == unit, NOTES.c.person == person))
            if rows:
                connection.execute(insert(NOTES), rows)

    def notes(self, unit: str | None = None, person: str | None = None) -> list[Note]:
        """Return the notes, of one unit, of one person, or all; in the order they were written."""
        return [Note(**row) for row in self._rows(NOTES, unit=unit, person=person)]

    def vote(self, vote: Vote) -> None:
        """Keep the marks of a rater; they replace the earlier ones of the same rater."""
        self._make()
        row = asdict(vote) | {"points": dict(vote.points), "time": datetime.now(UTC).replace(tzinfo=None)}
        try:
            self._replace(vote, row)
        except IntegrityError:  # the same rater in two windows: the later one wins
            self._replace(vote, row)

    def withdraw(self, vote: Vote) -> None:
        """Take the marks of a rater back."""
        if self._has(VOTES):
            self._replace(vote, None)

    def votes(
        self,
        unit: str | None = None,
        person: str | None = None,
        rater: str | None = None,
        task: str | None = None,
    ) -> list[Vote]:
        """Return the votes that fit, in the order they were given."""
        return [Vote(**row) for row in self._rows(VOTES, unit=unit, person=person, rater=rater, task=task)]

    def _replace(self, vote: Vote, row: dict[str, Any] | None) -> None:
        same = [VOTES.c[name] == getattr(vote, name) for name in VOTE_KEY]
        with self._engine.begin() as connection:
            connection.execute(delete(VOTES).where(*same))
            if row:
                connection.execute(insert(VOTES), row)

    def _rows(self, table: Table, **wanted: str | None) -> list[dict[str, Any]]:
        if not self._has(table):
            return []
        fits = [table.c[name] == value for name, value in wanted.items() if value is not None]
        columns = [column for column in table.columns if column.name != "id"]
        with self._engine.connect() as connection:
            found = connection.execute(select(*columns).where(*fits).order_by(table.c.id))
            return [dict(row) | {"time": row["time"].replace(tzinfo=UTC)} for row in found.mappings()]

    def _has(self, table: Table) -> bool:
        return inspect(self._engine).has_table(table.name)

    def _make(self) -> None:
        try:
            _metadata.create_all(self._engine)
        except (OperationalError, ProgrammingError, IntegrityError):  # another worker made them at the same moment
            _metadata.create_all(self._engine)
