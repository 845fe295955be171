"""The page of the lab: every message is answered with plain JSON, at once, in both languages."""

import json
import time

import pytest

from daskalo.admission import MECHANISMS
from daskalo.admission.play.museum import EXHIBITS, RIGHT, ROOMS
from daskalo.journal import Journal
from daskalo_widgets.admission.session import Session

AT_ONCE_S = 1.0
"""What a change may take here: ten times what it takes, since test machines are shared; 0.2 s is what is measured."""


class Page:
    """Asks a session as the front end does."""

    def __init__(self, folder, language="en"):
        journal = Journal(folder / "journal.jsonl", {"course": "apps", "unit": "admission", "seed": 0}, {})
        self.session, self.count = Session(journal, language), 0
        self.send(do="open", door="lab")

    def send(self, **message):
        self.count += 1
        began = time.perf_counter()
        reply = json.loads(json.dumps(self.session.answer({"id": f"x-{self.count}", **message})))
        assert time.perf_counter() - began < AT_ONCE_S or self.count == 1
        return reply

    def apply(self, **operation):
        return self.send(do="apply", operation={"door": "lab", **operation})["data"]["state"]

    def ask(self, **message):
        return self.send(do="ask", door="lab", **message)["data"]


@pytest.fixture(params=["en", "bg"])
def page(tmp_path, request):
    return Page(tmp_path, request.param)


def setting(what, value):
    return {"do": "set", "what": what, "value": value}


def figure(state, name):
    return next(one for one in state["outcome"]["figures"] if one["name"] == name)


def test_every_control_changes_the_rules_under_their_warning(page):
    institution = {"institution": "ДГ „Щурче“ (учебна)", "group": "first"}
    for operation in (
        setting("bonus", "2"),
        setting("tax", "20"),
        setting("share", "40"),
        setting("payers", "7"),
        setting("tie", "application-higher"),
        setting("places", "75"),
        {"do": "places", **institution, "by": -5},
        {"do": "points", "criterion": "k1", "value": "2.5"},
        *(setting("mechanism", name) for name in MECHANISMS),
    ):
        state = page.apply(**operation)
        assert state["rules"]["warning"]
        assert state["changed"]
        moved = sum(one["n"] for one in state["outcome"]["counts"] if one["change"] != "same")
        assert moved == sum(one["count"] for one in state["outcome"]["flows"])
    controls = state["controls"]
    assert all(controls[what]["training"] for what in ("bonus", "tie", "mechanism"))
    assert all(one["training"] for one in controls["points"])
    assert controls["bonus"]["value"] in [one["value"] for one in controls["bonus"]["options"]]
    seat = next(one for one in controls["seats"] if {**one, **institution} == one)
    assert (seat["ruled"], seat["places"]) == (50, 32)
    assert len(state["changed"]) == 7
    assert page.apply(do="plain")["changed"] == []


def test_what_the_slider_would_lead_to_changes_nothing(page):
    seen = page.ask(what="preview", bonus="3")
    state = page.apply(**setting("bonus", "0"))
    assert figure(seen, "first")["now"] > figure(state, "first")["now"]
    assert state["undoable"]


def test_false_orders_come_in_parts_and_then_as_a_story(page):
    state = page.apply(**setting("places", "75"))
    assert state["lies"] is None
    assert page.ask(what="lies", part=0)["parts"] == 1
    found = page.apply(do="look", what="lies")["lies"]
    assert found["gaining"] > 0
    assert len(found["story"]) == 3
    page.apply(**setting("mechanism", "institution-proposing"))
    first = page.ask(what="lies", part=0)
    assert first["parts"] > 5
    assert "error" in page.send(do="ask", door="lab", what="lies", part=first["parts"])
    page.apply(**setting("bonus", "0"))
    assert page.apply(**setting("mechanism", RIGHT))["lies"] is None
    assert page.apply(do="look", what="lies")["lies"]["story"] == []


def test_the_notebook_puts_bonuses_side_by_side(page):
    notes = page.apply(do="series")["notes"]
    assert [note["letter"] for note in notes] == list("ABCDE")
    assert notes[0]["gaining"] == {"n": None, "share": None, "text": ""}
    for at in range(5):
        page.ask(what="lies", part=0, noted=at)
        notes = page.apply(do="look", what="lies", noted=at)["notes"]
    counted = [note["gaining"]["n"] for note in notes]
    assert counted == sorted(counted)
    assert counted[0] == 0 < counted[1]
    assert len(page.apply(do="forget", at=0)["notes"]) == 4


@pytest.mark.parametrize("room", ROOMS)
def test_the_museum_tells_of_each_mechanism(page, room):
    for mechanism in (RIGHT, *EXHIBITS):
        shown = page.ask(what="exhibit", mechanism=mechanism, room=room)
        assert sum(part["n"] for part in shown["parts"]) <= 920
        assert bool(shown["promise"]) == (mechanism != RIGHT)
        worse = next(part["n"] for part in shown["parts"] if part["change"] == "loses")
        assert bool(shown["story"]) == (worse > 0)


def test_the_law_then_and_now(page):
    state = page.apply(do="versions", what="before", value="2019-01-01")
    assert [one["value"] for one in state["law"]][-3:] == ["2019-01-01", "2020-03-01", "2022-05-19"]
    assert all("https://" in one["lines"][0] for one in state["law"])
    found = page.ask(what="versions")
    assert len(found["only"]) == 1
    assert len(found["warnings"]) == 2  # each version has its own
    assert found["counts"][0]["n"] > 20


def test_groups_hide_small_cells(page):
    rows = page.ask(what="groups")["rows"]
    assert {row["by"] for row in rows} == {"all", "district", "criterion"}
    assert all((row["placed"] is None) == (row["placed_text"] == "·") for row in rows)
    assert any(row["placed"] is None for row in rows)


def test_what_is_pinned_is_the_comparison(page):
    page.apply(**setting("bonus", "1"))
    state = page.apply(do="pin")
    assert state["pinned_now"]
    assert not state["pinned_plain"]
    assert state["outcome"]["flows"] == []
    assert page.apply(do="unpin")["pinned_plain"]


@pytest.mark.parametrize("message", [{"what": "exhibit", "mechanism": "magic", "room": "round"}, {"what": "tea"}])
def test_what_nobody_asks_is_refused(page, message):
    assert "error" in page.send(do="ask", door="lab", **message)
