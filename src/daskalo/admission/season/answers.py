# pyright: basic
"""What families answer to a ranking, and what becomes of the places: confirm, refuse, withdraw, ask for a transfer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from daskalo.admission.placing.market import NOWHERE
from daskalo.admission.season.rounds import CONFIRMED, FREED, OFFERED, REFUSED, Round, add
from daskalo.admission.season.working_days import end_of_term
from daskalo.admission.tables.fit import criterion_id
from daskalo.errors import UsageError
from daskalo.i18n import translator

if TYPE_CHECKING:
    from daskalo.admission.season.season import Season

_, ngettext = translator("daskalo.admission")

STATES = ("waiting", "offered", "confirmed", "refused", "dropped", "withdrawn")
"""What became of a child: it waits for a place, has one offered, has taken it; or it is out."""
OUT = ("refused", "dropped", "withdrawn")
PEOPLE = {"entry": "int64", "eligible": "bool", "seat": "int64", "rank": "int64", "transfer": "bool"} | dict.fromkeys(
    ("group", "birth_date", "district", "together", "state"), "object"
)


def state_name(state: str) -> str:
    """Return how people call a state."""
    return {
        "waiting": _("waits for a place"),
        "offered": _("has a place to confirm"),
        "confirmed": _("has confirmed its place"),
        "refused": _("has refused its place"),
        "dropped": _("has dropped out"),
        "withdrawn": _("has withdrawn"),
    }[state]


def publish(season: Season) -> Season:
    """Show the ranking; the term begins."""
    if season.phase != "ranked":
        raise UsageError("season-not-ranked", _("There is no new ranking to publish. Rank first."))
    round = season.rounds[-1]
    ends = end_of_term(season.day, round.rules.confirm_within.value)
    return replace(_with_round(season, published=season.day, ends=ends), phase="published")


def _with_round(season: Season, **changes: Any) -> Season:
    return replace(season, rounds=(*season.rounds[:-1], replace(season.rounds[-1], **changes)))


def _published(season: Season) -> Round:
    if season.phase != "published":
        raise UsageError(
            "season-not-published", _("No ranking is published, so there is nothing to answer or to close.")
        )
    return season.rounds[-1]


def _offered(season: Season, children: Sequence[str]) -> Round:
    """Check that these children may answer today."""
    round = _published(season)
    if round.ends and season.day > round.ends:
        raise UsageError(
            "season-term-over",
            ngettext(
                "{day} is too late: the term of {n} working day ended on {ends}. Who did not answer drops out, and "
                "the place goes to the next round.",
                "{day} is too late: the term of {n} working days ended on {ends}. Who did not answer drops out, and "
                "the place goes to the next round.",
                round.rules.confirm_within.value,
                day=season.day,
                ends=round.ends,
            ),
        )
    _known(season, children)
    for child, state in season.people.loc[list(children), "state"].items():
        if state != "offered":
            raise UsageError(
                "season-not-offered",
                _("“{child}” has no place to answer for: it {state}.", child=child, state=state_name(state)),
            )
    return round


def _known(season: Season, children: Sequence[str]) -> None:
    for child in children:
        if child not in season.people.index:
            raise UsageError(
                "season-child-unknown",
                _("There is no child “{child}” in this season. Look into the register.", child=child),
            )
    if len(set(children)) < len(children) or not children:
        raise UsageError("season-children-twice", _("Name at least one child, and each once."))


def confirm(season: Season, children: list[str], proved: list[str] | None = None) -> Season:
    """Take places within the term; without a list of what was proved, all is."""
    round = _offered(season, children)
    out: list[str] = []
    lacking: list[str] = []
    claims = season.claims
    if proved is not None:
        shown = {criterion_id(name) for name in proved}
        if {each.id for each in round.rules.conditions} - shown:
            out = children
        counts = ~claims["criterion"].map(criterion_id).isin(list(round.rules.repealed)).astype(bool)
        unproved = claims["child"].isin(children) & claims["proved"] & counts
        unproved &= ~claims["criterion"].map(criterion_id).isin(list(shown)).astype(bool)
        claims = claims.assign(proved=claims["proved"] & ~unproved)
        lacking = [child for child in dict.fromkeys(claims.loc[unproved, "child"]) if child not in out]
    lost = [*out, *lacking]
    confirmed = [child for child in children if child not in set(lost)]
    season = _answered(replace(season, claims=claims), confirmed, "confirmed", CONFIRMED)
    season = _answered(season, lacking, "waiting", FREED)
    season = _answered(season, out, "dropped", FREED)
    return _with_round(season, confirmed=round.confirmed + len(confirmed), unproved=round.unproved + len(lost))


def _answered(season: Season, children: Sequence[str], state: str, column: int) -> Season:
    """Move children and the places offered to them."""
    if not children:
        return season
    people, counts = season.people.copy(), season.counts.copy()
    names = list(children)
    seats = people.loc[names, "seat"].to_numpy()
    add(counts, seats, OFFERED, -1)
    add(counts, seats, column, 1)
    if state == "refused":
        add(counts, seats, REFUSED, 1)
    people.loc[names, "state"] = state
    if column == FREED:
        people.loc[names, "seat"] = NOWHERE
        people.loc[names, "rank"] = 0
    return replace(season, people=people, counts=counts)


def refuse(season: Season, children: list[str]) -> Season:
    """Give places up within the term."""
    round = _offered(season, children)
    return _with_round(_answered(season, children, "refused", FREED), refused=round.refused + len(children))


def withdraw(season: Season, children: list[str]) -> Season:
    """Take applications back, or leave places that were confirmed."""
    _known(season, children)
    people, counts = season.people.copy(), season.counts.copy()
    for child, state in people.loc[children, "state"].items():
        if state not in {"waiting", "confirmed"}:
            raise UsageError(
                "season-nothing-to-withdraw",
                _(
                    "“{child}” has nothing to withdraw: it {state}. A place that is offered is refused.",
                    child=child,
                    state=state_name(state),
                ),
            )
    seats = people.loc[children, "seat"].to_numpy()
    seats = seats[seats >= 0]
    add(counts, seats, CONFIRMED, -1)
    add(counts, seats, FREED, 1)
    people.loc[children, "state"] = "withdrawn"
    people.loc[children, "seat"] = NOWHERE
    people.loc[children, ["rank", "transfer"]] = [0, False]
    return replace(season, people=people.astype(PEOPLE), counts=counts)


def transfer(season: Season, child: str, wishes: list[str] | None = None) -> Season:
    """Ask to be ranked on for better wishes."""
    _known(season, [child])
    state, group, seat = season.people[["state", "group", "seat"]].to_dict("index")[child].values()
    if state != "confirmed":
        raise UsageError(
            "season-no-transfer",
            _(
                "“{child}” cannot ask for a transfer: it {state}. Only who has confirmed a place can.",
                child=child,
                state=state_name(state),
            ),
        )
    season.rules_on(season.day).transfers.value  # noqa: B018 - raises when nobody knows it
    has = season.seats["institution"].iloc[seat]
    own = season.wishes[season.wishes["child"] == child].sort_values("rank")["institution"].tolist()
    better = own[: own.index(has)] if wishes is None and has in own else wishes or own
    if not better or has in better:
        raise UsageError(
            "season-no-transfer",
            _("“{child}” has its first wish, “{institution}”, already.", child=child, institution=has),
        )
    seats = season.seats[season.seats["group"] == group]["institution"].tolist()
    if not set(better) <= set(seats) or len(set(better)) < len(better):
        raise UsageError(
            "season-seat-unknown",
            _(
                "The wishes {given} name an institution twice, or one without the group “{group}”. There are: {known}.",
                given=", ".join(better),
                group=group,
                known=", ".join(dict.fromkeys(seats)),
            ),
        )
    rows = pd.DataFrame({"child": child, "rank": range(1, len(better) + 1), "institution": better})
    people = season.people.copy()
    people.loc[child, "transfer"] = True
    wished = joined(season.wishes, rows, pd.Series([child]))
    return replace(season, people=people, wishes=wished)


def close(season: Season) -> Season:
    """End the round: who did not answer drops out."""
    round = _published(season)
    silent = list(season.people.index[season.people["state"] == "offered"])
    if silent and round.ends and season.day <= round.ends:
        raise UsageError(
            "season-term-runs",
            ngettext(
                "The term runs until {ends}, and {n} child has not been answered for. Close the round after it.",
                "The term runs until {ends}, and {n} children have not been answered for. Close the round after it.",
                len(silent),
                ends=round.ends,
            ),
        )
    season = _answered(season, silent, "dropped", FREED)
    return replace(_with_round(season, closed=season.day, dropped=len(silent)), phase="open")


def joined(old: pd.DataFrame, new: pd.DataFrame, anew: pd.Series) -> pd.DataFrame:
    """Return rows where those of children who apply anew, or wish anew, are replaced."""
    return pd.concat([old[~old["child"].isin(anew)], new[list(old.columns)]], ignore_index=True)
