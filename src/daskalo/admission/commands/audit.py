# pyright: basic
"""`daskalo admission audit`, `compare` and `chances`: what officials, councils and families ask of a whole ranking."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from daskalo.admission.commands.arguments import placed, ranking, rules_of
from daskalo.errors import UsageError
from daskalo.i18n import translator

if TYPE_CHECKING:
    from daskalo.admission import Audit, Chances, Comparison

_, ngettext = translator("daskalo.admission")


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-commands."""
    audit = ranking(verbs, "audit", _("say who was passed over, what stays free, who would gain by a false order"))
    audit.add_argument("--without-misreports", action="store_true", help=_("do not try false orders of wishes"))
    audit.add_argument("--sample", metavar="N", type=int, help=_("try false orders of so many children only"))
    audit.add_argument("--out", metavar="DIR", type=Path, help=_("the folder for the tables"))
    audit.set_defaults(run=run_audit)

    compare = ranking(verbs, "compare", _("say who gains and who loses under other rules or another mechanism"))
    compare.add_argument("--against", metavar="DATE", help=_("the day whose rules come after (default: the same day)"))
    compare.add_argument("--against-rules", metavar="ID", help=_("which rules come after (default: the same)"))
    compare.add_argument(
        "--against-mechanism", metavar="NAME", help=_("how places are given then (default: as before)")
    )
    compare.add_argument("--out", metavar="DIR", type=Path, help=_("the folder for the tables"))
    compare.set_defaults(run=run_compare)

    chances = ranking(verbs, "chances", _("draw the lottery many times and count who gets which wish"))
    chances.add_argument(
        "--draws", metavar="N", type=int, default=1000, help=_("how often it is drawn (default: 1000)")
    )
    chances.add_argument("--child", metavar="CHILD", action="append", default=[], help=_("may stand several times"))
    chances.add_argument("--out", metavar="DIR", type=Path, help=_("the folder for the tables"))
    chances.set_defaults(run=run_chances)


def run_audit(arguments: argparse.Namespace) -> int:
    """Rank, audit, and say what was found."""
    if arguments.sample is not None and arguments.sample < 1:
        raise UsageError("sample-wrong", _("A sample of {n} children is none. Ask for 1 or more.", n=arguments.sample))
    found = placed(arguments).audit(
        misreports=not arguments.without_misreports,
        sample=arguments.sample,
        progress=shown_progress(_("False orders tried")),
    )
    print(found.text())
    return _written(found, arguments.out)


def run_compare(arguments: argparse.Namespace) -> int:
    """Rank twice, and say who fares differently."""
    from daskalo.admission.comparing.comparison import compare_rules
    from daskalo.admission.tables.scenario import Scenario

    before = rules_of(arguments)
    later = rules_of(arguments, arguments.against_rules, arguments.against)
    found = compare_rules(
        Scenario.read(arguments.scenario),
        before,
        later,
        arguments.mechanism,
        arguments.against_mechanism or arguments.mechanism,
        arguments.seed,
    )
    print(found.text())
    return _written(found, arguments.out)


def run_chances(arguments: argparse.Namespace) -> int:
    """Draw many lotteries, and say what each child may expect."""
    from daskalo.admission.comparing.chance import chances
    from daskalo.admission.tables.scenario import Scenario

    rules = rules_of(arguments)
    found = chances(
        Scenario.read(arguments.scenario, rules),
        rules,
        arguments.mechanism,
        arguments.draws,
        arguments.seed,
        arguments.child or None,
        shown_progress(_("Lotteries drawn")),
    )
    print("\n\n".join(found.text(child) for child in dict.fromkeys(arguments.child)) or found.text())
    return _written(found, arguments.out)


def _written(found: Audit | Comparison | Chances, folder: Path | None) -> int:
    """Write what was found when a folder is named, and say so."""
    if folder:
        found.write(folder)
        print(_("Written to {folder}.", folder=folder))
    return 0


def shown_progress(what: str) -> Callable[[int, int], None] | None:
    """Return what shows progress on the terminal; None when nobody looks."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, of: int) -> None:
        print(f"\r{what}: {done} / {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)

    return show
