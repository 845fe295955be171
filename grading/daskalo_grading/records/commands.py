"""`daskalo record COURSE --out DIR` makes the records of a course, `daskalo record verify FILE` checks one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.records")

VERIFY = "verify"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command to the command line."""
    about = _("make a signed evidence pack for every participant, or check one")
    more = _("To check a pack or one of its files: daskalo record verify FILE [--public-key FILE|FINGERPRINT]")
    record = commands.add_parser("record", help=about, description=about, epilog=more)
    record.add_argument("course", metavar="COURSE", help=_("the id of the course, such as project-pedagogy-bg"))
    record.add_argument("--out", metavar="DIR", type=Path, required=True, help=_("the folder for the packs"))
    record.add_argument("--course-dir", metavar="DIR", type=Path, help=_("any nbgrader course directory"))
    record.add_argument(
        "--gradebook", metavar="URL", help=_("the gradebook: sqlite:///... or postgresql+psycopg://...")
    )
    record.add_argument("--attendance", metavar="FILE", type=Path, help=_("the attendance list, a CSV file"))
    record.add_argument("--key", metavar="FILE", type=Path, help=_("a private Ed25519 key (PEM) to sign with"))
    record.add_argument("--person", metavar="ID", help=_("this participant only"))
    record.add_argument("--date", type=_date, help=_("the day of the record (default: today)"))
    record.add_argument("--training", action="store_true", help=_("mark all as training data: the people are invented"))
    record.set_defaults(run=run)
    check = argparse.ArgumentParser(
        prog=f"{record.prog} {VERIFY}", description=_("Tell a genuine pack from an edited one.")
    )
    check.add_argument("file", metavar="FILE", type=Path, help=_("a pack (zip or folder) or one of its files"))
    check.add_argument(
        "--public-key",
        metavar="FILE|FINGERPRINT",
        help=_("the key that must have signed: a PEM file or its fingerprint"),
    )
    check.set_defaults(run=run_verify)
    for form in (record, check):
        form.add_argument(
            "--state", type=Path, default=Path(".daskalo"), help=_("where the hub keeps its courses and keys")
        )
    parse_course = record.parse_known_args

    def parse(arguments: Sequence[str] | None = None, namespace: Any = None) -> Any:
        """Choose by the first word: argparse has no command whose first argument is a word or any other."""
        if arguments and arguments[0] == VERIFY:
            return check.parse_known_args(arguments[1:], namespace)
        return parse_course(arguments, namespace)

    record.parse_known_args = parse  # type: ignore[method-assign]


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("“{text}” is no date: write 2026-11-23.", text=text)) from None


def run(arguments: argparse.Namespace) -> int:
    """Make the records and say what was made."""
    from daskalo_grading.autograde.places import find_course
    from daskalo_grading.records.make import make_records
    from daskalo_grading.records.wording import count, grouped

    made = make_records(
        find_course(arguments.course, arguments.course_dir, state=arguments.state),
        arguments.course,
        arguments.out,
        state=arguments.state,
        gradebook=arguments.gradebook,
        attendance=arguments.attendance,
        key=arguments.key,
        person=arguments.person,
        made=arguments.date,
        training=arguments.training,
    )
    if made.attendance is None:
        print(_("There is no attendance list: 0 hours of attendance are documented. Give one with --attendance."))
    for record in made.records:
        totals, missing = record["totals"], len(record["completion"]["missing"])
        says = _(
            "{person}: {attended} h attendance, {self_study} h self-study.",
            person=record["participant"]["name"] or record["participant"]["id"],
            attended=count(totals["attended_hours"]),
            self_study=count(totals["self_study_hours"]),
        )
        ends = ngettext("{n} thing is missing.", "{n} things are missing.", n=missing) if missing else _("Completed.")
        print(says, ends)
    packs = len(made.records)
    print(ngettext("{n} pack is in {folder}.", "{n} packs are in {folder}.", n=packs, folder=made.folder))
    print(_("They are signed with this key; publish its fingerprint where people can find it:"))
    print(made.key.pem.decode().strip())
    print(_("Fingerprint of the key: {digits}", digits=grouped(made.key.fingerprint)))
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Say whether a pack is genuine; the exit status says it too."""
    from daskalo_grading.records.verdict import verify

    verdict = verify(arguments.file, arguments.public_key, state=arguments.state)
    print("\n".join(verdict.sentences))
    return verdict.status
