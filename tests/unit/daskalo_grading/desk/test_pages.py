"""The page after login, for a teacher, a trainer and somebody in no course, in both languages."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from daskalo.i18n import speaking
from daskalo_grading.desk import overview, pages, shelves
from daskalo_grading.desk.links import Links
from daskalo_grading.desk.shelves import Shelved

VOID = {"meta", "link", "img", "br", "input"}


class Outline(HTMLParser):
    """Landmarks, headings, ids and whether every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.landmarks: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"header", "main", "footer", "nav"}:
            self.landmarks.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.lang = named["lang"] or ""
        self.ids += [named["id"] or ""] if "id" in named else []
        self.references += [
            (named.get(name) or "") for name in ("aria-labelledby", "aria-describedby") if name in named
        ]
        assert "style" not in named, "the policy allows no inline style"
        assert not [name for name in named if name.startswith("on")], "the policy allows no inline script"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(html: str) -> Outline:
    """Parse a page and assert what holds for every page."""
    found = Outline()
    found.feed(html)
    assert found.open == []
    assert found.landmarks == ["header", "nav", "main", "footer"]
    assert found.headings[0] == 1
    assert all(after - before <= 1 for before, after in zip(found.headings, found.headings[1:], strict=False))
    assert len(found.ids) == len(set(found.ids))
    assert set(found.references) <= set(found.ids)
    assert not re.search(r"https?://", html), "everything comes from our own address"
    return found


def desk(spoken: str, *, learnt=(), led=(), apps=(), notebooks=(), name: str = "Иван Колев") -> str:
    return pages.render(
        "desk.html",
        spoken,
        links=Links.from_service("/"),
        static="/services/desk/static/",
        switch="language={}".format,
        user="teacher1",
        name=name,
        learnt=learnt,
        led=led,
        apps=apps,
        notebooks=notebooks,
    )


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("bg", ["Здравейте, Иван Колев!", "В работа: 1 от 2 отговора", "Продължете", "Предадени раздели: 0 от 2"]),
        ("en", ["Hello, Иван Колев!", "In work: 1 of 2 answered", "Continue", "0 of 2 units handed in"]),
    ],
)
def test_a_teacher_sees_units_states_and_the_next_step(hub, spoken: str, words: list[str]) -> None:
    hub.release()
    hub.fetch()
    hub.answer(is_it_a_project="yes")
    html = desk(spoken, learnt=[overview.learnt(hub.places, hub.COURSE, "teacher1")])
    found = outline(html)
    assert found.lang == spoken
    assert [word for word in words if word not in html] == []
    assert html.count('class="button') == 1, "one next step: the second unit is closed"
    assert f"/hub/user-redirect/daskalo/open?course={hub.COURSE}&amp;unit={hub.UNIT}" in html


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("bg", ["Вие водите този курс.", "1 учител.", "За събиране", "Кой докъде е стигнал", "24.11.2025 г., 14:05"]),
        ("en", ["You lead this course.", "1 teacher.", "To collect", "Who stands where", "24 Nov 2025, 14:05"]),
    ],
)
def test_a_trainer_sees_numbers_that_lead_to_where_the_work_is_done(hub, spoken: str, words: list[str]) -> None:
    hub.release()
    hub.hand_in()
    html = desk(spoken, led=[overview.led(hub.places, hub.COURSE, ["teacher1"])])
    outline(html)
    assert [word for word in words if word not in html] == []
    assert re.search(rf'href="/services/{hub.COURSE}/formgrader/manage_assignments"><b>1</b>', html)
    assert f'href="/services/{hub.COURSE}/trainer-desk"' in html
    assert f'href="/services/{hub.COURSE}/formgrader/manage_assignments"' in html
    assert html.count('<td class="none">0</td>') == 3


def test_somebody_may_learn_one_course_and_lead_another_on_one_page(hub) -> None:
    hub.release()
    html = desk(
        "bg",
        learnt=[overview.learnt(hub.places, hub.COURSE, "teacher1")],
        led=[overview.led(hub.places, hub.COURSE, [])],
    )
    outline(html)
    assert "Започнете" in html
    assert "В този курс още няма никого" in html


@pytest.mark.parametrize(
    ("spoken", "words"), [("bg", "Още не сте записани в курс"), ("en", "You are not in a course yet")]
)
def test_somebody_in_no_course_reads_what_to_do(spoken: str, words: str) -> None:
    html = desk(spoken)
    outline(html)
    assert words in html
    assert "teacher1" in html


def test_a_course_that_is_not_built_says_so_to_both(hub) -> None:
    (hub.course / "course.json").unlink()
    html = desk(
        "bg",
        learnt=[overview.learnt(hub.places, hub.COURSE, "teacher1")],
        led=[overview.led(hub.places, hub.COURSE, [])],
    )
    assert "В този курс още няма раздели." in html
    assert "daskalo build" in html


def test_apps_and_notebooks_are_links_or_a_friendly_sentence() -> None:
    assert "Още няма приложения." in desk("bg")
    assert "Още няма изследователски тетрадки." in desk("bg")
    full = desk("bg", apps=[Shelved("robot", "Робот", "Поле")], notebooks=[Shelved("fees", "Такси")])
    assert 'href="/hub/user-redirect/daskalo/app?name=robot"' in full
    assert 'href="/hub/user-redirect/daskalo/notebook?name=fees"' in full


def test_what_people_and_courses_say_is_escaped(hub) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    hub.build(title=evil, unit_title=evil)
    hub.release()
    hub.hand_in(person="<b>x</b>")
    html = desk(
        "bg",
        name=evil,
        learnt=[overview.learnt(hub.places, hub.COURSE, "teacher1")],
        led=[overview.led(hub.places, hub.COURSE, [evil])],
        apps=[Shelved(evil, evil, evil)],
    )
    outline(html)
    assert "<script>" not in html
    assert "<img src=x" not in html


@pytest.mark.parametrize(
    ("time", "bulgarian", "english"),
    [
        (datetime(2026, 11, 23, 12, 5, tzinfo=UTC), "23.11.2026 г., 14:05", "23 Nov 2026, 14:05"),
        (datetime(2026, 7, 1, 21, 30, tzinfo=UTC), "02.07.2026 г., 00:30", "02 Jul 2026, 00:30"),
        (datetime(2026, 11, 23, 12, 5), "23.11.2026 г., 14:05", "23 Nov 2026, 14:05"),
    ],
)
def test_times_are_those_of_sofia(time: datetime, bulgarian: str, english: str) -> None:
    with speaking("bg"):
        assert pages.moment(time) == bulgarian
    with speaking("en"):
        assert pages.moment(time) == english


@pytest.mark.parametrize(("number", "written"), [(20.0, "20"), (17.5, "17,5"), (0.0, "0"), (8 / 3, "2,67")])
def test_points_are_written_without_needless_zeros(number: float, written: str) -> None:
    assert pages.points(number) == written


def test_the_reader_s_choice_comes_before_the_course_and_only_known_languages_count() -> None:
    assert pages.chosen_language("en", "bg") == "en"
    assert pages.chosen_language("<script>", "de", "en") == "en"
    assert pages.chosen_language(None, None) == "bg"


def test_every_colour_of_the_desk_is_a_token_of_the_theme() -> None:
    sheet = (pages.STATIC / "desk.css").read_text()
    tokens = (pages.THEME / "tokens.css").read_text()
    used = set(re.findall(r"var\((--daskalo-[a-z-]+)\)", sheet))
    assert {name for name in used if f"{name}:" not in tokens} == set()
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet)) <= {"#fff"}, "the paper of a feedback document"


def test_research_notebooks_are_titled_by_their_first_heading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bg").mkdir()
    cells = '{"cells": [{"cell_type": "markdown", "source": ["# Такси в детската градина\\n", "текст"]}]}'
    (tmp_path / "bg" / "fees.ipynb").write_text(cells)
    (tmp_path / "bg" / "odd.ipynb").write_text("no notebook")
    monkeypatch.setenv("DASKALO_NOTEBOOKS", str(tmp_path))
    assert shelves.notebooks("bg") == [Shelved("fees", "Такси в детската градина"), Shelved("odd", "odd")]
    assert shelves.notebooks("en") == []


def test_the_desk_lists_the_training_apps_that_there_are() -> None:
    assert "answer-kinds" in [app.name for app in shelves.apps("bg")]
