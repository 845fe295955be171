"""`daskalo hub`: serve the hub on this machine; `daskalo hub add-person`: give somebody a password."""

from __future__ import annotations

import argparse
from pathlib import Path

from daskalo.i18n import DEFAULT_LANGUAGE, LANGUAGES, translator

_, ngettext = translator("daskalo_grading.hub")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command to the command line."""
    hub = commands.add_parser("hub", help=_("serve the hub on this machine"))
    hub.add_argument("--port", type=int, default=8000, help=_("where people reach it (default: 8000)"))
    hub.add_argument("--language", choices=LANGUAGES, default=DEFAULT_LANGUAGE, help=_("the language of the hub"))
    hub.add_argument("--deployment", type=Path, help=_("a file that says who takes part (default: the demo)"))
    where = _("where it keeps people's work")
    hub.add_argument("--state", type=Path, default=Path(".daskalo"), help=where)
    hub.add_argument("--build", type=Path, default=Path("build"), help=_("where the courses are built"))
    hub.add_argument("--trusted", action="store_true", help=_("start even where people cannot be kept apart"))
    hub.set_defaults(run=run)
    more = hub.add_subparsers(metavar="")
    person = more.add_parser("add-person", help=_("set the password of somebody (for the login “local”)"))
    person.add_argument("person", help=_("the id from the deployment file"))
    person.add_argument("--state", type=Path, default=argparse.SUPPRESS, help=where)
    person.set_defaults(run=add_person)


def run(arguments: argparse.Namespace) -> int:
    """Serve the hub until Ctrl-C."""
    from daskalo_grading.hub.serve import serve

    return serve(arguments)


def add_person(arguments: argparse.Namespace) -> int:
    """Ask for a password and write down its digest."""
    from daskalo_grading.hub.serve import ask_password

    return ask_password(arguments.person, arguments.state)
