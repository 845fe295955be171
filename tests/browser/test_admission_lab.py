"""The door of the lab in a real browser: change a rule, try false orders, the museum, the law; keyboard, phone, axe."""

from collections.abc import Generator

import pytest
from admission_server import AdmissionApp, open_door, widest
from journey import visitor
from lesson_server import accessibility_faults
from playwright.sync_api import Browser, Locator, Page, expect

from daskalo.admission.play import grade

pytestmark = pytest.mark.browser

TASKS = ["lab-bonus", "lab-tax", "lab-envy", "lab-versions", "lab-tie"]
PARTS = {
    "Променете правило": ".story p",
    "Грешни програми": ".exhibits > li:nth-child(6)",
    "Правилата преди и сега": ".only li",
    "Как се класират отделните групи деца": ".groups h4",
}
"""The parts of the lab, and what each shows when it is drawn."""
LIES = "Изпробвай всички неискрени подреждания"


@pytest.fixture
def page(browser: Browser, app: AdmissionApp) -> Generator[Page]:
    with visitor(browser, app.address, app.outside) as window:
        window.on("dialog", lambda dialog: dialog.accept())
        begin(window, app)
        yield window


def begin(page: Page, app: AdmissionApp) -> None:
    """Open the lab as nobody has used it yet."""
    open_door(page, app, "lab")
    again = page.get_by_role("button", name="Започни отначало")
    if again.get_attribute("aria-disabled") == "false":
        again.click()
        expect(again).to_have_attribute("aria-disabled", "true")


def part(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Части на лабораторията").get_by_role("button", name=name).click()


def choose(page: Page, label: str, value: str) -> None:
    page.get_by_label(label, exact=True).select_option(value)
    expect(page.get_by_label(label, exact=True)).to_have_value(value)


def headline(page: Page) -> Locator:
    return page.locator(".lab-result .headline").first


def test_somebody_works_through_all_tasks_of_the_lab(page: Page, app: AdmissionApp):
    expect(page.locator(".daskalo-admission > .warning")).to_contain_text("УЧЕБНИ ДАННИ")
    expect(headline(page)).to_contain_text("Никой не се мести.")
    for bonus, said in (("0", "Никой не би спечелил"), ("3", "биха получили по-желано място")):
        choose(page, "Точки за поредност на желанието", bonus)
        page.get_by_role("button", name=LIES).click()
        expect(page.get_by_text(said)).to_be_visible()
    expect(page.locator(".story:visible p").first).to_contain_text("казва истината")
    choose(page, "Критерият за платени данъци", "20")
    expect(page.locator(".daskalo-admission > .warning")).to_contain_text("18")
    expect(headline(page)).to_contain_text("деца се местят")
    expect(page.locator(".lab .map .move:visible").nth(10)).to_be_visible()
    choose(page, "Критерият за платени данъци", "")
    choose(page, "Процедура", "serial-dictatorship")
    choose(page, "При равни точки решава", "application-lower")
    expect(page.locator(".status")).to_contain_text("Изпълнена задача: Друго решение при равни точки")
    part(page, "Правилата преди и сега")
    choose(page, "Преди", "2019-01-01")
    expect(page.locator(".status")).to_contain_text("Изпълнена задача: Преди и след решението на съда")
    expect(page.locator(".only li")).to_contain_text("Съдът отмени")
    assert grade(app.journal.operations(), TASKS).points == len(TASKS)


def test_the_slider_shows_what_it_would_lead_to_before_it_stands(page: Page, app: AdmissionApp):
    slider = page.get_by_label("Разлика между две поредни желания, в точки")
    expect(page.locator(".slider output").first).to_have_text("0,1")
    known = len(app.journal.operations())
    slider.focus()
    slider.evaluate("each => { each.value = 2; each.dispatchEvent(new Event('input')); }")
    expect(page.get_by_text("По поредност на желанието: 12; 10; 8; 6; 4; 2")).to_be_visible()
    expect(headline(page)).to_contain_text("се местят")
    assert len(app.journal.operations()) == known
    slider.press("ArrowRight")
    expect(page.get_by_label("Точки за поредност на желанието")).to_have_value("2.1")
    expect(slider).to_be_focused()
    assert len(app.journal.operations()) == known + 1


def test_five_bonuses_stand_side_by_side(page: Page):
    page.get_by_role("button", name="Сравни пет надбавки").click()
    rows = page.locator(".noted tbody tr")
    expect(rows).to_have_count(5)
    page.get_by_role("button", name="Изпробвай неискрените подреждания за всички").click()
    expect(rows.nth(4).locator("td").nth(4)).to_contain_text("%")
    expect(rows.nth(0).locator("td").nth(4)).to_have_text("0 % (0)")
    page.get_by_role("button", name="Премахни опит A").press("Enter")
    expect(rows).to_have_count(4)


def test_places_and_points_are_changed_by_keyboard_and_taken_back(page: Page):
    page.get_by_role("button", name="−5 места тук").press("Enter")
    expect(page.get_by_text("Места сега: 70; в класирането: 75")).to_be_visible()
    expect(page.get_by_role("button", name="−5 места тук")).to_be_focused()
    page.locator("summary", has_text="Точки по всеки критерий").press("Enter")
    points = page.get_by_label("Близнак")
    points.fill("4")
    points.press("Tab")
    expect(page.get_by_text("по правилата: 1")).to_be_visible()
    page.get_by_role("button", name="Назад", exact=True).click()
    expect(page.get_by_text("по правилата: 1")).to_have_count(0)
    page.get_by_role("button", name="Сравнявай оттук нататък с това").click()
    expect(headline(page)).to_contain_text("Никой не се мести.")
    expect(page.get_by_text("Сравнено с: ДГ")).to_be_visible()


def test_the_museum_fills_room_by_room(page: Page):
    part(page, "Грешни програми")
    exhibits = page.locator(".exhibits > li")
    expect(exhibits).to_have_count(6)
    expect(exhibits.nth(1)).to_contain_text("има брат или сестра")
    page.get_by_label("Децата", exact=True).select_option("round")
    expect(exhibits).to_have_count(6)
    expect(exhibits.nth(1)).to_contain_text("там, където и при отложеното приемане")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_part_is_accessible_and_fits(browser: Browser, app: AdmissionApp, width: int, scheme: str):
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "reduced_motion": "reduce"}
    with visitor(browser, app.address, app.outside, **look) as page:
        page.set_default_timeout(10_000)
        page.on("dialog", lambda dialog: dialog.accept())
        begin(page, app)
        choose(page, "Критерият за платени данъци", "20")
        choose(page, "Места", "75")
        page.get_by_role("button", name=LIES).click()
        expect(page.locator(".story:visible")).to_be_visible()
        page.locator("summary", has_text="Точки по всеки критерий").click()
        page.locator("summary:visible", has_text="Децата едно по едно").click()
        for name, drawn in PARTS.items():
            part(page, name)
            expect(page.locator(f"{drawn} >> visible=true").first).to_be_visible()
            assert accessibility_faults(page) == []
            assert widest(page) <= 0
