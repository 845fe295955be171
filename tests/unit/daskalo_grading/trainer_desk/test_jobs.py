"""Long work runs beside the desk, says what it does, can be stopped, and never dies in silence."""

import threading

import pytest

from daskalo.errors import UsageError
from daskalo.i18n import speaking
from daskalo_grading.trainer_desk.jobs import Jobs

WAIT_S = 10


@pytest.fixture
def told() -> list[dict]:
    return []


@pytest.fixture
def jobs(told: list[dict]) -> Jobs:
    return Jobs(lambda progress: told.append(progress.public()))


def test_each_step_is_told_and_the_last_sentence_stays(jobs: Jobs, told: list[dict]):
    def work(jobs: Jobs) -> str:
        jobs.step(all=2)
        jobs.step(done=1, sentence="Една.")
        jobs.step(done=2, sentence="Две.")
        return "Готово."

    jobs.start(work, "Начало.")
    jobs.join(WAIT_S)
    assert [each["sentence"] for each in told] == ["Начало.", "Начало.", "Една.", "Две.", "Готово."]
    assert [each["running"] for each in told] == [True, True, True, True, False]
    assert told[-1]["done"] == told[-1]["all"] == 2


def test_the_thread_speaks_the_language_of_the_desk(jobs: Jobs, told: list[dict]):
    from daskalo.i18n import language

    with speaking("en"):
        jobs.start(lambda jobs: language(), "…")
    jobs.join(WAIT_S)
    assert told[-1]["sentence"] == "en"


def test_it_stops_after_the_part_that_is_being_done(jobs: Jobs, told: list[dict]):
    asked, begun = threading.Event(), threading.Event()

    def work(jobs: Jobs) -> str:
        begun.set()
        assert asked.wait(WAIT_S)
        jobs.step(done=1)
        return "never"

    jobs.start(work, "…")
    assert begun.wait(WAIT_S)
    jobs.stop()
    asked.set()
    jobs.join(WAIT_S)
    assert told[-1]["sentence"] == "Спряно. Направеното дотогава остава."
    assert told[-1]["done"] == 1
    assert not told[-1]["failed"]


def test_only_one_runs_at_a_time_and_the_next_can_follow(jobs: Jobs):
    go_on = threading.Event()
    jobs.start(lambda jobs: str(go_on.wait(WAIT_S)), "…")
    with pytest.raises(UsageError) as busy:
        jobs.start(lambda jobs: "", "…")
    assert busy.value.code == "busy"
    go_on.set()
    jobs.join(WAIT_S)
    jobs.start(lambda jobs: "Втора.", "…")
    jobs.join(WAIT_S)
    assert jobs.progress is not None
    assert jobs.progress.sentence == "Втора."


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (UsageError("no-sandbox", "Няма пясъчник."), "Няма пясъчник."),
        (ValueError("три"), "Не се получи: ValueError: три. Направеното дотогава остава."),
    ],
)
def test_what_goes_wrong_is_said(jobs: Jobs, told: list[dict], error: Exception, sentence: str):
    def work(jobs: Jobs) -> str:
        raise error

    jobs.start(work, "…")
    jobs.join(WAIT_S)
    assert (told[-1]["sentence"], told[-1]["failed"], told[-1]["running"]) == (sentence, True, False)


def test_stopping_when_nothing_runs_does_nothing(jobs: Jobs, told: list[dict]):
    jobs.stop()
    assert told == []
