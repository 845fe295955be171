"""`daskalo apps`: the training apps alone, on this machine, without the hub."""

from __future__ import annotations

import argparse

from daskalo.i18n import DEFAULT_LANGUAGE, LANGUAGES, translator

_, ngettext = translator("daskalo_widgets")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command to the command line."""
    apps = commands.add_parser("apps", help=_("serve the training apps alone, without the hub"))
    apps.add_argument("--language", choices=LANGUAGES, default=DEFAULT_LANGUAGE, help=_("the language of the apps"))
    apps.add_argument("--port", type=int, default=8866, help=_("the port on this machine (default: 8866)"))
    apps.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from daskalo_widgets.apps.serve import serve

    return serve(arguments.language, arguments.port)
