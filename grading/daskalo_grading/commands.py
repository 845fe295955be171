"""`daskalo build`, `daskalo courses ...`, `daskalo translate`: what authors of courses call."""

from __future__ import annotations

import argparse
from pathlib import Path

from daskalo.i18n import LANGUAGES, translator
from daskalo_grading.trainer_desk.commands import register as register_desk

_, ngettext = translator("daskalo_grading")

Commands = argparse._SubParsersAction


def register(commands: Commands) -> None:
    """Add the sub-commands to the command line."""
    build = commands.add_parser("build", help=_("build courses into nbgrader course folders"))
    _sources(build)
    build.add_argument("--language", choices=LANGUAGES, help=_("build one language; the other is verified too"))
    build.add_argument("--out", type=Path, default=Path("build"), help=_("the folder to write to (default: build)"))
    build.set_defaults(run=run_build)

    translate = commands.add_parser("translate", help=_("update the catalogues and show what is missing"))
    _sources(translate)
    translate.set_defaults(run=run_translate)

    register_desk(commands)

    courses = commands.add_parser("courses", help=_("check courses, write their programme"))
    actions = courses.add_subparsers(metavar=_("ACTION"), required=True)
    check = actions.add_parser("check", help=_("lint, and prove both ways through nbgrader"))
    _sources(check)
    check.set_defaults(run=run_check)
    syllabus = actions.add_parser("syllabus", help=_("write the programme sheet for a training provider (docx)"))
    _sources(syllabus)
    syllabus.add_argument("--language", choices=LANGUAGES, help=_("write one language only"))
    syllabus.add_argument("--out", type=Path, default=Path("build"), help=_("the folder to write to (default: build)"))
    syllabus.set_defaults(run=run_syllabus)


def _sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--course", metavar="ID", help=_("one course only"))
    parser.add_argument(
        "--courses", type=Path, metavar="DIR", help=_("the folder of the courses (default: courses/ of the checkout)")
    )


def run_build(arguments: argparse.Namespace) -> int:
    """Build; nothing is written unless all is valid."""
    from daskalo_grading.authoring.build import build
    from daskalo_grading.authoring.course import find_courses

    languages = (arguments.language,) if arguments.language else LANGUAGES
    build(find_courses(arguments.courses), arguments.out, only=arguments.course, languages=languages)
    return 0


def run_translate(arguments: argparse.Namespace) -> int:
    """Update the catalogues and print the report."""
    from daskalo_grading.authoring.course import find_courses
    from daskalo_grading.authoring.translate import table, translate

    print(table(translate(find_courses(arguments.courses), arguments.course)))
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Lint and prove; 1 when something is wrong."""
    from daskalo_grading.authoring.check import check
    from daskalo_grading.authoring.course import find_courses

    return 0 if check(find_courses(arguments.courses), only=arguments.course) else 1


def run_syllabus(arguments: argparse.Namespace) -> int:
    """Write the programme sheets and print where they are."""
    from daskalo_grading.authoring.course import find_courses
    from daskalo_grading.authoring.syllabus import write_syllabus

    languages = (arguments.language,) if arguments.language else LANGUAGES
    for path in write_syllabus(find_courses(arguments.courses), arguments.out, arguments.course, languages):
        print(path)
    return 0
