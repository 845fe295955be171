"""The door of an official as its page sees it: what is shown, asked, exported, and how fast."""

import base64
import io
import json
import time
import zipfile

import pytest

from daskalo.journal import Journal
from daskalo_widgets.admission.session import Session

INSTITUTION = "ДГ „Щурче“ (учебна)"
PLACES = "institution,group,places\nA,first,1\nB,first,1\n"
TABLES = {
    "children.csv": "child,group,birth_date,district\nc1,first,2017-01-01,\nc2,first,2017-02-01,\n",
    "wishes.csv": "child,rank,institution\nc1,1,A\nc2,1,A\n",
    "claims.csv": "child,criterion,institution\n",
}
ROUND = [
    {"do": "commit"},
    {"do": "import", "from": "round-2020-06-05"},
    {"do": "rank", "on": "2020-06-05"},
    {"do": "publish"},
    {"do": "wait", "until": "2020-06-20", "families": True},
    {"do": "close"},
]


class Page:
    """Asks a session as the front end does; replies are plain JSON."""

    def __init__(self, journal: Journal, language: str = "en") -> None:
        self.session, self.count, self.slowest = Session(journal, language), 0, 0.0

    def send(self, **message):
        self.count += 1
        began = time.perf_counter()
        reply = self.session.answer({"id": f"x-{self.count}", **message})
        self.slowest = max(self.slowest, time.perf_counter() - began)
        return json.loads(json.dumps(reply, allow_nan=False))

    def apply(self, **operation):
        reply = self.send(do="apply", operation={"door": "official", **operation})
        assert "error" not in reply, reply["error"]
        return reply["data"]["state"]

    def ask(self, **message):
        reply = self.send(do="ask", door="official", **message)
        assert "error" not in reply, reply["error"]
        return reply["data"]


@pytest.fixture
def journal(tmp_path) -> Journal:
    return Journal(tmp_path / "journal.jsonl", {"course": "apps", "unit": "admission", "seed": 0}, {})


@pytest.fixture
def page(journal) -> Page:
    page = Page(journal)
    page.apply(do="open", town="kindergartens-2020", draw="lesson")
    return page


def closed(page: Page):
    return [page.apply(**operation) for operation in ROUND][-1]


def test_before_a_year_is_open_the_towns_can_be_chosen(journal):
    state = Page(journal).send(do="open", door="official")["data"]["state"]
    assert [town["value"] for town in state["towns"]] == ["kindergartens-2020", "nurseries-2024"]
    assert sum(place["free"] for place in state["towns"][0]["places"]) == 990


def test_the_seed_is_drawn_by_the_kernel_and_only_its_hash_is_shown(journal):
    page = Page(journal)
    state = page.apply(do="open", town="kindergartens-2020", draw="new")
    seed = journal.operations()[0]["seed"]
    assert len(seed) > 60
    assert seed not in json.dumps(state)
    assert len(state["hash"]) == 64


def test_ours_stand_beside_the_published_figures_with_their_source(page):
    figures = closed(page)["figures"]
    assert [row["ours"] for row in figures] == [row["published"] for row in figures]
    assert {"826", "759", "231", "13", "25"} <= {row["ours"] for row in figures}
    assert all(row["source"] and row["status"] for row in figures)


def test_the_calendar_numbers_the_working_days(page):
    for operation in ROUND[:4]:
        state = page.apply(**operation)
    days = [day for month in state["term"]["months"] for week in month["weeks"] for day in week if day]
    assert [day["day"] for day in days if day["n"]] == [8, 9, 10, 11, 12, 15, 16, 17, 18, 19]
    assert {day["kind"] for day in days if day["day"] in {13, 14}} == {"weekend"}
    assert state["term"]["next"] == "2020-06-08"


def test_the_register_is_searched_and_turned_page_by_page(page):
    closed(page)
    first = page.ask(what="list", search="", state="", order="entry", page=0)
    assert first["children"][0]["child"] == "2020-0001"
    assert page.ask(what="list", search="0147", page=5)["children"][0]["child"] == "2020-0147"
    waiting = page.ask(what="list", state="waiting", order="points", page=0)
    points = [float(child["points"]) for child in waiting["children"]]
    assert points == sorted(points, reverse=True)
    assert page.ask(what="list", search="nobody", page=0)["found"] == 0


def test_a_child_is_explained_with_what_the_office_answers_to_an_appeal(page):
    closed(page)
    name = page.ask(what="list", state="waiting", order="points", page=0)["children"][0]["child"]
    child = page.ask(what="child", child=name, turn=0)
    assert child["why"]["placed"] is False
    assert child["why"]["wishes"][0]["sentences"]
    assert child["why"]["defence"][0].startswith("Nobody who stands lower")
    card = base64.b64decode(page.ask(what="card", child=name, turn=1)["data"]).decode()
    assert "ruse-2020" not in card
    assert "TRAINING DATA" in card


def test_who_has_a_place_can_answer_only_within_the_term(page):
    for operation in ROUND[:4]:
        page.apply(**operation)
    name = page.ask(what="list", state="offered", page=0)["children"][0]["child"]
    assert page.ask(what="child", child=name, turn=0)["actions"] == ["confirm", "refuse"]
    page.apply(do="wait", until="2020-06-20")
    assert page.ask(what="child", child=name, turn=0)["actions"] == []


def test_the_film_keeps_every_place(page):
    closed(page)
    film = page.ask(what="film")
    totals = {sum(sum(row) for row in frame) for frame in film["frames"]}
    assert totals == {990}
    assert len(film["frames"]) == len(film["steps"])
    state = page.apply(do="add-places", institution=INSTITUTION, group="first", places=12)
    assert sum(place["places"] for place in state["places"]) == 1002


def test_the_audit_is_told_in_figures_and_words(page):
    closed(page)
    audit = page.ask(what="audit", turn=1)
    assert (audit["passed"], audit["wasted"]) == (0, 0)
    assert "ДГ" not in json.dumps(audit["parts"], ensure_ascii=False)


def test_the_files_hold_the_warning_and_not_the_seed(page):
    closed(page)
    packed = page.ask(what="export")
    assert "TRAINING" in packed["name"]
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(packed["data"]))) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert {"film.csv", "round-1/placements.csv", "round-1/cutoffs.csv", "round-1/report.json"} <= texts.keys()
    assert texts["TRAINING-DATA.txt"].startswith("TRAINING DATA")
    assert not any("ruse-2020" in text for text in texts.values())


def test_the_end_of_the_year_reveals_the_seed_and_erases_the_children(page):
    closed(page)
    state = page.apply(do="next-year")
    assert (state["year"], state["children"], state["rounds"]) == (2021, 0, [])
    assert state["past"][0]["seed"] == "ruse-2020"
    assert "2020-0147" not in json.dumps(state)


class TestOwnTables:
    def open_own(self, journal):
        page = Page(journal)
        page.send(do="open", door="official")
        found = page.ask(what="upload", tables={"places.csv": PLACES}, year=2020, rules="ruse-kindergarten")
        page.apply(**found["operation"])
        return page

    def test_a_year_is_opened_with_own_places_and_applications(self, journal):
        page = self.open_own(journal)
        state = page.apply(**page.ask(what="upload", tables=TABLES)["operation"])
        assert state["waiting"] == 2
        assert page.apply(do="rank", on="2020-06-05")["rounds"][0]["offered"] == 1

    def test_every_fault_is_named_with_its_line_and_nothing_happens(self, journal):
        page = self.open_own(journal)
        wrong = {**TABLES, "children.csv": "child,group,birth_date,district\nc1,none,2017,\n"}
        found = page.ask(what="upload", tables=wrong)
        assert "operation" not in found
        assert sum(line.startswith("children.csv, line 2") for line in found["faults"]) == 2
        assert len(journal.operations()) == 1

    def test_cyrillic_of_another_encoding_is_refused_and_not_taken_for_a_name(self, journal):
        read = "institution,group,places\nДГ Щурче,first,3\n".encode("cp1251").decode("utf-8", "replace")
        found = Page(journal).ask(what="upload", tables={"places.csv": read}, year=2025, rules="ruse-kindergarten")
        assert "operation" not in found
        assert found["faults"] == ["places.csv, line 2: is not UTF-8 text. Save the table as “CSV UTF-8”."]

    def test_what_is_too_large_for_the_journal_stays_on_the_page(self, journal):
        page = self.open_own(journal)
        many = range(3000)
        tables = {
            "children.csv": "child,group,birth_date,district\n" + "".join(f"c{n},first,2017-01-01,\n" for n in many),
            "wishes.csv": "child,rank,institution\n" + "".join(f"c{n},1,A\n" for n in many),
            "claims.csv": TABLES["claims.csv"],
        }
        found = page.ask(what="upload", tables=tables)
        assert "until the page is reloaded" in found["said"]
        assert page.apply(**found["operation"])["waiting"] == 3000
        assert len(json.dumps(journal.operations()[-1])) < 500

    def test_a_forgotten_file_is_named(self, journal):
        found = self.open_own(journal).ask(what="upload", tables={"children.csv": TABLES["children.csv"]})
        assert "wishes.csv" in found["said"]


def test_a_message_of_another_version_is_refused_in_words(page):
    assert "Reload" in page.send(do="ask", door="official", what="dance")["error"]


def test_a_whole_year_in_bulgarian_is_plain_json_and_quick(journal):
    page = Page(journal, "bg")
    page.apply(do="open", town="nurseries-2024", draw="lesson")
    page.apply(do="import", **{"from": "round-2024-08-19"})
    page.apply(do="rank", on="2024-08-19")
    state = page.apply(do="publish")
    page.slowest = 0.0  # files are read and holidays looked up once
    state = page.apply(do="wait", until=state["term"]["after"], families=True)
    state = page.apply(do="close")
    assert [row["ours"] for row in state["figures"]] == ["265", "228"]
    for what in ("list", "film", "export"):
        page.ask(what=what)
    page.ask(what="round", turn=1)
    assert page.slowest < 0.5
