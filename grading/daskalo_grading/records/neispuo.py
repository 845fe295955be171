"""`neispuo.json`: the course as НЕИСПУО's `personQCourse` wants it.

Field names, lengths and ranges: `domain/qualification.md`, C3. The nomenclatures (type of course, who held it, who
paid, duration) are tables of the ministry's database that are not published: their ids stay null, and
`neispuo.todo.json` says what the school has to choose. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from daskalo.i18n import speaking, translator

_, ngettext = translator("daskalo_grading.records")


@dataclass(frozen=True)
class Field:
    """A field of `personQCourse`.

    Attributes:
        name (str): In the interface.
        label (str): On the school's screen.
        least (int): The smallest number; for text, the fewest characters.
        most (int): The largest number; for text, the most characters.
        text (bool): A text, not a number.
        required (bool): НЕИСПУО refuses a record without it.
    """

    name: str
    label: str
    least: int
    most: int
    text: bool = False
    required: bool = False


FIELDS = (
    Field("operationType", "", 0, 3, required=True),
    Field("externalID", "", 1, 255, text=True, required=True),
    Field("qCourseActTypeID", "Тип на курса", 1, 2),
    Field("qCourseYear", "Година на завършване", 1000, 9999),
    Field("qCourseTypeID", "Вид на курса", 1, 99, required=True),
    Field("qCourseTypeNotes", "Пояснения", 0, 255, text=True),
    Field("qCourseBudgetSourceTypeID", "Проведен от", 1, 2**31 - 1),
    Field("qCourseFinancingMethodID", "Начин на финансиране", 1, 2**31 - 1),
    Field("internalCoursePrice", "Цена", 0, 2**31 - 1),
    Field("qCourseDurationTypeID", "Продължителност", 1, 2**31 - 1),
    Field("qCourseDurationCredits", "Брой кредити", 0, 99),
    Field("qCourseDurationHours", "Брой часове", 0, 99),
    Field("qCourseTopic", "Тема", 0, 255, text=True),
    Field("documentType", "Документ", 0, 255, text=True),
    Field("universityID", "Наименование", 1, 2**31 - 1),
    Field("universityNotes", "Бележки", 0, 1024, text=True),
)


def fault(field: Field, value: Any) -> str:
    """Return what is wrong with a value, in words; empty when it fits."""
    if field.text:
        if not isinstance(value, str) or not field.least <= len(value) <= field.most:
            return _("a text of {least} to {most} characters is allowed", least=field.least, most=field.most)
    elif isinstance(value, bool) or not isinstance(value, int) or not field.least <= value <= field.most:
        return _("a whole number from {least} to {most} is allowed", least=field.least, most=field.most)
    return ""


def neispuo(record: Mapping[str, Any], fingerprint: str, document: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the record in НЕИСПУО's shape, and what the school has to fill in.

    Args:
        record (Mapping): `record.json`.
        fingerprint (str): Its SHA-256.
        document (str): The title of the certificate.
    """
    with speaking(record["language"]):
        known, notes = _known(record, fingerprint, document), _notes(record)
        values: dict[str, Any] = {}
        todo = []
        for field in FIELDS:
            value = known.get(field.name)
            wrong = fault(field, value) if value is not None else ""
            values[field.name] = None if wrong else value
            if wrong:
                notes[field.name] = _("{value} does not fit: {fault}. Enter what does.", value=value, fault=wrong)
            if value is None or field.name in notes:
                what = notes.get(field.name) or _(
                    "Choose from the list in НЕИСПУО: the numbers of its lists are not published."
                )
                status = "unknown" if values[field.name] is None else "check"
                line = {"field": field.name, "label": field.label, "required": field.required, "status": status}
                todo.append(line | {"what": what})
        return {"personQCourse": values}, todo


def _known(record: Mapping[str, Any], fingerprint: str, document: str) -> dict[str, Any]:
    completed = record["completion"]["completed"] and record["period"]["to"]
    notes = _("No credits awarded. Evidence pack, SHA-256 {fingerprint}", fingerprint=fingerprint)
    if record["training_data"]:
        notes = _("TRAINING DATA, not to be sent.") + " " + notes
    return {
        "externalID": f"daskalo:{record['course']['id']}:{record['participant']['id']}",
        "qCourseYear": int(record["period"]["to"][:4]) if completed else None,
        "qCourseTypeNotes": notes,
        "qCourseDurationCredits": record["credits"]["awarded"],
        "qCourseDurationHours": int(record["totals"]["total_hours"]),
        "qCourseTopic": record["course"]["title"],
        "documentType": document,
    }


def _notes(record: Mapping[str, Any]) -> dict[str, str]:
    """Return what is worth saying about single fields."""
    notes = {
        "operationType": _("The program that sends the record sets it: what 0, 1, 2 and 3 mean is not published."),
        "qCourseYear": _("The course is not completed: there is no year of completion."),
        "internalCoursePrice": _("Enter the price, with at most two decimals. It is not known here."),
        "qCourseDurationTypeID": _("Choose from the list in НЕИСПУО, no duration in credits: none were awarded."),
        "qCourseDurationCredits": _("0, for none were awarded. Change it only when a provider or РУО recognises them."),
        "universityID": _("Only when a university held the course."),
        "universityNotes": _("Enter who held the course. It is not known here."),
    }
    hours = record["totals"]["total_hours"]
    if hours != int(hours):
        notes["qCourseDurationHours"] = _("{hours} hours are documented; whole hours are sent.", hours=hours)
    if record["completion"]["completed"] and record["period"]["to"]:
        del notes["qCourseYear"]
    return notes
