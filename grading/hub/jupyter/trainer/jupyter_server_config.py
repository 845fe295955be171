"""The Jupyter server of a course's formgrader: the formgrader and nothing else, no notebooks, no terminals."""

import os

c = get_config()  # noqa: F821 - given by traitlets

c.ServerApp.root_dir = os.environ["DASKALO_COURSE"]
c.ServerApp.terminals_enabled = False
c.ServerApp.jpserver_extensions = {
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
    "voila.server_extension": False,
}
