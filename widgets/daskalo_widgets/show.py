"""Displays an activity: as a widget where somebody can click, as text where a notebook is only executed."""

from __future__ import annotations

import os
import sys
from html import escape
from pathlib import Path

from daskalo.activities import load
from daskalo.errors import ContentError, DaskaloError
from daskalo.i18n import speaking, translator
from daskalo.journal import Journal
from daskalo_widgets.model import Answer

_, ngettext = translator("daskalo_widgets")


def activity(id: str) -> None:
    """Display an activity of the unit in the current folder, with the learner's answer so far.

    The answer is restored from `journal.jsonl` beside the notebook, and every change goes there at once. When nbgrader
    executes the notebook, the answer is printed as HTML and text instead: formgrader and feedback show no widgets.
    What cannot be shown is said in a sentence, never in a traceback.

    Args:
        id (str): The id of the activity in the unit.
    """
    try:
        unit = load(Path.cwd())
        with speaking(unit.language):
            if id not in unit.activities:
                known = ", ".join(unit.activities)
                message = _("This unit has no activity “{id}”. It has: {known}.", id=id, known=known)
                raise ContentError("activity-unknown", message)
            show_answer(Answer(unit.activities[id], Journal.open_unit(Path.cwd())), unit.language)
    except DaskaloError as error:
        show_problem(error)


def show_answer(answer: Answer, language: str) -> None:
    """Display an answer, as a widget if somebody may click it."""
    if somebody_may_click():
        from IPython.display import display

        from daskalo_widgets.view import AnswerWidget

        display(AnswerWidget(answer, language))
    else:
        with speaking(language):
            lines = [answer.activity.title, *answer.activity.describe(answer.value)]
            show_html(answer.activity.to_html(answer.value), "\n".join(lines))


def show_problem(error: DaskaloError) -> None:
    """Display a sentence about what went wrong."""
    show_html(f"<div class='daskalo' role='alert'><strong>⚠</strong> {escape(str(error))}</div>", str(error))


def show_html(html: str, text: str) -> None:
    """Display HTML where there is a notebook, text where there is none."""
    shell = _shell()
    if shell is None:
        print(text)
    else:
        shell.display_pub.publish({"text/html": html, "text/plain": text})


def somebody_may_click() -> bool:
    """Return whether a browser may be behind this kernel: nbgrader only executes, a plain Python has no browser."""
    return "NBGRADER_EXECUTION" not in os.environ and hasattr(_shell(), "kernel")


def _shell():
    """Return the IPython we run in, or None; a program that runs in none is spared its import."""
    if "IPython" not in sys.modules:
        return None
    return sys.modules["IPython"].get_ipython()
