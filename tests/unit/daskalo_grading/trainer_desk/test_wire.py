"""Numbers and tables reach the page as text in the language of the reader."""

import pandas as pd
import pytest

from daskalo.i18n import speaking
from daskalo_grading.trainer_desk.wire import frame, number, percent


@pytest.mark.parametrize(
    ("value", "bulgarian", "english"),
    [(12.5, "12,5", "12.5"), (3.0, "3", "3"), (2 / 3, "0,67", "0.67"), (None, "–", "–"), (float("nan"), "–", "–")],
)
def test_a_number_has_the_decimal_sign_of_the_language(value: float | None, bulgarian: str, english: str):
    assert number(value) == bulgarian
    with speaking("en"):
        assert number(value) == english


def test_a_share_is_shown_as_percent():
    assert (percent(0.715), percent(None)) == ("72 %", "–")


def test_a_data_frame_becomes_a_table_without_nan():
    data = pd.DataFrame({"who": ["Рада", "Иван"], "kappa": [0.5, None], "share": [0.25, None]})
    shown = frame(data, "Съгласие", {"who": "Име", "kappa": "Капа"}, percents=["share"])
    assert shown["columns"] == [
        {"title": "Име", "number": False},
        {"title": "Капа", "number": True},
        {"title": "share", "number": True},
    ]
    assert shown["rows"] == [["Рада", "0,5", "25 %"], ["Иван", "–", "–"]]


def test_an_empty_table_says_so():
    assert frame(pd.DataFrame({"a": []}), "…", {}, "Още няма.")["empty"] == "Още няма."
