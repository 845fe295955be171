"""`daskalo translate`: bring the catalogues up to date, and say how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from daskalo.columns import columns
from daskalo.files import write_atomically
from daskalo.i18n import translator
from daskalo_grading.authoring import catalogue
from daskalo_grading.authoring.catalogue import Counts, Message
from daskalo_grading.authoring.findings import stop_on
from daskalo_grading.authoring.interface import ROOTS, interface_messages
from daskalo_grading.authoring.rubric import read_rubric, rubrics_folder
from daskalo_grading.authoring.sources import CATALOGUE, read_courses
from daskalo_grading.authoring.words import prose

_, ngettext = translator("daskalo_grading")


@dataclass(frozen=True)
class Progress:
    """One catalogue.

    Attributes:
        name (str): What it belongs to: `project-pedagogy/01-driving-question`, `rubrics`, `daskalo.activities`.
        path (Path): The file.
        counts (Counts): How far it is.
        changed (bool): Whether the file was, or would be, written.
    """

    name: str
    path: Path
    counts: Counts
    changed: bool


def translate(courses: Path, only: str | None = None, *, save: bool = True) -> list[Progress]:
    """Update the catalogues of the courses and rubrics, and, unless one course is asked for, of the interface.

    A translation whose English was edited becomes fuzzy; a file is written only when its messages changed.

    Args:
        courses (Path): The folder of the courses.
        only (str | None): One course.
        save (bool): Write what changed; otherwise only say what would.

    Raises:
        Findings: `sources-unreadable`; nothing was written then.
        ContentError: `catalogue-unreadable`, `package-unknown`.
    """
    jobs = list(_course_jobs(courses, only))
    jobs += _rubric_jobs(rubrics_folder(courses), courses)
    if only is None and all((courses.parent / root).is_dir() for root in ROOTS):
        jobs += _interface_jobs(courses.parent)
    updated = [
        (name, path, messages, catalogue.updated(catalogue.read(path), messages)) for name, path, messages in jobs
    ]
    return [
        Progress(name, path, catalogue.counts(fresh, messages), _changed(path, catalogue.render(fresh), save))
        for name, path, messages, fresh in updated
    ]


def _changed(path: Path, text: str, save: bool) -> bool:
    """Write a catalogue unless only its layout would change: a PO editor breaks lines where it likes."""
    if catalogue.render(catalogue.read(path)) == text:
        return False
    return write_atomically(path, text) if save else True


Job = tuple[str, Path, Sequence[Message]]


def _course_jobs(courses: Path, only: str | None) -> Iterable[Job]:
    for source in read_courses(courses, only):
        stop_on(source.findings, "sources-unreadable", _("Nothing was changed. Please mend:"))
        id, folder = source.course.id, source.course.folder
        yield id, folder / CATALOGUE, list(source.messages())
        for unit in source.units:
            yield f"{id}/{unit.id}", unit.folder / CATALOGUE, list(unit.messages())


def _rubric_jobs(folder: Path, courses: Path) -> Iterable[Job]:
    if not folder.is_relative_to(courses.parent):
        return  # the kit's own rubrics, used by courses that lie elsewhere
    paths = sorted(folder.glob("*.toml"))
    texts = [Message(text, place) for path in paths for place, text in prose(read_rubric(folder, path.stem), path.name)]
    if texts:
        yield _("rubrics"), folder / CATALOGUE, texts


def _interface_jobs(checkout: Path) -> Iterable[Job]:
    for path, messages in sorted(interface_messages(checkout).items()):
        package = path.parents[1]
        root = next(checkout / root for root in ROOTS if package.is_relative_to(checkout / root))
        yield ".".join(package.relative_to(root.parent).parts), path, messages


def table(rows: Sequence[Progress]) -> str:
    """Return the report: translated, fuzzy, missing and obsolete per catalogue, and what to do next."""
    heads = (_("Catalogue"), _("translated"), _("fuzzy"), _("missing"), _("obsolete"), "")
    cells = [
        (row.name, *(str(n) for n in vars(row.counts).values()), _("written") if row.changed else "") for row in rows
    ]
    lines = columns([heads, *cells], right={1, 2, 3, 4})
    return "\n".join([*lines, "", _next_step(rows)])


def _next_step(rows: Sequence[Progress]) -> str:
    todo = [row for row in rows if not row.counts.complete]
    if todo:
        return _(
            "Next: write what is missing in {file}, check what is fuzzy and delete its mark; then `daskalo build`.",
            file=todo[0].path,
        )
    if any(row.counts.obsolete for row in rows):
        return _("Complete. Obsolete translations stand at the end of their files, after “#~”: delete them in time.")
    return _("Complete.")
