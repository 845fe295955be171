"""Keep the notes about one notebook in the gradebook, beside those about other notebooks of the same submission."""

from __future__ import annotations

from typing import Any

from daskalo_grading.book import REFUSED, Book, Note


def keep(about: dict[str, Any], notes: list[dict[str, str]]) -> None:
    """Replace the notes of one notebook.

    Args:
        about (dict): nbgrader's resources: `db_url`, `assignment`, `student`, `notebook`.
        notes (list): Tables `{"code", "sentence", "grade_id"}`.
    """
    unit, person, notebook = about["assignment"], about["student"], about["notebook"]
    with Book(about["db_url"]) as book:
        before = book.notes(unit, person)
        others = [note for note in before if note.notebook not in ("", notebook) or note.code == REFUSED]
        if not notes and len(others) == len(before):
            return
        fresh = [Note(note["code"], note["sentence"], note.get("grade_id", ""), notebook) for note in notes]
        book.replace_notes(unit, person, [*others, *fresh])
