"""What the certificate says, as blocks; `pdf` and `word` draw them.

All of it comes from `record.json`: the paper says nothing that the record does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import segno

from daskalo.i18n import speaking, translator
from daskalo_grading.records.wording import count, day, grouped
from daskalo_grading.records.work import MISSING

_, ngettext = translator("daskalo_grading.records")

QR_PREFIX = "DASKALO:RECORD:SHA256:"
"""In capitals, as the digits after it: a QR code of capitals and digits is smaller, so it is easier to read."""


@dataclass(frozen=True)
class Title:
    """The title of the document, with whose it is below."""

    text: str
    name: str


@dataclass(frozen=True)
class Mark:
    """A line nobody can overlook."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading; `new_page` starts a page with it."""

    text: str
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table; `widths` in cm add up to the width of the text, `description` is for a screen reader."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    description: str


@dataclass(frozen=True)
class Picture:
    """A picture (PNG) of some width, in cm, with words for who does not see it."""

    png: bytes
    width: float
    description: str


Block = Title | Mark | Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True)
class Certificate:
    """The document: its title, language and day for the properties of the file, and the blocks."""

    title: str
    language: str
    made: str
    blocks: tuple[Block, ...]


def certificate(record: Mapping[str, Any], fingerprint: str, key: str) -> Certificate:
    """Write the certificate of a completed course, or a statement of participation where it is not completed.

    Args:
        record (Mapping): `record.json`.
        fingerprint (str): Its SHA-256, hexadecimal.
        key (str): The fingerprint of the key that signs the pack.
    """
    with speaking(record["language"]):
        title = document_title(record)
        blocks = [*_person(record, title), *_hours(record), *_units(record), *_closing(record, fingerprint, key)]
        return Certificate(title, record["language"], record["made"], (*blocks, *_annex(record)))


def document_title(record: Mapping[str, Any]) -> str:
    """Return how the document is called: only a completed course has a certificate."""
    with speaking(record["language"]):
        if record["completion"]["completed"]:
            return _("Certificate of completion")
        return _("Statement of participation")


def qr(fingerprint: str) -> bytes:
    """Return the QR code (PNG) that holds the fingerprint of a record."""
    drawn = BytesIO()
    segno.make(QR_PREFIX + fingerprint.upper(), error="m", micro=False).save(drawn, kind="png", scale=8, border=4)
    return drawn.getvalue()


def _person(record: Mapping[str, Any], title: str) -> list[Block]:
    course, period, done = record["course"], record["period"], record["completion"]["completed"]
    name = record["participant"]["name"] or record["participant"]["id"]
    says = _("completed the course “{course}”.", course=course["title"])
    if not done:
        says = _("took part in the course “{course}”. The course is not completed.", course=course["title"])
    if done is None:
        says = _(
            "took part in the course “{course}”. The course does not say what completes it.", course=course["title"]
        )
    when = _("No dates are documented.")
    if period["from"]:
        when = _("From {first} to {last}.", first=day(period["from"]), last=day(period["to"]))
    training = [Mark(_("TRAINING DATA – this person is invented"))] if record["training_data"] else []
    return [*training, Title(title, name), Paragraph(f"{says} {when}")]


def _hours(record: Mapping[str, Any]) -> list[Block]:
    totals, planned = record["totals"], record["course"]["hours"]
    whole = count(planned["present"] + planned["self_study"]) if planned else "–"
    rows = [
        (_("Present"), count(totals["present_hours"]), ""),
        (_("Synchronous distance learning"), count(totals["synchronous_hours"]), ""),
        (_("Attendance together"), count(totals["attended_hours"]), count(planned["present"]) if planned else "–"),
        (_("Self-study"), count(totals["self_study_hours"]), count(planned["self_study"]) if planned else "–"),
        (_("Total"), count(totals["total_hours"]), whole),
    ]
    heads = (_("Academic hours of 45 minutes"), _("documented"), _("planned"))
    return [Table(heads, rows, (8.6, 4.0, 4.0), _("Academic hours, documented and planned"))]


def _units(record: Mapping[str, Any]) -> list[Block]:
    words = {True: _("passed"), False: _("not passed"), None: "–"}
    rows = []
    for unit in record["units"]:
        score = f"{count(unit['score'])} / {count(unit['max_score'])}" if unit["max_score"] is not None else "–"
        result = "–" if unit["status"] == MISSING else words[unit["passed"]]
        rows.append((unit["title"], day(unit["handed_in"]) or "–", score, result))
    heads = (_("Unit"), _("Handed in"), _("Points"), _("Result"))
    return [Table(heads, rows, (6.0, 4.6, 2.6, 3.4), _("Units with points and results"))] if rows else []


def _closing(record: Mapping[str, Any], fingerprint: str, key: str) -> list[Block]:
    missing = record["completion"]["missing"]
    corresponds = record["credits"]["corresponds_to_if_recognised"]
    credits = record["credits"]["statement"]
    if corresponds is not None:
        credits += " " + ngettext(
            "If recognised, the documented hours correspond to {n} credit.",
            "If recognised, the documented hours correspond to {n} credits.",
            n=corresponds,
        )
    blocks: list[Block] = [Heading(_("What is missing")), Bullets(missing)] if missing else []
    return [
        *blocks,
        Paragraph(credits, strong=True),
        Paragraph(_("Made on {day}. Led by: ______________________ (name and signature)", day=day(record["made"]))),
        Picture(qr(fingerprint), 3.4, _("QR code with the fingerprint of the record")),
        Paragraph(_("Fingerprint of the record (SHA-256): {digits}", digits=grouped(fingerprint))),
        Paragraph(_("Signed with the key: {digits}", digits=grouped(key))),
        Paragraph(_("To check it: daskalo record verify FILE, with the pack this document belongs to.")),
    ]


def _annex(record: Mapping[str, Any]) -> list[Block]:
    form = record["regional_office_form"]
    rows = [
        (_("Register number and date"), _("(by РУО)")),
        (_("First name, father's name, family name"), form["names"] or ""),
        (_("Position"), form["position"] or ""),
        (_("Place of work"), form["workplace"] or ""),
        (_("Town, region"), form["town_and_region"] or ""),
        (_("Form"), _("took part in a training")),
        (_("Held by"), form["held_by"] or ""),
        (_("From – to"), " – ".join(filter(None, (day(form["from"]), day(form["to"]))))),
        (_("Duration, academic hours"), count(form["academic_hours"])),
        (_("Topic"), form["topic"]),
        (_("Recognised credits"), _("(by РУО)")),
        (_("Head of РУО, signature"), _("(by РУО)")),
    ]
    return [
        Heading(_("Annex: for the regional office"), new_page=True),
        Paragraph(
            _("What {form} asks for. Empty means: nobody told us; the participant fills it in.", form=form["form"])
        ),
        Table((_("Field"), _("Value")), rows, (6.6, 10.0), _("Fields of the form of the regional office")),
    ]
