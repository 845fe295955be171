# pyright: basic
"""`daskalo admission explain`, `verify` and `lottery`: what one family or one lawyer asks."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path

from daskalo.admission.commands.arguments import placed, ranking
from daskalo.errors import UsageError
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-commands."""
    explain = ranking(verbs, "explain", _("say why a child was placed where it was, and what would have changed it"))
    explain.add_argument("--child", metavar="CHILD", action="append", required=True, help=_("may stand several times"))
    explain.add_argument("--json", action="store_true", help=_("for programs"))
    explain.add_argument("--out", metavar="DIR", type=Path, help=_("write a card to print for each child"))
    explain.set_defaults(run=run_explain)

    about = _("find one child's result from published cutoffs")
    verify = verbs.add_parser("verify", help=about, description=about)
    verify.add_argument("cutoffs", metavar="CUTOFFS", type=Path, help=_("cutoffs.csv"))
    verify.add_argument("--group", metavar="GROUP", required=True, help=_("the child's group"))
    verify.add_argument("--number", metavar="N", type=int, required=True, help=_("the child's number in the draw"))
    verify.add_argument("--wins", choices=("lower", "higher"), default="lower", help=_("which number stands ahead"))
    verify.add_argument(
        "--wish",
        metavar="INSTITUTION=POINTS",
        action="append",
        required=True,
        help=_("a wish with the points at it, in the order of the wishes; may stand several times"),
    )
    verify.add_argument("--proved", metavar="CRITERION", action="append", default=[], help=_("may use these places"))
    verify.set_defaults(run=run_verify)

    about = _("draw a seed and its hash to publish before, or compare both afterwards")
    lottery = verbs.add_parser("lottery", help=about, description=about)
    lottery.add_argument("--seed", metavar="N", help=_("the revealed seed"))
    lottery.add_argument("--commitment", metavar="HASH", help=_("the hash that was published before the drawing"))
    lottery.add_argument("--child", metavar="CHILD", action="append", default=[], help=_("may stand several times"))
    lottery.add_argument("--children", metavar="FILE", type=Path, help=_("children.csv: draw their numbers again"))
    lottery.set_defaults(run=run_lottery)


def run_explain(arguments: argparse.Namespace) -> int:
    """Print explanations, and write cards."""
    import json

    from daskalo.files import write_atomically

    result = placed(arguments)
    explanations = [result.explain(child) for child in arguments.child]
    cards = {arguments.out / f"{_file_name(one.child)}.html": one.card() for one in explanations if arguments.out}
    for file, card in cards.items():
        write_atomically(file, card)
    if arguments.json:
        print(json.dumps([one.to_dict() for one in explanations], ensure_ascii=False, indent=2))
        return 0
    print("\n\n".join(one.text() for one in explanations))
    for file in cards:
        print(_("Written: {file}. Open it in a browser to print it.", file=file))
    return 0


def _file_name(child: str) -> str:
    """Return a name a file may have; two children never share one."""
    name = "".join(letter if letter.isalnum() else "-" for letter in child)
    return name if name == child else f"{name}-{sha256(child.encode()).hexdigest()[:8]}"


def run_verify(arguments: argparse.Namespace) -> int:
    """Print each wish beside its cutoff, and the result."""
    from daskalo.admission.explaining.explained import counted
    from daskalo.admission.placing.verification import read_cutoffs, verify

    cutoffs = read_cutoffs(arguments.cutoffs)
    wishes = [_wish(text) for text in arguments.wish]
    found = verify(cutoffs, arguments.group, wishes, arguments.number, arguments.wins, arguments.proved)
    says = {
        "free": _("a place stays free"),
        "points": _("the points decide"),
        "number": _("as many points as the last one: the number decides"),
        "no-row": _("the cutoffs name no such place for this group"),
    }
    for rank, step in enumerate(found.steps, start=1):
        mark = "+" if step.reached else "–"
        print(f"{mark} {rank}. {step.institution}, {counted(step.points)}: {says[step.why]}")
    if found.rank:
        print(_("The place is at {institution}, wish {rank}.", institution=found.institution, rank=found.rank))
    else:
        print(_("There is no place in this ranking."))
    return 0


def _wish(text: str) -> tuple[str, Decimal]:
    institution, _equals, points = text.rpartition("=")
    try:
        found = Decimal(points.replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    if not institution or not found.is_finite():
        raise UsageError(
            "wish-unreadable",
            _("“{text}” is not a wish. Write institution=points, A=1.6.", text=text),
        )
    return institution.strip(), found


def run_lottery(arguments: argparse.Namespace) -> int:
    """Draw a seed, or compare a revealed one with its hash and draw the numbers again."""
    from daskalo.admission.placing.lottery import commitment, draw, new_seed
    from daskalo.admission.placing.verification import read_names, seed_fits

    if arguments.seed == "":
        raise UsageError("seed-empty", _("The seed is empty. Give a number or a word, or leave it out to draw one."))
    names = read_names(arguments.children) if arguments.children else []
    for child in arguments.child:
        if child not in names:
            raise UsageError(
                "child-unknown",
                _(
                    "There is no child “{child}” in the file. Name it with --children, and the child as in it.",
                    child=child,
                ),
            )
    seed = arguments.seed or new_seed()
    print(_("Seed, to keep secret until the drawing and to reveal after it: {seed}", seed=seed))
    print(_("Hash, to publish before the drawing: {hash}", hash=commitment(seed)))
    if arguments.commitment and not seed_fits(seed, arguments.commitment):
        raise UsageError(
            "seed-does-not-fit",
            _(
                "This seed does not have the hash {given}: it is not the one that was promised.",
                given=arguments.commitment,
            ),
        )
    if arguments.commitment:
        print(_("The seed is the one whose hash was published."))
    for child, number in zip(names, draw(seed, names), strict=True):
        if child in arguments.child or not arguments.child:
            print(f"{child},{number}")
    return 0
