# pyright: basic
"""`daskalo admission ...`; nothing heavy is imported before a command runs.

Here: place and rules.

    arguments  what all commands share that rank a scenario
    explain    explain, verify, lottery
    audit      audit, compare, chances
    annex      import-annex
"""

from __future__ import annotations

import argparse
from pathlib import Path

from daskalo.admission.commands import annex as annex_commands
from daskalo.admission.commands import audit as audit_commands
from daskalo.admission.commands import explain as explain_commands
from daskalo.admission.commands.arguments import placed, ranking, rules_folder
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command to the command line."""
    about = _("the municipal admission: rank applications, explain and audit the result")
    admission = commands.add_parser("admission", help=about, description=about)
    verbs = admission.add_subparsers(metavar=_("COMMAND"), required=True)

    place = ranking(verbs, "place", _("rank the applications of a folder and write who is placed where"))
    place.add_argument("--out", metavar="DIR", type=Path, required=True, help=_("the folder for the results"))
    place.set_defaults(run=run_place)

    rules = verbs.add_parser("rules", help=_("list the versions of all rules and how well each is known"))
    rules.add_argument("--on", metavar="DATE", help=_("only the versions in force on this day"))
    rules.add_argument("--rules", metavar="ID", help=_("these rules only, each value with its source"))
    rules_folder(rules)
    rules.set_defaults(run=run_rules)

    explain_commands.register(verbs)
    annex_commands.register(verbs)
    audit_commands.register(verbs)


def run_place(arguments: argparse.Namespace) -> int:
    """Rank, write, and say how it went."""
    from daskalo.admission.placing.words import summary

    result = placed(arguments)
    result.write(arguments.out)
    print(summary(result))
    print(_("Written to {folder}: placements.csv, cutoffs.csv, report.json.", folder=arguments.out))
    return 0


def run_rules(arguments: argparse.Namespace) -> int:
    """List the versions of the rules."""
    from daskalo.admission.law.listing import described, listed

    given = (arguments.on, arguments.rules_folder)
    print(described(arguments.rules, *given) if arguments.rules else listed(*given))
    return 0
