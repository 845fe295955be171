"""Agreement of raters, beside figures worked out by hand."""

import pytest

from daskalo_grading.marking.agreement import _agree


def kappa(marks: list[tuple[float, float]], place) -> float:
    """Weighted kappa from its definition: 1 - observed over expected disagreement (Cohen 1968)."""
    ones, others = [place(one) for one, _ in marks], [place(other) for _, other in marks]
    observed = sum((one - other) ** 2 for one, other in zip(ones, others, strict=True)) / len(marks)
    expected = sum((one - other) ** 2 for one in ones for other in others) / len(marks) ** 2
    return 1 - observed / expected


def test_levels_are_steps_however_many_points_lie_between_them():
    marks, levels = [(10, 10), (10, 2), (2, 2), (1, 0), (0, 0)], [0, 1, 2, 10]
    exact, found = _agree(marks, levels)
    assert exact == 0.6
    assert found == pytest.approx(kappa(marks, levels.index))


def test_sums_are_as_far_apart_as_their_points():
    marks = [(8, 8), (6.5, 7), (3, 5), (3, 2)]
    assert _agree(marks, ())[1] == pytest.approx(kappa(marks, float))


@pytest.mark.parametrize("marks", [[], [(4, 2)], [(4, 4), (4, 4)]])
def test_without_variety_there_is_no_kappa(marks):
    assert _agree(marks, [0, 2, 4])[1] is None


def test_raters_who_agree_by_chance_alone_have_none(graded, piece_of):
    one, other = graded.marking("Мария"), graded.marking("Петър")
    other.queue()
    for piece, points in zip([each for each in one.queue() if each.notebook == "first"], (5, 5, 0, 0), strict=True):
        one.mark(piece.key, points)
    for piece, points in zip([each for each in one.queue() if each.notebook == "first"], (5, 0, 5, 0), strict=True):
        other.mark(piece.key, points)
    table = one.agreement("ps1")
    assert table[["criterion", "raters", "n", "exact"]].to_numpy().tolist() == [["Общо", "Мария – Петър", 4, 0.5]]
    assert table["kappa"][0] == pytest.approx(0)


def test_one_rater_alone_agrees_with_nobody(graded):
    desk = graded.marking("Мария")
    for piece in desk.queue():
        desk.mark(piece.key, 3)
    assert desk.agreement("ps1").empty
