"""The training apps on their own, served by Voila on this machine."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jupyter_server.utils import url_path_join
from tornado.web import RequestHandler
from traitlets.config import Config
from voila.app import Voila

from daskalo.errors import EnvironmentProblem
from daskalo.i18n import speaking, translator
from daskalo.theme import tokens
from daskalo_widgets.apps.catalogue import FOLDER, catalogue
from daskalo_widgets.apps.settings import DATA_PATH, voila_settings

_, ngettext = translator("daskalo_widgets")

ADDRESS = "127.0.0.1"
LOG_ERRORS_ONLY = 40


class Shelf(RequestHandler):
    """The front page: which apps there are."""

    def initialize(self, language: str) -> None:
        """Take the language of the page."""
        self._language = language

    def get(self) -> None:
        """Write the page, with the cookie by which Voila lets a page end its kernel."""
        self.xsrf_token  # noqa: B018 - reading it sets the cookie
        environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
        with speaking(self._language):
            page = environment.get_template("shelf.html.j2").render(
                language=self._language,
                tokens=tokens(),
                title=_("Training apps"),
                intro=_("They run on this computer alone. Nothing leaves it."),
                apps=catalogue(),
            )
        self.finish(page)


class AppServer(Voila):
    """Voila over our apps, with a front page of our own and a word about where it is and how it stops."""

    def __init__(self, language: str, **settings: Any) -> None:
        super().__init__(**settings)
        self._language = language

    def init_handlers(self) -> list[Any]:
        """Put our front page before Voila's list of files."""
        shelf = (url_path_join(self.server_url or "/", "/"), Shelf, {"language": self._language})
        handlers: list[Any] = super().init_handlers()  # type: ignore[assignment]
        return [shelf, *handlers]

    def listen(self) -> None:
        """Say where the apps are and how to stop, then serve."""
        with speaking(self._language):
            print(_("The training apps: {address}", address=f"http://{ADDRESS}:{self.port}/"))
            print(_("Stop: Ctrl-C. What was answered is saved."), flush=True)
        super().listen()


def serve(language: str, port: int) -> int:
    """Serve the apps until Ctrl-C or SIGTERM; every kernel ends with the server.

    Args:
        language (str): `bg` or `en`.
        port (int): On the loopback address only.

    Raises:
        EnvironmentProblem: `port-taken`.
    """
    settings = settings_alone(language, port, home="/")
    # A warmed-up kernel waits for the next visitor: the page is there in a fraction of a second.
    settings["VoilaConfiguration"] |= {"preheat_kernel": True, "default_pool_size": 1}
    settings["Voila"]["root_dir"] = str(FOLDER)
    server = AppServer(language, config=Config(settings))
    server.initialize([])
    server.start()
    return 0


def settings_alone(language: str, port: int, home: str | None = None) -> dict[str, Any]:
    """Prepare this process to serve our pages on this machine alone, and return Voila's settings.

    Args:
        language (str): `bg` or `en`.
        port (int): On the loopback address only.
        home (str | None): Where the link at the top leads back to.

    Raises:
        EnvironmentProblem: `port-taken`.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            message = _("Port {port} is taken. Stop what runs there, or choose another one with --port.", port=port)
            raise EnvironmentProblem("port-taken", message) from None
    os.environ["DASKALO_LANGUAGE"] = language
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(DATA_PATH), os.environ.get("JUPYTER_PATH")]))
    settings = voila_settings(language, home)
    settings["Voila"] = {
        "ip": ADDRESS,
        "port": port,
        "port_retries": 0,
        "open_browser": False,
        "log_level": LOG_ERRORS_ONLY,
    }
    settings["KernelManager"] = {"transport": "ipc"}  # sockets in a folder of this user, not ports for everybody here
    return settings
