"""The addresses under `<base_url>daskalo/`; each page ends with a way back to the desk."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.utils import url_path_join
from tornado.web import HTTPError, authenticated

from daskalo.errors import UsageError
from daskalo.files import write_atomically
from daskalo.i18n import speaking, translator
from daskalo_grading.desk import homes, pages, shelves
from daskalo_grading.desk.facts import parse_timestamp
from daskalo_grading.desk.server import exchange, report
from daskalo_grading.desk.server.page import Page
from daskalo_grading.desk.server.runs import Runs

_, _ngettext = translator("daskalo_grading.desk")

# An app is for everybody; the notebook behind it is one link away (DESIGN: app first, notebook second).
FIRST_VIEW = "app"

# The feedback is a document of the trainer's side with the learner's own answers in it: shown, never run.
FEEDBACK_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-modals",
    ]
)


class Open(Page):
    """Fetch the unit if needed and open it as an app or in JupyterLab."""

    @authenticated
    async def get(self) -> None:
        """Redirect to the open unit."""
        copy = self.prepare_copy()
        await self.in_thread(exchange.fetch, copy)
        await self.in_thread(exchange.require, copy)
        view = "voila/render" if self.get_argument("as", FIRST_VIEW) == "app" else "lab/tree"
        self.redirect(url_path_join(self.base_url, view, quote(f"{copy.inside}/{copy.unit}.ipynb")))


class Submit(Page):
    """Hand a unit in, after a look at what is answered."""

    @authenticated
    async def get(self) -> None:
        """Show what is answered and what is missing."""
        copy = self.prepare_copy()
        await self.in_thread(exchange.require, copy)
        with speaking(self.spoken()):
            lines = report.from_journal(copy)
        self.show("submit.html", title=report.title(copy), copy=copy, lines=lines, xsrf=self.xsrf_token.decode())

    @authenticated
    async def post(self) -> None:
        """Hand it in and show the receipt."""
        copy = self.prepare_copy()
        time = await self.in_thread(exchange.submit, copy)
        with speaking(self.spoken()):
            lines = report.from_journal(copy)
        self.show("receipt.html", title=report.title(copy), copy=copy, time=time, lines=lines)


class Validate(Page):
    """Run nbgrader's validation and say per activity what is complete."""

    @authenticated
    async def get(self) -> None:
        """Start a run, or show how far it is, or what it found."""
        copy = self.prepare_copy()
        await self.in_thread(exchange.require, copy)
        runs: Runs = self.settings["daskalo_runs"]
        run = runs.get(self.get_argument("run", ""), copy)
        if run is None:
            self.redirect(self.links.act("validate", copy.course, copy.unit, run=runs.start(copy, self.spoken())))
        elif run.failed:
            with speaking(self.spoken()):
                raise UsageError(
                    "check-failed",
                    _("The check did not reach its end. Your answers are safe. Try again, or bring the original back."),
                )
        elif run.result is None:
            self.show("checking.html", title=report.title(copy), copy=copy, run=run)
        else:
            with speaking(self.spoken()):
                lines = report.from_validation(copy, run.result["checks"])
            self.show("validate.html", title=report.title(copy), copy=copy, lines=lines, changed=run.result["changed"])


class Feedback(Page):
    """Fetch the feedback and show the newest."""

    @authenticated
    async def get(self) -> None:
        """Show the newest feedback in a frame of its own."""
        copy = self.prepare_copy()
        name, time = await self.in_thread(exchange.fetch_feedback, copy)
        document = self.links.act("feedback-document", copy.course, copy.unit, time=name)
        self.show("feedback.html", title=report.title(copy), copy=copy, time=time, document=document)


class FeedbackDocument(Page):
    """One feedback document, as nbgrader made it: shown, never run."""

    @property
    def content_security_policy(self) -> str:
        """A policy without scripts, forms or addresses outside the document."""
        return FEEDBACK_POLICY

    @authenticated
    async def get(self) -> None:
        """Send the document."""
        copy, name = self.prepare_copy(), self.get_argument("time", "")
        inside = f"{copy.inside}/feedback/{name}/{copy.unit}.html"
        document = homes.read(copy.root, inside, limit=20_000_000) if parse_timestamp(name) else None
        if document is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(document)


class Reset(Page):
    """Bring the original unit back; answers stay."""

    @authenticated
    async def get(self) -> None:
        """Ask first."""
        copy = self.prepare_copy()
        await self.in_thread(exchange.require, copy)
        self.show("reset.html", title=report.title(copy), copy=copy, xsrf=self.xsrf_token.decode())

    @authenticated
    async def post(self) -> None:
        """Lay aside what was changed and say where it lies."""
        copy = self.prepare_copy()
        moved = await self.in_thread(exchange.start_over, copy)
        self.show("restored.html", title=report.title(copy), copy=copy, moved=moved)


class Notebook(Page):
    """Open an own copy of a research notebook."""

    @authenticated
    async def get(self) -> None:
        """Copy it once and redirect to JupyterLab."""
        spoken = self.spoken()
        with speaking(spoken):
            original = shelves.notebook_path(self.get_argument("name", ""), spoken)
        self.open_copy(original, f"notebooks/{spoken}/{original.name}", "lab/tree", overwrite=False)

    def open_copy(self, original: Path, inside: str, view: str, *, overwrite: bool) -> None:
        """Copy a notebook into the home and redirect to it."""
        target = Path(self.settings["server_root_dir"]).expanduser() / inside
        if overwrite or not target.exists():
            write_atomically(target, original.read_bytes())
        self.redirect(url_path_join(self.base_url, view, quote(inside)))


class App(Notebook):
    """Open a training app; its answers are kept beside the copy in the home."""

    @authenticated
    async def get(self) -> None:
        """Copy its notebook, which only shows the app, and redirect to it."""
        with speaking(self.spoken()):
            original = shelves.app_path(self.get_argument("name", ""))
        self.open_copy(original, f"apps/{original.stem}/{original.name}", "voila/render", overwrite=True)


class Static(FileFindHandler):
    """Style sheets, the script and the mark; found files are remembered apart from those of other extensions."""

    _static_paths: dict[str, str] = {}  # noqa: RUF012 - as the parent class has it


def handlers(base_url: str) -> list[tuple]:
    """Return the tornado rules of the extension."""
    named = {
        "open": Open,
        "submit": Submit,
        "validate": Validate,
        "feedback": Feedback,
        "feedback-document": FeedbackDocument,
        "reset": Reset,
        "notebook": Notebook,
        "app": App,
    }
    rules: list[tuple] = [(url_path_join(base_url, "daskalo", name), page) for name, page in named.items()]
    static = {"path": [str(pages.STATIC), str(pages.THEME)]}
    return [*rules, (url_path_join(base_url, "daskalo/static/(.*)"), Static, static)]
