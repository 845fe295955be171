"""`daskalo courses syllabus`: the programme sheet of a course, as a training provider needs it.

Everything in it comes from `course.toml`. What only a provider knows (trainers, approval, dates) is a blank to fill in:
Daskalo awards no credits and does not pretend to.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from daskalo.files import write_atomically
from daskalo.i18n import LANGUAGES, speaking, translator
from daskalo_grading.authoring.course import Course, Hours, Topic, course_from_table
from daskalo_grading.authoring.findings import stop_on
from daskalo_grading.authoring.sources import CourseSource, read_courses
from daskalo_grading.authoring.word_document import WordDocument
from daskalo_grading.authoring.wording import Wording
from daskalo_grading.authoring.words import translated

_, ngettext = translator("daskalo_grading")

BLANK = "…" * 12
TRAINER_LINES = 3


def write_syllabus(
    courses: Path, out: Path, only: str | None = None, languages: Iterable[str] = LANGUAGES
) -> list[Path]:
    """Write `<course>-<language>-syllabus.docx` for courses.

    Args:
        courses (Path): The folder of the courses.
        out (Path): Where to write.
        only (str | None): One course.
        languages (Iterable[str]): `bg`, `en` or both.

    Returns:
        list[Path]: The files.

    Raises:
        Findings: `course-not-ready`: the Bulgarian of `course.toml` is incomplete; nothing was written then.
    """
    written: dict[Path, bytes] = {}
    for source in read_courses(courses, only):
        for language in languages:
            course = _spoken(source, language)
            path = out / f"{course.id}-{language}-syllabus.docx"
            written[path] = syllabus(course, language)
    for path, content in written.items():
        write_atomically(path, content)
    return list(written)


def _spoken(source: CourseSource, language: str) -> Course:
    words = Wording(language, source.catalog, f"{source.course.id}/locale/bg.po")
    course = course_from_table(source.course.folder, translated(source.course.table, words.text))
    stop_on(words.findings, "course-not-ready", _("The programme was not written. Please mend:"))
    return course


def syllabus(course: Course, language: str) -> bytes:
    """Return the programme of a course, which is in this language already, as a Word document."""
    with speaking(language):
        document = WordDocument(course.title, language)
        document.title(_("Training programme"), course.title)
        _about(document, course)
        document.heading(_("Goal"))
        document.paragraph(course.goal or course.summary)
        if course.goal:
            document.paragraph(course.summary)
        _outcomes(document, course)
        _topics(document, course)
        _assessment(document, course)
        _blanks(document)
        document.heading(_("Qualification credits"))
        document.paragraph(course.provider_note or _("This programme awards no credits by itself."))
        if course.sources:
            document.heading(_("Sources"))
            document.bullets(" ".join(filter(None, (source.title, source.url))) for source in course.sources)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _about(document: WordDocument, course: Course) -> None:
    rows = [
        (_("For whom"), course.audience or BLANK),
        (_("Duration"), _duration(course.hours)),
        (_("Form"), _("face to face or synchronous at a distance, and self-study on the training platform")),
        (_("Framework of the outcomes"), course.framework),
        (_("Training provider"), BLANK),
        (_("Approval of the programme, number and date"), BLANK),
    ]
    document.table((_("About the programme"), ""), rows, _("What the programme is, and who gives it"), widths=(5.5, 11))


def _outcomes(document: WordDocument, course: Course) -> None:
    document.heading(_("What participants can do afterwards"))
    rows = [
        (outcome.text, ", ".join(outcome.codes), number)
        for number, topic in enumerate(_all(course), 1)
        for outcome in topic.outcomes
    ]
    heads = (_("Each participant"), course.framework, _("Topic"))
    document.table(heads, rows, _("Outcomes with their competences and topics"), widths=(11, 3.5, 2), centred={1, 2})


def _topics(document: WordDocument, course: Course) -> None:
    document.heading(_("Topics and academic hours"))
    rows: list[tuple[object, ...]] = [
        (number, topic.title if topic.id else _("{topic} (in preparation)", topic=topic.title),
         f"{topic.hours.present:g}", f"{topic.hours.self_study:g}", f"{topic.hours.total:g}")
        for number, topic in enumerate(_all(course), 1)
    ]  # fmt: skip
    whole = course.hours
    rows.append(("", _("All together"), f"{whole.present:g}", f"{whole.self_study:g}", f"{whole.total:g}"))
    heads = (_("No."), _("Topic"), _("present"), _("self-study"), _("all"))
    document.table(
        heads, rows, _("Topics with their academic hours"), widths=(1.2, 7.9, 2.6, 2.8, 2), centred={0, 2, 3, 4}
    )
    document.paragraph(_("One academic hour is 45 minutes."))


def _assessment(document: WordDocument, course: Course) -> None:
    document.heading(_("Assessment"))
    if course.assessment:
        document.paragraph(course.assessment)
    rows = [
        (topic.title, f"{topic.points.automatic:g}", f"{topic.points.manual:g}",
         f"{topic.points.automatic + topic.points.manual:g}")
        for topic in course.units
    ]  # fmt: skip
    heads = (_("Topic"), _("automatic"), _("by a trainer"), _("all"))
    document.table(heads, rows, _("Points of each topic"), widths=(8.3, 3, 3.2, 2), centred={1, 2, 3})
    share = f"{100 * course.pass_mark:g}"
    document.paragraph(_("Needed to pass: {share} % of the automatic points of a topic.", share=share))


def _blanks(document: WordDocument) -> None:
    document.heading(_("Trainers"))
    document.paragraph(_("The training provider fills this in."))
    heads = (_("Name"), _("Education and experience"))
    document.table(heads, [(BLANK, BLANK)] * TRAINER_LINES, _("Trainers, to be filled in"), widths=(6.5, 10))


def _all(course: Course) -> tuple[Topic, ...]:
    return (*course.units, *course.planned)


def _duration(hours: Hours) -> str:
    return _(
        "{all} academic hours: {present} face to face and {self_study} of self-study",
        all=f"{hours.total:g}",
        present=f"{hours.present:g}",
        self_study=f"{hours.self_study:g}",
    )
