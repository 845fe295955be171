"""`daskalo courses check`: lint, and the proof both ways, with a table to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from daskalo.i18n import translator
from daskalo_grading.authoring.attempts import REFERENCE, UNTOUCHED
from daskalo_grading.authoring.columns import columns
from daskalo_grading.authoring.edition import Edition, editions
from daskalo_grading.authoring.findings import Finding, errors
from daskalo_grading.authoring.lint import lint
from daskalo_grading.authoring.proof import Proof, prove
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
    made = editions(source)
    findings = [*source.findings, *lint(source), *(finding for each in made for finding in each.findings)]
    proofs: list[Proof] = []
    if errors(findings):
        say(_("{course}: not proved yet, because it cannot be built as it is.", course=source.course.id))
    else:
        for unit, each in _units(made):
            say(_("{course}: proving {unit} through nbgrader …", course=each.id, unit=each.units[unit].source.id))
            proofs.append(prove(each, each.units[unit]))
        findings += [finding for proof in proofs for finding in proof.findings]
        for line in [*_summary(source, proofs, findings), *_wrong_answers(proofs)]:
            say(line)
    for line in _listed(findings):
        say(line)
    return not errors(findings)


def _units(made: Sequence[Edition]) -> Iterator[tuple[int, Edition]]:
    for unit in range(len(made[0].units)):
        yield from ((unit, each) for each in made)


def _summary(source: CourseSource, proofs: Sequence[Proof], findings: Sequence[Finding]) -> list[str]:
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
                f"{empty.points:g}/{empty.deserved:g}" if empty else "–",
                f"{sum(outcome.passed for outcome in wrong)}/{len(wrong)}",
                f"{proof.seconds:.1f}",
            )
        )
    return ["", source.course.id, *columns([heads, *rows], right={2, 3, 4, 5, 6})] if rows else []


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
