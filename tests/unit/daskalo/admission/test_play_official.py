"""The door of an official: a year as replayed operations, without any page."""

import pytest

from daskalo.admission.play import Play, grade, uploads
from daskalo.admission.play.families import answer_of, answers, working_days
from daskalo.admission.play.office import best_unplaced
from daskalo.errors import DaskaloError, Findings

FIRST = [
    {"do": "open", "town": "kindergartens-2020", "seed": "ruse-2020"},
    {"do": "commit"},
    {"do": "import", "from": "round-2020-06-05"},
    {"do": "rank", "on": "2020-06-05"},
    {"do": "publish"},
    {"do": "wait", "until": "2020-06-08", "families": True},
    {"do": "wait", "until": "2020-06-20", "families": True},
    {"do": "close"},
]
SECOND = [
    {"do": "import", "from": "round-2020-07-01"},
    {"do": "rank", "on": "2020-07-01"},
    {"do": "publish"},
    {"do": "wait", "until": "2020-07-16", "families": True},
    {"do": "close"},
]
PLACES = "institution,group,places\nA,first,1\nB,first,1\n"
TABLES = {
    "children": "child,group,birth_date,district\nc1,first,2017-01-01,\nc2,first,2017-02-01,\nc3,first,2017-03-01,\n",
    "wishes": "child,rank,institution\nc1,1,A\nc2,1,A\nc3,1,B\n",
    "claims": "child,criterion,institution\nc1,k1,\n",
}
OWN = {"do": "open", "year": 2020, "rules": "ruse-kindergarten", "places": PLACES, "seed": "7"}


def official(*operations):
    return [{"op": "admission", "door": "official", **operation} for operation in operations]


def played(*operations):
    play = Play()
    for operation in official(*operations):
        play.apply(operation)
    return play


def office(*operations):
    return played(*operations).doors["official"].office


def refusal(*operations):
    with pytest.raises(DaskaloError) as caught:
        played(*operations)
    return caught.value.code


class TestAYear:
    def test_the_published_figures_of_2020_come_out(self):
        season = office(*FIRST).season
        first = season.round
        assert (first.places, first.offered, first.confirmed, first.left) == (990, 826, 759, 231)

    def test_the_term_is_counted_in_working_days(self):
        desk = office(*FIRST[:5])
        assert [desk.term[0].isoformat(), desk.term[-1].isoformat(), len(desk.term)] == ["2020-06-08", "2020-06-19", 10]

    def test_the_way_the_calendar_is_turned_changes_no_answer(self):
        at_once = office(*FIRST[:5], {"do": "wait", "until": "2020-06-20", "families": True}, {"do": "close"})
        day_by_day = office(*FIRST)
        counts = [(one.season.round.confirmed, one.season.round.refused) for one in (at_once, day_by_day)]
        assert counts[0] == counts[1]

    def test_families_answer_only_when_they_are_let(self):
        assert office(*FIRST[:5], {"do": "wait", "until": "2020-06-19"}).season.round.waiting == 826

    def test_single_children_are_answered_for_by_hand(self):
        child = office(*FIRST[:5]).season.in_state("offered")[0]
        round = office(*FIRST[:5], {"do": "refuse", "children": [child]}).season.round
        assert (round.refused, round.waiting) == (1, 825)

    def test_added_places_are_there_in_the_next_round(self):
        added = {"do": "add-places", "institution": "ДГ „Щурче“ (учебна)", "group": "first", "places": 12}
        assert office(*FIRST, added, *SECOND[:2]).season.round.places == 231 + 12

    def test_nothing_personal_stays_after_the_year(self):
        desk = office(*FIRST, {"do": "next-year", "seed": "next"})
        assert desk.season.year == 2021
        assert desk.season.people.empty
        assert desk.season.scenarios == {}
        assert (desk.past[0].enrolled, desk.past[0].seed) == (759, "ruse-2020")
        assert desk.past[0].rounds[0]["left"] == 231
        assert desk.season.commitment != desk.past[0].commitment


class TestTheTour:
    def tasks(self, *operations):
        return {task.id for task in played(*operations).tasks()["official"] if task.done}

    def test_all_tasks_can_be_done(self):
        child = best_unplaced(office(*FIRST).season.round.placement)[0]
        look = {"do": "look", "what": "child", "child": child, "turn": 1}
        done = official(*FIRST, look, *SECOND, {"do": "next-year", "seed": "next"})
        wanted = [task.id for task in Play().tasks()["official"]]
        assert grade(done, wanted).open == ()

    def test_the_hash_counts_only_before_the_ranking(self):
        late = [operation for operation in FIRST if operation["do"] != "commit"]
        assert "official-commit" not in self.tasks(*late, {"do": "commit"})

    def test_only_a_child_with_the_most_points_counts(self):
        season = office(*FIRST).season
        other = next(name for name in season.in_state("waiting") if name not in best_unplaced(season.round.placement))
        assert "official-why" not in self.tasks(*FIRST, {"do": "look", "what": "child", "child": other, "turn": 1})

    def test_without_refusals_the_round_was_not_worked_through(self):
        days = [FIRST[4], {"do": "wait", "until": "2020-06-20"}, {"do": "close"}]
        assert "official-close" not in self.tasks(*FIRST[:4], *days)


class TestGoingBack:
    def test_undo_brings_the_year_back(self):
        play = played(*FIRST, {"do": "next-year", "seed": "next"})
        play.apply(official({"do": "undo"})[0])
        assert play.doors["official"].office.season.round.left == 231

    def test_a_journal_gives_the_same_year(self):
        operations = official(*FIRST, *SECOND)
        live, again = played(*FIRST, *SECOND), Play.replay(operations)
        films = [one.doors["official"].office.season.film() for one in (live, again)]
        assert films[0].equals(films[1])
        assert again.refused == []


class TestOwnTables:
    def test_they_are_taken_in(self):
        season = office(OWN, {"do": "import", "tables": TABLES}, {"do": "rank", "on": "2020-06-05"}).season
        assert season.round.offered == 2

    def test_faults_name_file_and_line_and_nothing_is_taken_in(self):
        wrong = {**TABLES, "wishes": "child,rank,institution\nc1,1,A\nc9,1,A\n"}
        play = played(OWN)
        with pytest.raises(Findings) as caught:
            play.apply(official({"do": "import", "tables": wrong})[0])
        assert any(finding.startswith("wishes.csv") and "3" in finding for finding in caught.value.findings)
        assert play.doors["official"].office.season.people.empty

    def test_what_is_held_for_the_page_alone_is_gone_in_a_replay_elsewhere(self):
        offered = office(OWN).season.places
        uploads.hold("one-page", uploads.applications_of(TABLES, offered))
        held = {"do": "import", "held": "one-page"}
        assert len(office(OWN, held).season.people) == 3
        assert refusal(OWN, {"do": "import", "held": "another-page"}) == "upload-gone"

    def test_missing_tables_are_named(self):
        assert refusal(OWN, {"do": "import", "tables": {"children": TABLES["children"]}}) == "upload-tables-missing"


class TestRefusals:
    @pytest.mark.parametrize(
        ("operations", "code"),
        [
            ([{"do": "commit"}], "office-closed"),
            ([FIRST[0], FIRST[0]], "office-open"),
            ([FIRST[0], FIRST[1], {"do": "commit"}], "office-committed"),
            ([FIRST[0], {"do": "rank", "on": "2020-06-05"}], "season-nobody-waits"),
            ([FIRST[0], {"do": "next-year", "seed": "x"}], "office-no-round"),
            ([FIRST[0], {"do": "wait", "until": "2020-01-01"}], "office-day"),
            ([FIRST[0], {"do": "import", "from": "round-2024-08-19"}], "play-operation-wrong"),
            ([FIRST[0], {"do": "dance"}], "play-operation-wrong"),
            ([*FIRST[:5], {"do": "close"}], "season-term-runs"),
        ],
    )
    def test_a_step_out_of_turn(self, operations, code):
        assert refusal(*operations) == code


class TestFamilies:
    def test_an_unknown_family_answers_by_the_shares_and_always_the_same(self):
        said = [answer_of(f"own-{number}") for number in range(2000)]
        assert said == [answer_of(f"own-{number}") for number in range(2000)]
        assert said.count("confirms") / 2000 == pytest.approx(759 / 826, abs=0.02)

    def test_who_should_have_answered_earlier_does_so_on_the_next_day(self):
        desk = office(*FIRST[:5])
        term = working_days(desk.today, desk.term[-1])
        told = answers(["2020-0001"], term, term[-2], term[-1])
        assert [(one.day, one.confirming) for one in told] == [(term[-1], ["2020-0001"])]
