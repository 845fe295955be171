"""What the app notebook calls."""

from __future__ import annotations

from pathlib import Path

from daskalo.errors import DaskaloError
from daskalo.i18n import language
from daskalo.journal import FILE, Journal
from daskalo_widgets.apps.catalogue import app
from daskalo_widgets.apps.page import open_journal
from daskalo_widgets.show import show_html, show_problem

NAME = "admission"


def show() -> None:
    """Display the app in the language of the reader.

    What is done is kept beside the notebook when it is a unit of a course, else in the reader's own folder.
    """
    try:
        from IPython.display import display

        from daskalo_widgets.admission.view import AdmissionApp

        display(AdmissionApp(journal(), language(), title=app(NAME).title))
    except DaskaloError as error:
        title = app(NAME).title
        show_html(f"<h1>{title}</h1>", title)
        show_problem(error)


def journal(folder: Path | None = None) -> Journal:
    """Return the journal of a unit, when the folder (the current one by default) is one, else that of the app."""
    here = folder or Path.cwd()
    if (here / "unit.json").is_file() or (here / FILE).is_file():
        return Journal.open_unit(here) if (here / "unit.json").is_file() else Journal(here / FILE)
    return open_journal(NAME, {})
