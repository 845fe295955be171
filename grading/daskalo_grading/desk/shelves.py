"""What stands on the desk beside the courses: the training apps, the research notebooks, and names of people."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from daskalo.errors import DaskaloError, UsageError
from daskalo.i18n import speaking, translator
from daskalo_widgets.apps.catalogue import app, catalogue

log = logging.getLogger(__name__)
_, _ngettext = translator("daskalo_grading.desk")

_CHECKOUT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Shelved:
    """An app or a notebook to open.

    Attributes:
        name (str): Its id in addresses.
        title (str): In the language of the reader.
        summary (str): One sentence, or nothing.
    """

    name: str
    title: str
    summary: str = ""


def apps(spoken: str) -> list[Shelved]:
    """Return the training apps, in the order of their catalogue; the desk goes on when it cannot be read."""
    try:
        with speaking(spoken):
            return [Shelved(app.name, app.title, app.summary) for app in catalogue()]
    except (DaskaloError, OSError, ValueError, LookupError):
        log.exception("The training apps cannot be listed")
        return []


def app_path(name: str) -> Path:
    """Return the notebook that shows an app.

    Raises:
        UsageError: `app-unknown`.
    """
    return app(name).path


def notebooks_folder() -> Path:
    """Return the folder with `bg/` and `en/`: `DASKALO_NOTEBOOKS`, else that of the checkout."""
    return Path(os.environ.get("DASKALO_NOTEBOOKS") or _CHECKOUT / "notebooks")


def notebooks(spoken: str) -> list[Shelved]:
    """Return the research notebooks in one language, titled by their first heading."""
    return [Shelved(path.stem, _heading(path)) for path in sorted((notebooks_folder() / spoken).glob("*.ipynb"))]


def notebook_path(name: str, spoken: str) -> Path:
    """Return a research notebook in one language.

    Raises:
        UsageError: `notebook-unknown`.
    """
    for path in (notebooks_folder() / spoken).glob("*.ipynb"):
        if path.stem == name:
            return path
    raise UsageError("notebook-unknown", _("There is no such research notebook. Choose one on your desk."))


def _heading(path: Path) -> str:
    try:
        cells = json.loads(path.read_bytes())["cells"]
    except (OSError, ValueError, LookupError):
        return path.stem
    for cell in cells:
        for line in "".join(cell.get("source", "")).splitlines():
            if cell.get("cell_type") == "markdown" and line.startswith("# "):
                return line.removeprefix("# ").strip()
    return path.stem


def display_name(state: Path, person: str) -> str:
    """Return how to address a person: from `people.json` beside the hub's data, else the hub name.

    Args:
        state (Path): The folder `.daskalo`.
        person (str): The hub name.
    """
    try:
        return str(json.loads((state / "people.json").read_bytes())[person]["name"])
    except (OSError, ValueError, LookupError, TypeError):
        return person
