"""An answer without a browser: what is saved, what the status line says, what comes back."""

from pathlib import Path

import pytest

from daskalo.errors import AnswerError, JournalError
from daskalo.journal import Journal
from daskalo_widgets.apps.page import activities_of
from daskalo_widgets.model import Answer


class Desk:
    """A journal and the activities of the app; a second `answer` on one activity is a second window."""

    def __init__(self, folder: Path) -> None:
        self.activities = activities_of("answer-kinds")
        self.file = folder / "journal.jsonl"

    def journal(self) -> Journal:
        return Journal(self.file, {"course": "apps", "unit": "test", "seed": 0}, self.activities)

    def answer(self, activity: str) -> Answer:
        return Answer(self.activities[activity], self.journal())

    def kept(self) -> dict[str, object]:
        return dict(self.journal().answers())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_fresh_answer_is_empty_and_writes_nothing(desk: Desk):
    answer = desk.answer("input-output")
    assert (answer.value, answer.status, answer.tone) == (None, "Още няма отговор. Разпределени са 0 от 5.", "quiet")
    assert not answer.undoable
    assert not desk.file.exists()


@pytest.mark.parametrize(
    ("activity", "value"),
    [
        ("open-account", "sign-out"),
        ("personal-data", ["number", "photo"]),
        ("input-output", {"microphone": "input"}),
        ("data-sizes", ["letter", "photo", "song", "film"]),
        ("school-garden", {"value": "11,0", "unit": "m"}),
        ("question", "Как да пазим двора?"),
        ("lesson", "Мина добре."),
    ],
)
def test_every_kind_is_saved_at_once_and_restored(desk: Desk, activity: str, value: object):
    answer = desk.answer(activity)
    answer.change(value)
    assert answer.tone == "saved"
    assert answer.status.startswith("Записано.")
    assert desk.kept() == {activity: value}
    reopened = desk.answer(activity)
    assert reopened.value == value
    assert reopened.status.startswith("Записаният ви отговор е тук.")


def test_the_status_counts_what_is_sorted(desk: Desk):
    answer = desk.answer("input-output")
    answer.change("input", part="microphone")
    answer.change("both", part="touch-screen")
    assert answer.status == "Записано. Разпределени са 2 от 5."


def test_ticks_come_and_go_one_by_one(desk: Desk):
    answer = desk.answer("personal-data")
    answer.change(True, part="photo")
    answer.change(True, part="allergy")
    assert answer.status == "Записано. Избрани са 2 отговора."
    answer.change(False, part="photo")
    assert answer.value == ["allergy"]
    answer.change(False, part="allergy")
    assert answer.value is None
    assert desk.kept() == {}


def test_a_move_says_where_the_item_stands_now(desk: Desk):
    answer = desk.answer("data-sizes")
    answer.change(["letter", "photo", "film", "song"], part="letter")
    assert answer.status == "„писмо от една страница, само текст“ е на 1. място от 4. Записано."


def test_the_same_answer_again_is_not_written_twice(desk: Desk):
    answer = desk.answer("open-account")
    answer.change("read")
    answer.change("read")
    assert len(desk.journal().operations()) == 1
    assert answer.tone == "saved"


def test_two_windows_keep_each_others_parts(desk: Desk):
    one, other = desk.answer("input-output"), desk.answer("input-output")
    one.change("input", part="microphone")
    other.change("output", part="projector")
    assert desk.kept() == {"input-output": {"microphone": "input", "projector": "output"}}
    one.refresh()
    assert one.value == other.value
    assert one.status == "Обновено: отговорът беше променен в друг прозорец. Разпределени са 2 от 5."


def test_a_page_that_opens_on_a_kernel_warmed_up_before_the_answer_shows_it_as_saved(desk: Desk):
    warm = desk.answer("open-account")
    desk.answer("open-account").change("read")
    warm.refresh(opening=True)
    assert (warm.value, warm.status) == ("read", "Записаният ви отговор е тук.")


def test_refreshing_without_news_leaves_the_status_alone(desk: Desk):
    answer = desk.answer("open-account")
    answer.change("read")
    answer.refresh()
    assert (answer.status, answer.tone) == ("Записано.", "saved")


def test_undo_goes_back_step_by_step_to_the_empty_answer(desk: Desk):
    answer = desk.answer("open-account")
    answer.change("read")
    answer.change("sign-out")
    answer.undo()
    assert answer.value == "read"
    assert answer.status == "Последната промяна е върната."
    answer.undo()
    assert answer.value is None
    assert not answer.undoable
    answer.undo()
    assert desk.kept() == {}


def test_a_repeated_undo_message_takes_back_only_one_change(desk: Desk):
    answer = desk.answer("open-account")
    answer.change("read")
    answer.change("sign-out")
    moment = answer.at
    answer.undo(moment)
    answer.undo(moment)
    assert answer.value == "read"


def test_what_does_not_fit_is_refused_and_nothing_is_written(desk: Desk):
    answer = desk.answer("school-garden")
    with pytest.raises(AnswerError) as refused:
        answer.change({"value": "единадесет", "unit": "m"})
    assert refused.value.code == "not-a-number"
    assert not desk.file.exists()


def test_a_damaged_journal_is_told_and_never_written_over(desk: Desk):
    answer = desk.answer("open-account")
    answer.change("read")
    damaged = desk.file.read_text().replace('"read"', '"leave"')
    desk.file.write_text(damaged)
    with pytest.raises(JournalError):
        answer.change("sign-out")
    assert desk.file.read_text() == damaged


def test_advice_appears_with_the_first_words(desk: Desk):
    answer = desk.answer("question")
    assert answer.advice == []
    answer.change("Дворът.")
    assert not answer.advice[0]["ok"]
    answer.change("Как да пазим нашия двор в Русе през лятото?")
    assert all(each["ok"] for each in answer.advice)


class TestPractice:
    def test_a_check_marks_each_part_with_its_reason_and_writes_nothing(self, desk: Desk):
        answer = desk.answer("input-output")
        answer.change({"microphone": "input", "projector": "input"})
        answer.check()
        assert {part: mark["right"] for part, mark in answer.marks.items()} == {"microphone": True, "projector": False}
        assert answer.marks["projector"]["why"] == "Показва това, което компютърът изпраща."
        assert answer.tone == "verdict"
        assert answer.status.startswith("Верен е 1 отговор. Изберете категория за още 3 карти")
        assert len(desk.journal().operations()) == 1

    def test_a_changed_part_loses_its_mark_the_others_keep_theirs(self, desk: Desk):
        answer = desk.answer("input-output")
        answer.change({"microphone": "input", "projector": "input"})
        answer.check()
        answer.change("output", part="projector")
        assert list(answer.marks) == ["microphone"]

    def test_all_right_brings_the_explanation(self, desk: Desk):
        answer = desk.answer("school-garden")
        answer.change({"value": "1100", "unit": "cm"})
        answer.check()
        assert answer.status == "Всичко е вярно. 3,5 + 2 + 3,5 + 2 = 11\u00a0метра, тоест 1100\u00a0сантиметра."

    def test_what_is_not_found_yet_is_counted_not_named(self, desk: Desk):
        answer = desk.answer("personal-data")
        answer.change(["photo", "timetable"])
        answer.check()
        assert set(answer.marks) == {"photo", "timetable"}
        assert "Има още 2 верни отговора." in answer.status

    @pytest.mark.parametrize("activity", ["open-account", "personal-data", "data-sizes", "school-garden"])
    def test_checking_nothing_says_what_to_do_first(self, desk: Desk, activity: str):
        answer = desk.answer(activity)
        answer.check()
        assert answer.marks == {}
        assert answer.status == " ".join(answer.activity.missing(None))

    def test_a_moved_item_takes_all_marks_of_the_order_away(self, desk: Desk):
        answer = desk.answer("data-sizes")
        answer.change(["letter", "photo", "film", "song"], part="letter")
        answer.check()
        assert answer.marks["film"]["right"] is False
        answer.change(["letter", "photo", "song", "film"], part="song")
        assert answer.marks == {}
