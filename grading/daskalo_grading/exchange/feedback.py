"""Releasing feedback: into a folder that only its owner sees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.utils import notebook_hash

from daskalo.files import write_atomically
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.exchange")


class ReleaseFeedback(ExchangeReleaseFeedback):
    """nbgrader's release of feedback for an exchange in which each person has an own feedback folder.

    The names of the files stay nbgrader's, so that its `fetch_feedback` finds them.
    """

    coursedir: Any  # a traitlets Instance, which type checkers read as an optional object

    def init_dest(self) -> None:
        """Find the folder that holds one folder a person."""
        if not self.coursedir.course_id:
            self.fail(_("No course is named: give one with --course."))
        self.dest_path = str(Path(self.root, self.coursedir.course_id, "feedback"))

    def copy_files(self) -> None:
        """Copy the feedback of each person, or of the one that was asked for."""
        unit = self.coursedir.assignment_id
        excluded = set(filter(None, self.coursedir.student_id_exclude.split(",")))
        wanted = self.coursedir.student_id or "*"
        if wanted != "*" and not Path(self.dest_path, wanted).is_dir():
            self.fail(_("{person} has no folder for feedback: add this person to the course first.", person=wanted))
        for folder in sorted(Path(self.dest_path).iterdir()):
            person = folder.name
            if person in excluded or wanted not in {"*", person}:
                continue
            made = Path(self.coursedir.format_path(self.coursedir.feedback_directory, person, unit))
            for page in sorted(made.glob("*.html")):
                secret = (made / "submission_secret.txt").read_text()
                name = f"{notebook_hash(secret=secret, notebook_id=page.stem)}.html"
                write_atomically(folder / name, page.read_bytes())
                self.log.info(_("{person}: the feedback on “{unit}” is released.", person=person, unit=unit))
