"""Whose signature counts: the key somebody named, else the keys of the courses on this machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from daskalo.errors import ContentError, UsageError
from daskalo.i18n import translator
from daskalo_grading.records.keys import PublicKey, key_file, known_keys
from daskalo_grading.records.zips import read_plain

_, ngettext = translator("daskalo_grading.records")


@dataclass(frozen=True)
class Trust:
    """Whose signature counts.

    Attributes:
        given (PublicKey | None): The key that was named.
        fingerprint (str): The fingerprint that was named; empty without one.
        known (Mapping[str, PublicKey]): The keys of this machine, by course.
        state (Path): Where those lie.
    """

    given: PublicKey | None
    fingerprint: str
    known: Mapping[str, PublicKey]
    state: Path

    @classmethod
    def of(cls, public_key: str | None, state: Path) -> Trust:
        """Read what was named, else the keys of this machine.

        Args:
            public_key (str | None): A PEM file, or a fingerprint of 64 hexadecimal digits.
            state (Path): `.daskalo`.

        Raises:
            UsageError: `public-key`, when it is neither.
        """
        if public_key is None:
            return cls(None, "", known_keys(state), state)
        digits = re.sub(r"[\s:-]", "", public_key).lower().removeprefix("sha256")
        if re.fullmatch(r"[0-9a-f]{64}", digits):
            return cls(None, digits, {}, state)
        try:
            given = PublicKey.of(read_plain(Path(public_key).resolve()))
        except (ContentError, OSError):
            given = None
        if given is None:
            message = _(
                "“{given}” is neither a file with a public Ed25519 key nor a fingerprint of 64 hexadecimal digits.",
                given=public_key,
            )
            raise UsageError("public-key", message)
        return cls(given, given.fingerprint, {}, state)

    def place(self, course: str) -> Path:
        """Return where the key of a course lies."""
        return key_file(self.state, course)

    def expects(self, course: str) -> str:
        """Return the fingerprint of the key that must have signed for a course; empty when nobody here knows."""
        return self.fingerprint or (self.known[course].fingerprint if course in self.known else "")
