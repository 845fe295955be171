"""The desk inside the formgrader's Jupyter server: Voila for this one notebook and for no other.

Voila's own extension would serve every notebook of the course directory, and those are hand-ins of learners: opening
one would run its code in the trainer's name. So its page handler is given our notebook here, and its lists of files
and folders are left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupyter_server.services.contents.manager import ContentsManager
from jupyter_server.utils import url_path_join
from jupyterlab_server.themes_handler import ThemesHandler
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from tornado.web import RequestHandler
from voila.configuration import VoilaConfiguration
from voila.paths import collect_static_paths, collect_template_paths
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.utils import get_data_dir, get_voila_labextensions_path

from daskalo_grading.trainer_desk.page import NOTEBOOK, RATER

PATH = "trainer-desk"


class DeskHandler(TornadoVoilaHandler):
    """The page of the desk, for whoever may use the formgrader."""

    @property
    def contents_manager(self) -> ContentsManager:
        """Read the notebook from our apps: the server's own manager sees the course directory alone."""
        return LargeFileManager(root_dir=str(NOTEBOOK.parent))


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Add the page of the desk and what it loads."""
    configuration = VoilaConfiguration(parent=server, prelaunch_hook=prepare)
    template = str(configuration.template)
    templates = collect_template_paths(["voila", "nbconvert"], template)
    environment = Environment(loader=FileSystemLoader(templates), extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.install_null_translations()  # type: ignore[attr-defined]
    server.web_app.settings["voila_jinja2_env"] = environment
    page = {
        "config": server.config,
        "template_paths": templates,
        "voila_configuration": configuration,
        "notebook_path": NOTEBOOK.name,
    }
    labextensions = get_voila_labextensions_path(configuration.extra_labextensions_path)
    themes = {
        "themes_url": "/voila/api/themes",
        "path": str(Path(get_data_dir(), "themes")),
        "labextensions_path": labextensions,
        "no_cache_paths": ["/"],
    }
    handlers: list[tuple[str, type[RequestHandler], dict[str, Any]]] = [
        (f"/{PATH}", DeskHandler, page),
        ("/voila/templates/(.*)", TemplateStaticFileHandler, {}),
        (
            "/voila/static/(.*)",
            MultiStaticFileHandler,
            {"paths": collect_static_paths(["voila", "nbconvert"], template)},
        ),
        ("/voila/api/themes/(.*)", ThemesHandler, themes),
        ("/voila/api/shutdown/(.*)", VoilaShutdownKernelHandler, {}),
        ("/voila/labextensions/(.*)", FileFindHandler, {"path": labextensions, "no_cache_paths": ["/"]}),
    ]
    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(
        ".*$", [(url_path_join(base, path), handler, given) for path, handler, given in handlers]
    )


def prepare(handler: RequestHandler, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """Tell the kernel of a page who has logged in to the hub: marks stand in that name and in no other.

    Outside a hub nobody is known, and the trainer writes a name.
    """
    name = getattr(handler.current_user, "hub_user", {}).get("name", "")
    source = f"import os\nos.environ[{RATER!r}] = {name!r}"
    notebook.cells.insert(0, new_code_cell(source))
    return notebook
