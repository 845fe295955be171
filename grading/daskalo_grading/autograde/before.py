"""What is looked at before nbgrader opens a hand-in."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from daskalo.errors import ContentError, DaskaloError
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.autograde")

log = logging.getLogger("daskalo")


def refuse_dangerous(hand_in: Path) -> None:
    """Refuse a hand-in that holds what an honest one never holds.

    Our own collecting refuses it earlier; here it is looked for because a course directory may be filled by other
    means, and nbgrader follows links.

    Args:
        hand_in (Path): The folder `submitted/<person>/<unit>`.

    Raises:
        ContentError: `hand-in-link`, `hand-in-special`, or what `readable` says of a notebook.
    """
    from daskalo_grading.execution.reading import readable

    for path, found in _entries(hand_in):
        shown = path.relative_to(hand_in)
        if stat.S_ISLNK(found.st_mode) or (stat.S_ISREG(found.st_mode) and found.st_nlink > 1):
            raise ContentError("hand-in-link", _("“{name}” is a link to something else.", name=shown))
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            raise ContentError("hand-in-special", _("“{name}” is neither a file nor a folder.", name=shown))
    for notebook in sorted(hand_in.glob("*.ipynb")):
        readable(notebook)


def look_before(assignment: str, student: str, notebooks: list[str]) -> None:
    """Nbgrader's `pre_convert_hook`: have nbgrader skip a hand-in that is refused, with the reason in the log.

    nbgrader swallows what a hook raises, so the list of notebooks is emptied: without any it grades nothing.

    Args:
        assignment (str): The unit.
        student (str): The person, or a pattern.
        notebooks (list): The paths of the notebooks; changed in place.
    """
    if not notebooks:
        return
    hand_in = Path(notebooks[0]).parent
    try:
        refuse_dangerous(hand_in)
    except DaskaloError as error:
        log.error("%s", _("{person}: not graded. {reason}", person=hand_in.parent.name, reason=error.message))
        notebooks.clear()


def _entries(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for entry in sorted(folder.iterdir()):
        found = entry.lstat()
        yield entry, found
        if stat.S_ISDIR(found.st_mode):
            yield from _entries(entry)
