"""What an author has to mend: a place, a rule, a remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from daskalo.errors import ContentError, Findings


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake of an author.

    Attributes:
        place (str): File, and line or cell: `01-start/lesson.md:12, cell 3 (sorting)`.
        code (str): The rule, ASCII kebab-case.
        message (str): Which value is wrong and what to do.
        warning (bool): It is only advice: nothing stops.
    """

    place: str
    code: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.code}]"

    @classmethod
    def of(cls, place: str, error: ContentError) -> Finding:
        """Return the finding that an error of a reader amounts to."""
        return cls(place, error.code, error.message)


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return those that are more than advice."""
    return [finding for finding in findings if not finding.warning]


def stop_on(findings: Iterable[Finding], code: str, message: str) -> None:
    """Raise `Findings` when there is more than advice; each is listed once, in the order it was found.

    Raises:
        Findings: With the given code and message.
    """
    if found := errors(findings):
        raise Findings(code, message, [str(finding) for finding in dict.fromkeys(found)])
