"""`daskalo grade COURSE UNIT`: grade every new hand-in."""

from __future__ import annotations

import argparse
from pathlib import Path

from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.autograde")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command to the command line."""
    grade = commands.add_parser("grade", help=_("grade every new hand-in of a unit"))
    grade.add_argument("course", metavar="COURSE", help=_("the id of the course, such as project-pedagogy-bg"))
    grade.add_argument("unit", metavar="UNIT", help=_("the unit: nbgrader's assignment"))
    grade.add_argument("--student", metavar="NAME", help=_("this person only"))
    grade.add_argument("--force", action="store_true", help=_("also what was graded before"))
    grade.add_argument("--workers", type=_many, metavar="N", help=_("how many at a time (default: one a core)"))
    grade.add_argument("--scheduler", metavar="URL", help=_("a Dask scheduler that does it: tcp://machine:8786"))
    grade.add_argument("--gradebook", metavar="URL", help=_("the gradebook: sqlite:///... or postgresql+psycopg://..."))
    grade.add_argument("--course-dir", type=Path, metavar="DIR", help=_("any nbgrader course directory"))
    grade.add_argument("--state", type=Path, default=Path(".daskalo"), help=_("where the hub keeps its courses"))
    grade.add_argument("--trusted", action="store_true", help=_("run the code of hand-ins without a sandbox"))
    grade.set_defaults(run=run)


def _many(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number from 1 up.", text=text))
    return number


def run(arguments: argparse.Namespace) -> int:
    """Grade, show how far it is, and print the table; 1 when some hand-in could not be graded."""
    from tqdm import tqdm

    from daskalo_grading.autograde.grading import each
    from daskalo_grading.autograde.places import find_course
    from daskalo_grading.autograde.report import table

    folder = find_course(arguments.course, arguments.course_dir, state=arguments.state)
    done = []
    tqdm.monitor_interval = 0  # no thread: the workers are forked
    with tqdm(unit=_("hand-in"), delay=0.5) as bar:
        for graded in each(
            folder,
            arguments.unit,
            person=arguments.student,
            force=arguments.force,
            workers=arguments.workers,
            scheduler=arguments.scheduler,
            gradebook=arguments.gradebook,
            trusted=arguments.trusted,
            known=lambda people: bar.reset(len(people)),
        ):
            bar.set_postfix_str(graded.person)
            bar.update()
            done.append(graded)
    if not done:
        print(_("Nothing new to grade. With --force, hand-ins are graded again."))
        return 0
    print(table(sorted(done, key=lambda one: one.person)))
    return 1 if any(one.failed for one in done) else 0
