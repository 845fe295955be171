"""The pages inside the user's own server: open, check, hand in, read the feedback, start over.

A jupyter-server extension; switch it on in the sandbox with

    {"ServerApp": {"jpserver_extensions": {"daskalo_grading.desk.server": true}}}

The pages lie under `<base_url>daskalo/`. They run where the notebook runs, so they can do no more than its owner.
"""

from __future__ import annotations

from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "daskalo_grading.desk.server"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    from daskalo_grading.desk.server.handlers import handlers
    from daskalo_grading.desk.server.runs import Runs

    server.web_app.settings["daskalo_runs"] = Runs()
    server.web_app.add_handlers(".*$", handlers(server.web_app.settings["base_url"]))
