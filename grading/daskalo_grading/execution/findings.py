"""What the trainer should know about a submission, gathered while it is graded and kept in the gradebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from daskalo.errors import DaskaloError
from daskalo.i18n import translator
from daskalo.journal import FILE as JOURNAL
from daskalo.journal import Journal

_, ngettext = translator("daskalo_grading.execution")

METADATA = "daskalo"


@dataclass
class Findings:
    """The notes about one notebook, as tables `{"code", "sentence", "grade_id"}`."""

    notes: list[dict[str, str]] = field(default_factory=list)

    def add(self, code: str, grade_id: str = "", **fields: Any) -> str:
        """Add a note, and return its sentence."""
        return self.tell(code, grade_id, said(code, **fields))

    def tell(self, code: str, grade_id: str, sentence: str) -> str:
        """Add a note whose sentence is known, and return it."""
        self.notes.append({"code": code, "sentence": sentence, "grade_id": grade_id})
        return sentence

    def look_at_journal(self, folder: Path) -> None:
        """Note when the record of a learner's answers was edited by hand, or is of another unit."""
        if not (folder / "unit.json").is_file() or not (folder / JOURNAL).is_file():
            return
        try:
            Journal.open_unit(folder).answers()
        except DaskaloError as error:
            reason = error.message
            sentence = _("The record of the answers cannot be trusted, so they do not count: {reason}", reason=reason)
            self.tell("journal-forged", "", sentence)

    def take_from(self, notebook: NotebookNode) -> None:
        """Take over what earlier steps wrote into the metadata of the notebook."""
        self.notes += notebook.metadata.pop(METADATA, {}).get("notes", [])


def said(code: str, **fields: Any) -> str:
    """Return the sentence of a note in the language of the reader."""
    sentences = {
        "interpreter-ended": _(
            "The code ended its own interpreter. What ran before counts; the cells after it do not."
        ),
        "limit-memory": _("The code used too much memory and was stopped. The cells after it do not count."),
        "limit-processes": _("The code started too many processes and was stopped. The cells after it do not count."),
        "limit-output": _("The code wrote far too much output and was stopped. The cells after it do not count."),
        "limit-messages": _(
            "The code wrote to the grader's own channel and was stopped. Look at it before you decide."
        ),
        "limit-time": _(
            "The code ran too long and did not let itself be interrupted. The cells after it do not count."
        ),
        "tampered": _("The code changed how the test “{test}” is run; it counts as not passed. Look at it.", **fields),
        "always-equal": _(
            "In “{test}” something equals whatever it is compared with; the test counts as not passed. Look at it.",
            **fields,
        ),
        "not-run": _("Not run: the interpreter had ended before this cell."),
    }
    return sentences[code]
