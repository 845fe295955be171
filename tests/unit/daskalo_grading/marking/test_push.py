"""Votes and nbgrader's columns: two raters at once, and grading anew."""

from threading import Barrier, Thread

import pytest

from daskalo.errors import UsageError
from daskalo_grading.book import Vote
from daskalo_grading.marking.push import together
from daskalo_grading.marking.work import Criterion, Level, Rubric

RUBRIC = Rubric("Рубрика", tuple(Criterion(id, id, (Level(4, "да"), Level(0, "не"))) for id in ("a", "b")))


def vote(*points: float) -> Vote:
    return Vote("u", "n", "t", "p", f"rater {points}", dict(zip("ab", points, strict=False)))


@pytest.mark.parametrize(
    ("votes", "rubric", "most", "score"),
    [
        ([], None, 5, None),
        ([vote(3.3)], None, 5, 3.3),
        ([vote(3), vote(4)], None, 5, 3.5),
        ([vote(3), vote(3.25)], None, 5, 3.25),
        ([vote(3), vote(3), vote(4)], None, 5, 3.25),
        ([vote(4, 4)], RUBRIC, 8, 8),
        ([vote(4, 4)], RUBRIC, 3.3, 3.3),
        ([vote(4, 0)], RUBRIC, 10, 5),
        ([vote(0, 0), vote(4, 4)], RUBRIC, 3, 1.5),
    ],
)
def test_the_mean_goes_to_nbgrader_in_quarters_and_in_points_of_the_task(votes, rubric, most: float, score):
    assert together(votes, rubric, most) == score


def test_two_raters_at_the_same_moment_both_count(anywhere):
    keys = {piece.key: piece for piece in anywhere.marking("Мария").queue()}
    start = Barrier(2)
    failed: list[Exception] = []

    def mark(rater: str, points: float) -> None:
        desk = anywhere.marking(rater)
        desk.queue()
        try:
            for key in keys:
                start.wait(30)
                desk.mark(key, points, f"{rater}!")
        except Exception as error:
            failed.append(error)
            start.abort()

    raters = [Thread(target=mark, args=each) for each in (("Мария", 5), ("Петър", 2))]
    for rater in raters:
        rater.start()
    for rater in raters:
        rater.join()
    assert failed == []
    for piece in keys.values():
        score, waits, comment = anywhere.score(piece)
        assert (score, waits) == (3.5, False)
        assert set(comment.split("\n\n")) == {"Мария!", "Петър!"}


def test_the_same_question_in_two_notebooks_is_two_works(graded, piece_of):
    desk = graded.marking("Мария")
    first, second = piece_of(desk), piece_of(desk, notebook="second")
    desk.mark(first.key, 5, "Първо.")
    assert graded.score(first)[0] == 5
    assert graded.score(second) == (None, True, None)
    assert piece_of(desk, notebook="second").comments == ()


def test_a_work_graded_anew_and_unchanged_stays_marked(anywhere, piece_of):
    desk = anywhere.marking("Мария")
    piece = piece_of(desk)
    desk.mark(piece.key, 4, "Добре.")
    anywhere.write("ivan", "Защото Иван Колев има 12 ябълки, h1 и first.")
    waited = desk.overview().units[0].to_mark
    assert waited == len(desk.queue()) - 1
    assert anywhere.score(piece) == (4, False, "Добре.")


def test_a_changed_work_waits_again_and_the_earlier_marks_count_no_more(anywhere, piece_of):
    desk, other = anywhere.marking("Мария"), anywhere.marking("Петър")
    piece = piece_of(desk)
    desk.mark(piece.key, 4, "Кратко е.")
    other.queue()
    other.mark(piece.key, 2)
    anywhere.write("ivan", "Нов вариант.")
    with pytest.raises(UsageError) as refused:
        desk.mark(piece.key, 5)
    assert refused.value.code == "work-changed"
    again = piece_of(desk)
    assert (again.mine, again.others) == (None, ())
    assert "4 точки" in again.notes[0]
    assert again.comments == ("Кратко е.",)
    assert anywhere.score(piece) == (None, True, None)
    desk.mark(piece.key, 5)
    assert anywhere.score(piece)[:2] == (5, False), "the earlier mark of the other rater is outdated too"


def test_a_comment_written_in_the_formgrader_stays(graded, piece_of):
    desk = graded.marking("Мария")
    piece = piece_of(desk)
    with graded.open() as book:
        book.find_comment("why", "first", "ps1", "ivan").manual_comment = "От formgrader."
        book.db.commit()
    desk.mark(piece.key, 3, "Добре.")
    desk.mark(piece.key, 3, "Много добре.")
    assert graded.score(piece)[2] == "Много добре.\n\nОт formgrader."
    desk.undo(piece.key)
    assert graded.score(piece) == (None, True, "От formgrader.")


@pytest.mark.parametrize("points", [-1, 5.5, float("nan"), float("inf"), "много", None, {"": 6}])
def test_points_outside_the_task_are_refused(graded, piece_of, points):
    desk = graded.marking("Мария")
    piece = piece_of(desk)
    with pytest.raises(UsageError) as refused:
        desk.mark(piece.key, points)
    assert refused.value.code == "points-outside"
    assert graded.score(piece) == (None, True, None)


def test_suggestions_do_not_tell_what_another_rater_wrote_about_this_work(graded, piece_of):
    desk, other = graded.marking("Мария"), graded.marking("Петър")
    piece = piece_of(other)
    other.mark(piece.key, 1, "Слабо.")
    assert piece_of(desk).comments == ()
    assert piece_of(desk, "rada").comments == ("Слабо.",)
    desk.mark(piece.key, 2)
    assert piece_of(desk).comments == ("Слабо.",)
