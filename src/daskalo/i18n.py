"""The language of the reader, and the words in it.

English is written in the code, as the message; the Bulgarian stands in `locale/bg.po` beside the package that says it.

    >>> from daskalo.i18n import speaking, translator
    >>> _, ngettext = translator("daskalo")
    >>> with speaking("en"):
    ...     _("The language “{given}” is not known.", given="de")
    'The language “de” is not known.'

The language is the one a caller asked for with `speaking`, else `DASKALO_LANGUAGE`, else what the machine's locale
says, else Bulgarian.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from daskalo.errors import UsageError

LANGUAGES = ("bg", "en")
SOURCE_LANGUAGE = "en"
DEFAULT_LANGUAGE = "bg"

_spoken: ContextVar[str | None] = ContextVar("daskalo_language", default=None)


def language() -> str:
    """Return the language of the reader, one of `LANGUAGES`."""
    if spoken := _spoken.get():
        return spoken
    for variable in ("DASKALO_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = os.environ.get(variable, "")[:2].lower()
        if wanted in LANGUAGES:
            return wanted
    return DEFAULT_LANGUAGE


@contextmanager
def speaking(code: str) -> Generator[None]:
    """Speak one language inside the block.

    Args:
        code (str): One of `LANGUAGES`.

    Raises:
        UsageError: `language-unknown`, for any other code.
    """
    if code not in LANGUAGES:
        raise UsageError("language-unknown", f"The language “{code}” is not known. Use one of: {', '.join(LANGUAGES)}.")
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def read_catalogue(source: Traversable, code: str) -> Translations:
    """Read a PO file; an absent one translates nothing.

    Args:
        source (Traversable): The file, a `Path` or a resource of a package.
        code (str): The language of its translations.
    """
    if not source.is_file():
        return Translations()
    compiled = BytesIO()
    with source.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=code))
    compiled.seek(0)
    return Translations(compiled)


@cache
def _catalogue(package: str, code: str) -> Translations:
    return read_catalogue(files(package).joinpath("locale", f"{code}.po"), code)


def translator(package: str) -> tuple[Callable[..., str], Callable[..., str]]:
    """Return `_` and `ngettext` for the messages of one package.

    Both look the words up when they are called, so one process can speak two languages, and both fill the named
    fields of the message: `_("{n} of {all} are right.", n=3, all=4)`.

    Args:
        package (str): The dotted name of the package whose folder holds `locale/`.
    """

    def gettext(message: str, /, **fields: object) -> str:
        translated = _catalogue(package, language()).gettext(message)
        return translated.format(**fields) if fields else translated

    def ngettext(one: str, many: str, /, n: int, **fields: object) -> str:
        return _catalogue(package, language()).ngettext(one, many, n).format(n=n, **fields)

    return gettext, ngettext
