"""What Voila says around the desk."""

from __future__ import annotations

from typing import Any

from daskalo.i18n import speaking, translator
from daskalo_grading.trainer_desk.page import NOTEBOOK

_, ngettext = translator("daskalo_grading.trainer_desk")


def for_the_desk(settings: dict[str, Any], language: str) -> dict[str, Any]:
    """Return the settings of `daskalo_widgets.apps.voila_settings` with the title and the foot line of the desk.

    Args:
        settings (dict): As that function returned them.
        language (str): `bg` or `en`.
    """
    page = settings["VoilaConfiguration"]["resources"]["daskalo"]
    with speaking(language):
        page["titles"] = {NOTEBOOK.stem: _("Trainer's desk")}
        page["labels"] |= {"footer": _("Daskalo. Marks go into the gradebook of the course and nowhere else.")}
    return settings
