"""What `daskalo hub` does, step by step, and what it says meanwhile."""

from __future__ import annotations

import argparse
import getpass
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from daskalo.errors import ContentError, EnvironmentProblem, UsageError
from daskalo.i18n import LANGUAGES, speaking, translator
from daskalo_grading.hub import machine, running
from daskalo_grading.hub.deployment import PERSON_ID, Deployment
from daskalo_grading.hub.learners import write_settings
from daskalo_grading.hub.login import Passwords
from daskalo_grading.hub.run import DEMO, Run
from daskalo_grading.hub.state import State
from daskalo_grading.hub.trainers import release_new

_, ngettext = translator("daskalo_grading.hub")

SHORTEST_PASSWORD = 8


def serve(arguments: argparse.Namespace) -> int:
    """Serve the hub until Ctrl-C; see `commands` for the arguments."""
    with speaking(arguments.language):
        run = Run(
            state=State(arguments.state.resolve()),
            file=(arguments.deployment or DEMO).resolve(),
            language=arguments.language,
            port=arguments.port,
            trusted=arguments.trusted,
        )
        deployment = run.deployment
        machine.require_proxy()
        if not run.trusted:
            machine.require_sandbox()
        machine.require_port(deployment.address, run.port)
        running.signals_as_interrupt()
        run.state.prepare(deployment)
        try:
            with run.state.locked():
                prepare_courses(run, deployment, arguments.build.resolve())
                say(_("Starting the hub …"))
                with running.jupyterhub(run) as hub:
                    greet(run, deployment)
                    watch(hub, run)
        except KeyboardInterrupt:
            say(_("The hub has stopped. People's work lies in {path}.", path=run.state.root))
    return 0


def prepare_courses(run: Run, deployment: Deployment, build: Path) -> None:
    """Build the courses, take them over into the live folders, and release what is new.

    Raises:
        ContentError: `courses-not-built`.
    """
    say(_("Building the courses in Bulgarian and English …"))
    command = [sys.executable, "-m", "daskalo.cli", "--speak", run.language, "build", "--out", str(build)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode:
        message = _("The courses cannot be built:\n{said}", said=(built.stdout + built.stderr).strip())
        raise ContentError("courses-not-built", message)
    for language in LANGUAGES:
        write_settings(run.state, language)
    for course in deployment.courses:
        for unit in run.state.sync(course, build):
            say(
                _(
                    "{course}: the source of “{unit}” has changed since it was released. People keep what they have;"
                    " to give them the new one, generate and release it in the formgrader.",
                    course=course.id,
                    unit=unit,
                )
            )
        if run.state.new_units(course.id):
            say(_("Releasing new units of {course} …", course=course.id))
        release_new(run.state, deployment, course, trusted=run.trusted)


def greet(run: Run, deployment: Deployment) -> None:
    """Say that it runs, where, for whom, and how to stop it."""
    print()
    if deployment.login == "demo":
        roles = {person.id: [] for person in deployment.people}
        for course in deployment.courses:
            for person in course.trainers:
                roles[person].append(_("trainer, {course}", course=course.id))
            for person in course.teachers:
                roles[person].append(_("teacher, {course}", course=course.id))
        say(_("People of the demo (all invented); the password of each is “{password}”:", **deployment.settings))
        for person in deployment.people:
            say(f"  {person.id:<10} {person.name:<20} {'; '.join(roles[person.id])}")
    if run.trusted:
        say(_("Started with --trusted: people are NOT kept apart from each other."))
    if os.geteuid() == 0:
        say(_("It runs as root. Only as an ordinary account does it also limit how many processes a person starts."))
    say(_("Stop: Ctrl-C. Log: {path}", path=run.state.log))
    say(_("The hub is ready: {address}", address=run.address))


def watch(hub: subprocess.Popen[bytes], run: Run) -> None:
    """Show errors as they come, until the hub ends.

    Raises:
        EnvironmentProblem: `hub-ended`, when nobody asked it to.
    """
    read = 0
    while hub.poll() is None:
        lines, read = running.errors(run.state.log, read)
        for line in lines:
            say(line)
        time.sleep(0.5)
    message = _("The hub ended by itself (status {status}). Look into {log}.", status=hub.returncode, log=run.state.log)
    raise EnvironmentProblem("hub-ended", message)


def ask_password(person: str, state: Path) -> int:
    """Ask for a password twice and write down its digest.

    Raises:
        UsageError: `person-unknown-form`, `password-short` or `passwords-differ`.
    """
    if not re.fullmatch(PERSON_ID, person):
        message = _("“{given}” cannot be an id: use small Latin letters, digits and . _ @ - only.", given=person)
        raise UsageError("person-unknown-form", message)
    first = getpass.getpass(_("Password for {person}: ", person=person))
    if len(first) < SHORTEST_PASSWORD:
        message = _("The password is too short: {n} characters at least.", n=SHORTEST_PASSWORD)
        raise UsageError("password-short", message)
    if getpass.getpass(_("Once more: ")) != first:
        raise UsageError("passwords-differ", _("The two passwords are not the same. Nothing was written."))
    folder = State(state.resolve()).hub
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    Passwords(folder / "passwords.json").set(person, first)
    say(_("Written down. {person} also has to stand in the deployment file.", person=person))
    return 0


def say(sentence: str) -> None:
    """Say something to the person at the terminal, at once."""
    print(sentence, flush=True)
