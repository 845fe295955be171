"""`daskalo build`: text sources in, nbgrader course folders out; nothing is written until all is valid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from daskalo.files import write_atomically
from daskalo.i18n import LANGUAGES, translator
from daskalo_grading.authoring.edition import Edition, editions
from daskalo_grading.authoring.findings import Finding, stop_on
from daskalo_grading.authoring.lint import lint
from daskalo_grading.authoring.sources import CourseSource, read_courses

_, ngettext = translator("daskalo_grading")

OWNED = ("source", "explanations")
"""The folders of a built course that hold only what was built; the rest may be nbgrader's."""


def build(
    courses: Path,
    out: Path,
    *,
    only: str | None = None,
    languages: Iterable[str] = LANGUAGES,
    say: Callable[[str], None] = print,
) -> list[Path]:
    """Build courses into `out/<course>-<language>/`.

    The other language is verified too, even when one is asked for. Files that vanished from the sources vanish.

    Args:
        courses (Path): The folder of the courses.
        out (Path): Where to write.
        only (str | None): One course; all of them when None.
        languages (Iterable[str]): Those to write.
        say (Callable): Gets one line a unit.

    Returns:
        list[Path]: The folders of the built courses.

    Raises:
        Findings: `course-not-ready`; nothing was written then.
    """
    wanted = tuple(languages)
    sources = read_courses(courses, only)
    made = [each for source in sources for each in editions(source)]
    findings = [finding for source in sources for finding in build_findings(source)]
    findings += [finding for each in made for finding in each.findings]
    stop_on(findings, "course-not-ready", _("Nothing was built. Please mend:"))
    trees = [(each, each.files()) for each in made if each.language in wanted]
    return [_write(each, files, out, say) for each, files in trees]


def build_findings(source: CourseSource) -> list[Finding]:
    """Return what keeps a course from being built: what cannot be read, and what nbgrader would stumble over."""
    return [*source.findings, *(finding for finding in lint(source) if finding.code in BLOCKING)]


BLOCKING = frozenset({"nbgrader-metadata", "grade-id-twice", "code-unreadable", "activity-unknown", "rubric-unknown"})


def _write(each: Edition, files: Mapping[str, bytes], out: Path, say: Callable[[str], None]) -> Path:
    root = out / each.id
    changed = {name for name, content in files.items() if write_atomically(root / name, content)}
    gone = [
        path
        for folder in OWNED
        for path in sorted((root / folder).rglob("*"), reverse=True)
        if path.relative_to(root).as_posix() not in files
    ]
    for path in gone:
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        else:
            path.unlink()
    for unit in each.units:
        new = any(name.startswith(f"source/{unit.source.id}/") for name in changed)
        state = _("built") if new else _("unchanged")
        cells = ngettext("{n} cell", "{n} cells", len(unit.cells))
        say(f"{each.id}  {unit.source.id}  {cells}  {state}")
    return root
