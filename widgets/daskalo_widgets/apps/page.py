"""Shows one training app: its heading, and each of its activities with what was answered before."""

from __future__ import annotations

from html import escape
from pathlib import Path

from daskalo.activities import Activity
from daskalo.errors import DaskaloError, JournalError
from daskalo.i18n import language, translator
from daskalo.journal import FILE, Journal
from daskalo_widgets.apps.catalogue import FOLDER, app, read
from daskalo_widgets.model import Answer
from daskalo_widgets.show import show_answer, show_html, show_problem

_, ngettext = translator("daskalo_widgets")


def show(name: str) -> None:
    """Display an app in the language of the reader.

    What is answered lies in the reader's own folder, `~/.daskalo-apps/<name>/journal.jsonl`: the apps themselves are
    read-only in a hub.

    Args:
        name (str): The id of the app.
    """
    try:
        shown = app(name)
        heading = f"<h1>{escape(shown.title)}</h1><p>{escape(shown.intro)}</p>"
        show_html(heading, f"{shown.title}\n\n{shown.intro}")
        activities = activities_of(name)
        journal = open_journal(name, activities)
        for activity in activities.values():
            show_answer(Answer(activity, journal), language())
    except DaskaloError as error:
        show_problem(error)


def activities_of(name: str) -> dict[str, Activity]:
    """Return the activities of an app by id, with their answers, in the language of the reader.

    An app with a front end of its own has none.
    """
    source = FOLDER / name / "activities.toml"
    tables = read(source) if source.is_file() else {}
    return {id: Activity.from_table(id, table) for id, table in tables.items()}


def open_journal(name: str, activities: dict[str, Activity]) -> Journal:
    """Return the reader's journal of an app; its folder is made if need be."""
    folder = Path.home() / ".daskalo-apps" / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = _(
            "Your answers cannot be kept: {folder} cannot be made ({reason}).", folder=folder, reason=error.strerror
        )
        raise JournalError("folder-unwritable", message) from error
    return Journal(folder / FILE, {"course": "apps", "unit": name, "seed": 0}, activities)
