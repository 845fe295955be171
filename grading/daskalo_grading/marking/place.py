"""Where marks by hand belong in a gradebook."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from daskalo_grading.book import Vote


@dataclass(frozen=True)
class Place:
    """One task of one person."""

    unit: str
    notebook: str
    task: str
    person: str

    @classmethod
    def of(cls, vote: Vote) -> Place:
        """Return what a vote is about."""
        return cls(vote.unit, vote.notebook, vote.task, vote.person)

    @property
    def key(self) -> str:
        """A name of it that tells nothing about the person."""
        return sha256("/".join((self.unit, self.notebook, self.task, self.person)).encode()).hexdigest()[:20]

    @property
    def in_nbgrader(self) -> tuple[str, str, str, str]:
        """What nbgrader's gradebook finds a grade and a comment by."""
        return self.task, self.notebook, self.unit, self.person
