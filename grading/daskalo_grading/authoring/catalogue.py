"""Catalogues: `locale/bg.po`, read, updated and written without noise.

The file is a pure function of its messages: no dates, no tool names, one line a paragraph. So it changes only when
a message changes, and a diff shows what a translator did.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import PoFileError, read_po, write_po

from daskalo.errors import ContentError
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading")

LANGUAGE = "bg"
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: daskalo\\n"
"Language: bg\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@dataclass(frozen=True)
class Message:
    """A text to translate.

    Attributes:
        id (str): The English text.
        place (str): Where it stands, for the translator: `lesson.md#sorting:3`, `activities.toml#garden.prompt`.
        plural (str): The English text for many; empty without one.
    """

    id: str
    place: str
    plural: str = ""

    @property
    def key(self) -> str | tuple[str, str]:
        """The message as Babel knows it."""
        return (self.id, self.plural) if self.plural else self.id

    @property
    def location(self) -> Any:
        """The place as Babel writes it: (file, number), or (file, None)."""
        file, _colon, number = self.place.rpartition(":")
        return (file, int(number)) if number.isdigit() and file else (self.place, None)


@dataclass(frozen=True)
class Counts:
    """How far a translation is."""

    translated: int = 0
    fuzzy: int = 0
    missing: int = 0
    obsolete: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is fuzzy or missing."""
        return not (self.fuzzy or self.missing)


def read(path: Path) -> Catalog:
    """Read a catalogue; an absent file is an empty one.

    Raises:
        ContentError: `catalogue-unreadable`, with the line.
    """
    if not path.is_file():
        return Catalog(locale=LANGUAGE)
    try:
        with path.open("rb") as stream:
            return read_po(stream, locale=LANGUAGE, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        line = getattr(error, "lineno", None)
        place = f"{path.name}:{line + 1}" if isinstance(line, int) else path.name
        raise ContentError(
            "catalogue-unreadable",
            _("{place} is not a catalogue: {reason}. Open it in a PO editor.", place=place, reason=error),
        ) from error


def texts(entry: Entry | None) -> tuple[str, ...]:
    """Return what a translator wrote: one text, or one for each number; empty texts where nothing stands."""
    if entry is None or not entry.string:
        return ("",)
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)


def state(catalog: Catalog, message: Message) -> str:
    """Return `translated`, `fuzzy` or `missing`."""
    entry = catalog.get(message.key)
    if entry is None or not all(text.strip() for text in texts(entry)):
        return "missing"
    return "fuzzy" if entry.fuzzy else "translated"


def translation(catalog: Catalog, text: str) -> str | None:
    """Return the translation of a text, or None while it is missing or fuzzy."""
    message = Message(text, "")
    return texts(catalog.get(text))[0] if state(catalog, message) == "translated" else None


def counts(catalog: Catalog, messages: Iterable[Message]) -> Counts:
    """Count the states of the messages."""
    states = [state(catalog, message) for message in unique(messages)]
    return Counts(
        states.count("translated"), states.count("fuzzy"), states.count("missing"), obsolete=len(catalog.obsolete)
    )


def unique(messages: Iterable[Message]) -> list[Message]:
    """Return each text once, at its first place."""
    return list({message.key: message for message in reversed(list(messages))}.values())[::-1]


def updated(catalog: Catalog, messages: Sequence[Message]) -> Catalog:
    """Return the catalogue for these messages, in their order.

    The translation of a text that was edited is kept as fuzzy; that of a text that is gone stays as obsolete, at the
    end, until somebody deletes it.
    """
    template = Catalog(locale=LANGUAGE)
    for message in messages:
        template.add(message.key, locations=[message.location])
    fresh = read_po(io.BytesIO(render(catalog).encode()), locale=LANGUAGE)
    for entry in [entry for entry in fresh.obsolete.values() if entry.id in template]:
        fresh[entry.id] = entry  # a text that came back brings its translation
    fresh.update(template)
    fresh.obsolete = {key: entry for key, entry in fresh.obsolete.items() if entry.id not in template}
    return fresh


def render(catalog: Catalog) -> str:
    """Return the text of the file."""
    for entry in catalog:
        entry.flags -= {"python-format", "python-brace-format"}  # Babel's guess: “60 % of” is prose
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True)
    return HEADER + body.getvalue().decode().strip() + "\n"
