"""The words on the controls, handed to the front end in the language of the page; `{fields}` are filled there."""

from __future__ import annotations

from daskalo.i18n import translator
from daskalo_widgets.admission.lab.labels import lab_labels
from daskalo_widgets.admission.official.labels import official_labels
from daskalo_widgets.admission.parent.labels import parent_labels

_, ngettext = translator("daskalo_widgets.admission")


def labels() -> dict[str, str]:
    """Return the words by the names the front end uses."""
    return {**_frame(), **parent_labels(), **official_labels(), **lab_labels()}


def _frame() -> dict[str, str]:
    return {
        "doors": _("Who are you today?"),
        "door_parent": _("I am a parent"),
        "door_parent_about": _("Fill in an application, see the points and the chance, read the explanation."),
        "silent": _("The server does not reply. We keep trying; nothing you have done is lost."),
        "undo": _("Undo"),
        "restart": _("Start again"),
        "restart_sure": _("Begin this part from the start? Undo will not bring it back."),
        "tour": _("Guided tour: {n} of {all} tasks done"),
        "task_done": _("Done:"),
        "task_open": _("Still to do:"),
        "task_just_done": _("Task done: {title}"),
        "go_to": _("Go there: {door}"),
        "training": _("training value"),
        "choose": _("Choose …"),
        "percent": _("{n} %"),
        "map": _("Where it is"),
    }
