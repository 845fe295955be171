"""`daskalo courses check`: lint, and the proof both ways, with a table to read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from daskalo.columns import columns
from daskalo.i18n import LANGUAGES, language, translator
from daskalo_grading.authoring.attempts import REFERENCE, UNTOUCHED
from daskalo_grading.authoring.edition import editions
from daskalo_grading.authoring.findings import Finding, errors
from daskalo_grading.authoring.lint import lint
from daskalo_grading.authoring.proof import Proof, prove_unit
from daskalo_grading.authoring.sources import CourseSource, read_courses

_, ngettext = translator("daskalo_grading")


def check(courses: Path, only: str | None = None, say: Callable[[str], None] = print) -> bool:
    """Check courses: lint always, the proof when nothing keeps the course from being built.

    Args:
        courses (Path): The folder of the courses.
        only (str | None): One course; all of them when None.
        say (Callable): Gets the report, a line at a time.

    Returns:
        bool: Whether all is well; advice alone does no harm.
    """
    results = [_checked(source, say) for source in read_courses(courses, only)]
    return all(results)


def _checked(source: CourseSource, say: Callable[[str], None]) -> bool:
    findings = [*source.findings, *lint(source), *(found for each in editions(source) for found in each.findings)]
    if errors(findings):
        say(_("{course}: not proved yet, because it cannot be built as it is.", course=source.course.id))
        proofs = []
    else:
        proofs = _proofs(source, say)
        findings += [finding for proof in proofs for finding in proof.findings]
    for line in report(source.course.id, proofs, findings):
        say(line)
    return not errors(findings)


def _proofs(source: CourseSource, say: Callable[[str], None]) -> list[Proof]:
    """Prove every unit in every language, each in a process of its own: nbgrader changes the working folder."""
    jobs = [(unit.id, each) for unit in source.units for each in LANGUAGES]
    workers = min(len(jobs), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(prove_unit, source.course.folder, *job, language()) for job in jobs]
        proofs = []
        for (unit, each), future in zip(jobs, running, strict=True):
            say(_("{course}: proving {unit} through nbgrader …", course=f"{source.course.id}-{each}", unit=unit))
            proofs.append(future.result())
    return proofs


def report(course: str, proofs: Sequence[Proof], findings: Sequence[Finding]) -> list[str]:
    """Return the report of a course, line by line: a row a unit and language, the wrong answers, the findings."""
    return [*_summary(course, proofs, findings), *_wrong_answers(proofs), *_listed(findings)]


def _summary(course: str, proofs: Sequence[Proof], findings: Sequence[Finding]) -> list[str]:
    heads = (_("Unit"), _("language"), _("findings"), _("reference"), _("untouched"), _("wrong answers"), _("seconds"))
    rows = []
    for proof in proofs:
        about = [each for each in findings if each.place.startswith(f"{proof.unit}/")]
        by_name = {outcome.name: outcome for outcome in proof.outcomes}
        wrong = [outcome for outcome in proof.outcomes if outcome.name not in (REFERENCE, UNTOUCHED)]
        full, empty = by_name.get(REFERENCE), by_name.get(UNTOUCHED)
        rows.append(
            (
                proof.unit,
                proof.language,
                len(about),
                f"{full.points:g}/{full.deserved:g}" if full else "–",
                f"{empty.points:g}" if empty else "–",
                f"{sum(outcome.passed for outcome in wrong)}/{len(wrong)}",
                f"{proof.seconds:.1f}",
            )
        )
    return ["", course, *columns([heads, *rows], right={2, 3, 4, 5, 6})] if rows else []


def _wrong_answers(proofs: Sequence[Proof]) -> list[str]:
    heads = (_("Wrong answer"), _("language"), _("test"), _("expected"), _("got"), "")
    rows = [
        (outcome.name, proof.language, id, f"{points:g}", f"{outcome.got.get(id) or 0:g}",
         _("differs") if id in outcome.differences else "")
        for proof in proofs
        for outcome in proof.outcomes
        if outcome.name not in (REFERENCE, UNTOUCHED)
        for id, points in outcome.expected.items()
    ]  # fmt: skip
    return ["", *columns([heads, *rows], right={3, 4})] if rows else []


def _listed(findings: Sequence[Finding]) -> list[str]:
    found = list(dict.fromkeys(findings))
    wrong, advice = errors(found), [finding for finding in found if finding.warning]
    lines = [""] if found else []
    lines += [f"  {finding}" for finding in wrong]
    lines += [_("  advice: {finding}", finding=finding) for finding in advice]
    if wrong:
        return [*lines, "", ngettext("{n} thing to mend.", "{n} things to mend.", len(wrong))]
    return [*lines, "", _("All is well.")]
