"""The door of a parent in a real browser: from an empty form to the explanation, by keyboard, on a phone."""

import re
from collections.abc import Generator

import pytest
from admission_server import AdmissionApp, open_door, widest
from journey import visitor
from lesson_server import accessibility_faults
from playwright.sync_api import Browser, Page, expect

from daskalo.admission.play import grade

pytestmark = pytest.mark.browser

TASKS = ["parent-points", "parent-wishes", "parent-chance", "parent-explanation"]


@pytest.fixture
def page(browser: Browser, app: AdmissionApp) -> Generator[Page]:
    with visitor(browser, app.address, app.outside) as window:
        window.on("dialog", lambda dialog: dialog.accept())
        open_door(window, app, "parent")
        yield window


def fill_in(page: Page) -> None:
    page.get_by_label("Къде живее семейството").select_option(index=2)
    page.get_by_label(re.compile("^Поне един от родителите")).check()
    documents = page.get_by_label(re.compile("^приложено"))
    expect(documents).to_have_count(2)
    for at in range(2):
        documents.nth(at).check()
    expect(page.locator(".total")).to_contain_text("1 точка")
    for _ in range(3):
        count = page.locator(".wishes li").count()
        page.get_by_label("Добавете желание").select_option(index=3)
        expect(page.locator(".wishes li")).to_have_count(count + 1)


def test_a_parent_goes_from_an_empty_form_to_the_explanation(page: Page, app: AdmissionApp):
    expect(page.get_by_role("button", name="Подай заявлението")).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".warning")).to_contain_text("УЧЕБНИ ДАННИ")
    fill_in(page)
    for moved in (False, True):
        if moved:
            page.get_by_role("button", name=re.compile("едно място надолу")).first.click()
        page.get_by_role("button", name="Изтегли хиляда пъти").click()
        expect(page.get_by_text("Изтеглени дотук: 1000")).to_be_visible()
    shares = [int(re.sub(r"\D", "", text)) for text in page.locator(".columns > div .bars .much").all_inner_texts()]
    assert len(shares) == 4
    assert sum(shares) == pytest.approx(100, abs=3)
    page.get_by_role("button", name="Подай заявлението").click()
    page.get_by_role("button", name="Проведи класирането").click()
    expect(page.locator(".headline")).to_contain_text("2020-0999")
    expect(page.locator(".explained > li")).to_have_count(3)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Запази картата за печат").click()
    card = saved.value.path().read_text()
    assert "УЧЕБНИ ДАННИ" in card
    assert "2020-0999" in card
    result = grade(app.journal.operations(), TASKS)
    assert (result.points, result.most) == (4, 4)
    assert accessibility_faults(page, ".daskalo-admission") == []


def test_what_was_done_is_there_again_and_can_be_taken_back(page: Page, app: AdmissionApp):
    expect(page.locator(".explained > li")).to_have_count(3)
    page.get_by_role("button", name="Назад", exact=True).click()
    expect(page.locator(".explained > li")).to_have_count(0)
    page.get_by_role("button", name="Започни отначало").click()
    expect(page.locator(".wishes li")).to_have_count(0)
    assert grade(app.journal.operations(), TASKS).points == 0


def test_a_window_left_behind_says_so_and_catches_up(page: Page, app: AdmissionApp):
    fill_in(page)
    other = page.context.new_page()
    open_door(other, app, "parent")
    other.get_by_role("button", name="Подай заявлението").click()
    expect(other.get_by_text("Заявлението е подадено.")).to_be_visible()
    page.get_by_role("button", name=re.compile("махни")).first.click()
    expect(page.locator(".status")).to_contain_text("Оттеглете го, за да го промените")
    page.get_by_role("button", name="Оттегли и промени").click()
    expect(page.locator(".status")).to_be_empty()
    page.get_by_role("button", name="Започни отначало").click()
    expect(page.locator(".wishes li")).to_have_count(0)


def test_what_is_picked_on_the_map_is_said(page: Page, app: AdmissionApp):
    spot = page.locator(".map .dot").first
    spot.click()
    expect(page.locator(".status")).to_contain_text(re.compile("^Желание 1: ДГ"))
    spot.click()
    expect(page.locator(".status")).to_contain_text("вече не е сред желанията")


def test_wishes_are_ordered_by_keyboard_alone_and_the_focus_stays(page: Page, app: AdmissionApp):
    fill_in(page)
    second = page.locator(".wishes li strong").nth(1).inner_text()
    page.get_by_role("button", name=f"{second}: едно място нагоре").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".wishes li strong").first).to_have_text(second)
    page.get_by_role("button", name=f"{second}: едно място надолу").focus()
    page.keyboard.press("Space")
    expect(page.locator(".wishes li strong").nth(1)).to_have_text(second)
    expect(page.get_by_role("button", name=f"{second}: едно място надолу")).to_be_focused()


def test_it_fits_a_phone_in_the_dark(browser: Browser, app: AdmissionApp):
    look = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
    with visitor(browser, app.address, app.outside, **look) as page:
        open_door(page, app, "parent")
        page.locator(".tour summary").click()
        assert widest(page) <= 0
        assert accessibility_faults(page) == []


def test_the_way_back_of_the_browser_leads_to_the_door_before(page: Page, app: AdmissionApp):
    page.locator(".doors [data-door=lab]").click()
    expect(page.locator(".doors [data-door=lab]")).to_have_attribute("aria-current", "page")
    page.go_back()
    expect(page.locator(".doors [data-door=parent]")).to_have_attribute("aria-current", "page")
    expect(page.get_by_label("Къде живее семейството")).to_be_visible()
