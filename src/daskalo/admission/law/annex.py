# pyright: basic
"""From the pasted table of an annex to a rule file: `daskalo admission import-annex`.

The new version is the one in force before it, with the criteria of the table in place of its own: every other value,
known or unknown, is carried over with its source. A criterion keeps its id, and what the table leaves out of scope,
proofs and English, where any version of these rules knows it by its text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomlkit

from daskalo import rules as dated
from daskalo.admission.law.annex_table import Row, normal, read_annex
from daskalo.admission.law.rules import ALLOWED, Rules, folders, read_rules
from daskalo.admission.law.transliteration import kebab
from daskalo.admission.tables.findings import Faults
from daskalo.admission.tables.reading import SAYS
from daskalo.errors import ContentError, UsageError
from daskalo.files import write_atomically
from daskalo.i18n import language, translator
from daskalo.rules import Version

_, ngettext = translator("daskalo.admission")

CLOSED = ("annex", "points", "further-rows", "k2-rest")
"""The gaps that the table of an annex closes."""
SINGLE = ("most-wishes", "mechanism", "confirm-within", "rounds", "validity", "twins", "transfers")
FACTS = (*SINGLE, *(f"tie-break.{name}" for name in ("by", "unit", "wins", "redrawn")))
"""The values of the procedure that may be confirmed along with the table; the wish bonus has an argument of its own."""

NUMBERS = ("most-wishes", "confirm-within")


@dataclass(frozen=True)
class Provenance:
    """Where a table comes from.

    Attributes:
        act (str): The act that adopted it, in Bulgarian.
        source (str): Its address, or a citation.
        article (str): Where in the act it stands.
        act_english (str): The act in English.
        retrieved (datetime.date | None): The day it was looked up.
        who (str): Who looked it up, free text.
    """

    act: str
    source: str
    article: str = ""
    act_english: str = ""
    retrieved: datetime.date | None = None
    who: str = ""


@dataclass(frozen=True)
class Annex:
    """A rule file that is ready to be written.

    Attributes:
        text (str): The rule file.
        training (str): Its training file, for what the table does not say; empty for none.
        rules (Rules): As the new files are read.
        before (Rules): The version it is built on.
        aside (tuple[str, ...]): Headers of columns that were left aside.
        english (tuple[str, ...]): What has no English text yet: criteria, their proofs, the act.
    """

    text: str
    training: str
    rules: Rules
    before: Rules
    aside: tuple[str, ...] = ()
    english: tuple[str, ...] = ()

    def write(self, folder: Path | str) -> Path:
        """Write `<id>/<day>.toml`, and the training file beside it; what is there already is never replaced.

        Raises:
            UsageError: `annex-there-already`.
        """
        place = Path(folder) / self.rules.id
        file, training = (place / f"{self.rules.in_force}{end}" for end in (".toml", ".training.toml"))
        if there := next((each for each in (file, training) if each.exists()), None):
            raise UsageError(
                "annex-there-already",
                _("{file} is there already. Move it away, or choose another folder. Nothing was written.", file=there),
            )
        if self.training:
            write_atomically(training, self.training)
        write_atomically(file, self.text)
        return file

    @property
    def report(self) -> str:
        """What changed, criterion by criterion, and what stays unknown."""
        lines = [
            _("Built on the version of {day}: {title}", day=self.before.in_force, title=self.before.name),
            *_differences(self.before, self.rules),
        ]
        if self.aside:
            lines.append(_("Columns left aside: {names}.", names=", ".join(self.aside)))
        if self.english:
            lines.append(_("No English text yet: {names}.", names=", ".join(self.english)))
        unknown = [fact.path for fact in self.rules.facts() if fact.status in {"unknown", "training"}]
        if unknown:
            lines.append(_("Still not known: {names}.", names=", ".join(unknown)))
        return "\n".join(lines)


def import_annex(
    table: Path | str,
    rules_id: str,
    start: datetime.date | str,
    provenance: Provenance,
    *,
    base: datetime.date | str | None = None,
    wish_bonus: Sequence[str] | None = None,
    facts: Mapping[str, str] | None = None,
    folder: Traversable | None = None,
) -> Annex:
    """Turn the table of an annex into a rule file.

    Args:
        table (Path | str): The file, as `daskalo.admission.law.annex_table` reads it.
        rules_id (str): Whose rules.
        start (datetime.date | str): The first day the table is in force.
        provenance (Provenance): Where it comes from.
        base (datetime.date | str | None): A day of the version to build on; None for the first day.
        wish_bonus (Sequence[str] | None): Points by the rank of the wish, when the act names them.
        facts (Mapping[str, str] | None): Further values that the act names, by `FACTS`.
        folder (Traversable | None): A folder with further versions of rules.

    Raises:
        UsageError: `rule-id-unknown`, `no-rule-yet`, `day-unreadable`.
        Findings: `annex-wrong`: every fault with its line and what to do.
    """
    day = dated.read_day(start)
    known = dated.versions(folders(folder), rules_id)
    old = _base(known, rules_id, day if base is None else dated.read_day(base))
    faults = Faults()
    rows, aside = read_annex(Path(table), faults)
    if not provenance.act.strip() or not provenance.source.strip():
        faults.add("--act, --source", "provenance", 0, _("must say which act it is, and where it can be read."))
    document = tomlkit.parse(old.file.read_text(encoding="utf-8"))
    named = _named(rows, known)
    _note_ids(Path(table).name, named, document, faults)
    key = f"annex-{day}"
    given = _facts(wish_bonus, facts or {}, key, provenance.article, faults)
    faults.raise_any("annex-wrong", _("The table has faults. Nothing was written."))

    _describe(document, old, day, key, provenance)
    document["criteria"] = _criteria(named, key, provenance.article)
    lacking = [] if provenance.act_english else ["act"]
    lacking += [name for name, row, old_row in named if not row.english and not old_row.get("en")]
    lacking += [
        f"{row['id']}.proofs"
        for row in document["criteria"]
        if any(one["bg"] == one["en"] for one in row.get("proofs", ()))
    ]
    _close_gaps(document, lacking)
    for path, value in given.items():
        _set(document, path, value)
    training = _training(old, given)
    text = _with_heading(tomlkit.dumps(document), old, provenance)
    rules = _read_back(rules_id, day, text, training)
    return Annex(text, training, rules, read_rules(old), tuple(aside), tuple(lacking))


def _base(known: list[Version], id: str, day: datetime.date) -> Version:
    begun = [version for version in known if version.in_force <= day]
    if not begun:
        raise UsageError(
            "no-rule-yet",
            _(
                "“{id}” has no rules on {day} to build on: the earliest are in force from {first}. Name a later day "
                "with --base.",
                id=id,
                day=day,
                first=known[0].in_force,
            ),
        )
    return begun[-1]


Named = list[tuple[str, Row, Mapping[str, Any]]]


def _named(rows: list[Row], known: list[Version]) -> Named:
    """Give each row its id, and the criterion it was before; rows of later versions and of law go before training."""
    by_text: dict[str, Mapping[str, Any]] = {}
    by_id: dict[str, Mapping[str, Any]] = {}
    for tables in ([version.read_training() for version in known], [version.read() for version in known]):
        for criterion in (row for one in tables for row in one.get("criteria", ())):
            by_text[normal(criterion["bg"])] = criterion
            by_id[criterion["id"]] = criterion
    named: Named = []
    taken = {row.id for row in rows if row.id}
    for row in rows:
        old = by_id.get(row.id, {}) if row.id else by_text.get(normal(row.text), {})
        if old and normal(old["bg"]) != normal(row.text):
            old = {field: value for field, value in old.items() if field != "en"}
        name = row.id or old.get("id", "")
        if not name or (not row.id and name in taken):
            stem = kebab(row.text)
            name = next(each for each in (stem, *(f"{stem}-{n}" for n in range(2, 10**4))) if each not in taken)
        taken.add(name)
        named.append((name, row, old))
    return named


def _note_ids(file: str, named: Named, document: Mapping[str, Any], faults: Faults) -> None:
    """Note criteria that a court struck from these rules."""
    struck = {row["id"]: row["why"] for row in document.get("repealed", ())}
    for name, row, _old in named:
        if name in struck:
            text = _(
                "the criterion “{id}” no longer counts: {why} Remove the line; if the act adopts it anew, give it "
                "another id.",
                id=name,
                why=struck[name][language()],
            )
            faults.add(file, "struck", row.line, text)


def _facts(
    wish_bonus: Sequence[str] | None, facts: Mapping[str, str], key: str, article: str, faults: Faults
) -> dict[str, dict[str, Any]]:
    """Return further confirmed values as they are written."""
    given: dict[str, Any] = {}
    if wish_bonus is not None:
        given["wish-bonus"] = [text.strip() for text in wish_bonus]
        if not all(re.fullmatch(r"\d{1,6}(\.\d{1,4})?", text) for text in given["wish-bonus"]):
            faults.add("--wish-bonus", "points", 0, _("is not a list of points: 3,2,1 or 0.3,0.2,0.1."))
    for path, text in facts.items():
        allowed = ALLOWED.get(path.removeprefix("tie-break."), ())
        if path not in FACTS:
            known = ", ".join(FACTS)
            faults.add(
                "--fact", path, 0, _("there is no value “{given}”. There are: {known}.", given=path, known=known)
            )
        elif path in NUMBERS and not text.isdecimal():
            faults.add("--fact", path, 0, _("{path} is “{value}”. It is a whole number.", path=path, value=text[:40]))
        elif path == "tie-break.redrawn" and text.casefold() not in SAYS:
            faults.add("--fact", path, 0, _("{path} is “{value}”. Write yes or no.", path=path, value=text[:40]))
        elif allowed and text not in allowed:
            known = ", ".join(allowed)
            faults.add("--fact", path, 0, _("“{value}” is none of {known}", value=text[:40], known=known))
        elif path in NUMBERS:
            given[path] = int(text)
        else:
            given[path] = SAYS[text.casefold()] if path == "tie-break.redrawn" else text
    cited = {"article": article} if article else {}
    return {path: {"value": value, "status": "confirmed", "source": key, **cited} for path, value in given.items()}


def _describe(document: Any, old: Version, day: datetime.date, key: str, provenance: Provenance) -> None:
    document["in_force"] = day
    document["in_force"].comment(f"built on the version of {old.in_force}")
    document["sources"][key] = provenance.source
    act = tomlkit.table()
    act["status"], act["source"] = "confirmed", key
    if provenance.article:
        act["article"] = provenance.article
    act["value"] = {"bg": provenance.act, "en": provenance.act_english or provenance.act}
    document["act"] = act
    imported = tomlkit.table()
    imported["from"] = provenance.source
    if provenance.retrieved:
        imported["retrieved"] = provenance.retrieved
    if provenance.who:
        imported["who"] = provenance.who
    imported["built_on"] = old.in_force
    document["provenance"] = imported


def _with_heading(text: str, old: Version, provenance: Provenance) -> str:
    """Put a comment of its own above a file in place of the one of the version before."""
    lines = text.splitlines(keepends=True)
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        del lines[0]
    return f"# {old.id}: the criteria of {' '.join(provenance.source.split())}, by import-annex.\n" + "".join(lines)


def _criteria(named: Named, key: str, article: str) -> Any:
    array = tomlkit.aot()
    for name, row, old in named:
        table = tomlkit.table()
        table["id"], table["bg"] = name, row.text
        table["en"] = row.english or old.get("en") or row.text
        table["points"] = f"{row.points.normalize():f}"
        if (row.scope or old.get("scope")) == "institution":
            table["scope"] = "institution"
        if one_of := row.one_of or old.get("one_of"):
            table["one_of"] = one_of
        table["status"], table["source"] = "confirmed", key
        if said := row.article or article:
            table["article"] = said
        if proofs := _proofs(row, old):
            table["proofs"] = proofs
        array.append(table)
    return array


def _proofs(row: Row, old: Mapping[str, Any]) -> Any:
    """Return the documents; the English of one that is known already is kept."""
    before = [dict(proof) for proof in old.get("proofs", ())]
    english = {normal(proof["bg"]): proof["en"] for proof in before}
    said = [{"bg": text, "en": english.get(normal(text), text)} for text in row.proofs] or before
    array = tomlkit.array()
    for proof in said:
        inline = tomlkit.inline_table()
        inline.update(proof)
        array.append(inline)
    return array.multiline(True) if said else None


def _close_gaps(document: Any, lacking: list[str]) -> None:
    gaps = document.get("gaps", {})
    for name in CLOSED:
        gaps.pop(name, None)
    if lacking:
        note = tomlkit.inline_table()
        note["bg"] = f"Липсва превод на английски: {', '.join(lacking)}."
        note["en"] = f"The English text is missing: {', '.join(lacking)}."
        gap = tomlkit.inline_table()
        gap["status"], gap["note"] = "unknown", note
        document.setdefault("gaps", tomlkit.table())["english"] = gap
    elif not gaps:
        document.pop("gaps", None)


def _set(document: Any, path: str, value: Mapping[str, Any]) -> None:
    *above, name = path.split(".")
    table = document[above[0]] if above else document
    new = tomlkit.inline_table() if above else tomlkit.table()
    new.update(value)
    table[name] = new


def _training(old: Version, given: Mapping[str, Any]) -> str:
    """Return the training values of the version before, but those of criteria and those that are confirmed now."""
    if not old.training:
        return ""
    document = tomlkit.parse(old.training.read_text(encoding="utf-8"))
    for name in ("points", "criteria", *given):
        document.pop(name, None)
    ties = document.get("tie-break", {})
    for path in given:
        ties.pop(path.removeprefix("tie-break."), None)
    if not ties:
        document.pop("tie-break", None)
    return tomlkit.dumps(document) if len(document) else ""


def _read_back(id: str, day: datetime.date, text: str, training: str) -> Rules:
    """Read what would be written, as everybody will.

    Raises:
        ContentError: A value is not allowed.
    """
    with TemporaryDirectory() as folder:
        place = Path(folder) / id
        write_atomically(place / f"{day}.toml", text)
        if training:
            write_atomically(place / f"{day}.training.toml", training)
        (version,) = dated.versions(Path(folder), id)
        rules = read_rules(version)
        if trained := [fact.path for fact in rules.training if fact.path.startswith("criteria.")]:
            raise ContentError("annex-wrong", _("Points stayed invented: {names}.", names=", ".join(trained)))
        return rules


def _differences(before: Rules, after: Rules) -> list[str]:
    lines: list[str] = []
    for criterion in after.criteria:
        points, old = criterion.points.said, before.criterion.get(criterion.id)
        if old is None:
            lines.append(_("  + {id}: {points}  {text}", id=criterion.id, points=points, text=criterion.name))
        elif old.points.status in {"unknown", "training"} or old.points.said != points:
            was = f"{old.points.said} ({old.points.status})"
            lines.append(
                _("  * {id}: {was} → {points}  {text}", id=criterion.id, was=was, points=points, text=criterion.name)
            )
        else:
            lines.append(_("  = {id}: {points}", id=criterion.id, points=points))
    for criterion in before.criteria:
        if criterion.id not in after.criterion:
            lines.append(_("  – {id}: no longer in the table  {text}", id=criterion.id, text=criterion.name))
    return lines
