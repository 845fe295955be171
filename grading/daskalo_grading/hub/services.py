"""The services of the hub and who may use them: the desk for everybody, a formgrader for each course's trainers."""

from __future__ import annotations

import sys
from typing import Any

from daskalo_grading.hub.run import Run, free_ports
from daskalo_grading.hub.sandbox import CHECKOUT, Mount, Sandbox, accounts, environment
from daskalo_grading.hub.spawner import ALLOW_ROOT, END_WITH_HUB
from daskalo_grading.hub.state import State
from daskalo_grading.hub.trainers import FORMGRADER, inside

Table = dict[str, Any]

DESK_STATE = "/srv/daskalo"


def desk_sandbox(state: State) -> Sandbox:
    """Return the sandbox of the desk: it reads everybody's work, writes nothing, and sees no secret of the hub."""
    read = [
        Mount(state.root / name, f"{DESK_STATE}/{name}") for name in ("homes", "courses", "exchange", "people.json")
    ]
    return Sandbox("desk", mounts=(*read, *accounts("desk", state.hub / "accounts" / "desk")))


def services(run: Run) -> list[Table]:
    """Return what JupyterHub has to start beside itself."""
    deployment = run.deployment
    desk_port, *ports = free_ports(1 + len(deployment.courses))
    command = [sys.executable, "-m", "daskalo_grading.desk"]
    desk = {
        "name": "desk",
        "url": f"http://127.0.0.1:{desk_port}",
        "command": [*END_WITH_HUB, *command] if run.trusted else desk_sandbox(run.state).command(command),
        "environment": environment(str(run.state.hub) if run.trusted else "/home/desk", run.language)
        | {
            "DASKALO_STATE": str(run.state.root) if run.trusted else DESK_STATE,
            "DASKALO_NOTEBOOKS": str(CHECKOUT / "notebooks"),
        },
        "oauth_no_confirm": True,
        "display": False,
    }
    formgraders = []
    for course, port in zip(deployment.courses, ports, strict=True):
        server = [*FORMGRADER, *ALLOW_ROOT] if run.trusted else FORMGRADER
        command, variables = inside(run.state, deployment, course, server, trusted=run.trusted)
        formgraders.append(
            {
                "name": course.id,
                "url": f"http://127.0.0.1:{port}",
                "command": [*END_WITH_HUB, *command] if run.trusted else command,
                "environment": variables,
                "oauth_no_confirm": True,
                "display": False,
                "timeout": 60,
            }
        )
    return [desk, *formgraders]


def roles(run: Run) -> list[Table]:
    """Return who may use what; everything that is not named is forbidden."""
    trainers = [
        {
            "name": f"formgrade-{course.id}",
            "groups": [f"formgrade-{course.id}"],
            "scopes": [f"access:services!service={course.id}"],
        }
        for course in run.deployment.courses
    ]
    everybody = {"name": "user", "scopes": ["self", "access:services!service=desk"]}
    desk = {"name": "desk", "services": ["desk"], "scopes": ["read:groups"]}
    return [everybody, desk, *trainers]


def groups(run: Run) -> dict[str, Table]:
    """Return the groups of all courses with their members."""
    return {
        name: {"users": list(members)} for course in run.deployment.courses for name, members in course.groups.items()
    }
