"""What a teacher and a trainer do on the hub, step by step, as they would: by what is written on the page.

The tests and `make pictures` walk the same way. A step waits for what a person would wait for, never for a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

PASSWORD = "daskalo"
COURSE = "project-pedagogy-bg"
UNIT = "01-driving-question"
SLOW_MS = 90_000
# Chromium's own calls home: refused here anyway, and a school without internet has none.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]

Shot = Callable[[Page, str], None]


def no_shot(page: Page, name: str) -> None:
    """Take no picture: the tests walk without."""


def launch(playwright: Playwright, chromium: str) -> Browser:
    """Start the browser."""
    return playwright.chromium.launch(executable_path=chromium, args=FLAGS)


@contextmanager
def visitor(browser: Browser, address: str, outside: list[str], **look: Any) -> Generator[Page]:
    """Open a browser window of one person; every address that is not this machine is refused and noted in `outside`."""
    context: BrowserContext = browser.new_context(base_url=address, locale="bg-BG", **look)

    def guard(route: Any) -> None:
        if re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:", route.request.url):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    page = context.new_page()
    page.set_default_timeout(SLOW_MS)
    expect.set_options(timeout=SLOW_MS)
    try:
        yield page
    finally:
        context.close()


def log_in(page: Page, person: str) -> None:
    """Log in on the first page and wait for the desk."""
    page.goto("/")
    page.locator("input[name=username]").fill(person)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[type=submit], button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1, name=re.compile("Здравейте"))).to_be_visible()


@dataclass(frozen=True)
class Answers:
    """What the teacher of the story answers: the right options of the graded activities, and two texts."""

    tables: dict[str, Any]

    @classmethod
    def of(cls, state: Path) -> Answers:
        """Read them from the trainer's side of a running hub."""
        source = state / "courses" / COURSE / "explanations" / f"{UNIT}.json"
        return cls(json.loads(source.read_text())["activities"])

    def sort(self, activity: str) -> list[tuple[str, str]]:
        """Return (item, category) texts."""
        table = self.tables[activity]
        names = {category["id"]: category["text"] for category in table["categories"]}
        return [(item["text"], names[item["answer"]]) for item in table["items"]]

    def ticks(self, activity: str) -> list[str]:
        """Return the texts of the options to tick."""
        table = self.tables[activity]
        return [option["text"] for option in table["options"] if option["id"] in table["answer"]]

    def title(self, activity: str) -> str:
        """Return the accessible name of an activity."""
        return self.tables[activity]["title"]


QUESTION = "Как да направим двора на нашето училище в Русе по-прохладен за първокласниците през юни?"
REFLECTION = (
    "В понеделник ще започна с въпроса за двора, а не с темата „Лято“.\n"
    "Притеснява ме дали ще ни стигнат часовете за измерванията."
)


@dataclass
class Teacher:
    """A teacher in the browser."""

    page: Page
    answers: Answers
    shot: Shot = no_shot

    def desk(self) -> None:
        """Go to the first page."""
        self.page.goto("/")
        expect(self.page.get_by_role("heading", level=1, name=re.compile("Здравейте"))).to_be_visible()

    def stage(self) -> Locator:
        """Return what the desk says about the unit."""
        return self.page.locator("li.unit .stage").first

    def start(self) -> None:
        """Fetch and open the unit by the one button of the desk."""
        self.page.locator("li.unit").first.get_by_role("link", name=re.compile("Започнете|Продължете")).first.click()
        expect(self.group("pbl-or-lookalike")).to_be_visible()

    def group(self, activity: str) -> Locator:
        """Return the frame of an activity on the page."""
        return self.page.get_by_role("group", name=self.answers.title(activity)).first

    def saved(self, activity: str) -> None:
        """Wait until the status line of an activity says that the answer is kept."""
        expect(self.group(activity).get_by_role("status")).to_have_attribute("data-tone", "saved")

    def sort(self, activity: str = "pbl-or-lookalike", wrong: int = 0) -> None:
        """Click a category for each item; the first `wrong` items get a wrong one."""
        frame = self.group(activity)
        for number, (item, category) in enumerate(self.answers.sort(activity)):
            card = frame.get_by_role("group", name=item, exact=True)
            if number < wrong:
                card.locator("label.pick").filter(has_not_text=category).first.click()
            else:
                card.get_by_role("radio", name=category, exact=True).check()
        self.saved(activity)

    def tick(self, activity: str = "evidence-overclaims") -> None:
        """Tick the right options."""
        for text in self.answers.ticks(activity):
            self.group(activity).get_by_role("checkbox", name=text, exact=True).check()
        self.saved(activity)

    def write(self, activity: str, text: str) -> None:
        """Write a text and leave the field."""
        box = self.group(activity).get_by_role("textbox").first
        box.fill(text)
        box.blur()
        self.saved(activity)

    def answer_everything(self, wrong: int = 0) -> None:
        """Answer the four activities that count."""
        self.sort(wrong=wrong)
        self.shot(self.page, "unit-sort")
        self.tick()
        self.write("driving-question", QUESTION)
        self.shot(self.page, "unit-question")
        self.write("reflection", REFLECTION)

    def way(self, name: str) -> None:
        """Follow one of the smaller links of the unit on the desk."""
        self.desk()
        self.page.locator("li.unit").first.get_by_role("link", name=name, exact=True).first.click()

    def validate(self) -> None:
        """Let the desk check for gaps and wait for its verdict."""
        self.way("Проверете")
        expect(self.page.get_by_text(re.compile("Всички задачи са завършени|още не"))).to_be_visible()

    def submit(self) -> None:
        """Hand in from the desk and wait for the receipt."""
        self.way("Предайте")
        self.page.get_by_role("button", name="Предайте сега").click()
        expect(self.page.get_by_role("status")).to_contain_text("Получено на")

    def run_notebook(self) -> None:
        """Open the unit as a notebook in JupyterLab and run all its cells by the menu."""
        self.way("Отворете като тетрадка")
        expect(self.page.locator(".jp-Notebook .jp-Cell").first).to_be_visible()
        expect(self.page.get_by_role("button", name=re.compile("Python 3.*В готовност"))).to_be_visible()
        self.page.get_by_role("menuitem", name="Изпълнение", exact=True).click()
        self.page.get_by_role("menuitem", name="Изпълнение на всички клетки", exact=True).click()
        expect(self.group("reflection")).to_be_visible()

    def read_feedback(self) -> Any:
        """Open the feedback and return the frame it is shown in."""
        self.way("Вижте обратната връзка")
        frame = self.page.frame_locator("iframe.feedback")
        expect(frame.get_by_role("heading", level=1)).to_be_visible()
        return frame


@dataclass
class Trainer:
    """A trainer in the browser, on the desk and in nbgrader's formgrader."""

    page: Page
    shot: Shot = no_shot

    def formgrader(self, path: str) -> None:
        """Open a page of the formgrader."""
        self.page.goto(f"/services/{COURSE}/formgrader/{path}")

    def _press(self, column: str, row: Locator | None = None) -> None:
        """Press the icon in a column of a formgrader table and close the box that says it is done."""
        (row or self.page.locator("tbody tr").first).locator(f"td.{column} a").click()
        box = self.page.locator(".modal.show, .modal.in")
        expect(box).to_contain_text(re.compile("success|Success", re.IGNORECASE))
        box.get_by_role("button", name="OK").click()
        expect(box).to_have_count(0)

    def collect(self) -> None:
        """Collect all hand-ins of the unit."""
        self.formgrader("manage_assignments")
        self._press("collect")

    def autograde(self, person: str) -> None:
        """Autograde the hand-in of one person."""
        self.formgrader(f"manage_submissions/{UNIT}")
        self._press("autograde", self.page.locator("tbody tr").filter(has_text=person))

    def grade_by_hand(self, points: dict[str, float], comments: dict[str, str]) -> None:
        """Give points and comments to the one submission that waits."""
        self.formgrader(f"gradebook/{UNIT}/{UNIT}")
        self.page.locator("tbody tr a").first.click()
        self.page.wait_for_load_state("load")
        for grade_id, number in points.items():
            field = self.page.locator(f"input.score#{grade_id}")
            with self.page.expect_response(
                lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"
            ):
                field.fill(str(number))
                field.blur()
        for grade_id, words in comments.items():
            field = self.page.locator(f"textarea#{grade_id}-comment")
            with self.page.expect_response(
                lambda answer: "/api/comment/" in answer.url and answer.request.method == "PUT"
            ):
                field.fill(words)
                field.blur()
        self.shot(self.page, "formgrader")

    def release_feedback(self) -> None:
        """Generate and release the feedback of the unit."""
        self.formgrader("manage_assignments")
        self._press("generate-feedback")
        self._press("release-feedback")
