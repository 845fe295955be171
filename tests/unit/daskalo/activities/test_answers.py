"""What learners answer: which answers are possible, what is still missing, how they are printed."""

from html.parser import HTMLParser

import pytest
from nbconvert.filters import clean_html

from daskalo.activities import Activity
from daskalo.errors import AnswerError
from daskalo.i18n import speaking


@pytest.mark.parametrize(
    ("id", "value", "written"),
    [
        ("first-step", "sky", "sky"),
        ("overclaims", ["d", "a", "d"], ["a", "d"]),
        ("overclaims", ("b",), ["b"]),
        ("overclaims", [], []),
        ("pbl-or-lookalike", {"quiz": "dessert"}, {"quiz": "dessert"}),
        ("steps", ["plan", "ask", "build", "show"], ["plan", "ask", "build", "show"]),
        ("perimeter", {"value": " 62,8 ", "unit": "cm"}, {"value": "62,8", "unit": "cm"}),
        ("perimeter", {"value": "", "unit": "m"}, {"value": "", "unit": "m"}),
        ("perimeter", {"value": "1"}, {"value": "1", "unit": ""}),
        ("schools", {"value": "24"}, {"value": "24", "unit": ""}),
        ("reflection", "Ред едно.\nРед две.", "Ред едно.\nРед две."),
        ("reflection", None, None),
    ],
)
def test_an_answer_has_one_written_form(activities: dict[str, Activity], id: str, value: object, written: object):
    assert activities[id].validate(value) == written


@pytest.mark.parametrize(
    ("id", "value", "code"),
    [
        ("first-step", "rain", "unknown-option"),
        ("first-step", ["soil"], "unknown-option"),
        ("first-step", True, "unknown-option"),
        ("overclaims", "a", "list-expected"),
        ("overclaims", ["a", "z"], "unknown-option"),
        ("overclaims", [["a"]], "unknown-option"),
        ("pbl-or-lookalike", ["quiz"], "table-expected"),
        ("pbl-or-lookalike", {1: "project"}, "table-expected"),
        ("pbl-or-lookalike", {"quiz": "dinner"}, "unknown-option"),
        ("pbl-or-lookalike", {"exam": "project"}, "unknown-option"),
        ("pbl-or-lookalike", {"quiz": None}, "unknown-option"),
        ("steps", {"ask": 1}, "list-expected"),
        ("steps", ["ask", "plan"], "order-incomplete"),
        ("steps", ["ask", "ask", "build", "show"], "order-incomplete"),
        ("steps", ["ask", "plan", "build", "sell"], "unknown-option"),
        ("perimeter", "62.8 cm", "table-expected"),
        ("perimeter", {"value": 62.8, "unit": "cm"}, "table-expected"),
        ("perimeter", {"value": "62.8", "unit": "km"}, "unknown-unit"),
        ("perimeter", {"value": "62.8", "unit": "cm", "points": "9"}, "table-expected"),
        ("perimeter", {"value": "около 60", "unit": "cm"}, "not-a-number"),
        ("perimeter", {"value": "1.250,5", "unit": "cm"}, "not-a-number"),
        ("perimeter", {"value": "NaN", "unit": "cm"}, "not-a-number"),
        ("perimeter", {"value": "٦٢", "unit": "cm"}, "not-a-number"),
        ("perimeter", {"value": "9" * 400, "unit": "cm"}, "not-a-number"),
        ("reflection", 5, "text-expected"),
        ("reflection", "а" * 20_001, "text-too-long"),
    ],
)
def test_an_impossible_answer_is_refused_with_a_short_sentence(
    activities: dict[str, Activity], id: str, value: object, code: str
):
    with pytest.raises(AnswerError) as caught:
        activities[id].validate(value)
    assert caught.value.code == code
    assert len(caught.value.message) < 200


@pytest.mark.parametrize(
    ("id", "value", "sentences"),
    [
        ("first-step", None, ["Изберете един от отговорите."]),
        ("first-step", "sky", []),
        ("overclaims", [], ["Отбележете поне един отговор."]),
        ("overclaims", ["a"], []),
        ("steps", None, ["Подредете елементите."]),
        ("steps", ["plan", "ask", "build", "show"], []),
        ("perimeter", None, ["Напишете число.", "Изберете мерна единица."]),
        ("perimeter", {"value": "5"}, ["Изберете мерна единица."]),
        ("perimeter", {"value": "", "unit": "cm"}, ["Напишете число."]),
        ("schools", {"value": "5"}, []),
        (
            "pbl-or-lookalike",
            {"quiz": "dessert", "bridge": "dessert", "poster": "dessert"},
            ["Изберете категория за още 1 карта: „Дъждовна градина в двора“."],
        ),
        (
            "pbl-or-lookalike",
            {"quiz": "dessert", "bridge": "dessert"},
            ["Изберете категория за още 2 карти: „Дъждовна градина в двора“, „Плакат в края на темата“."],
        ),
        ("driving-question", " ?! ", ["Напишете отговора си."]),
        ("driving-question", "Как да", ["Напишете още поне 1 дума."]),
        ("driving-question", "Как", ["Напишете още поне 2 думи."]),
        ("driving-question", "Как да спестим вода в двора ни", ["Махнете поне 1 дума."]),
        ("driving-question", "Как да спестим вода?", []),
    ],
)
def test_what_is_missing_is_said_in_plain_bulgarian(
    activities: dict[str, Activity], id: str, value: object, sentences: list[str]
):
    assert activities[id].missing(value) == sentences


def test_what_is_missing_is_said_in_english_too(activities: dict[str, Activity]):
    with speaking("en"):
        assert activities["driving-question"].missing("Как да") == ["Write at least 1 more word."]
        assert activities["driving-question"].missing("Как") == ["Write at least 2 more words."]


def test_many_missing_cards_are_counted_not_listed(tables: dict[str, dict]):
    items = [{"id": f"card-{n}", "text": f"Карта {n}"} for n in range(1, 8)]
    activity = Activity.from_table("cards", {**tables["pbl-or-lookalike"], "items": items}, public=True)
    (sentence,) = activity.missing({})
    assert sentence == "Изберете категория за още 7 карти: „Карта 1“, „Карта 2“, „Карта 3“, „Карта 4“ и още 3."


@pytest.mark.parametrize(
    ("id", "value", "lines"),
    [
        ("first-step", None, ["Още няма отговор."]),
        ("first-step", "soil", ["Почвата"]),
        ("overclaims", ["d", "b"], ["Изречение Б", "Изречение Г"]),
        ("steps", ["plan", "ask", "build", "show"], ["1. Планираме", "2. Питаме", "3. Правим", "4. Показваме"]),
        ("perimeter", {"value": "62,8", "unit": "cm"}, ["62,8 см"]),
        ("schools", {"value": "24"}, ["24"]),
        ("reflection", "Едно.\nДве.\n", ["Едно.", "Две."]),
        (
            "pbl-or-lookalike",
            {"poster": "dessert"},
            [
                "Дъждовна градина в двора → още без категория",
                "Плакат в края на темата → Проект за десерт",
                "Състезание с въпроси → още без категория",
                "Мост за пешеходци → още без категория",
            ],
        ),
    ],
)
def test_an_answer_is_described_in_the_words_the_learner_saw(
    activities: dict[str, Activity], id: str, value: object, lines: list[str]
):
    assert activities[id].describe(value) == lines


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_printed_answer_is_whole_html_that_the_feedback_filter_leaves_as_it_is(activities: dict[str, Activity]):
    text = "<script>alert(1)</script>\n\n& още"
    answers = {id: activity.answer or (None if activity.graded else text) for id, activity in activities.items()}
    for id, activity in activities.items():
        html = activity.to_html(answers[id])
        page = Tags(html)
        assert page.open == []
        assert page.seen <= {"div", "strong", "em", "ul", "li", "blockquote"}
        assert clean_html(html).count("&lt;") == html.count("&lt;")


def test_a_learners_text_is_escaped_line_by_line(activities: dict[str, Activity]):
    html = activities["reflection"].to_html("Едно <b>\n& две")
    assert "<blockquote><div>Едно &lt;b&gt;</div><div>&amp; две</div></blockquote>" in html
    assert "Отговор, 3 думи:" in html


def test_emphasis_in_a_prompt_is_shown_and_raw_html_is_not_obeyed(tables: dict[str, dict]):
    activity = Activity.from_table("first-step", {**tables["first-step"], "prompt": "*Важно* <img src=x onerror=y>"})
    assert "<em>Важно</em> &lt;img src=x onerror=y&gt;" in activity.to_html("soil")
