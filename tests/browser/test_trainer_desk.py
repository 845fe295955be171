"""The trainer's desk in a real browser over a real gradebook: by keyboard alone, by two raters, on a phone.

The tests of this module follow one another on one course, as a trainer's day does.
"""

import csv
import re
import warnings
from collections.abc import Generator
from zipfile import ZipFile

import pytest
from desk_server import PEOPLE, UNIT, Desk, serving_desk
from journey import visitor
from lesson_server import accessibility_faults
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

FIRST, SECOND = "Мария Стоянова", "Петър Ангелов"
PATIENCE_MS = 20_000
GRADING_MS = 120_000
VIEWS = ("Преглед", "Оценяване", "Съгласие", "Статистика", "Обратна връзка", "Точки")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Generator[Desk]:
    with serving_desk(tmp_path_factory.mktemp("desk")) as served:
        yield served
        assert served.outside == [], "the page asked for another machine"


@pytest.fixture(scope="module")
def page(browser: Browser, desk: Desk) -> Generator[Page]:
    """The window of the first rater; a kernel is slow to start, so all tests share it."""
    with visitor(browser, desk.address, desk.outside, viewport={"width": 1280, "height": 900}) as window:
        open_desk(window, desk)
        yield window


def open_desk(page: Page, desk: Desk) -> Page:
    page.set_default_timeout(PATIENCE_MS)
    page.goto(desk.address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect.set_options(timeout=PATIENCE_MS)
    expect(page.get_by_role("heading", name="Раздели")).to_be_visible()
    return page


def tab_to(page: Page, wanted: Locator) -> None:
    """Walk with Tab from the top of the page until an element has the focus."""
    page.evaluate("document.activeElement.blur(); document.getSelection().removeAllRanges()")
    page.locator(".skip").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError("Tab never gets there")


def press(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def view(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Части на бюрото").get_by_role("button", name=name, exact=True)


def status(page: Page) -> Locator:
    return page.locator(".daskalo-desk > .status")


def name_field(page: Page) -> Locator:
    return page.get_by_label("Вашето име")


def focused_criterion(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('.criterion')?.querySelector('legend').textContent ?? ''")


def marks(desk: Desk) -> dict[tuple[str, str], tuple[float | None, bool]]:
    """Return (manual points, still to mark) of every task marked by hand, from the gradebook alone."""
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SAWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        with Gradebook(f"sqlite:///{desk.course}/gradebook.db") as book:
            return {
                (person, grade.name): (grade.manual_score, grade.needs_manual_grade)
                for person in PEOPLE
                for grade in book.find_submission_notebook(UNIT, UNIT, person).grades
                if grade.max_score_taskcell or grade.name in {"driving-question", "reflection"}
            }


def test_everything_new_is_graded_while_the_desk_stays_usable(page: Page):
    tab_to(page, name_field(page))
    page.keyboard.type(FIRST)
    page.keyboard.press("Tab")
    press(page, page.get_by_role("button", name="Проверете всичко ново (5)"))
    panel = page.get_by_role("region", name="Напредък")
    expect(panel.get_by_role("progressbar")).to_be_visible()
    press(page, view(page, "Статистика"))
    expect(page.get_by_label("Раздел")).to_be_visible()
    expect(status(page)).to_have_text("Проверени са 5 работи.", timeout=GRADING_MS)
    for name in PEOPLE.values():
        expect(panel.get_by_role("rowheader", name=name)).to_be_visible()
    press(page, view(page, "Преглед"))
    expect(page.get_by_role("button", name="Оценете на ръка (10)")).to_be_visible()


def test_all_pieces_are_marked_by_keyboard_alone(page: Page, desk: Desk):
    assert {waits for _, waits in marks(desk).values()} == {True}
    press(page, page.get_by_role("button", name="Оценете на ръка (10)"))
    expect(page.locator(".place")).to_have_text("1 от 10, остават: 10")
    given: list[float] = []
    for number in range(10):
        expect(page.locator(".place")).to_have_text(f"{number + 1} от 10, остават: {10 - number}")
        criteria = page.locator(".criterion").count()
        assert focused_criterion(page).startswith("1. ")
        for _ in range(criteria):
            page.keyboard.press("2" if number % 2 else "3")
        given.append(criteria * (2 if number % 2 else 3))
        assert page.evaluate("document.activeElement.textContent").startswith("Запишете")
        if number == 0:
            page.keyboard.press("c")
            page.keyboard.type("Ясен и местен въпрос.")
            page.keyboard.press("Control+Enter")
        elif number == 2:
            page.keyboard.press("v")
            page.keyboard.press("1")
            expect(page.get_by_role("textbox", name="Коментар")).to_have_value("Ясен и местен въпрос.")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("Enter")
        expect(status(page)).to_contain_text("Записано")
    expect(page.locator(".done")).to_be_focused()
    book = marks(desk)
    assert {waits for _, waits in book.values()} == {False}
    assert sorted(points or 0 for points, _ in book.values()) == sorted(given)


def test_the_keys_work_on_a_bulgarian_layout_and_move_between_criteria(page: Page):
    press(page, page.get_by_role("button", name="Прегледайте ги отново"))
    expect(page.locator(".criterion").first).to_be_visible()
    while not (page.locator(".place").text_content() or "").startswith("1 от"):
        before = page.locator(".place").text_content() or ""
        page.keyboard.press("p")
        expect(page.locator(".place")).not_to_have_text(before)
    first = focused_criterion(page)
    key(page, "й", "KeyJ")
    second = focused_criterion(page)
    key(page, "к", "KeyK")
    assert (first[:2], second[:2], focused_criterion(page)) == ("1.", "2.", first)
    page.keyboard.press("ArrowDown")
    assert focused_criterion(page) == second
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Клавиши")).to_be_visible()
    page.keyboard.press("Escape")
    assert focused_criterion(page) == second


def key(page: Page, letter: str, code: str) -> None:
    """Press a key as a keyboard with Cyrillic letters does."""
    script = """([key, code]) =>
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))"""
    page.evaluate(script, [letter, code])


def test_undo_takes_the_mark_back_and_keeps_what_was_chosen(page: Page, desk: Desk):
    page.keyboard.press("u")
    expect(status(page)).to_contain_text("Отменено")
    assert [waits for _, waits in marks(desk).values()].count(True) == 1
    expect(page.locator(".criterion input:checked").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("Тук всичко е оценено.")
    assert [waits for _, waits in marks(desk).values()].count(True) == 0


def test_a_second_rater_sees_the_first_only_afterwards_and_a_draft_survives_a_closed_window(
    browser: Browser, desk: Desk
):
    with visitor(browser, desk.address, desk.outside, viewport={"width": 360, "height": 740}) as phone:
        open_desk(phone, desk)
        name_field(phone).fill(SECOND)
        name_field(phone).blur()
        view(phone, "Оценяване").click()
        expect(phone.locator(".place")).to_contain_text("1 от 10")
        expect(phone.get_by_text(FIRST)).to_have_count(0)
        phone.locator(".criterion").first.locator("label.pick").first.click()
        phone.get_by_role("textbox", name="Коментар").fill("Това още не е записано.")
        phone.reload()
        expect(phone.get_by_role("heading", name="Раздели")).to_be_visible()
        view(phone, "Оценяване").click()
        expect(phone.get_by_role("textbox", name="Коментар")).to_have_value("Това още не е записано.")
        expect(phone.locator(".criterion").first.locator("input:checked")).to_have_count(1)
        for _ in range(10):
            for criterion in phone.locator(".criterion").all():
                criterion.locator("label.pick").first.click()
            phone.get_by_role("button", name="Запишете и продължете").click()
            expect(status(phone)).to_contain_text(f"Оценката на {FIRST} е")
        expect(phone.locator(".done")).to_be_visible()
        phone.get_by_role("button", name="Прегледайте ги отново").click()
        expect(phone.get_by_role("columnheader", name=FIRST)).to_be_visible()
        view(phone, "Съгласие").click()
        expect(phone.get_by_role("columnheader", name="Претеглена капа")).to_be_visible()


def test_without_names_no_name_reaches_the_page(page: Page):
    page.get_by_role("switch", name="Без имена").check()
    expect(status(page)).to_contain_text("Имената са скрити")
    for name in VIEWS:
        press(page, view(page, name))
        expect(page.locator(".view")).to_have_attribute("aria-busy", "false")
        shown = page.locator(".view").inner_html()
        assert [person for pair in PEOPLE.items() for person in pair if person in shown] == []
    press(page, view(page, "Точки"))
    expect(page.get_by_text(re.compile(r"Участник \d+")).first).to_be_visible()
    page.get_by_role("switch", name="Без имена").uncheck()
    expect(status(page)).to_contain_text("Имената се виждат")


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Browser, desk: Desk, width: int):
    with visitor(browser, desk.address, desk.outside, viewport={"width": width, "height": 800}) as window:
        open_desk(window, desk)
        name_field(window).fill(FIRST)
        name_field(window).blur()
        for name in VIEWS:
            view(window, name).click()
            expect(window.locator(".view > div :is(table, .marking, select, .done)").first).to_be_visible()
            if name == "Оценяване":
                window.get_by_role("button", name="Прегледайте ги отново").click()
                expect(window.locator(".criterion").first).to_be_visible()
            assert accessibility_faults(window) == [], name
            assert window.evaluate("document.documentElement.scrollWidth") <= width, name


def test_scores_come_as_a_download_and_no_file_stays(page: Page, desk: Desk):
    before = sorted(desk.course.rglob("*"))
    press(page, view(page, "Точки"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Изтеглете като CSV").click()
    with ZipFile(waiting.value.path()) as archive:
        rows = list(csv.reader(archive.read("точки.csv").decode("utf-8-sig").splitlines()))
    assert [row[1] for row in rows[1:]] == sorted(PEOPLE.values())  # the id stands before: two may have one name
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Изтеглете за Excel").click()
    assert waiting.value.path().read_bytes()[:2] == b"PK"
    assert sorted(desk.course.rglob("*")) == before


def test_the_picture_has_words_for_those_who_do_not_see_it(page: Page):
    press(page, view(page, "Статистика"))
    image = page.locator("img.picture")
    expect(image).to_be_visible()
    assert len(image.get_attribute("alt") or "") > 30
    assert image.evaluate("image => image.complete && image.naturalWidth > 200")


def test_feedback_goes_to_one_and_then_to_all(page: Page, desk: Desk):
    press(page, view(page, "Обратна връзка"))
    row = page.locator(".people li").filter(has_text=PEOPLE["teacher1"])
    row.get_by_role("button", name="Дайте").click()
    expect(status(page)).to_have_text("Обратната връзка стигна до 1 човек.", timeout=GRADING_MS)
    table = page.get_by_role("table", name="Кой получи обратна връзка")
    expect(table.get_by_role("row").nth(1)).to_have_text(re.compile(f"{PEOPLE['teacher1']}.*Дадена"))
    page.get_by_role("button", name="Дайте на всички").click()
    expect(status(page)).to_have_text("Обратната връзка стигна до 5 души.", timeout=GRADING_MS)
    exchange = desk.course.parent / "exchange" / desk.course.name / "feedback"
    for person, name in PEOPLE.items():
        (given,) = (exchange / person).glob("*.html")
        others = set(PEOPLE.values()) - {name}
        page_text = given.read_text()
        assert f"Така пише {name}" in page_text
        assert [other for other in others if other in page_text] == []
