"""`daskalo desk`: the trainer's desk of one course, on this machine, without the hub."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.trainer_desk")

PORT = 8867


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command to the command line."""
    desk = commands.add_parser("desk", help=_("open the trainer's desk of one course, without the hub"))
    desk.add_argument("course", type=Path, metavar="DIR", help=_("any course directory of nbgrader"))
    desk.add_argument("--port", type=int, default=PORT, help=_("the port on this machine (default: {port})", port=PORT))
    desk.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C; every kernel ends with the server."""
    from traitlets.config import Config
    from voila.app import Voila

    from daskalo_grading.trainer_desk.page import COURSE, NOTEBOOK, course_folder, course_language
    from daskalo_grading.trainer_desk.settings import for_the_desk
    from daskalo_widgets.apps.serve import settings_alone

    os.environ[COURSE] = str(arguments.course.resolve())  # the kernel works in another folder
    folder = course_folder()
    spoken = course_language(folder)
    settings = for_the_desk(settings_alone(spoken, arguments.port), spoken)
    address = f"http://{settings['Voila']['ip']}:{arguments.port}/"

    class Server(Voila):
        def listen(self) -> Any:
            print(_("The trainer's desk of {course}: {address}", course=folder.name, address=address))
            print(_("Stop: Ctrl-C."), flush=True)
            return super().listen()

    server = Server(config=Config(settings))
    server.initialize([str(NOTEBOOK)])
    server.start()
    return 0
