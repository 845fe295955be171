"""The prose in an author's TOML files: which fields a person reads, and the same table in another language."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from daskalo.errors import ContentError
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading")

PROSE = frozenset(
    {"title", "prompt", "hint", "text", "why", "summary", "goal", "audience", "assessment", "provider_note"}
)
"""The fields that are translated, wherever they stand. All others are ids, numbers and answers."""


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        ContentError: `file-missing`, `toml-unreadable` with the line.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError("file-missing", _("{file} is not there. Write it.", file=path.name)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(
            "toml-unreadable", _("{file} is not TOML: {reason}.", file=path.name, reason=error)
        ) from error


def prose(table: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    """Yield (place, text) for each text a person reads.

    Rows are named by their id, so that a place stays when rows are added: `activities.toml#garden.options.soil.text`.
    """
    yield from _walk(table, f"{place}#")


def _walk(value: Any, place: str) -> Iterator[tuple[str, str]]:
    match value:
        case Mapping():
            for name, part in value.items():
                inner = place + name if place.endswith("#") else f"{place}.{name}"
                if name in PROSE and isinstance(part, str) and part.strip():
                    yield inner, part
                else:
                    yield from _walk(part, inner)
        case list():
            for number, part in enumerate(value, 1):
                name = part.get("id", number) if isinstance(part, Mapping) else number
                yield from _walk(part, f"{place}.{name}")


def translated(value: Any, translate: Callable[[str], str]) -> Any:
    """Return the table with its prose passed through `translate`; everything else is as it was."""
    match value:
        case Mapping():
            return {
                name: translate(part)
                if name in PROSE and isinstance(part, str) and part.strip()
                else translated(part, translate)
                for name, part in value.items()
            }
        case list():
            return [translated(part, translate) for part in value]
        case _:
            return value
