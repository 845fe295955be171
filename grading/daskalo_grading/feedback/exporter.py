"""The nbconvert exporter behind nbgrader's `GenerateFeedback`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from babel.dates import format_timedelta
from jinja2 import Environment, PackageLoader, StrictUndefined
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from traitlets import default

from daskalo import theme
from daskalo.activities import load
from daskalo.errors import DaskaloError
from daskalo.i18n import language, speaking, translator
from daskalo.journal import Journal
from daskalo_grading.feedback.circumstances import Course, Entry
from daskalo_grading.feedback.hidden import Hidden
from daskalo_grading.feedback.page import first_heading, tasks
from daskalo_grading.feedback.steps import in_points, points, take_first

_, ngettext = translator("daskalo_grading.feedback")


class FeedbackExporter(Exporter):
    """Make the feedback page of one submission.

    Works on any nbgrader course: without `unit.json`, journal or explanations it shows the graded cells alone, in
    the language of the reader.
    """

    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """Run nbgrader's preprocessors, then render the page.

        Args:
            nb (NotebookNode): The autograded notebook.
            resources (dict): nbconvert's resources; `metadata.path` is the folder of the submission.
            **kwargs: As nbconvert passes them on.

        Returns:
            tuple[str, dict]: The HTML and the resources, with `output_extension` set.
        """
        graded, gathered = super().from_notebook_node(nb, resources, **kwargs)
        submission = Path(gathered.get("metadata", {}).get("path") or ".")
        spoken, title, answers = _unit(submission)
        about = gathered["nbgrader"]
        unit, person = about["assignment"], about["student"]
        with speaking(spoken):
            course = Course.around(submission, unit)
            entry = Entry.of(about.get("db_url", ""), unit, about["notebook"], person)
            nbgrader_marks = ClearHiddenTests(config=self.config)
            marks = Hidden(nbgrader_marks.begin_test_delimeter, nbgrader_marks.end_test_delimeter)
            shown = tasks(graded.cells, course, entry, answers, marks)
            page = _template().render(
                _=_,
                ngettext=ngettext,
                points=points,
                in_points=in_points,
                language=spoken,
                tokens=theme.tokens(),
                title=title or first_heading(graded.cells) or about["notebook"],
                learner=course.people.get(person) or entry.name or person,
                score=float(about["score"]),
                most=float(about["max_score"]),
                late_penalty=float(about["late_penalty"] or 0),
                late=_late(entry.seconds_late),
                tasks=shown,
                first=take_first(shown),
                waiting=sum(task.waiting for task in shown),
                after=course.after(unit),
            )
        gathered["output_extension"] = self.file_extension
        return page, gathered


def _template() -> Any:
    environment = Environment(
        loader=PackageLoader("daskalo_grading.feedback"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


def _late(seconds: float) -> str:
    """Return a delay in words: „2 дни“."""
    return format_timedelta(timedelta(seconds=seconds), locale=language()) if seconds else ""


def _unit(submission: Path) -> tuple[str, str, dict[str, Any]]:
    """Return language, title and answers of a submission; a damaged journal shows as no answers, never as a crash."""
    if not (submission / "unit.json").is_file():
        return language(), "", {}
    unit = load(submission)
    try:
        return unit.language, unit.title, dict(Journal.open_unit(submission).answers())
    except DaskaloError:
        return unit.language, unit.title, {}
