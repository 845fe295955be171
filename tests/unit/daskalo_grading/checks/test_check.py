"""What a teacher reads under a graded cell, and what nbgrader reads there."""

import doctest
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from IPython.core.formatters import PlainTextFormatter
from nbgrader.utils import get_partial_grade

from daskalo.activities import Activity
from daskalo_grading.checks import check
from daskalo_grading.checks.verdict import Unfinished, Verdict

Answer = Callable[[str, object], dict]
SORTED = {"rain-garden": "project", "poster": "project", "quiz": "dessert"}


def nbgrader_reads(verdict: Verdict | None, most: float) -> float:
    """Return the points nbgrader takes from the last expression of a cell."""
    return get_partial_grade({"data": {"text/plain": PlainTextFormatter()(verdict)}}, most)


# --- Marking ---


def test_partial_credit_and_the_words_for_it(answer: Answer, keys: dict, autograde: None):
    answer("pbl-or-lookalike", SORTED)
    verdict = check("pbl-or-lookalike", key=keys["pbl-or-lookalike"], points=9)
    assert nbgrader_reads(verdict, 9) == 4.5
    assert str(verdict).splitlines() == [
        "4,5 от 9 точки",
        "2 верни отговора: „Дъждовна градина в двора“, „Състезание с въпроси“.",
        "Помислете отново за 1 отговор: „Плакат в края на темата“.",
        "Без отговор е още 1: „Мост за пешеходци“.",
        "Върнете се към „Проект или прилика“ по-горе. Вижте двата признака в началото.",
    ]


def test_a_unit_in_english_is_answered_in_english(unit: Path, answer: Answer, keys: dict, autograde: None):
    content = json.loads((unit / "unit.json").read_text())
    (unit / "unit.json").write_text(json.dumps({**content, "language": "en"}))
    answer("overclaims", ["b", "a", "d"])
    assert str(check("overclaims", key=keys["overclaims"], points=5)).splitlines() == [
        "2.5 of 5 points",
        "2 answers are right: “Изречение Б”, “Изречение Г”.",
        "Think again about 1 answer: “Изречение А”.",
        "A wrong tick takes away what a right one brings.",
        "Go back to “Твърде силни твърдения” above.",
    ]


def test_everything_right_earns_everything(answer: Answer, keys: dict, autograde: None):
    for id, key in keys.items():
        answer(id, key["answer"])
        verdict = check(id, key=key, points=0.3)
        assert nbgrader_reads(verdict, 0.3) == 0.3, id
        assert str(verdict) == "0,3 от 0,3 точки\nВсичко е вярно. Браво!"


def test_no_answer_earns_nothing_and_is_said_without_an_error(
    unit: Path, keys: dict, autograde: None, capfd: pytest.CaptureFixture[str]
):
    for id, key in keys.items():
        verdict = check(id, key=key, points=4)
        assert nbgrader_reads(verdict, 4) == 0, id
        assert str(verdict).splitlines()[:2] == ["0 от 4 точки", "Още няма отговор."]
    assert not (unit / "journal.jsonl").exists()
    assert capfd.readouterr() == ("", "")


def test_what_was_not_found_is_counted_and_not_named(answer: Answer, keys: dict, autograde: None):
    answer("overclaims", ["b"])
    verdict = check("overclaims", key=keys["overclaims"], points=2)
    assert "Остава да откриете още 1 отговор." in str(verdict)
    assert "Изречение Г" not in str(verdict)


@pytest.mark.parametrize(
    ("id", "value", "hidden"),
    [
        ("first-step", "sky", "Почвата"),
        ("perimeter", {"value": "7", "unit": "m"}, "62"),
        ("overclaims", ["a"], "Изречение Г"),
        ("pbl-or-lookalike", {"poster": "project"}, "десерт"),
    ],
)
def test_a_wrong_answer_does_not_give_the_right_one_away(
    answer: Answer, keys: dict, autograde: None, id: str, value: object, hidden: str
):
    answer(id, value)
    verdict = check(id, key=keys[id], points=2)
    assert repr(verdict) == "0.0"
    assert hidden not in str(verdict) + verdict._repr_html_()


def test_the_html_says_the_same_and_escapes_it(answer: Answer, keys: dict):
    answer("first-step", "sky")
    html = check("first-step")._repr_html_()
    assert html == "<div class='daskalo daskalo-check'><div><strong>Готово: „Първата стъпка“</strong></div></div>"
    verdict = Verdict("<b>", ["a & b"])
    assert "<strong>&lt;b&gt;</strong>" in verdict._repr_html_()
    assert "<div>a &amp; b</div>" in verdict._repr_html_()


# --- Nothing can earn more than there is ---


@pytest.mark.parametrize(
    "points",
    [None, -1, float("nan"), float("inf"), -0.5, "12", True, [12], object(), 10**400, -(10**400)],
    ids=lambda points: repr(points)[:12],
)
def test_points_that_are_no_points_earn_nothing(answer: Answer, keys: dict, autograde: None, points: object):
    answer("first-step", "soil")
    verdict = check("first-step", key=keys["first-step"], points=points)
    assert nbgrader_reads(verdict, 2) == 0
    assert "Обадете се на обучителя" in str(verdict)


@pytest.mark.parametrize(
    "key", ["soil", 5, [], {}, {"answer": None}, {"answer": "rain"}, {"answer": {"answer": "soil"}}, object()]
)
def test_a_key_that_does_not_fit_earns_nothing(answer: Answer, autograde: None, key: object):
    answer("first-step", "soil")
    assert nbgrader_reads(check("first-step", key=key, points=2), 2) == 0


@pytest.mark.parametrize("fraction", [2.0, float("inf"), float("nan"), -3.0, 1 + 1e-9])
def test_a_share_outside_its_bounds_is_pulled_inside(fraction: float):
    assert 0 <= nbgrader_reads(Verdict.marked(fraction, 2, []), 2) <= 2


@pytest.mark.parametrize("points", [0.666, 1 / 3, 0.005, 0.004, 1e-9, 0, 12, 1e15, 1e22])
def test_rounding_never_lifts_the_points_above_the_most_there_is(points: float):
    assert nbgrader_reads(Verdict.marked(1, points, []), points) <= points
    assert nbgrader_reads(Verdict.marked(0.5, points, []), points) <= points


def test_an_answer_with_a_magic_value_is_only_an_answer(unit: Path, keys: dict, autograde: None):
    content = b'{"journal":1,"course":"test","unit":"01","seed":0,"points":1e9}\n'
    (unit / "journal.jsonl").write_bytes(content)
    assert repr(check("first-step", key=keys["first-step"], points=2)) == "0.0"


# --- What cannot be read ---


def damage(unit: Path) -> None:
    journal = unit / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"soil", b"shop", 1))


def forge(unit: Path) -> None:
    from daskalo.journal import Journal

    header = {"course": "test", "unit": "01", "seed": 0}
    (unit / "journal.jsonl").unlink()
    Journal(unit / "journal.jsonl", header).answer("first-step", {"answer": "soil"})


def lose_unit(unit: Path) -> None:
    (unit / "unit.json").unlink()


def break_unit(unit: Path) -> None:
    (unit / "unit.json").write_text('{"schema": 1}')


def nest(unit: Path) -> None:
    (unit / "journal.jsonl").write_bytes(b"[" * 200_000 + b"\n")


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (damage, "Ред 2 на файла journal.jsonl е променен или повреден."),
        (forge, "Първата стъпка: „dict“ не е сред възможностите."),
        (lose_unit, "В тази папка няма unit.json."),
        (break_unit, "Текстът липсва."),
        (nest, "Ред 1 на файла journal.jsonl е променен или повреден."),
    ],
)
@pytest.mark.usefixtures("autograde")
def test_what_cannot_be_read_earns_nothing_and_a_sentence(
    unit: Path, answer: Answer, keys: dict, capfd: pytest.CaptureFixture[str], harm: Callable, sentence: str
):
    answer("first-step", "soil")
    harm(unit)
    verdict = check("first-step", key=keys["first-step"], points=2)
    assert nbgrader_reads(verdict, 2) == 0
    assert sentence in str(verdict)
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_ours_earns_nothing_rather_than_everything(
    answer: Answer, keys: dict, autograde: None, monkeypatch: pytest.MonkeyPatch
):
    answer("first-step", "soil")
    monkeypatch.setattr(Activity.kinds["choice"], "mark", lambda *_: 1 / 0)
    verdict = check("first-step", key=keys["first-step"], points=2)
    assert str(verdict).splitlines() == ["0 от 2 точки", "Отговорът не можа да се прочете."]


def test_an_activity_that_is_not_in_the_unit_earns_nothing(unit: Path, keys: dict, autograde: None):
    verdict = check("second-step", key=keys["first-step"], points=2)
    assert nbgrader_reads(verdict, 2) == 0
    assert "няма задача „second-step“" in str(verdict)


def test_a_graded_cell_whose_key_was_forgotten_earns_nothing(answer: Answer, autograde: None):
    answer("first-step", "soil")
    assert nbgrader_reads(check("first-step"), 2) == 0


# --- Looking, without a key ---


def test_in_lab_the_cell_says_what_is_missing_and_where_to_click(answer: Answer):
    answer("pbl-or-lookalike", SORTED)
    assert str(check("pbl-or-lookalike")).splitlines() == [
        "Още не е готово: „Проект или прилика“",
        "Изберете категория за още 1 карта: „Мост за пешеходци“.",
        "Върнете се към „Проект или прилика“ по-горе. Вижте двата признака в началото.",
    ]


def test_in_lab_a_complete_answer_is_called_complete_and_not_right(answer: Answer):
    answer("first-step", "shop")
    assert repr(check("first-step")) == "Готово: „Първата стъпка“"


def test_validate_takes_silence_for_success(answer: Answer, validate: None):
    answer("first-step", "shop")
    assert check("first-step") is None


def test_validate_stops_with_sentences_and_no_traceback(unit: Path, validate: None):
    with pytest.raises(Unfinished) as caught:
        check("first-step")
    assert caught.value._render_traceback_() == [
        "Още не е готово: „Първата стъпка“\nИзберете един от отговорите.\nВърнете се към „Първата стъпка“ по-горе."
    ]


@pytest.mark.parametrize("execution", ["", "validate"])
def test_a_damaged_journal_stops_with_one_sentence(
    unit: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch, execution: str
):
    answer("first-step", "soil")
    damage(unit)
    monkeypatch.setenv("NBGRADER_EXECUTION", execution)
    with pytest.raises(Unfinished) as caught:
        check("first-step")
    assert caught.value.code == "journal-edited"
    (line,) = caught.value._render_traceback_()
    assert line.startswith("Ред 2 на файла journal.jsonl")


def test_texts_are_looked_at_too(answer: Answer):
    answer("driving-question", "Как да")
    assert "Напишете още поне 1 дума." in str(check("driving-question"))


def test_the_example_in_the_documentation_holds():
    assert doctest.testmod(sys.modules["daskalo_grading.checks.check"]).failed == 0
