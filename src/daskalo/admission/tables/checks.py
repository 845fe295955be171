# pyright: basic
"""Checking the tables of a scenario: every fault noted with its line and remedy, and each column given its type."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from daskalo.admission.law.rules import Rules
from daskalo.admission.tables import fit
from daskalo.admission.tables.findings import Faults, short
from daskalo.admission.tables.reading import SAYS, empty_table
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")

COLUMNS = {
    "places": (["institution", "group", "places"], ["reserved_for"]),
    "children": (["child", "group", "birth_date", "district"], ["eligible", "together", "current"]),
    "wishes": (["child", "rank", "institution"], []),
    "claims": (["child", "criterion", "institution"], ["proved"]),
    "lottery": (["child", "number"], ["institution"]),
}
"""The tables: their required and optional columns."""

MAY_BE_EMPTY = {"district", "institution of claims", "reserved_for", "together", "current", "institution of lottery"}
MOST = 10**9


def checked(tables: Mapping[str, pd.DataFrame | None], rules: Rules | None, faults: Faults) -> dict[str, pd.DataFrame]:
    """Check the tables of a scenario, also against each other.

    Args:
        tables (Mapping[str, pd.DataFrame | None]): As `daskalo.admission.tables.reading.read_table` returns them.
        rules (Rules | None): Rules the applications must fit.
        faults (Faults): Where faults go.

    Returns:
        dict[str, pd.DataFrame]: The tables of a `Scenario`; they hold only when there is no fault.
    """
    whole = {name: empty_table(*COLUMNS[name]) if frame is None else frame for name, frame in tables.items()}
    given = {name: _without_faulty(name, frame, faults) for name, frame in whole.items()}
    known = _Known(whole, frozenset(name for name, frame in tables.items() if frame is None))
    typed = {
        "places": _places(given["places"], faults),
        "children": _children(given["children"], known, faults),
        "wishes": _wishes(given["wishes"], given["children"], known, faults),
        "claims": _claims(given["claims"], known, faults),
    }
    if "lottery" in given:
        typed["lottery"] = _lottery(given["lottery"], given["children"], given["wishes"], known, faults)
    if rules:
        fit.note({**given, "wishes": typed["wishes"]}, rules, faults)
    return typed


@dataclass(frozen=True)
class _Known:
    """What the tables name, on faulty lines too: who stands on one is no stranger elsewhere.

    Attributes:
        tables (Mapping[str, pd.DataFrame]): All lines.
        unread (frozenset[str]): Tables that cannot be read at all; nobody can say what they name.
    """

    tables: Mapping[str, pd.DataFrame]
    unread: frozenset[str]

    def strange(self, values: pd.Series, table: str, column: str) -> pd.Series:
        """Say which values a column does not name; an empty value names nothing."""
        if table in self.unread:
            return pd.Series(False, index=values.index)
        return ~values.isin(self.tables[table][column]) & (values != "")


def _without_faulty(name: str, frame: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    """Leave out lines that are torn, and lines where a field that must say something is empty."""
    required, _optional = COLUMNS[name]
    torn = frame["torn"]
    wrong = torn.copy()
    for column in required:
        if column in MAY_BE_EMPTY or f"{column} of {name}" in MAY_BE_EMPTY:
            continue
        empty = frame[column] == ""
        text = _("the field “{column}” is empty. Fill it in.", column=column)
        faults.add_rows(f"{name}.csv", f"empty {column}", frame.index[empty & ~torn], lambda line, text=text: text)
        wrong |= empty
    return frame.loc[~wrong].drop(columns="torn")


def _numbers(name: str, frame: pd.DataFrame, column: str, least: int, faults: Faults) -> pd.DataFrame:
    """Read a column of whole numbers; leave out lines where it is none."""
    fits = frame[column].str.fullmatch(r"[0-9]{1,10}").astype(bool)
    numbers = frame[column].where(fits, "0").astype("int64")
    fits &= (numbers >= least) & (numbers <= MOST)
    faults.add_rows(
        f"{name}.csv",
        f"number {column}",
        frame.index[~fits],
        lambda line: _(
            "{column} is “{value}”. It is a whole number, from {least}.",
            column=column,
            value=short(frame.at[line, column]),
            least=least,
        ),
    )
    return frame.assign(**{column: numbers})[fits]


def _switches(name: str, frame: pd.DataFrame, column: str, faults: Faults) -> pd.DataFrame:
    said = frame[column].str.lower().map(SAYS)
    faults.add_rows(
        f"{name}.csv",
        f"switch {column}",
        frame.index[said.isna()],
        lambda line: _("{column} is “{value}”. Write yes or no.", column=column, value=short(frame.at[line, column])),
    )
    return frame.assign(**{column: said.fillna(True).astype(bool)})


def _named(
    name: str, frame: pd.DataFrame, column: str, known: _Known, where: tuple[str, str], faults: Faults, remedy: str
) -> None:
    """Note lines that name somebody or something that a column of another table does not."""
    faults.add_rows(
        f"{name}.csv",
        f"unknown {column}",
        frame.index[known.strange(frame[column], *where)],
        lambda line: _("there is no {column} “{value}”. ", column=column, value=short(frame.at[line, column])) + remedy,
    )


def _once(name: str, frame: pd.DataFrame, columns: list[str], faults: Faults, what: str) -> None:
    """Note lines that repeat an earlier one."""
    again = frame.duplicated(columns)
    kinds = frame[frame.duplicated(columns, keep=False)].groupby(columns, sort=False).ngroup()

    def sentence(line: int) -> str:
        said = ", ".join(short(value) for value in frame.loc[line, columns] if value != "")
        earlier = kinds.index[int((kinds == kinds[line]).argmax())]
        return _("{what}: “{value}” stands on line {line} already. Keep one.", what=what, value=said, line=earlier)

    faults.add_rows(f"{name}.csv", f"again {columns}", frame.index[again], sentence)


def _places(frame: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    _once("places", frame, ["institution", "group", "reserved_for"], faults, _("the same places again"))
    return _numbers("places", frame, "places", 0, faults)


def _children(frame: pd.DataFrame, known: _Known, faults: Faults) -> pd.DataFrame:
    wrong = ~frame["birth_date"].map(_is_day).astype(bool)
    faults.add_rows(
        "children.csv",
        "day",
        frame.index[wrong],
        lambda line: _(
            "birth_date is “{value}”. Write the day as year-month-day, 2017-05-02.",
            value=short(frame.at[line, "birth_date"]),
        ),
    )
    _once("children", frame, ["child"], faults, _("the same child again"))
    remedy = _("Mend it, or add the group to places.csv.")
    _named("children", frame, "group", known, ("places", "group"), faults, remedy)
    remedy = _("Mend it, or add it to places.csv.")
    _named("children", frame, "current", known, ("places", "institution"), faults, remedy)
    return _switches("children", frame, "eligible", faults)


def _wishes(frame: pd.DataFrame, children: pd.DataFrame, known: _Known, faults: Faults) -> pd.DataFrame:
    _of_children_and_places("wishes", frame, known, faults)
    _once("wishes", frame, ["child", "institution"], faults, _("the same wish again"))
    _offered(frame, children, known.tables["places"], faults)
    ranked = _numbers("wishes", frame, "rank", 1, faults)
    _once("wishes", ranked, ["child", "rank"], faults, _("the same rank again"))
    lines = known.tables["wishes"]
    faulty = lines.loc[lines.index.difference(ranked.index), "child"]  # whose other wishes seem to have gaps
    _without_gaps(ranked[~ranked["child"].isin(faulty)], faults)
    return ranked


def _of_children_and_places(name: str, frame: pd.DataFrame, known: _Known, faults: Faults) -> None:
    remedy = _("Mend it, or add it to children.csv.")
    _named(name, frame, "child", known, ("children", "child"), faults, remedy)
    remedy = _("Mend it, or add it to places.csv.")
    _named(name, frame, "institution", known, ("places", "institution"), faults, remedy)


def _offered(frame: pd.DataFrame, children: pd.DataFrame, places: pd.DataFrame, faults: Faults) -> None:
    """Note wishes for an institution that has no group of the child."""
    group = frame["child"].map(children.drop_duplicates("child").set_index("child")["group"])
    known = frame["institution"].isin(places["institution"]) & group.isin(places["group"])
    institutions, groups = (pd.Index(places[column].unique()) for column in ("institution", "group"))
    wished, there = (
        institutions.get_indexer(pd.Index(institution)) * (len(groups) + 1) + groups.get_indexer(pd.Index(of))
        for institution, of in ((frame["institution"], group), (places["institution"], places["group"]))
    )
    offers = np.isin(wished, there)
    faults.add_rows(
        "wishes.csv",
        "group",
        frame.index[known & ~offers],
        lambda line: _(
            "“{institution}” has no group “{group}” of the child “{child}”. Mend the wish, or add the group to "
            "places.csv.",
            institution=short(frame.at[line, "institution"]),
            group=short(group.at[line]),
            child=short(frame.at[line, "child"]),
        ),
    )


def _without_gaps(frame: pd.DataFrame, faults: Faults) -> None:
    """Note for each child the first rank that follows a gap."""
    frame = frame.sort_values(["child", "rank"], kind="stable").drop_duplicates(["child", "rank"])
    expected = frame.groupby("child").cumcount() + 1
    gaps = frame[frame["rank"] != expected].drop_duplicates("child")
    faults.add_rows(
        "wishes.csv",
        "gap",
        gaps.index,
        lambda line: _(
            "“{child}” has a wish of rank {rank} but none of rank {lacking}. Number the wishes 1, 2, 3 without a gap.",
            child=short(frame.at[line, "child"]),
            rank=frame.at[line, "rank"],
            lacking=expected.at[line],
        ),
    )


def _claims(frame: pd.DataFrame, known: _Known, faults: Faults) -> pd.DataFrame:
    _of_children_and_places("claims", frame, known, faults)
    _once("claims", frame, ["child", "criterion", "institution"], faults, _("the same claim again"))
    return _switches("claims", frame, "proved", faults)


def _lottery(
    frame: pd.DataFrame, children: pd.DataFrame, wishes: pd.DataFrame, known: _Known, faults: Faults
) -> pd.DataFrame:
    _of_children_and_places("lottery", frame, known, faults)
    _once("lottery", frame, ["child", "institution"], faults, _("the same child again"))
    for child in children.loc[known.strange(children["child"], "lottery", "child"), "child"]:
        text = _(
            "“{child}” has no number. Give it one, or remove the file so that numbers are drawn.", child=short(child)
        )
        faults.add("lottery.csv", "nobody", 0, text)
    for child, institution in _without_number(known.tables["lottery"], wishes):
        text = _(
            "“{child}” has no number for its wish “{institution}”. Give it one there, or one for all wishes.",
            child=short(child),
            institution=short(institution),
        )
        faults.add("lottery.csv", "wish", 0, text)
    numbered = _numbers("lottery", frame, "number", 0, faults)
    group = numbered["child"].map(children.drop_duplicates("child").set_index("child")["group"])
    by_group = numbered.assign(group=group).dropna(subset="group")
    _once("lottery", by_group, ["group", "institution", "number"], faults, _("the same number again"))
    return numbered


def _without_number(lottery: pd.DataFrame, wishes: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the wishes, child and institution, of children who have numbers, but none there."""
    there = lottery["institution"] != ""
    by_wish = lottery.loc[there, "child"]
    if by_wish.empty:
        return []
    open_to_doubt = wishes["child"].isin(by_wish) & ~wishes["child"].isin(lottery.loc[~there, "child"])
    pairs = pd.MultiIndex.from_frame(wishes.loc[open_to_doubt, ["child", "institution"]])
    numbered = pd.MultiIndex.from_frame(lottery.loc[there, ["child", "institution"]])
    return pairs[~pairs.isin(numbered)].tolist()


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
