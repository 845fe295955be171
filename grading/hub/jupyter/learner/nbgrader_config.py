"""nbgrader in a person's own server: the stock exchange, which there holds this person's part only."""

import os

c = get_config()  # noqa: F821 - given by traitlets

c.Exchange.root = os.environ["DASKALO_EXCHANGE"]
c.Exchange.assignment_dir = os.environ["HOME"]
c.Exchange.path_includes_course = True
c.CourseDirectory.student_id = os.environ["USER"]

# Validation runs a kernel of its own: on a socket in the sandbox, not on ports that other people's servers can reach.
if sockets := os.environ.get("DASKALO_SOCKETS"):
    c.KernelManager.transport = "ipc"
    c.KernelManager.ip = f"{sockets}/nbgrader-{os.getpid()}"
