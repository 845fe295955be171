"""From folders to facts, step by step along the way of a unit, and with a hostile home."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from daskalo_grading.desk.facts import parse_timestamp
from daskalo_grading.desk.gradebook import Mark
from daskalo_grading.desk.states import Stage, Step


def test_a_unit_walks_from_closed_to_feedback_read(hub) -> None:
    assert hub.work().stage is Stage.CLOSED
    hub.release()
    assert hub.work().stage is Stage.NOT_FETCHED
    hub.fetch()
    assert hub.work().stage is Stage.IN_WORK
    hub.answer(is_it_a_project="yes")
    assert (hub.work().answered, hub.work().activities) == (1, 2)
    hub.hand_in()
    assert (hub.work().stage, hub.work().waiting) == (Stage.SUBMITTED, Step.COLLECT)
    hub.step("submitted")
    assert hub.work().waiting is Step.AUTOGRADE
    hub.step("autograded")
    assert hub.work(Mark(20, 40, needs_hand=True)).waiting is Step.GRADE
    assert (hub.work(Mark(33, 40, needs_hand=False)).stage, hub.work().waiting) == (Stage.GRADED, Step.RELEASE)
    hub.send_feedback()
    returned = hub.work(Mark(33, 40, needs_hand=False))
    assert (returned.stage, returned.score, returned.max_score) == (Stage.FEEDBACK_READY, 33, 40)
    hub.read_feedback()
    assert hub.work().stage is Stage.FEEDBACK_READ


def test_points_stay_hidden_until_feedback_is_sent(hub) -> None:
    hub.fetch()
    hub.hand_in()
    hub.step("submitted")
    hub.step("autograded")
    assert hub.work(Mark(33, 40, needs_hand=False)).score is None


def test_feedback_made_but_not_released_does_not_count(hub) -> None:
    hub.fetch()
    hub.hand_in()
    for step in ("submitted", "autograded", "feedback"):
        hub.step(step)
    assert hub.work().waiting is Step.RELEASE


def test_feedback_sent_again_after_a_change_is_unread_again(hub) -> None:
    hub.fetch()
    hub.hand_in()
    sent, read = hub.send_feedback(), hub.read_feedback()
    os.utime(read, (1_000, 1_000))
    os.utime(sent, (2_000, 2_000))
    assert hub.work().stage is Stage.FEEDBACK_READY


def test_the_newest_hand_in_counts(hub) -> None:
    hub.fetch()
    hub.hand_in(hub.NOON)
    hub.hand_in(hub.NOON + timedelta(days=1))
    assert hub.work().submitted == hub.NOON + timedelta(days=1)


def test_a_changed_answer_after_the_hand_in_is_noticed(hub) -> None:
    hub.fetch()
    hub.answer(is_it_a_project="yes")
    hub.hand_in()
    assert not hub.work().changed
    hub.answer(is_it_a_project="no")
    assert hub.work().changed


def test_one_person_s_work_says_nothing_of_another(hub) -> None:
    hub.release()
    hub.fetch("teacher1")
    hub.hand_in(person="teacher1")
    assert hub.work(person="teacher2").stage is Stage.NOT_FETCHED


def test_a_journal_linked_to_the_answers_of_another_counts_nothing(hub) -> None:
    hub.fetch("teacher1")
    hub.answer("teacher1", is_it_a_project="yes")
    hub.fetch("teacher2")
    (hub.unit("teacher2") / "journal.jsonl").symlink_to(hub.unit("teacher1") / "journal.jsonl")
    assert hub.work(person="teacher2").answered == 0


def test_a_giant_journal_counts_nothing(hub) -> None:
    hub.fetch()
    with (hub.unit() / "journal.jsonl").open("wb") as stream:
        stream.truncate(10**12)
    assert (hub.work().stage, hub.work().answered) == (Stage.IN_WORK, 0)


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"op": "answer"}',
        b'{"no": "op"}',
        b'{"op": "answer", "activity": ["x"], "value": 1}',
        b'{"op": "answer", "activity": "is-it-a-project", "value": {"yes": 1e999}}',
        b'{"op": "undo", "activity": "is-it-a-project"}',
        b'"text"',
        b"null",
    ],
)
def test_garbage_in_a_journal_is_passed_over(hub, line: bytes) -> None:
    hub.fetch()
    hub.answer(is_it_a_project="yes")
    good = (hub.unit() / "journal.jsonl").read_bytes()
    (hub.unit() / "journal.jsonl").write_bytes(line + b"\n" + good)
    assert hub.work().answered == 1


def test_names_in_inbound_that_are_no_hand_ins_are_passed_over(hub) -> None:
    inbound = hub.hand_in().parent
    for name in ("x", "a+b", f"teacher1+{hub.UNIT}+yesterday+z", "teacher1+other+2027-01-01 00:00:00.0 UTC+z", "+++++"):
        (inbound / name).mkdir()
    assert hub.work().submitted == hub.NOON


def test_a_hand_in_from_the_future_counts_as_little_as_when_it_is_collected(hub) -> None:
    hub.fetch()
    hub.hand_in(datetime.now(UTC) + timedelta(days=1))
    assert hub.work().stage is Stage.IN_WORK


@pytest.mark.parametrize("person", ["", ".", "..", "../teacher1", "a/b"])
def test_a_name_that_is_no_folder_has_no_work(hub, person: str) -> None:
    hub.fetch("teacher1")
    assert not hub.work(person=person).fetched


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01 00:00:00.000000 UTC", "9" * 1000])
def test_what_is_no_timestamp_gives_none(text: str) -> None:
    assert parse_timestamp(text) is None


def test_a_timestamp_of_nbgrader_is_utc() -> None:
    assert parse_timestamp("2026-11-23 12:05:00.250000 UTC\n") == datetime(2026, 11, 23, 12, 5, 0, 250000, tzinfo=UTC)
