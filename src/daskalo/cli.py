"""`daskalo ...`: one command line for the whole kit.

Each code root adds its sub-commands through the entry point group `daskalo.commands`: an entry point names a function
that takes the sub-parsers and calls `set_defaults(run=...)` on what it adds; `run(arguments)` returns the exit status.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from importlib.metadata import entry_points

from daskalo.errors import DaskaloError
from daskalo.i18n import LANGUAGES, speaking, translator

_, _ngettext = translator("daskalo")


def parser() -> argparse.ArgumentParser:
    """Return the parser with the sub-commands of every installed root."""
    top = argparse.ArgumentParser(prog="daskalo", description=_("Teacher training and research kit."))
    top.add_argument("--speak", choices=LANGUAGES, help=_("the language of the messages"))
    commands = top.add_subparsers(metavar=_("COMMAND"), required=True)
    for entry in sorted(entry_points(group="daskalo.commands"), key=lambda entry: entry.name):
        entry.load()(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a `DaskaloError` or an unusable file is printed as a sentence with its code, exit status 2."""
    chosen = parser().parse_args(arguments)
    with speaking(chosen.speak) if chosen.speak else nullcontext():
        return _run(chosen)


def _run(chosen: argparse.Namespace) -> int:
    try:
        return chosen.run(chosen) or 0
    except DaskaloError as error:
        print(f"daskalo: {error} [{error.code}]", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `daskalo ... | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        if error.filename is None:
            raise
        said = _(
            "{file} cannot be read or written ({reason}). Name another place, or look at the rights and the disk.",
            file=error.filename,
            reason=error.strerror,
        )
        print(f"daskalo: {said} [file-problem]", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
