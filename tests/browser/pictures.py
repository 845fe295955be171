"""`make pictures`: walk the whole loop on a fresh hub and keep what the README shows in docs/pictures."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from journey import Answers, Teacher, Trainer, launch, log_in, visitor
from playwright.sync_api import Page, sync_playwright
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
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        running_hub(Path(folder), "bg") as hub,
    ):
        browser = launch(playwright, chromium)
        answers = Answers.of(Path(folder) / "state")
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
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
