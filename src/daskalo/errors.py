"""The exceptions of Daskalo, in one tree.

```
DaskaloError
├── UsageError          the command or call is off: nothing was read or written
├── ContentError        a course, rule, data or catalogue file is wrong: the author mends it
│   └── Findings        several of those at once, so that all can be mended in one go
├── AnswerError         a learner's answer does not fit its activity
├── JournalError        a journal is damaged or was edited
├── UnknownRule         the law or the amount is not known: nobody may guess it
└── EnvironmentProblem  the machine lacks something; the message names the command that brings it
```

A message says which value is wrong, what is allowed, and what to do next, in the language of the reader. Programs and
tests look at `code`, which never changes with the wording.
"""

from __future__ import annotations

from collections.abc import Sequence


class DaskaloError(Exception):
    """The root of the tree.

    Args:
        code (str): Stable, ASCII, kebab-case: what kind of mistake this is, for programs and tests.
        message (str): The sentence a person reads: which value, what is allowed, what to do next.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


class UsageError(DaskaloError):
    """The command or call is off: nothing was read or written."""


class ContentError(DaskaloError):
    """A file written by an author is wrong."""


class Findings(ContentError):
    """Several mistakes of an author, listed together.

    Args:
        code (str): As in `DaskaloError`.
        message (str): What was looked at.
        findings (Sequence[str]): One line each: place, value, remedy.
    """

    def __init__(self, code: str, message: str, findings: Sequence[str]) -> None:
        super().__init__(code, message)
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {finding}" for finding in self.findings)])


class AnswerError(DaskaloError):
    """A learner's answer does not fit its activity."""


class JournalError(DaskaloError):
    """A journal is damaged in the middle, or was edited by hand."""


class UnknownRule(DaskaloError):
    """A legal rule, amount or figure is needed that nobody has confirmed yet."""


class EnvironmentProblem(DaskaloError):
    """The machine lacks something the command needs."""
