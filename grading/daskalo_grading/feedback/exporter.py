"""The nbconvert exporter behind nbgrader's `GenerateFeedback`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from daskalo import theme
from daskalo.activities import Activity, load
from daskalo.errors import DaskaloError
from daskalo.i18n import language, speaking, translator
from daskalo.journal import Journal
from daskalo_grading.feedback.page import tasks

_, ngettext = translator("daskalo_grading.feedback")


def points(number: float) -> str:
    """Return points as the reader writes them: no needless zeros, a decimal comma in Bulgarian.

    >>> with speaking("bg"):
    ...     points(2.50), points(3.0)
    ('2,5', '3')
    """
    plain = f"{number:.2f}".rstrip("0").rstrip(".")
    return plain.replace(".", ",") if language() == "bg" else plain


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
        activities = _explained(submission, about["assignment"])
        environment = Environment(
            loader=PackageLoader("daskalo_grading.feedback"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        with speaking(spoken):
            page = environment.get_template("page.html").render(
                _=_,
                points=points,
                language=spoken,
                tokens=theme.tokens(),
                title=title or about["notebook"],
                learner=about["student"],
                score=float(about["score"]),
                most=float(about["max_score"]),
                late_penalty=float(about["late_penalty"] or 0),
                tasks=list(tasks(graded.cells, activities, answers)),
            )
        gathered["output_extension"] = self.file_extension
        return page, gathered


def _unit(submission: Path) -> tuple[str, str, dict[str, Any]]:
    """Return language, title and answers of a submission; a damaged journal shows as no answers, never as a crash."""
    if not (submission / "unit.json").is_file():
        return language(), "", {}
    unit = load(submission)
    try:
        return unit.language, unit.title, dict(Journal.open_unit(submission).answers())
    except DaskaloError:
        return unit.language, unit.title, {}


def _explained(submission: Path, assignment: str) -> dict[str, Activity]:
    """Read `explanations/<unit>.json` of the course the submission lies in (`<course>/autograded/<person>/<unit>`)."""
    source = submission.resolve().parents[2] / "explanations" / f"{assignment}.json"
    tables = json.loads(source.read_text(encoding="utf-8"))["activities"] if source.is_file() else {}
    return {id: Activity.from_table(id, table) for id, table in tables.items()}
