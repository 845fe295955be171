"""What each message of the front end means, and what is written down of it."""

import json
from base64 import b64decode
from html import unescape

import pytest

from daskalo.admission.play import Play
from daskalo.journal import Journal
from daskalo_widgets.admission.parent.view import DRAWS
from daskalo_widgets.admission.session import Session

INSTITUTIONS = Play().doors["parent"].offered["first"][:3]


@pytest.fixture
def journal(tmp_path) -> Journal:
    return Journal(tmp_path / "journal.jsonl", {"course": "apps", "unit": "admission", "seed": 0}, {})


class Page:
    """Asks a session as the front end does."""

    def __init__(self, journal: Journal, language: str = "en") -> None:
        self.session, self.count = Session(journal, language), 0

    def send(self, **message):
        self.count += 1
        reply = self.session.answer({"id": f"x-{self.count}", **message})
        return json.loads(json.dumps(reply))

    def apply(self, do: str, **fields):
        return self.send(do="apply", operation={"door": "parent", "do": do, **fields})

    def open(self):
        return self.send(do="open", door="parent")["data"]["state"]


def send_application(page: Page) -> None:
    page.apply("district", district="Кея")
    page.apply("claim", criterion="k1", on=True)
    page.apply("proof", criterion="k1", proof=0, on=True)
    page.apply("proof", criterion="k1", proof=1, on=True)
    page.apply("wishes", institutions=INSTITUTIONS)
    assert "error" not in page.apply("send")


def test_a_change_is_shown_and_written_down(journal: Journal):
    page = Page(journal)
    data = page.apply("wishes", institutions=INSTITUTIONS)["data"]
    assert [wish["id"] for wish in data["state"]["wishes"]] == INSTITUTIONS
    assert data["state"]["undoable"]
    assert {task["id"]: task["done"] for task in data["tasks"]}["parent-wishes"]
    assert [operation["do"] for operation in journal.operations()] == ["wishes"]
    assert data["state"]["rules"]["warning"].startswith("TRAINING DATA")


def test_a_repeated_message_is_acted_on_once(journal: Journal):
    session = Session(journal, "en")
    message = {"id": "x-1", "do": "apply", "operation": {"door": "parent", "do": "district", "district": "Кея"}}
    assert session.answer(message) == session.answer(message)
    assert len(journal.operations()) == 1


def test_what_is_refused_is_said_and_not_written_down(journal: Journal):
    reply = Page(journal, "bg").apply("rank")
    assert reply["error"] == "Първо подайте заявлението; после може да се проведе класирането."
    assert journal.operations() == []


def test_a_second_page_goes_on_where_the_first_one_is(journal: Journal):
    first, second = Page(journal), Page(journal)
    first.apply("district", district="Кея")
    assert second.open()["district"] == "Кея"
    second.apply("wishes", institutions=INSTITUTIONS)
    assert len(first.open()["wishes"]) == 3


def test_the_chance_comes_a_hundred_draws_at_a_time(journal: Journal):
    page = Page(journal)
    page.apply("wishes", institutions=INSTITUTIONS)
    data = page.send(do="ask", door="parent", what="chance", **{"from": 0})["data"]
    assert data["draws"] == DRAWS == sum(data["counts"])
    assert len(data["counts"]) == len(INSTITUTIONS) + 1


@pytest.mark.parametrize("language", ["bg", "en"])
def test_after_the_round_there_is_an_explanation_and_a_card(journal: Journal, language: str):
    page = Page(journal, language)
    send_application(page)
    assert "error" in page.send(do="ask", door="parent", what="card")
    result = page.apply("rank")["data"]["state"]["result"]
    assert [wish["id"] for wish in result["wishes"]] == INSTITUTIONS
    card = unescape(b64decode(page.send(do="ask", door="parent", what="card")["data"]["data"]).decode())
    assert card.startswith("<!DOCTYPE html>")
    group = {"bg": "(първа възрастова група)", "en": "(first age group)"}[language]
    assert group in result["headline"]
    assert group in card
    assert all(wish["name"] in card for wish in result["wishes"])
    assert result["draw"] in card  # with the own number, which anyone needs who checks


def test_the_page_says_that_the_points_for_the_rank_of_a_wish_are_invented(journal: Journal):
    rules = Page(journal).open()["wish_rules"]
    assert "0.6; 0.5" in rules["said"]
    assert rules["training"]


@pytest.mark.parametrize(
    "message",
    [{"do": "dance"}, {"do": "open", "door": "cellar"}, {"do": "ask", "door": "parent", "what": "chance", "from": -1}],
)
def test_what_nobody_understands_is_answered_in_a_sentence(journal: Journal, message):
    assert "Reload" in Page(journal).send(**message)["error"]
