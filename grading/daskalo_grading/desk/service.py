"""The landing page as a hub-managed JupyterHub service: who is it, what do they learn and lead, where does it stand."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
from pathlib import Path
from urllib.parse import quote, urlparse

from jupyterhub.services.auth import HubOAuthCallbackHandler, HubOAuthenticated
from jupyterhub.utils import url_path_join
from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest
from tornado.web import Application, RequestHandler, StaticFileHandler, authenticated
from tornado.web import HTTPError as WebError

from daskalo.errors import EnvironmentProblem
from daskalo.i18n import LANGUAGES
from daskalo_grading.desk import overview, pages, shelves
from daskalo_grading.desk.courses import TEACHER_GROUP, membership
from daskalo_grading.desk.facts import Places
from daskalo_grading.desk.links import Links

log = logging.getLogger(__name__)


class Page(HubOAuthenticated, RequestHandler):
    """What every page of the service shares: safe headers and the language of the reader."""

    def set_default_headers(self) -> None:
        """Send our own policy with every answer, errors included."""
        for name, value in pages.HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Remember a language that the reader chose."""
        if (wanted := self.get_argument("language", "")) in LANGUAGES:
            self.set_cookie(
                pages.LANGUAGE_COOKIE, wanted, path=self.settings["links"].hub, samesite="Lax", expires_days=365
            )
            self.redirect("/" + self.request.path.lstrip("/"))

    def language(self, *others: str) -> str:
        """Return what the reader chose, else the first of `others` that we speak, else the hub's language."""
        return pages.chosen_language(
            self.get_cookie(pages.LANGUAGE_COOKIE), *others, os.environ.get("DASKALO_LANGUAGE")
        )

    def show(self, template: str, spoken: str, **values: object) -> None:
        """Finish with one page."""
        prefix = self.settings["prefix"]
        links = self.settings["links"]
        self.finish(
            pages.render(
                template, spoken, links=links, static=f"{prefix}static/", switch="language={}".format, **values
            )
        )

    def write_error(self, status_code: int, **_kwargs: object) -> None:
        """Say in the reader's language that something went wrong, without details of ours."""
        self.show("problem.html", self.language(), status=status_code)


class Desk(Page):
    """The page everybody sees after login."""

    @authenticated
    async def get(self) -> None:
        """Show the desk of the person."""
        person: str = self.current_user["name"]
        places: Places = self.settings["places"]
        roles = membership(self.current_user.get("groups", []))
        people = {course: await members(course) for course in roles.leads}
        learnt = [await asyncio.to_thread(overview.learnt, places, course, person) for course in roles.learns]
        led = [await asyncio.to_thread(overview.led, places, course, people[course]) for course in roles.leads]
        spoken = self.language(*(entry.course.language for entry in [*learnt, *led]))
        self.show(
            "desk.html",
            spoken,
            user=person,
            name=shelves.display_name(places.state, person),
            learnt=learnt,
            led=led,
            apps=shelves.apps(spoken),
            notebooks=shelves.notebooks(spoken),
        )


async def members(course: str) -> list[str]:
    """Ask the hub who learns in a course; nobody when it does not answer (the gradebook still knows some)."""
    group = quote(TEACHER_GROUP + course, safe="")
    request = HTTPRequest(
        url_path_join(os.environ["JUPYTERHUB_API_URL"], "groups", group),
        headers={"Authorization": f"token {os.environ['JUPYTERHUB_API_TOKEN']}"},
        request_timeout=5,
    )
    try:
        answer = await AsyncHTTPClient().fetch(request)
        return [str(name) for name in json.loads(answer.body)["users"]]
    except (HTTPError, OSError, ValueError, LookupError) as error:
        log.warning("The hub does not say who learns in %s: %s", course, error)
        return []


class Missing(Page):
    """Any other address."""

    def prepare(self) -> None:
        """Answer 404 to every method."""
        super().prepare()
        if not self._finished:
            raise WebError(404)


class Static(StaticFileHandler):
    """Style sheets, the script and the mark: public, but with our headers."""

    def set_default_headers(self) -> None:
        """Send the headers of a page, except that the browser may keep these files."""
        for name, value in pages.HEADERS.items():
            if name != "Cache-Control":
                self.set_header(name, value)


def application(state: Path, prefix: str, hub: str) -> Application:
    """Return the tornado application.

    Args:
        state (Path): The folder `.daskalo`.
        prefix (str): Where the service lies, `/services/desk/`.
        hub (str): The hub's base URL.
    """
    return Application(
        [
            (prefix, Desk),
            (url_path_join(prefix, "oauth_callback"), HubOAuthCallbackHandler),
            (url_path_join(prefix, r"static/(tokens\.css)"), Static, {"path": pages.THEME}),
            (url_path_join(prefix, r"static/(.*)"), Static, {"path": pages.STATIC}),
            (r".*", Missing),
        ],
        cookie_secret=os.urandom(32),
        places=Places(state),
        links=Links.from_service(hub),
        prefix=prefix,
    )


def setting(name: str) -> str:
    """Return one setting of the environment.

    Raises:
        EnvironmentProblem: `desk-setting-missing`.
    """
    if value := os.environ.get(name):
        return value
    raise EnvironmentProblem(
        "desk-setting-missing",
        f"{name} is not set. The desk is started by the hub: add it to c.JupyterHub.services with this environment"
        " (see daskalo_grading.desk).",
    )


async def serve() -> None:
    """Serve until the hub stops us."""
    listen = urlparse(setting("JUPYTERHUB_SERVICE_URL"))
    desk = application(
        Path(setting("DASKALO_STATE")), setting("JUPYTERHUB_SERVICE_PREFIX"), setting("JUPYTERHUB_BASE_URL")
    )
    desk.listen(listen.port or 80, listen.hostname or "127.0.0.1", xheaders=True)
    stopped = asyncio.Event()
    for wish in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wish, stopped.set)
    log.info("The desk listens on %s", listen.geturl())
    await stopped.wait()
