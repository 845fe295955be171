# pyright: basic
"""`daskalo admission import-annex`: how an official closes the gap in five minutes."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from daskalo.errors import UsageError
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command."""
    about = _("turn the pasted table of an annex into a rule file with its source")
    verb = verbs.add_parser("import-annex", help=about, description=about)
    verb.add_argument("table", metavar="TABLE", type=Path, help=_("text from the clipboard, .csv, .html or .xlsx"))
    verb.add_argument("--rules", metavar="ID", required=True, help=_("which rules, such as ruse-kindergarten"))
    verb.add_argument("--from", dest="start", metavar="DATE", required=True, help=_("the first day it is in force"))
    verb.add_argument("--act", metavar="TEXT", required=True, help=_("the act that adopted the table, in Bulgarian"))
    verb.add_argument("--act-english", metavar="TEXT", default="", help=_("the act in English"))
    verb.add_argument("--source", metavar="ADDRESS", required=True, help=_("where the act can be read"))
    verb.add_argument("--article", metavar="TEXT", default="", help=_("where in the act the table stands"))
    verb.add_argument("--who", metavar="TEXT", default="", help=_("who looked it up"))
    verb.add_argument("--retrieved", metavar="DATE", help=_("when it was looked up (default: today)"))
    verb.add_argument("--base", metavar="DATE", help=_("a day of the version to build on (default: the first day)"))
    verb.add_argument("--wish-bonus", metavar="POINTS", help=_("points by the rank of the wish: 3,2,1"))
    verb.add_argument(
        "--fact",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help=_("a further value the act names, such as most-wishes=6; may stand several times"),
    )
    verb.add_argument("--rules-folder", metavar="DIR", type=Path, help=_("further versions of rules to build on"))
    verb.add_argument("--out", metavar="DIR", type=Path, required=True, help=_("the folder for the rule file"))
    verb.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Read the table, write the rule file, say what changed and what is still not known."""
    from daskalo import rules as dated
    from daskalo.admission.law.annex import Provenance, import_annex

    facts = [fact.partition("=") for fact in arguments.fact]
    if wrong := [name for name, equals, value in facts if not equals or not value]:
        raise UsageError("fact-unreadable", _("“{given}” is not written as NAME=VALUE: most-wishes=6.", given=wrong[0]))
    retrieved = dated.read_day(arguments.retrieved) if arguments.retrieved else datetime.date.today()
    annex = import_annex(
        arguments.table,
        arguments.rules,
        arguments.start,
        Provenance(
            act=arguments.act,
            source=arguments.source,
            article=arguments.article,
            act_english=arguments.act_english,
            retrieved=retrieved,
            who=arguments.who,
        ),
        base=arguments.base,
        wish_bonus=None if arguments.wish_bonus is None else arguments.wish_bonus.split(","),
        facts={name.strip(): value.strip() for name, _equals, value in facts},
        folder=arguments.rules_folder,
    )
    file = annex.write(arguments.out)
    print(annex.report)
    print(_("Written: {file}. Use it with --rules-folder {folder}.", file=file, folder=arguments.out))
    return 0
