# pyright: basic
"""The door of an official, as the front end draws it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, cast

from daskalo.admission import load_rules
from daskalo.admission.law.rules import FOLDER
from daskalo.admission.placing.lottery import new_seed
from daskalo.admission.play import Play, uploads
from daskalo.admission.play.office import TOWNS, Office, round_of
from daskalo.admission.play.official import OfficialDoor
from daskalo.admission.season.answers import STATES, state_name
from daskalo.errors import Findings, UsageError
from daskalo.i18n import language, translator
from daskalo.journal import MAX_OPERATION_BYTES, canonical
from daskalo.rules import ids
from daskalo_widgets.admission.explaining import in_words
from daskalo_widgets.admission.official.exported import archive
from daskalo_widgets.admission.official.register import listed, one_child
from daskalo_widgets.admission.official.rounds import audit_page, figures, film, offered, places, round_line, round_page
from daskalo_widgets.admission.official.term import day_text, term
from daskalo_widgets.admission.wire import badge, group_name, name_of, to_save

_, ngettext = translator("daskalo_widgets.admission")

HEADROOM = 512
"""Bytes of an operation that the journal needs for itself."""


class OfficialView:
    """Draws the door of an official.

    Args:
        play (Play): All doors.
    """

    def __init__(self, play: Play) -> None:
        self._office = cast(OfficialDoor, play.doors["official"]).office

    def completed(self, operation: Mapping[str, Any]) -> dict[str, Any]:
        """Add the seed, which only the kernel knows: one that nobody can guess, or that of the data set."""
        filled = {name: value for name, value in operation.items() if name != "draw"}
        if operation.get("do") not in {"open", "next-year"}:
            return filled
        town = str(operation.get("town"))
        lesson = operation.get("draw") == "lesson" and town in TOWNS
        return filled | {"seed": round_of(TOWNS[town][0]).seed if lesson else new_seed()}

    def state(self) -> dict[str, Any]:
        """Return everything the page shows at once; lists, film and audit are asked for."""
        office, season = self._office, self._office.season
        past = [
            {
                "year": one.year,
                "seed": one.seed,
                "hash": one.commitment,
                "enrolled": one.enrolled,
                "rounds": list(one.rounds),
                "erased": [{"what": _erased(name), "n": count} for name, count in one.erased.items()],
            }
            for one in office.past
        ]
        if season is None:
            rules = load_rules("ruse-kindergarten", on=round_of(TOWNS["kindergartens-2020"][0]).on)
            towns = [
                {"value": id, "text": round_of(rounds[0]).name, "places": offered(round_of(rounds[0]).scenario)}
                for id, rounds in TOWNS.items()
            ]
            rule_ids = [{"value": id, "text": id} for id in ids(FOLDER)]
            return {"rules": badge(rules), "phase": "none", "towns": towns, "rule_ids": rule_ids, "past": past}
        groups = season.seats["group"].unique().tolist()
        return {
            "rules": badge(season.round.rules if season.round and season.phase != "open" else office.rules),
            "phase": season.phase,
            "past": past,
            "year": season.year,
            "today": office.today.isoformat(),
            "today_text": day_text(office.today),
            "hash": season.commitment,
            "committed": day_text(office.committed) if office.committed else "",
            "imports": [{"id": one.id, "text": one.name, "n": len(one.scenario.children)} for one in office.importable],
            "states": [
                {"id": one, "text": state_name(one), "n": count}
                for one in STATES
                if (count := len(season.in_state(one)))
            ],
            "children": len(season.people),
            "waiting": len(season.in_state("waiting")),
            "next_round": office.next_round.isoformat() if season.phase == "open" else "",
            "year_ends": f"{season.year}-12-31",
            "rounds": [round_line(one) for one in season.rounds],
            "places": places(season),
            "steps": len(season.steps),
            "groups": [{"value": one, "text": group_name(one)} for one in groups],
            "institutions": [
                {"value": one, "text": name_of(one)} for one in dict.fromkeys(season.seats["institution"])
            ],
            "term": term(office),
            "figures": figures(office),
            "why_done": "official-why" in office.done,
            "kept": _kept(office),
        }

    def ask(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Answer what changes nothing: `list`, `child`, `card`, `round`, `film`, `audit`, `export`, `upload`."""
        office, season = self._office, self._office.season
        match message:
            case {"what": "upload", "tables": {**tables}}:
                return self._uploaded(tables, message)
            case {"what": "list"} if season:
                return listed(season, message)
            case {"what": "film"} if season:
                return film(season)
            case {"what": "export"} if season and season.rounds:
                return archive(season)
            case {"what": "child", "child": str(child), "turn": int(turn)} if season:
                return one_child(office, child, turn)
            case {"what": "round", "turn": int(turn)} if season and 0 < turn <= len(season.rounds):
                return round_page(season, turn)
            case {"what": "audit", "turn": int(turn)} if season and 0 < turn <= len(season.rounds):
                return audit_page(season.rounds[turn - 1].placement, language())
            case {"what": "card", "child": str(child), "turn": int(turn)} if season and 0 < turn <= len(season.rounds):
                explanation = season.rounds[turn - 1].placement.explain(child)
                return to_save(f"{child}.html", "text/html", in_words(explanation).card(sealed=True))
            case _:
                raise UsageError("message-unknown", _("The page is older than the program. Reload it."))

    def _uploaded(self, tables: Mapping[str, Any], message: Mapping[str, Any]) -> dict[str, Any]:
        """Check own tables; the answer holds their faults, or the operation that takes them in."""
        office, season = self._office, self._office.season
        texts = {str(name).removesuffix(".csv"): text for name, text in tables.items() if isinstance(text, str)}
        try:
            if season is None:
                if "places" not in texts:
                    raise UsageError("upload-tables-missing", _("Choose the file places.csv."))
                count = int(uploads.places_of(texts["places"])["places"].sum())
                own = {name: message.get(name) for name in ("year", "rules")}
                operation = {"do": "open", **own, "places": texts["places"]}
                return {"operation": operation, "said": ngettext("{n} place read.", "{n} places read.", count)}
            scenario = uploads.applications_of(texts, season.places, office.rules)
        except Findings as found:
            return {"said": found.message, "faults": list(found.findings)}
        except UsageError as error:
            return {"said": error.message, "faults": []}
        return _taken(texts, scenario)


def _taken(texts: Mapping[str, str], scenario: Any) -> dict[str, Any]:
    count = len(scenario.children)
    said = ngettext("{n} application read, no faults.", "{n} applications read, no faults.", count)
    operation = {"do": "import", "tables": {name: texts[name] for name in ("children", "wishes", "claims")}}
    if len(canonical(operation)) + HEADROOM <= MAX_OPERATION_BYTES:
        return {"operation": operation, "said": said}
    name = f"upload-{secrets.token_hex(4)}"
    uploads.hold(name, scenario)
    page_only = _(
        "The tables are larger than what can be kept with your work, so they are here only until the page is "
        "reloaded or closed; after that the steps that need them are gone, too."
    )
    return {"operation": {"do": "import", "held": name}, "said": f"{said} {page_only}"}


def _erased(name: str) -> str:
    return {
        "children": _("children with birth date, district, result and answer"),
        "wishes": _("wishes"),
        "claims": _("criteria claimed"),
    }[name]


def _kept(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Return what the end of the year erases and what stays."""
    season = office.season
    assert season is not None
    counts = {"children": len(season.people), "wishes": len(season.wishes), "claims": len(season.claims)}
    seats = season.places
    return {
        "erased": [{"what": _erased(name), "n": count} for name, count in counts.items()],
        "stays": [
            {"what": _("places and how many of them are taken, by institution and group"), "n": len(seats)},
            {"what": _("children enrolled, as a number"), "n": int(seats["confirmed"].sum())},
            {"what": _("counts of the rounds"), "n": len(season.rounds)},
            {"what": _("the seed, now for everybody, and its hash"), "n": 1},
        ],
    }
