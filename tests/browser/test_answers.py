"""Answers in a real browser: by keyboard alone, on a phone, through killed kernels, in Voila and in JupyterLab."""

import os
import re
import signal
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from journey import visitor
from lesson_server import Lesson, accessibility_faults, serving_lesson
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

KINDS = ("choice", "choices", "sort", "order", "number", "short-text", "long-text")
SILENCE_MS = 15_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Generator[Lesson]:
    with serving_lesson(tmp_path_factory.mktemp("lesson")) as lesson:
        yield lesson
        assert lesson.outside == [], "a page asked for another machine"


@pytest.fixture
def lesson(served: Lesson) -> Lesson:
    served.start_anew()
    return served


@pytest.fixture(scope="module")
def window(browser: Browser, served: Lesson) -> Generator[Page]:
    """One page for all tests that do not break it: a kernel is slow to start."""
    with visitor(browser, served.address, served.outside) as window:
        yield open_app(window, served)


@pytest.fixture
def page(window: Page, lesson: Lesson) -> Page:
    """The page without any answer, as after a change elsewhere: it asks the journal when one comes back to it."""
    window.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(window.locator(".daskalo-answer button[aria-disabled=false]", has_text="Назад")).to_have_count(0)
    return window


def open_app(page: Page, lesson: Lesson) -> Page:
    page.goto(lesson.app)
    for kind in KINDS:
        expect(frame(page, kind)).to_be_visible()
    return page


def frame(page: Page, kind: str) -> Locator:
    return page.locator(f".daskalo-answer[data-kind={kind}]")


def status(page: Page, kind: str) -> Locator:
    return frame(page, kind).get_by_role("status")


def expect_saved(page: Page, kind: str) -> None:
    expect(status(page, kind)).to_have_attribute("data-tone", "saved")


def tab_into(page: Page, kind: str) -> None:
    """Walk with Tab from the start of the page to the first control of an activity."""
    page.evaluate("document.activeElement.blur(); document.getSelection().removeAllRanges(); window.scrollTo(0, 0)")
    page.locator(".skip").focus()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(f"!!document.activeElement.closest('.daskalo-answer[data-kind={kind}]')"):
            return
    raise AssertionError(f"Tab never reaches the activity of kind {kind}")


def kill(kernels: set[int]) -> None:
    assert kernels
    for kernel in kernels:
        os.kill(kernel, signal.SIGKILL)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


class TestByKeyboardAlone:
    def test_a_choice(self, page: Page, lesson: Lesson):
        tab_into(page, "choice")
        press(page, "Space", "ArrowDown")
        expect_saved(page, "choice")
        assert lesson.answers() == {"open-account": "read"}

    def test_several_choices(self, page: Page, lesson: Lesson):
        tab_into(page, "choices")
        press(page, "Space", "Tab", "Tab", "Space")
        expect(status(page, "choices")).to_have_text("Записано. Избрани са 2 отговора.")
        assert lesson.answers() == {"personal-data": ["photo", "timetable"]}

    def test_sorting(self, page: Page, lesson: Lesson):
        tab_into(page, "sort")
        press(page, "Space", "Tab", "Space", "ArrowRight")
        expect(status(page, "sort")).to_have_text("Записано. Разпределени са 2 от 5.")
        assert lesson.answers() == {"input-output": {"microphone": "input", "projector": "output"}}

    def test_ordering_keeps_the_focus_on_what_moved(self, page: Page, lesson: Lesson):
        tab_into(page, "order")
        press(page, "Tab", "Enter", "Enter")
        expect(status(page, "order")).to_contain_text("„снимка от телефон“ е на 3. място от 4. Записано.")
        focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert focused == "Надолу: снимка от телефон"
        assert lesson.answers() == {"data-sizes": ["letter", "film", "photo", "song"]}

    def test_a_number_with_its_unit(self, page: Page, lesson: Lesson):
        tab_into(page, "number")
        page.keyboard.type("11,0")
        press(page, "Tab", "ArrowDown", "ArrowDown")
        expect_saved(page, "number")
        assert lesson.answers() == {"school-garden": {"value": "11,0", "unit": "m"}}

    @pytest.mark.parametrize(("kind", "activity"), [("short-text", "question"), ("long-text", "lesson")])
    def test_a_text(self, page: Page, lesson: Lesson, kind: str, activity: str):
        tab_into(page, kind)
        page.keyboard.type("Как да пазим двора?")
        expect_saved(page, kind)
        assert lesson.answers() == {activity: "Как да пазим двора?"}

    def test_undo_goes_back_step_by_step(self, page: Page, lesson: Lesson):
        tab_into(page, "choices")
        press(page, "Space", "Tab", "Space")
        expect(status(page, "choices")).to_contain_text("2")
        press(page, "Tab", "Tab", "Tab", "Tab", "Enter")
        expect(status(page, "choices")).to_have_text("Последната промяна е върната. Избран е 1 отговор.")
        press(page, "Enter")
        expect(status(page, "choices")).to_have_text("Последната промяна е върната.")
        assert lesson.answers() == {}
        expect(frame(page, "choices").get_by_role("button", name="Назад")).to_have_attribute("aria-disabled", "true")


class TestReading:
    def test_practice_says_what_is_right_in_symbol_word_and_reason(self, page: Page):
        frame(page, "choice").get_by_role("radio").nth(1).check()
        expect_saved(page, "choice")
        frame(page, "choice").get_by_role("button", name="Провери").click()
        verdict = frame(page, "choice").locator(".verdict:visible")
        expect(verdict).to_have_text(re.compile("^✗Още не е вярно. Писмата са лични."))
        frame(page, "choice").get_by_role("radio").nth(0).check()
        expect(verdict).to_have_count(0)

    def test_a_graded_activity_offers_no_check(self, page: Page):
        expect(frame(page, "sort").get_by_role("button", name="Провери")).to_have_count(0)

    def test_what_is_no_number_is_refused_in_words_and_stays_to_be_mended(self, page: Page, lesson: Lesson):
        box = frame(page, "number").get_by_role("textbox")
        box.fill("единадесет")
        box.blur()
        expect(status(page, "number")).to_have_attribute("data-tone", "error")
        expect(status(page, "number")).to_contain_text("„единадесет“ не е число")
        expect(box).to_have_attribute("aria-invalid", "true")
        expect(box).to_have_value("единадесет")
        assert lesson.answers() == {}
        box.fill("")
        box.blur()
        expect(box).to_have_attribute("aria-invalid", "false")
        expect(status(page, "number")).to_have_attribute("data-tone", "quiet")

    def test_advice_follows_what_is_written(self, page: Page):
        frame(page, "short-text").get_by_role("textbox").fill("Дворът.")
        advice = frame(page, "short-text").get_by_role("listitem")
        expect(advice.first).to_contain_text("Още предстои:")
        frame(page, "short-text").get_by_role("textbox").fill("Как да пазим нашия двор в Русе през лятото?")
        expect(advice.first).to_contain_text("Готово:")

    def test_the_page_has_a_language_a_title_landmarks_and_a_way_home(self, page: Page):
        expect(page.locator("html")).to_have_attribute("lang", "bg")
        expect(page).to_have_title("Урок – Даскало")
        expect(page.get_by_role("main").locator(".daskalo-answer")).to_have_count(len(KINDS))
        expect(page.get_by_role("navigation").get_by_role("link", name="Към моите курсове")).to_be_visible()
        expect(page.locator("mjx-container")).to_be_visible()
        expect(page.locator("a, button, input, select, textarea").first).to_have_text("Към съдържанието")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Browser, lesson: Lesson, width: int, colours: str):
    look = {"viewport": {"width": width, "height": 740}, "color_scheme": colours}
    with visitor(browser, lesson.address, lesson.outside, **look) as page:
        open_app(page, lesson)
        frame(page, "sort").get_by_role("radio").first.check()
        frame(page, "choice").get_by_role("radio").first.check()
        frame(page, "choice").get_by_role("button", name="Провери").click()
        expect(status(page, "choice")).to_have_attribute("data-tone", "verdict")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = "e => e.filter(e => e.checkVisibility()).map(e => e.closest('label') ?? e).filter(e => "
        small += "e.offsetWidth < 24 || e.offsetHeight < 24).map(e => e.outerHTML)"
        assert page.locator("button, input, select, textarea").evaluate_all(small) == []
        assert accessibility_faults(page) == []


class TestNothingIsLost:
    def test_a_killed_kernel_is_told_in_words_and_what_was_saved_comes_back(self, browser: Browser, lesson: Lesson):
        others = set(lesson.kernels())
        with visitor(browser, lesson.address, lesson.outside) as page:
            open_app(page, lesson)
            frame(page, "choice").get_by_role("radio").nth(0).check()
            expect_saved(page, "choice")
            kill(set(lesson.kernels()) - others)
            frame(page, "choice").get_by_role("radio").nth(2).check()
            expect(status(page, "choice")).not_to_have_attribute("data-tone", "saved")
            expect(status(page, "choice")).to_contain_text("още не е записан", timeout=SILENCE_MS)
            assert lesson.answers() == {"open-account": "sign-out"}
            page.on("dialog", lambda dialog: dialog.accept())
            open_app(page, lesson)
            expect(frame(page, "choice").get_by_role("radio").nth(0)).to_be_checked()
            expect(status(page, "choice")).to_have_text("Записаният ви отговор е тук.")

    def test_two_windows_do_not_overwrite_each_other(self, browser: Browser, page: Page, lesson: Lesson):
        with visitor(browser, lesson.address, lesson.outside) as other:
            open_app(other, lesson)
            frame(page, "sort").locator(".card").nth(0).get_by_role("radio").nth(0).check()
            expect_saved(page, "sort")
            frame(other, "sort").locator(".card").nth(1).get_by_role("radio").nth(1).check()
            expect(status(other, "sort")).to_contain_text("2 от 5")
            assert lesson.answers() == {"input-output": {"microphone": "input", "projector": "output"}}
            page.evaluate("window.dispatchEvent(new Event('focus'))")
            expect(frame(page, "sort").locator(".card").nth(1).get_by_role("radio").nth(1)).to_be_checked()
            expect(status(page, "sort")).to_contain_text("променен в друг прозорец")

    def test_a_page_closed_in_mid_word_keeps_the_words(self, browser: Browser, lesson: Lesson):
        with visitor(browser, lesson.address, lesson.outside) as page:
            open_app(page, lesson)
            frame(page, "long-text").get_by_role("textbox").focus()
            page.keyboard.type("Тези думи остават.")
            page.close(run_before_unload=True)
            deadline = time.monotonic() + SILENCE_MS / 1000
            while not lesson.answers() and time.monotonic() < deadline:
                time.sleep(0.05)
        assert lesson.answers() == {"lesson": "Тези думи остават."}


def test_the_lesson_folder_holds_nothing_but_the_journal_besides(lesson: Lesson, page: Page):
    frame(page, "choice").get_by_role("radio").first.check()
    expect_saved(page, "choice")
    names = {path.name for path in Path(lesson.folder).iterdir() if not path.name.startswith(".")}
    assert names == {"unit.json", "lesson.ipynb", "journal.jsonl"}


class TestJupyterLab:
    @pytest.fixture
    def lab(self, browser: Browser, lesson: Lesson) -> Generator[Page]:
        with visitor(browser, lesson.address, lesson.outside) as page:
            yield open_lab(page, lesson)

    def test_keys_belong_to_the_answer_not_to_the_notebook(self, lab: Page, lesson: Lesson):
        frame(lab, "choice").get_by_role("radio").first.focus()
        press(lab, "Space", "ArrowDown", "x", "d", "d", "a")
        expect_saved(lab, "choice")
        assert lesson.answers() == {"open-account": "read"}
        expect(lab.locator(".daskalo-answer")).to_have_count(len(KINDS))
        expect(lab.locator(".jp-Notebook-cell")).to_have_count(len(KINDS) + 1)

    def test_axe_finds_nothing_in_the_answers(self, lab: Page):
        assert accessibility_faults(lab, ".daskalo-answer") == []

    def test_running_again_after_the_kernel_died_restores_the_answer(self, lab: Page, lesson: Lesson):
        frame(lab, "long-text").get_by_role("textbox").fill("Това вече е записано.")
        expect_saved(lab, "long-text")
        kill(set(lesson.kernels()))
        frame(lab, "long-text").get_by_role("textbox").fill("А това още не е.")
        expect(status(lab, "long-text")).to_contain_text("още не е записан", timeout=SILENCE_MS)
        assert lesson.answers() == {"lesson": "Това вече е записано."}
        lab.on("dialog", lambda dialog: dialog.accept())
        open_lab(lab, lesson)
        expect(frame(lab, "long-text").get_by_role("textbox")).to_have_value("Това вече е записано.")


def open_lab(page: Page, lesson: Lesson) -> Page:
    """Open the lesson in JupyterLab and run all cells."""
    page.goto(lesson.lab)
    expect(page.locator(".jp-Notebook-cell").first).to_be_visible()
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    for kind in KINDS:
        frame(page, kind).scroll_into_view_if_needed()
        expect(frame(page, kind)).to_be_visible()
    return page
