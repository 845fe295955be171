"""The words on the controls, handed to the front end in the language of the unit."""

from __future__ import annotations

from daskalo.i18n import translator

_, ngettext = translator("daskalo_widgets")


def labels() -> dict[str, str]:
    """Return the words by the names the front end uses; `{fields}` are filled there."""
    return {
        "practice": _("for practice"),
        "undo": _("Undo"),
        "check": _("Check"),
        "right": _("Right."),
        "wrong": _("Not yet."),
        "up": _("Up"),
        "down": _("Down"),
        "number": _("Number"),
        "unit": _("Unit"),
        "text": _("Your text"),
        "choose_unit": _("Choose a unit"),
        "advice": _("Advice"),
        "advice_met": _("Done:"),
        "advice_open": _("Still open:"),
        "words": _("Words: {n}."),
        "words_least": _("Words: {n}. At least {least} are asked for."),
        "words_most": _("Words: {n}. At most {most} are asked for."),
        "words_least_most": _("Words: {n}. Between {least} and {most} are asked for."),
        "not_saved": _("Your last answer is not saved yet: the server does not reply."),
        "no_connection": _("The server does not reply. New answers are not saved."),
        "reload_page": _("We keep trying. If it takes long, reload the page: what was saved is safe."),
        "run_again": _("We keep trying. If it takes long, run this cell again: what was saved is safe."),
    }
