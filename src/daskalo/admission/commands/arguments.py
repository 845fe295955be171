# pyright: basic
"""The arguments that all commands share that rank a scenario; nothing heavy is imported before one runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from daskalo.i18n import translator

if TYPE_CHECKING:
    from daskalo.admission.law.rules import Rules
    from daskalo.admission.placing.placement import Placement

_, ngettext = translator("daskalo.admission")


def ranking(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str
) -> argparse.ArgumentParser:
    """Add a command that ranks a scenario: SCENARIO, --rules, --on, --mechanism, --seed, --without-training."""
    verb = verbs.add_parser(name, help=about, description=about)
    verb.add_argument("scenario", metavar="SCENARIO", type=Path, help=_("a folder with places.csv, children.csv, …"))
    verb.add_argument("--rules", metavar="ID", required=True, help=_("which rules, such as ruse-kindergarten"))
    verb.add_argument("--on", metavar="DATE", required=True, help=_("the day whose rules count, 2020-06-05"))
    verb.add_argument("--mechanism", metavar="NAME", help=_("how places are given (default: as the rules say)"))
    verb.add_argument("--seed", metavar="N", help=_("what the lottery is drawn from (default: drawn and reported)"))
    verb.add_argument(
        "--without-training", action="store_true", help=_("stop at a value nobody has confirmed; invent nothing")
    )
    rules_folder(verb)
    return verb


def rules_folder(verb: argparse.ArgumentParser) -> None:
    """Add --rules-folder to a command."""
    about = _("further versions of rules, from daskalo admission import-annex")
    verb.add_argument("--rules-folder", metavar="DIR", type=Path, help=about)


def rules_of(arguments: argparse.Namespace, id: str | None = None, on: str | None = None) -> Rules:
    """Return the rules the arguments name; an `id` or a day may stand instead of theirs."""
    from daskalo.admission.law.rules import load_rules

    known_only, folder = arguments.without_training, arguments.rules_folder
    return load_rules(id or arguments.rules, on or arguments.on, training=not known_only, folder=folder)


def placed(arguments: argparse.Namespace) -> Placement:
    """Read a scenario and place its children as the arguments say."""
    from daskalo.admission.placing.placement import place
    from daskalo.admission.tables.scenario import Scenario

    rules = rules_of(arguments)
    return place(Scenario.read(arguments.scenario, rules), rules, arguments.mechanism, arguments.seed)
