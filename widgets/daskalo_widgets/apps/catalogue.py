"""Which training apps there are, with their titles in the language of the reader.

An app is a notebook `widgets/apps/<name>.ipynb` that only shows it, and a folder `widgets/apps/<name>/` with

- `app.toml`: `title`, `summary`, `intro`, in English;
- `activities.toml`: its activities, as in a unit of a course; an app with a front end of its own has none;
- `locale/<language>.po`: the words of both files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import Translations

from daskalo.errors import UsageError
from daskalo.i18n import language, read_catalogue, translator

_, ngettext = translator("daskalo_widgets")

FOLDER = Path(__file__).parents[2] / "apps"
PROSE = frozenset({"title", "summary", "intro", "prompt", "hint", "text", "why"})


@dataclass(frozen=True)
class App:
    """A training app.

    Attributes:
        name (str): Its id, ASCII kebab-case; the name of its notebook and folder.
        path (Path): The notebook that shows it.
        title (str): In the language of the reader, like the two below.
        summary (str): A sentence or two for a list of apps.
        intro (str): What the app says above its activities.
    """

    name: str
    path: Path
    title: str
    summary: str
    intro: str


def catalogue() -> list[App]:
    """Return the apps in alphabetical order of their names."""
    return [app(folder.parent.name) for folder in sorted(FOLDER.glob("*/app.toml"))]


def app(name: str) -> App:
    """Return one app.

    Raises:
        UsageError: `app-unknown`, naming the ones there are.
    """
    source = FOLDER / name / "app.toml"
    if not source.is_file():
        known = ", ".join(folder.parent.name for folder in sorted(FOLDER.glob("*/app.toml")))
        raise UsageError("app-unknown", _("There is no app “{name}”. There are: {known}.", name=name, known=known))
    words = read(source)
    return App(name, FOLDER / f"{name}.ipynb", words["title"], words["summary"], words["intro"])


def read(source: Path) -> dict[str, Any]:
    """Read a TOML file of an app, its prose in the language of the reader."""
    return _translated(tomllib.loads(source.read_text(encoding="utf-8")), _words(source.parent, language()))


@cache
def _words(folder: Path, code: str) -> Translations:
    return read_catalogue(folder / "locale" / f"{code}.po", code)


def _translated(value: Any, words: Translations) -> Any:
    """Translate what stands under the names in `PROSE`, at any depth; ids and answers stay as they are."""
    match value:
        case Mapping():
            return {
                key: words.gettext(part) if key in PROSE and isinstance(part, str) else _translated(part, words)
                for key, part in value.items()
            }
        case list():
            return [_translated(part, words) for part in value]
        case _:
            return value
