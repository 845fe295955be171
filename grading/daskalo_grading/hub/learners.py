"""A person's own server: what it sees and how Jupyter is configured in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from daskalo.files import write_atomically
from daskalo_grading.hub.deployment import Deployment
from daskalo_grading.hub.sandbox import CHECKOUT, Limits, Mount, Sandbox, accounts, environment
from daskalo_grading.hub.state import State
from daskalo_grading.labpack import labconfig
from daskalo_widgets.apps.settings import DATA_PATH, voila_settings

EXCHANGE = "/srv/nbgrader/exchange"
SETTINGS = "/etc/daskalo/jupyter"
RUNTIME = "/run/jupyter"
JUPYTER = CHECKOUT / "grading" / "hub" / "jupyter"

# Of nbgrader's extensions a learner has two; the formgrader is a service of the hub, courses are made from text.
EXTENSIONS = {
    "daskalo_grading.desk.server": True,
    "nbgrader.server_extensions.assignment_list": True,
    "nbgrader.server_extensions.validate_assignment": True,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.course_list": False,
    "jupyterlab_jupytext": False,
    "jupyter_lsp": False,
    "notebook": False,
}
# Voila reads the pictures of a lesson without waiting: with the asynchronous manager it fails on the first one.
CONTENTS = "jupyter_server.services.contents.largefilemanager.LargeFileManager"
IDLE_S = 4 * 3600
HIDDEN = ("formgrader", "course-list", "create-assignment")


def learner_sandbox(state: State, deployment: Deployment, person: str, language: str) -> Sandbox:
    """Return the sandbox of a person's server.

    Args:
        state (State): The folder of the hub.
        deployment (Deployment): Who is in which course.
        person (str): The hub name.
        language (str): The language of the hub, for somebody without a course.
    """
    spoken = deployment.language_of(person, language)
    mounts = [
        Mount(state.home(person), f"/home/{person}", writable=True),
        Mount(state.hub / "jupyter" / spoken, SETTINGS),
        *accounts(person, state.hub / "accounts" / person),
    ]
    for course in deployment.learnt_by(person):
        inside = f"{EXCHANGE}/{course.id}"
        mounts += [
            Mount(state.outbound(course.id), f"{inside}/outbound"),
            Mount(state.inbound(person, course.id), f"{inside}/inbound", writable=True),
            Mount(state.feedback(person, course.id), f"{inside}/feedback"),
        ]
    return Sandbox(
        person,
        mounts=tuple(mounts),
        scratch=(EXCHANGE, RUNTIME),
        limits=Limits(memory_gib=deployment.memory_gib),
    )


def learner_environment(
    deployment: Deployment, person: str, language: str, links: Path | None = None
) -> dict[str, str]:
    """Return the environment of a person's server, beside what JupyterHub adds.

    Args:
        deployment (Deployment): Who is in which course.
        person (str): The hub name.
        language (str): The language of the hub.
        links (Path | None): With `--trusted`, the folder that holds the links instead of a sandbox.
    """
    outside = str(links or "")
    variables = environment(f"{outside}/home/{person}", deployment.language_of(person, language)) | {
        "USER": person,
        "JUPYTER_CONFIG_PATH": f"{outside}{SETTINGS}:{JUPYTER / 'learner'}",
        "JUPYTER_PATH": str(DATA_PATH),
        "DASKALO_EXCHANGE": f"{outside}{EXCHANGE}",
        "DASKALO_NOTEBOOKS": str(CHECKOUT / "notebooks"),
    }
    return variables if links else variables | {"JUPYTER_RUNTIME_DIR": RUNTIME, "DASKALO_SOCKETS": RUNTIME}


def write_settings(state: State, language: str, base_url: str = "/") -> None:
    """Write the Jupyter settings of everybody who learns in one language.

    Args:
        state (State): The folder of the hub.
        language (str): One of `daskalo.i18n.LANGUAGES`.
        base_url (str): The hub's base URL.
    """
    folder = state.hub / "jupyter" / language
    lab = labconfig(language)
    lab["page_config.json"]["disabledExtensions"] |= {f"@jupyter/nbgrader:{name}": True for name in HIDDEN}
    files: Mapping[str, Any] = {
        "jupyter_server_config.json": server_settings(language, base_url),
        **{f"labconfig/{name}": content for name, content in lab.items()},
    }
    for name, content in files.items():
        write_atomically(folder / name, json.dumps(content, ensure_ascii=False, indent=1))


def server_settings(language: str, base_url: str) -> dict[str, Any]:
    """Return the settings of the Jupyter server: its extensions, and Voila in our clothes."""
    return {
        "ServerApp": {
            "jpserver_extensions": EXTENSIONS,
            "contents_manager_class": CONTENTS,
            "shutdown_no_activity_timeout": IDLE_S,
        },
        "FileContentsManager": {"delete_to_trash": False},
        **voila_settings(language, home=f"{base_url}services/desk/"),
    }
