"""`make pictures`: walk the whole loop on a fresh hub and through the apps; keep what the README shows."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from admission_server import open_door, serving_app
from journey import Answers, Teacher, Trainer, launch, log_in, visitor
from playwright.sync_api import Browser, Page, sync_playwright
from running_hub import ROOT, running_hub

PICTURES = ROOT / "docs" / "pictures"
DESKTOP = {"viewport": {"width": 1100, "height": 780}}
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}


def shot(page: Page, name: str) -> None:
    """Keep the window as a person sees it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
    print(f"docs/pictures/{name}.png", flush=True)


def main() -> int:
    """Make every picture; exit status 1 where there is no browser."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("chromium: apt-get install chromium", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright, chromium)
        admission(browser, Path(folder) / "apps")
        the_loop(browser, Path(folder) / "hub")
        browser.close()
    return 0


def admission(browser: Browser, folder: Path) -> None:
    """Walk through the three doors of the admission app."""
    with serving_app(folder, "bg") as app, visitor(browser, app.address, [], **DESKTOP) as page:
        open_door(page, app, "parent")
        page.get_by_label("Къде живее семейството").select_option("Кея")
        for wish in ("ДГ „Рибарче“ (учебна)", "ДГ „Хвърчило“ (учебна)", "ДГ „Въртележка“ (учебна)"):
            page.get_by_label("Добавете желание").select_option(wish)
            page.locator(".wishes strong", has_text=wish).wait_for()
        page.get_by_role("button", name="Подай заявлението").click()
        page.get_by_role("button", name="Проведи класирането").click()
        below_the_status(page, ".result")
        shot(page, "admission-parent")
        open_door(page, app, "official")
        steps = ("Открий годината", "Обяви отпечатъка", re.compile("^Внеси заявленията"), "Класирай", "Обяви")
        for step in (*steps, "До последния ден"):
            ready = page.get_by_role("button", name=step, exact=True).and_(page.locator(":not([aria-disabled=true])"))
            ready.click()
        page.get_by_text(re.compile("^Потвърдили: 7")).wait_for()
        below_the_status(page, ".desk")
        shot(page, "admission-official")
        open_door(page, app, "lab")
        page.get_by_label("Процедура").select_option("immediate-acceptance")
        page.get_by_text(re.compile("деца се местят. [0-9]+ деца печелят")).first.wait_for()
        below_the_status(page, ".lab")
        shot(page, "admission-lab")


def below_the_status(page: Page, part: str) -> None:
    """Scroll until a part of the app stands below the line that says what happened."""
    page.locator(part).first.wait_for()
    page.evaluate("part => scrollBy(0, document.querySelector(part).getBoundingClientRect().top - 60)", part)


def the_loop(browser: Browser, folder: Path) -> None:
    """Walk from a teacher to the trainer and back."""
    with running_hub(folder, "bg") as hub:
        answers = Answers.of(folder / "state")
        with visitor(browser, hub, [], **DESKTOP) as page:
            page.goto("/")
            shot(page, "login")
            log_in(page, "teacher1")
            shot(page, "desk-teacher")
            teacher = Teacher(page, answers, shot)
            teacher.start()
            page.evaluate("scrollTo(0, 0)")
            shot(page, "unit-story")
            teacher.group("pbl-or-lookalike").scroll_into_view_if_needed()
            teacher.answer_everything(wrong=2)
            teacher.validate()
            shot(page, "check")
            teacher.submit()
            teacher.run_notebook()
            teacher.group("pbl-or-lookalike").scroll_into_view_if_needed()
            shot(page, "unit-lab")
        with visitor(browser, hub, [], **DESKTOP) as page:
            log_in(page, "trainer1")
            shot(page, "desk-trainer")
            trainer = Trainer(page, shot)
            trainer.collect()
            trainer.autograde("teacher1")
            comment = "Въпросът е за вашия двор и стига за седмици работа. Помислете и кой ще чуе отговора."
            trainer.grade_by_hand({"driving-question": 11, "reflection": 3}, {"driving-question": comment})
            trainer.release_feedback()
        with visitor(browser, hub, [], **DESKTOP) as page:
            log_in(page, "teacher1")
            Teacher(page, answers).read_feedback()
            shot(page, "feedback")
        with visitor(browser, hub, [], **PHONE) as page:
            log_in(page, "teacher1")
            shot(page, "desk-phone")


if __name__ == "__main__":
    sys.exit(main())
