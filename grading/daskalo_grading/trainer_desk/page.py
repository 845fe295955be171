"""What the app notebook shows: the desk of the course in `DASKALO_COURSE`, or how to open one."""

from __future__ import annotations

import os
from pathlib import Path

from daskalo.errors import DaskaloError, UsageError
from daskalo.i18n import language, speaking, translator
from daskalo_grading.desk import courses
from daskalo_widgets.show import show_html, show_problem

_, ngettext = translator("daskalo_grading.trainer_desk")

NOTEBOOK = Path(__file__).parents[3] / "widgets" / "apps" / "trainer-desk.ipynb"
COURSE = "DASKALO_COURSE"
RATER = "DASKALO_RATER"  # set by our server, which knows who has logged in


def show() -> None:
    """Display the desk of the course that the environment names.

    `DASKALO_COURSE` is a course directory of nbgrader. What cannot be shown is said in a sentence, with the command
    that opens a course.
    """
    try:
        folder = course_folder()
        from IPython.display import display

        from daskalo_grading.trainer_desk.view import TrainerDesk

        with speaking(course_language(folder)):
            display(TrainerDesk(folder, language(), rater=os.environ.get(RATER, "")))
    except DaskaloError as error:
        title = _("Trainer's desk")
        show_html(f"<h1>{title}</h1>", title)
        show_problem(error)


def course_language(folder: Path) -> str:
    """Return the language of a course of ours; any other course is shown in the language of the reader."""
    return courses.load(folder).language if (folder / "course.json").is_file() else language()


def course_folder() -> Path:
    """Return the course directory to open.

    Raises:
        UsageError: `course-not-named` or `course-not-found`, with the command to use.
    """
    command = "daskalo desk DIR"
    given = os.environ.get(COURSE)
    if not given:
        message = _("Which course? Open the desk with the folder of a course: {command}", command=command)
        raise UsageError("course-not-named", message)
    folder = Path(given).expanduser().resolve()
    if not folder.is_dir():
        message = _(
            "There is no folder “{folder}”. Name the folder of a course: {command}", folder=given, command=command
        )
        raise UsageError("course-not-found", message)
    return folder
