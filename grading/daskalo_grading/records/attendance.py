"""The attendance list: who was there, when, and in which form.

A CSV file as a spreadsheet writes it: comma, semicolon or tabulator, with or without a byte order mark, UTF-8 or the
Windows Cyrillic code page, headers in English or Bulgarian. The columns: person, date, start, end, form; if wanted
hours (academic, 45 minutes each) and note.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path

from daskalo.errors import ContentError, Findings
from daskalo.i18n import translator
from daskalo_grading.records.hours import academic
from daskalo_grading.records.personal_numbers import holds_number

_, ngettext = translator("daskalo_grading.records")

PRESENT, SYNCHRONOUS = "present", "synchronous"
MAX_BYTES = 4_000_000
COLUMNS = {
    "person": ("person", "participant", "id", "участник", "учител", "потребител", "лице"),
    "date": ("date", "day", "дата", "ден"),
    "start": ("start", "from", "начало", "от"),
    "end": ("end", "to", "край", "до"),
    "form": ("form", "форма", "вид", "начин"),
    "hours": ("hours", "academic hours", "часове", "академични часове", "ак. часове", "ак. ч."),
    "note": ("note", "notes", "бележка", "бележки", "забележка", "тема"),
}
REQUIRED = ("person", "date", "start", "end", "form")
FORMS = {
    PRESENT: ("present", "присъствено", "присъствена", "присъствен", "присъствие"),
    SYNCHRONOUS: (
        "synchronous", "online", "синхронно", "синхронна", "синхронно дистанционно", "синхронно онлайн", "онлайн",
    ),
}  # fmt: skip
DATES = (re.compile(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)"), re.compile(r"(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>\d{4})"))
TIME = re.compile(r"(\d\d?)[:.](\d\d)(?:[:.]00)?")


@dataclass(frozen=True, order=True)
class Session:
    """One line of the list.

    Attributes:
        date (date): The day.
        start (time): When it began.
        end (time): When it ended.
        person (str): Whose line it is.
        form (str): `present` or `synchronous`.
        hours (Decimal): Academic hours, at most what fits between start and end.
        note (str): What was noted.
    """

    date: date
    start: time
    end: time
    person: str
    form: str
    hours: Decimal
    note: str = ""


def read_attendance(path: Path, people: Mapping[str, str], today: date) -> list[Session]:
    """Read the list, all of it or nothing.

    Args:
        path (Path): The CSV file.
        people (Mapping[str, str]): The participants of the course, names by id. The list may give either; a name that
            two of them bear is refused.
        today (date): The day of the record: later sessions have not taken place.

    Returns:
        list[Session]: In the order of time.

    Raises:
        ContentError: `attendance-unreadable`.
        Findings: `attendance-wrong`, with every line that has to be mended; `attendance-personal-number`.
    """
    rows = _rows(_text(path))
    columns = _columns(path, rows[0][1] if rows else [])
    numbers = [line for line, cells in rows if any(map(holds_number, cells))]
    if numbers:
        message = _(
            "{path} holds what looks like an ЕГН. A record needs none: take it out of these lines. Nothing was"
            " written.",
            path=path,
        )
        found = [_("line {line}", line=line) for line in numbers]
        raise Findings("attendance-personal-number", message, found)
    sessions: list[Session] = []
    findings: list[str] = []
    known = _known(people)
    for line, cells in rows[1:]:
        values = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
        values["person"] = known.get(_folded(values["person"]), values["person"])
        wrong = list(_wrong(values, people, today))
        if not wrong:
            session = _session(values)
            wrong = list(_clashes(session, sessions))
            sessions.append(session)
        findings += [_("line {line}: {problem}", line=line, problem=problem) for problem in wrong]
    if findings:
        raise Findings("attendance-wrong", _("{path} has to be mended; nothing was written:", path=path), findings)
    return sorted(sessions)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        message = _("The attendance list {path} cannot be read: {reason}.", path=path, reason=error.strerror)
        raise ContentError("attendance-unreadable", message) from error
    reason = _("it is too large") if len(data) > MAX_BYTES else _("it is no CSV text; save it as “CSV UTF-8”")
    if len(data) <= MAX_BYTES:
        encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1251"]
        for encoding in encodings:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text
    raise ContentError(
        "attendance-unreadable", _("The attendance list {path} cannot be read: {reason}.", path=path, reason=reason)
    )


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines that hold something, with their numbers; a spreadsheet's `sep=;` is passed over."""
    lines = text.splitlines(keepends=True)
    head = next((line for line in lines if line.strip() and not line.lower().startswith("sep=")), "")
    delimiter = max(";\t,", key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        message = _("line {line}: {problem}", line=reader.line_num, problem=error)
        raise ContentError("attendance-unreadable", message) from error
    return rows[1:] if rows and rows[0][1][0].lower().startswith("sep=") else rows


def _columns(path: Path, heads: list[str]) -> dict[str, int]:
    """Return where each column stands."""
    given = [" ".join(head.lower().split()) for head in heads]
    if any(head in ("егн", "egn") for head in given):
        message = _("{path} has a column for the ЕГН. A record needs none: take the column out.", path=path)
        raise Findings("attendance-personal-number", message, [])
    found = {name: at for at, head in enumerate(given) for name, known in COLUMNS.items() if head in known}
    missing = [name for name in REQUIRED if name not in found]
    unknown = [head for head, low in zip(heads, given, strict=True) if low and low not in sum(COLUMNS.values(), ())]
    twice = [name for name, known in COLUMNS.items() if sum(head in known for head in given) > 1]
    findings = [_("the column “{column}” is missing", column=name) for name in missing]
    findings += [_("the column “{column}” is not known", column=head.strip()) for head in unknown]
    findings += [_("the column “{column}” stands there twice", column=name) for name in twice]
    if findings:
        message = _("The first line of {path} names the columns: {columns}.", path=path, columns=", ".join(COLUMNS))
        raise Findings("attendance-wrong", message, findings)
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _known(people: Mapping[str, str]) -> dict[str, str]:
    """Return ids by what the list may call a person."""
    names = [_folded(name) for name in people.values()]
    unique = {_folded(name): id for id, name in people.items() if name and names.count(_folded(name)) == 1}
    return unique | {_folded(id): id for id in people}


def _wrong(values: dict[str, str], people: Mapping[str, str], today: date) -> Iterator[str]:
    if values["person"] not in people:
        known = ", ".join(sorted(people))
        yield _("“{given}” is no participant. There are: {known}.", given=values["person"], known=known)
    day = _date(values["date"])
    if day is None:
        yield _("“{given}” is no date: write 2026-11-23 or 23.11.2026.", given=values["date"])
    elif day > today:
        yield _("{given} is later than the day of the record.", given=values["date"])
    start, end = _time(values["start"]), _time(values["end"])
    for name, moment in (("start", start), ("end", end)):
        if moment is None:
            yield _("“{given}” is no time: write 09:00.", given=values[name])
    if start and end and end <= start:
        yield _("it ends ({end}) before it starts ({start}).", start=values["start"], end=values["end"])
    if _form(values["form"]) is None:
        yield _("“{given}” is no form: write present or synchronous.", given=values["form"])
    if text := values.get("hours"):
        hours = _number(text)
        if hours is None or hours <= 0:
            yield _("“{given}” is no number of hours.", given=text)
        elif start and end and end > start and hours > academic(_minutes(start, end)):
            most = f"{academic(_minutes(start, end)).normalize():f}"
            yield _("{given} academic hours do not fit: from start to end there are {most}.", given=text, most=most)


def _clashes(session: Session, earlier: list[Session]) -> Iterator[str]:
    for other in earlier:
        same = (other.person, other.date) == (session.person, session.date)
        if same and other.start < session.end and session.start < other.end:
            yield _(
                "{person} already has a session from {start} to {end} on this day.",
                person=session.person, start=f"{other.start:%H:%M}", end=f"{other.end:%H:%M}",
            )  # fmt: skip


def _session(values: dict[str, str]) -> Session:
    day, form = _date(values["date"]), _form(values["form"])
    start, end = _time(values["start"]), _time(values["end"])
    if day is None or start is None or end is None or form is None:
        raise ValueError(values)  # `_wrong` lets none of these pass
    hours = _number(values["hours"]) if values.get("hours") else None
    return Session(
        day, start, end, values["person"], form, hours or academic(_minutes(start, end)), values.get("note", "")
    )


def _date(text: str) -> date | None:
    text = text.removesuffix("г.").strip()
    for pattern in DATES:
        if match := pattern.fullmatch(text):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                return None
    return None


def _time(text: str) -> time | None:
    match = TIME.fullmatch(text.removesuffix("ч.").strip())
    try:
        return time(int(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


def _form(text: str) -> str | None:
    low = " ".join(text.lower().split())
    return next((form for form, known in FORMS.items() if low in known), None)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number.quantize(Decimal("0.01")) if number.is_finite() and abs(number) < 1000 else None


def _minutes(start: time, end: time) -> int:
    day = date(2000, 1, 1)
    return int((datetime.combine(day, end) - datetime.combine(day, start)).total_seconds() // 60)
