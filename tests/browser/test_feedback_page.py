"""The feedback page in a real browser: on a phone, on a desktop, in the dark and on paper."""

import json
import re
from pathlib import Path

import pytest
from lesson_server import accessibility_faults
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser, Page, expect

from daskalo_grading.feedback import FeedbackExporter

pytestmark = pytest.mark.browser

A4_PX = 688  # 210 mm less our margins, at 96 px an inch
HOSTILE = "<script>document.title = 'stolen'</script><img src='https://evil.example/p.png'><b onclick='x()'>здравей</b>"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def graded(**about: object) -> dict:
    return {
        "nbgrader": {"schema_version": 3, "grade": False, "solution": False, "task": False, "locked": False} | about
    }


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with everything a learner can leave in a notebook: tables, pictures, long lines, errors, hostile HTML."""
    folder = tmp_path_factory.mktemp("course") / "autograded" / "teacher1" / "ps1"
    folder.mkdir(parents=True)
    (folder.parents[2] / "roster.json").write_text(json.dumps({"teacher1": "Мария Петрова", "teacher2": "Иван Тайнов"}))
    (folder.parents[2] / "course.json").write_text("{}")
    head = "".join(f"<th>колона {n}</th>" for n in range(16))
    rows = "".join(f"<tr><th>{n}</th>{'<td>стойност</td>' * 16}</tr>" for n in range(40))
    frame = f"<table border='1'><thead><tr><th></th>{head}</tr></thead><tbody>{rows}</tbody></table>"
    work = [
        new_output("display_data", {"text/html": frame}),
        new_output("display_data", {"text/html": HOSTILE}),
        new_output("display_data", {"image/png": PIXEL}),
        new_output("stream", name="stdout", text="дълъг-ред-" * 60),
        new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=["Cell In[1], line 1"]),
    ]
    failed = new_output("error", ename="AssertionError", evalue="424242", traceback=["Cell In[2], line 2"])
    hidden = "### BEGIN HIDDEN TESTS\nassert mean([424242]) == 424242\n### END HIDDEN TESTS"
    cells = [
        new_markdown_cell("# Числа"),
        new_markdown_cell("## Средно"),
        new_code_cell("1 / 0", execution_count=1, metadata=graded(grade_id="a", solution=True), outputs=work),
        new_code_cell(
            hidden,
            execution_count=2,
            metadata=graded(grade_id="t", grade=True, locked=True, points=3, score=0),
            outputs=[failed],
        ),
        new_markdown_cell("## Есе"),
        new_markdown_cell(
            "# Мое\n\n| а | б |\n|---|---|\n| 1 | 2 |",
            metadata=graded(grade_id="e", grade=True, solution=True, points=5, score=4, comment="Хубаво."),
        ),
    ]
    known = {"student": "teacher1", "assignment": "ps1", "notebook": "ps1", "score": 4, "max_score": 8}
    resources = {"metadata": {"path": str(folder)}, "nbgrader": known | {"late_penalty": 0}}
    made, _resources = FeedbackExporter().from_notebook_node(new_notebook(cells=cells), resources)
    page = folder / "ps1.html"
    page.write_text(made)
    return page


def opened(browser: Browser, document: Path, width: int, colours: str = "light") -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 740}, color_scheme=colours)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(document.as_uri())
    return page, [address for address in asked if not address.startswith("data:")]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_nothing_sticks_out_and_nothing_is_asked_for(
    browser: Browser, document: Path, width: int, colours: str
):
    page, asked = opened(browser, document, width, colours)
    assert asked == [document.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert accessibility_faults(page) == []
    page.close()


def test_the_page_names_the_person_and_has_one_outline(browser: Browser, document: Path):
    page, _asked = opened(browser, document, 1280)
    expect(page.locator("html")).to_have_attribute("lang", "bg")
    expect(page).to_have_title("Обратна връзка: Числа")
    expect(page.get_by_text("Мария Петрова")).to_be_visible()
    expect(page.get_by_text("Тайнов")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Числа")
    assert page.get_by_role("heading", level=2).all_inner_texts() == ["Следващата крачка", "Средно", "Есе"]
    assert all(page.locator("img").evaluate_all("all => all.map(one => one.alt !== '' && one.naturalWidth > 0)"))
    page.close()


def test_what_a_learner_left_does_not_run_and_hidden_tests_stay_hidden(browser: Browser, document: Path):
    page, _asked = opened(browser, document, 1280)
    expect(page.get_by_text("здравей")).to_be_visible()
    expect(page.get_by_text("Една от скритите проверки не мина.")).to_be_visible()
    assert re.search("evil|onclick|424242", page.content()) is None
    page.close()


def test_on_paper_it_is_dark_on_white_and_nothing_is_cut(browser: Browser, document: Path):
    page, _asked = opened(browser, document, A4_PX, "dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_PX
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.className)"
    assert page.locator(".wide, pre, table").evaluate_all(cut) == []
    assert page.locator("tr").first.evaluate("row => getComputedStyle(row).breakInside") == "avoid"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.close()
