# pyright: basic
"""The files of a year as one archive, with the warning about training values; the seed stays in the office."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from daskalo.admission import Season
from daskalo.admission.tables.exports import TRAINING_NOTE, texts_of
from daskalo.i18n import translator
from daskalo_widgets.admission.wire import to_save

_, ngettext = translator("daskalo_widgets.admission")


def archive(season: Season) -> dict[str, str]:
    """Return a ZIP: by round placements, cutoffs and report; the film and the register of the year.

    The seed is not in it: whoever knows it before the last round of the year could foresee numbers.
    """
    tables = {"film.csv": season.film(), "office/register.csv": season.children}
    reports: dict[str, dict[str, Any]] = {}
    for round in season.rounds:
        placement, folder = round.placement, f"round-{round.turn}"
        tables |= {f"{folder}/placements.csv": placement.placements, f"{folder}/cutoffs.csv": placement.cutoffs}
        hidden = {"lottery": {**placement.report["lottery"], "seed": None}}
        reports[f"{folder}/report.json"] = placement.report | hidden
    texts = texts_of(tables, reports, *(round.rules for round in season.rounds))
    texts["summary.txt"] = season.summary() + "\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in texts.items():
            file.writestr(name, text)
    mark = "-TRAINING" if TRAINING_NOTE in texts else ""
    return to_save(f"admission-{season.year}{mark}.zip", "application/zip", packed.getvalue())
