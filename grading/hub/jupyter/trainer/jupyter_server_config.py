"""The Jupyter server of a course: the formgrader and the trainer's desk, no other notebooks, no terminals."""

import os

from daskalo_grading.trainer_desk.settings import for_the_desk
from daskalo_widgets.apps import voila_settings

c = get_config()  # noqa: F821 - given by traitlets

c.ServerApp.root_dir = os.environ["DASKALO_COURSE"]
c.ServerApp.terminals_enabled = False
c.ServerApp.jpserver_extensions = {
    "daskalo_grading.trainer_desk.server": True,
    "nbgrader.server_extensions.formgrader": True,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "jupyter_lsp": False,
    "jupyter_server_terminals": False,
    "jupyterlab": False,
    "jupyterlab_jupytext": False,
    "notebook": False,
    "notebook_shim": False,
    "voila.server_extension": False,  # it would show every notebook of the course, hand-ins too
}
home = os.environ.get("JUPYTERHUB_BASE_URL", "/") + "services/desk/"
language = os.environ["DASKALO_LANGUAGE"]
for name, settings in for_the_desk(voila_settings(language, home), language).items():
    c[name].update(settings)
if os.environ.get("DASKALO_SOCKETS"):
    c.KernelManager.transport = "ipc"  # sockets in the sandbox, not ports that other people's servers can reach
