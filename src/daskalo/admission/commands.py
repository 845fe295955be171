# pyright: basic
"""`daskalo admission ...`: rank, explain, audit, compare; nothing heavy is imported before a command runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from daskalo.i18n import translator

if TYPE_CHECKING:
    from daskalo.admission.placement import Placement

_, ngettext = translator("daskalo.admission")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command to the command line."""
    about = _("the municipal admission: rank applications, explain and audit the result")
    admission = commands.add_parser("admission", help=about, description=about)
    verbs = admission.add_subparsers(metavar=_("COMMAND"), required=True)

    place = _ranking(verbs, "place", _("rank the applications of a folder and write who is placed where"))
    place.add_argument("--out", metavar="DIR", type=Path, required=True, help=_("the folder for the results"))
    place.set_defaults(run=run_place)

    rules = verbs.add_parser("rules", help=_("list the versions of all rules and how well each is known"))
    rules.add_argument("--on", metavar="DATE", help=_("only the versions in force on this day"))
    rules.add_argument("--rules", metavar="ID", help=_("these rules only, each value with its source"))
    rules.set_defaults(run=run_rules)


def _ranking(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str
) -> argparse.ArgumentParser:
    """Add a command that ranks a scenario."""
    verb = verbs.add_parser(name, help=about, description=about)
    verb.add_argument("scenario", metavar="SCENARIO", type=Path, help=_("a folder with places.csv, children.csv, …"))
    verb.add_argument("--rules", metavar="ID", required=True, help=_("which rules, such as ruse-kindergarten"))
    verb.add_argument("--on", metavar="DATE", required=True, help=_("the day whose rules count, 2020-06-05"))
    verb.add_argument("--mechanism", metavar="NAME", help=_("how places are given (default: as the rules say)"))
    verb.add_argument("--seed", metavar="N", help=_("what the lottery is drawn from (default: drawn and reported)"))
    verb.add_argument(
        "--without-training", action="store_true", help=_("stop at a value nobody has confirmed; invent nothing")
    )
    return verb


def placed(arguments: argparse.Namespace) -> Placement:
    """Read a scenario and place its children as the arguments say."""
    from daskalo.admission.law import load_rules
    from daskalo.admission.placement import place
    from daskalo.admission.scenario import Scenario

    rules = load_rules(arguments.rules, on=arguments.on, training=not arguments.without_training)
    return place(Scenario.read(arguments.scenario, rules), rules, arguments.mechanism, arguments.seed)


def run_place(arguments: argparse.Namespace) -> int:
    """Rank, write, and say how it went."""
    from daskalo.admission.words import summary

    result = placed(arguments)
    result.write(arguments.out)
    print(summary(result))
    print(_("Written to {folder}: placements.csv, cutoffs.csv, report.json.", folder=arguments.out))
    return 0


def run_rules(arguments: argparse.Namespace) -> int:
    """List the versions of the rules."""
    from daskalo.admission.listing import described, listed

    print(described(arguments.rules, arguments.on) if arguments.rules else listed(arguments.on))
    return 0
