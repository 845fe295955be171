"""A course's formgrader: what it sees, how it is configured, and the first release of a unit.

It runs as a service of the hub under the account of the hub, so it has a sandbox too: one course, its gradebook, what
its people handed in, and a place for their feedback. A trainer of one course sees nothing of another.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from daskalo.errors import ContentError
from daskalo.files import write_atomically
from daskalo.i18n import translator
from daskalo_grading.hub.deployment import CourseEdition, Deployment
from daskalo_grading.hub.learners import EXCHANGE, JUPYTER, RUNTIME
from daskalo_grading.hub.sandbox import Limits, Mount, Sandbox, accounts, environment
from daskalo_grading.hub.state import State
from daskalo_widgets.apps.settings import DATA_PATH

_, ngettext = translator("daskalo_grading.hub")

COURSES = "/srv/nbgrader/courses"
FORMGRADER = [f"{sys.prefix}/bin/jupyterhub-singleuser", "--ServerApp.default_url=/formgrader"]


def trainer_sandbox(state: State, deployment: Deployment, course: CourseEdition) -> Sandbox:
    """Return the sandbox of a course's formgrader."""
    inside = f"{EXCHANGE}/{course.id}"
    mounts = [
        Mount(state.course(course.id), f"{COURSES}/{course.id}", writable=True),
        Mount(state.outbound(course.id), f"{inside}/outbound", writable=True),
        *accounts("trainer", state.hub / "accounts" / "trainer"),
    ]
    for person in dict.fromkeys((*course.teachers, *course.trainers)):
        mounts += [
            Mount(state.inbound(person, course.id), f"{inside}/inbound/{person}"),
            Mount(state.feedback(person, course.id), f"{inside}/feedback/{person}", writable=True),
        ]
    return Sandbox(
        "trainer",
        mounts=tuple(mounts),
        scratch=(EXCHANGE, RUNTIME),
        limits=Limits(memory_gib=deployment.memory_gib),
    )


def trainer_environment(course: CourseEdition, links: Path | None = None) -> dict[str, str]:
    """Return the environment of a course's formgrader, beside what JupyterHub adds.

    Args:
        course (CourseEdition): The course.
        links (Path | None): With `--trusted`, the folder that holds the links instead of a sandbox.
    """
    outside = str(links or "")
    variables = environment(f"{outside}/home/trainer", course.language) | {
        "USER": "trainer",
        "JUPYTERHUB_SINGLEUSER_APP": "jupyter-server",
        "JUPYTER_CONFIG_PATH": str(JUPYTER / "trainer"),
        "JUPYTER_PATH": f"{JUPYTER / 'share'}:{DATA_PATH}",
        "DASKALO_COURSE": f"{outside}{COURSES}/{course.id}",
        "DASKALO_EXCHANGE": f"{outside}{EXCHANGE}",
    }
    return variables | ({"DASKALO_TRUSTED": "yes"} if links else {"JUPYTER_RUNTIME_DIR": RUNTIME})


def inside(
    state: State, deployment: Deployment, course: CourseEdition, command: list[str], *, trusted: bool
) -> tuple[list[str], dict[str, str]]:
    """Return command line and environment that run something where the formgrader of a course runs."""
    sandbox = trainer_sandbox(state, deployment, course)
    if not trusted:
        return sandbox.command(command, f"{COURSES}/{course.id}"), trainer_environment(course)
    links = state.hub / "links" / f"formgrader-{course.id}"
    sandbox.links(links)
    variables = trainer_environment(course, links)
    return ["/usr/bin/env", f"--chdir={variables['DASKALO_COURSE']}", *command], variables


def release_new(state: State, deployment: Deployment, course: CourseEdition, *, trusted: bool) -> list[str]:
    """Release the units that are new, and write the people of the course into its gradebook.

    Units that were released before are left alone, even when their source has changed or the trainer closed them.

    Returns:
        list[str]: The units that are open now.

    Raises:
        ContentError: `release-failed`, with what nbgrader said.
    """
    names = {person.id: person.name for person in deployment.people}
    units = state.new_units(course.id)
    roster = state.course(course.id) / "roster.json"
    people = json.dumps({person: names[person] for person in course.teachers}, ensure_ascii=False)
    if not units and roster.is_file() and roster.read_text(encoding="utf-8") == people:
        return []
    command, variables = inside(
        state,
        deployment,
        course,
        [sys.executable, "-m", "daskalo_grading.hub.release", people, *units],
        trusted=trusted,
    )
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        message = _("The units of “{course}” cannot be released:\n{said}", course=course.id, said=said)
        raise ContentError("release-failed", message)
    state.note_releases(course.id)
    write_atomically(roster, people)
    return units
