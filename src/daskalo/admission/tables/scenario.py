# pyright: basic
"""The applications of one ranking: places, children, wishes, claims, and the numbers that were drawn.

A scenario is a folder of tables. Required: `places.csv` (institution, group, places), `children.csv` (child, group,
birth_date, district), `wishes.csv` (child, rank, institution), `claims.csv` (child, criterion, institution or empty).
Optional: `lottery.csv` (child, number), and the columns

- `places.reserved_for`: a criterion; only children who prove it are ranked for these places (квота);
- `children.eligible`: yes or no; a child who fails a mandatory condition is not ranked;
- `children.together`: one word that twins share, who are placed in one institution or not at all;
- `children.current`: the institution of a child who asks for a transfer (преместване) and keeps its place until then;
- `claims.proved`: yes or no; what is not proved brings nothing;
- `lottery.institution`: when each application has a number of its own.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from daskalo.admission.law.rules import Rules
from daskalo.admission.tables import fit
from daskalo.admission.tables.coded import Coded
from daskalo.admission.tables.findings import Faults
from daskalo.admission.tables.reading import SAYS, read_table
from daskalo.files import write_atomically
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


@dataclass(frozen=True, eq=False)
class Scenario:
    """The applications of one ranking.

    The index of each table is the line of its file, from 2; `Scenario.of` gives it to tables made in Python.

    Attributes:
        places (pd.DataFrame): institution, group, places (int), reserved_for.
        children (pd.DataFrame): child, group, birth_date (ISO text), district, eligible (bool), together, current.
        wishes (pd.DataFrame): child, rank (int, from 1), institution.
        claims (pd.DataFrame): child, criterion, institution, proved (bool).
        lottery (pd.DataFrame | None): child, number (int), institution; None when the numbers are drawn.
    """

    places: pd.DataFrame
    children: pd.DataFrame
    wishes: pd.DataFrame
    claims: pd.DataFrame
    lottery: pd.DataFrame | None = None

    @classmethod
    def read(cls, folder: Path | str, rules: Rules | None = None) -> Scenario:
        """Read the tables of a folder.

        Args:
            folder (Path | str): The folder.
            rules (Rules | None): Rules the applications must fit, so that all faults are found at once.

        Raises:
            Findings: `scenario-wrong`: every fault with file, line and remedy.
        """
        folder = Path(folder)
        faults = Faults()
        if not folder.is_dir():
            faults.add(str(folder), "folder", 0, _("is not a folder. Name the folder that holds places.csv."))
            faults.raise_any("scenario-wrong", _("The applications cannot be read."))
        tables = {
            name: read_table(folder / f"{name}.csv", required, optional, faults)
            for name, (required, optional) in COLUMNS.items()
            if name != "lottery" or (folder / "lottery.csv").exists()
        }
        return cls._checked(tables, faults, rules)

    @classmethod
    def of(cls, **tables: pd.DataFrame | None) -> Scenario:
        """Return a scenario of tables made in Python, checked as files are.

        Args:
            tables (pd.DataFrame | None): `places`, `children`, `wishes`, `claims` and perhaps `lottery`, with the
                columns of the files; optional columns may be left out.

        Raises:
            Findings: `scenario-wrong`.
        """
        given = {name: _as_text(name, frame) for name, frame in tables.items() if frame is not None}
        return cls._checked(given, Faults(), None)

    @classmethod
    def _checked(cls, tables: dict[str, pd.DataFrame], faults: Faults, rules: Rules | None) -> Scenario:
        given = {name: _without_empty(name, frame, faults) for name, frame in tables.items()}
        places, children = given["places"], given["children"]
        checked = {
            "places": _places(places, faults),
            "children": _children(children, places, faults),
            "wishes": _wishes(given["wishes"], children, places, faults),
            "claims": _claims(given["claims"], children, places, faults),
        }
        if "lottery" in given:
            checked["lottery"] = _lottery(given["lottery"], children, places, faults)
        if rules:
            fit.note({**given, "wishes": checked["wishes"]}, rules, faults)
        faults.raise_any(
            "scenario-wrong", _("The applications have faults. Nothing was ranked and nothing was written.")
        )
        return cls(**checked)

    def under(self, rules: Rules) -> tuple[Scenario, pd.DataFrame]:
        """Return the part that some rules know, to compare two days, and what they do not (`fit.fitting`)."""
        return fit.fitting(self, rules)

    @cached_property
    def coded(self) -> Coded:
        """The tables as numbers, made once; so change no table in place, make a new scenario."""
        return Coded(self)

    def write(self, folder: Path | str) -> None:
        """Write the tables as files; optional columns that hold nothing are left out."""
        for name, (required, optional) in COLUMNS.items():
            frame: pd.DataFrame | None = getattr(self, name)
            if frame is None:
                continue
            frame = frame.copy()
            for column in frame.select_dtypes(bool):
                frame[column] = frame[column].map({True: "", False: "no"})
            used = [column for column in optional if (frame[column] != "").any()]
            text = frame[[*required, *used]].to_csv(index=False, lineterminator="\n")
            write_atomically(Path(folder) / f"{name}.csv", text)


def _as_text(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    required, optional = COLUMNS[name]
    table = pd.DataFrame(index=pd.RangeIndex(2, len(frame) + 2, name="line"))
    for column in [*required, *optional]:
        values = frame[column] if column in frame.columns or column in required else pd.Series([""] * len(frame))
        if values.dtype == bool:
            values = values.map({True: "yes", False: "no"})
        table[column] = values.to_numpy()
        table[column] = table[column].astype(object).where(table[column].notna(), "").map(str).str.strip()
    return table


def _without_empty(name: str, frame: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    """Leave out lines where a field that must say something is empty."""
    required, _optional = COLUMNS[name]
    wrong = pd.Series(False, index=frame.index)
    for column in required:
        if column in MAY_BE_EMPTY or f"{column} of {name}" in MAY_BE_EMPTY:
            continue
        empty = frame[column] == ""
        text = _("the field “{column}” is empty. Fill it in.", column=column)
        faults.add_rows(f"{name}.csv", f"empty {column}", frame.index[empty], lambda line, text=text: text)
        wrong |= empty
    return frame[~wrong]


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
            value=_short(frame.at[line, column]),
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
        lambda line: _("{column} is “{value}”. Write yes or no.", column=column, value=_short(frame.at[line, column])),
    )
    return frame.assign(**{column: said.fillna(True).astype(bool)})


def _known(name: str, frame: pd.DataFrame, column: str, known: pd.Series, faults: Faults, remedy: str) -> None:
    """Note lines that name somebody or something no table knows; an empty field names nothing."""
    unknown = ~frame[column].isin(known) & (frame[column] != "")
    faults.add_rows(
        f"{name}.csv",
        f"unknown {column}",
        frame.index[unknown],
        lambda line: (
            _("there is no {column} “{value}”. ", column=column, value=_short(frame.at[line, column])) + remedy
        ),
    )


def _once(name: str, frame: pd.DataFrame, columns: list[str], faults: Faults, what: str) -> None:
    """Note lines that repeat an earlier one."""
    again = frame.duplicated(columns)
    kinds = frame[frame.duplicated(columns, keep=False)].groupby(columns, sort=False).ngroup()

    def sentence(line: int) -> str:
        said = ", ".join(_short(value) for value in frame.loc[line, columns] if value != "")
        earlier = kinds.index[int((kinds == kinds[line]).argmax())]
        return _("{what}: “{value}” stands on line {line} already. Keep one.", what=what, value=said, line=earlier)

    faults.add_rows(f"{name}.csv", f"again {columns}", frame.index[again], sentence)


def _places(frame: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    _once("places", frame, ["institution", "group", "reserved_for"], faults, _("the same places again"))
    return _numbers("places", frame, "places", 0, faults)


def _children(frame: pd.DataFrame, places: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    wrong = ~frame["birth_date"].map(_is_day).astype(bool)
    faults.add_rows(
        "children.csv",
        "day",
        frame.index[wrong],
        lambda line: _(
            "birth_date is “{value}”. Write the day as year-month-day, 2017-05-02.",
            value=_short(frame.at[line, "birth_date"]),
        ),
    )
    _once("children", frame, ["child"], faults, _("the same child again"))
    _known("children", frame, "group", places["group"], faults, _("Mend it, or add the group to places.csv."))
    _known("children", frame, "current", places["institution"], faults, _("Mend it, or add it to places.csv."))
    return _switches("children", frame, "eligible", faults)


def _wishes(frame: pd.DataFrame, children: pd.DataFrame, places: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    _of_children_and_places("wishes", frame, children, places, faults)
    _once("wishes", frame, ["child", "institution"], faults, _("the same wish again"))
    _offered(frame, children, places, faults)
    ranked = _numbers("wishes", frame, "rank", 1, faults)
    _once("wishes", ranked, ["child", "rank"], faults, _("the same rank again"))
    _without_gaps(ranked[~ranked["child"].isin(frame.loc[frame.index.difference(ranked.index), "child"])], faults)
    return ranked


def _of_children_and_places(
    name: str, frame: pd.DataFrame, children: pd.DataFrame, places: pd.DataFrame, faults: Faults
) -> None:
    _known(name, frame, "child", children["child"], faults, _("Mend it, or add it to children.csv."))
    _known(name, frame, "institution", places["institution"], faults, _("Mend it, or add it to places.csv."))


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
            institution=_short(frame.at[line, "institution"]),
            group=_short(group.at[line]),
            child=_short(frame.at[line, "child"]),
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
            child=_short(frame.at[line, "child"]),
            rank=frame.at[line, "rank"],
            lacking=expected.at[line],
        ),
    )


def _claims(frame: pd.DataFrame, children: pd.DataFrame, places: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    _of_children_and_places("claims", frame, children, places, faults)
    _once("claims", frame, ["child", "criterion", "institution"], faults, _("the same claim again"))
    return _switches("claims", frame, "proved", faults)


def _lottery(frame: pd.DataFrame, children: pd.DataFrame, places: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    _of_children_and_places("lottery", frame, children, places, faults)
    _once("lottery", frame, ["child", "institution"], faults, _("the same child again"))
    for child in children.loc[~children["child"].isin(frame["child"]), "child"]:
        text = _("“{child}” has no number. Give it one, or remove the file so that numbers are drawn.", child=child)
        faults.add("lottery.csv", "nobody", 0, text)
    numbered = _numbers("lottery", frame, "number", 0, faults)
    group = numbered["child"].map(children.drop_duplicates("child").set_index("child")["group"])
    by_group = numbered.assign(group=group).dropna(subset="group")
    _once("lottery", by_group, ["group", "institution", "number"], faults, _("the same number again"))
    return numbered


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _short(value: object) -> str:
    """A value as it is shown in a message: noise is cut."""
    text = str(value)
    shown = "".join(character if character.isprintable() else "·" for character in text[:41])
    return shown if len(text) <= 40 else shown[:40] + "…"
