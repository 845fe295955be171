"""Reading and writing our tables; SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Self

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
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
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
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
    Column("work", String(64), nullable=False),
    Column("outdated", Boolean, nullable=False),
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
        self._place: Engine | Connection = _engine(url)

    @classmethod
    def within(cls, connection: Connection) -> Self:
        """Return a book inside somebody else's transaction; what it writes is kept when that one is committed.

        Args:
            connection (Connection): To a gradebook whose tables are there: see `prepare`.
        """
        book = cls.__new__(cls)
        book._place = connection
        return book

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        if isinstance(self._place, Engine):
            self._place.dispose()

    def prepare(self) -> None:
        """Make our tables where they are missing."""
        try:
            _metadata.create_all(self._place)
        except (OperationalError, ProgrammingError, IntegrityError):  # another worker made them at the same moment
            _metadata.create_all(self._place)

    def replace_notes(self, unit: str, person: str, notes: Iterable[Note]) -> None:
        """Replace all notes about a hand-in, in one transaction."""
        now = _now()
        rows = [asdict(note) | {"unit": unit, "person": person, "time": now} for note in notes]
        if not rows and not self._has(NOTES):
            return
        self.prepare()
        with self._transaction() as connection:
            if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
                connection.execute(text(f"LOCK TABLE {NOTES.name} IN SHARE ROW EXCLUSIVE MODE"))
            connection.execute(delete(NOTES).where(NOTES.c.unit == unit, NOTES.c.person == person))
            if rows:
                connection.execute(insert(NOTES), rows)

    def notes(self, unit: str | None = None, person: str | None = None) -> list[Note]:
        """Return the notes, of one unit, of one person, or all; in the order they were written."""
        return [Note(**row) for row in self._rows(NOTES, unit=unit, person=person)]

    def vote(self, vote: Vote) -> None:
        """Keep the marks of a rater; they replace the earlier ones of the same rater."""
        if isinstance(self._place, Engine):
            self.prepare()
        row = asdict(vote) | {"points": dict(vote.points), "time": _now(), "outdated": False}
        with self._transaction() as connection:
            upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            connection.execute(upsert(VOTES).values(row).on_conflict_do_update(index_elements=VOTE_KEY, set_=row))

    def withdraw(self, vote: Vote) -> None:
        """Take the marks of a rater back."""
        if self._has(VOTES):
            with self._transaction() as connection:
                connection.execute(delete(VOTES).where(*_same(vote)))

    def outdate(self, vote: Vote) -> None:
        """Mark a vote as one for an earlier version of the work: it counts no more and stays to be looked at."""
        with self._transaction() as connection:
            connection.execute(update(VOTES).where(*_same(vote)).values(outdated=True))

    def votes(
        self,
        unit: str | None = None,
        person: str | None = None,
        rater: str | None = None,
        task: str | None = None,
        *,
        outdated: bool = False,
    ) -> list[Vote]:
        """Return the votes that fit, in the order they were given: those that count, or the outdated ones."""
        fits = {"unit": unit, "person": person, "rater": rater, "task": task, "outdated": outdated}
        return [Vote(**row) for row in self._rows(VOTES, **fits)]

    @contextmanager
    def _transaction(self) -> Generator[Connection]:
        if isinstance(self._place, Connection):
            yield self._place
        else:
            with self._place.begin() as connection:
                yield connection

    def _rows(self, table: Table, **wanted: str | bool | None) -> list[dict[str, Any]]:
        if not self._has(table):
            return []
        fits = [table.c[name] == value for name, value in wanted.items() if value is not None]
        columns = [column for column in table.columns if column.name not in {"id", "outdated"}]
        with self._transaction() as connection:
            found = connection.execute(select(*columns).where(*fits).order_by(table.c.time, table.c.id))
            return [dict(row) | {"time": row["time"].replace(tzinfo=UTC)} for row in found.mappings()]

    def _has(self, table: Table) -> bool:
        return inspect(self._place).has_table(table.name)


def _same(vote: Vote) -> list[Any]:
    return [VOTES.c[name] == getattr(vote, name) for name in VOTE_KEY]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
