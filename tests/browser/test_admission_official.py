"""The door of an official in a real browser: a whole year, own tables with faults, the film, a phone in the dark."""

import re
import zipfile
from collections.abc import Generator
from pathlib import Path

import pytest
from admission_server import AdmissionApp, open_door, widest
from journey import visitor
from lesson_server import accessibility_faults
from playwright.sync_api import Browser, Page, expect

from daskalo.admission.play import Play, grade

pytestmark = pytest.mark.browser

TASKS = [task.id for task in Play().tasks()["official"]]
TABLES = {
    "children.csv": "child,group,birth_date,district\nc1,first,2017-01-01,\n",
    "wishes.csv": "child,rank,institution\nc1,1,ДГ „Щурче“ (учебна)\n",
    "claims.csv": "child,criterion,institution\n",
}


@pytest.fixture
def page(browser: Browser, app: AdmissionApp) -> Generator[Page]:
    with visitor(browser, app.address, app.outside) as window:
        window.on("dialog", lambda dialog: dialog.accept())
        open_door(window, app, "official")
        again = window.get_by_role("button", name="Започни отначало")
        if again.get_attribute("aria-disabled") == "false":
            again.click()
        expect(window.get_by_text("Още не е открита година.")).to_be_visible()
        yield window


def step(page: Page, name: str, then: str) -> None:
    """Press a button and wait for the heading that follows."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".desk h3, .stack h3").filter(has_text=then).first).to_be_visible()


def first_round(page: Page) -> None:
    step(page, "Открий годината", "Обяви отпечатъка")
    step(page, "Обяви отпечатъка", "Отпечатъкът е обявен")
    page.get_by_role("button", name=re.compile("^Внеси заявленията")).click()
    expect(page.get_by_text("Чакат място: 9")).to_be_visible()
    step(page, "Класирай", "Обявяване на класиране 1")
    step(page, "Обяви", "Семействата отговарят: класиране 1")
    page.get_by_role("button", name="Един работен ден напред").click()
    expect(page.locator(".calendar [aria-current=date]")).to_contain_text("8")
    page.get_by_role("button", name="До последния ден").click()
    page.get_by_role("button", name="Към следващия ден").click()
    expect(page.get_by_text("Срокът изтече")).to_be_visible()
    step(page, "Закрий класирането", "Класиране 2")


def test_an_official_works_through_a_year(page: Page, app: AdmissionApp):
    expect(page.locator(".warning").first).to_contain_text("УЧЕБНИ ДАННИ")
    first_round(page)
    figures = page.get_by_role("region", name="Числата на това класиране")
    for published in ("826", "759", "231"):
        expect(figures.get_by_role("cell", name=published, exact=True)).to_have_count(2)

    page.get_by_role("button", name="Деца", exact=True).click()
    page.get_by_label("Кои деца").select_option("waiting")
    page.get_by_label("Ред", exact=True).select_option("points")
    expect(page.get_by_text(re.compile("^Намерени: 8"))).to_be_visible()
    page.locator(".register button").first.click()
    expect(page.locator(".child .headline")).to_contain_text("е без място")
    expect(page.locator(".child h3")).to_be_focused()
    assert accessibility_faults(page, ".daskalo-admission") == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Запази картата за печат").click()
    assert "ruse-2020" not in saved.value.path().read_text()

    page.get_by_role("button", name=re.compile("^Внеси заявленията")).click()
    step(page, "Класирай", "Обявяване на класиране 2")
    step(page, "Обяви", "Семействата отговарят: класиране 2")
    page.get_by_role("button", name="До последния ден").click()
    page.get_by_role("button", name="Към следващия ден").click()
    step(page, "Закрий класирането", "Класиране 3")

    page.get_by_role("button", name="Файлове").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Запази като един ZIP файл").click()
    with zipfile.ZipFile(saved.value.path()) as archive:
        assert "УЧЕБНИ ДАННИ" in archive.read("TRAINING-DATA.txt").decode()

    page.get_by_text("Приключване на 2020 година").click()
    erase = page.get_by_role("button", name="Заличи и открий следващата година")
    expect(erase).to_have_attribute("aria-disabled", "true")
    page.get_by_label("Файловете, които трябва да се пазят, са запазени.").check()
    erase.click()
    expect(page.get_by_role("heading", name="2020 година приключи")).to_be_focused()
    expect(page.get_by_text("ruse-2020")).to_be_visible()
    result = grade(app.journal.operations(), TASKS)
    assert (result.points, result.most) == (6, 6)
    page.get_by_role("button", name="Назад", exact=True).click()
    expect(page.get_by_text("2020 година приключи")).to_have_count(0)


def test_the_film_is_played_and_stepped_by_keyboard(page: Page, app: AdmissionApp):
    first_round(page)
    page.get_by_role("button", name="Филм на годината").click()
    slider = page.get_by_role("slider", name="Стъпка")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("класиране 1 е закрито"))
    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^1 от .*годината е открита"))
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^2 от .*постъпват заявления"))
    page.get_by_role("button", name="Пусни").click()
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^4 от"), timeout=10_000)
    page.get_by_role("button", name="Пауза").click()
    page.get_by_text("Същото като таблица").click()
    expect(page.get_by_role("region", name=re.compile("от .*класиране 1")).get_by_role("row")).to_have_count(20)
    for view in ("Проверка", "Резултати"):
        page.get_by_role("button", name=view, exact=True).click()
    expect(page.get_by_role("heading", name="Резултати от класиране 1")).to_be_visible()


def test_own_tables_are_taken_in_only_when_all_is_right(page: Page, app: AdmissionApp, tmp_path: Path):
    step(page, "Открий годината", "Обяви отпечатъка")
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text)
    page.get_by_text("Собствени таблици").click()
    chosen = page.get_by_label("Изберете файловете")
    (tmp_path / "wishes.csv").write_text("child,rank,institution\nc1,2,Никоя\n")
    chosen.set_input_files([tmp_path / name for name in TABLES])
    expect(page.locator(".upload .lacking li").first).to_contain_text("wishes.csv, ред 2")
    expect(page.get_by_role("button", name="Приеми ги")).to_have_count(0)
    (tmp_path / "wishes.csv").write_text(TABLES["wishes.csv"])
    chosen.set_input_files([tmp_path / name for name in TABLES])
    page.get_by_role("button", name="Приеми ги").click()
    expect(page.get_by_text("Чакат място: 1.")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_it_fits_a_phone_and_axe_finds_nothing(browser: Browser, app: AdmissionApp, page: Page, colours: str):
    first_round(page)
    look = {"viewport": {"width": 360, "height": 740}, "color_scheme": colours}
    with visitor(browser, app.address, app.outside, **look) as phone:
        open_door(phone, app, "official")
        phone.get_by_text("Приключване на 2020 година").click()
        for view in ("Деца", "Проверка", "Филм на годината", "Файлове", "Резултати"):
            phone.get_by_role("button", name=view, exact=True).click()
            phone.wait_for_timeout(400)
            assert widest(phone) <= 0, view
            assert accessibility_faults(phone) == [], view
