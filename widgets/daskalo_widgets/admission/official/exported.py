# pyright: basic
"""The files of a year as one archive, with the warning about training values; the seed stays in the office."""

from __future__ import annotations

import io
import json
import zipfile

from daskalo.admission import Season
from daskalo.admission.tables.exports import training_note
from daskalo.i18n import translator
from daskalo_widgets.admission.wire import to_save

_, ngettext = translator("daskalo_widgets.admission")


def archive(season: Season) -> dict[str, str]:
    """Return a ZIP: by round placements, cutoffs and report; the film and the register of the year.

    The seed is not in it: whoever knows it before the last round of the year could foresee numbers.
    """
    texts = {
        "film.csv": season.film().to_csv(index=False, lineterminator="\n"),
        "office/register.csv": season.children.to_csv(index=False, lineterminator="\n"),
        "summary.txt": season.summary() + "\n",
    }
    notes: list[str] = []
    for round in season.rounds:
        placement = round.placement
        report = {**placement.report, "lottery": {**placement.report["lottery"], "seed": None}}
        folder = f"round-{round.turn}"
        texts[f"{folder}/placements.csv"] = placement.placements.to_csv(index=False, lineterminator="\n")
        texts[f"{folder}/cutoffs.csv"] = placement.cutoffs.to_csv(index=False, lineterminator="\n")
        texts[f"{folder}/report.json"] = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
        if round.rules.warning:
            notes.append(training_note(round.rules))
    if notes:
        texts["TRAINING-DATA.txt"] = "\n".join(dict.fromkeys(notes))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in texts.items():
            file.writestr(name, text)
    mark = "-TRAINING" if notes else ""
    return to_save(f"admission-{season.year}{mark}.zip", "application/zip", packed.getvalue())
