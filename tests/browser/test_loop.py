"""The whole loop on a real hub, in a real browser: fetch, answer, check, hand in, collect, mark, feedback."""

import re
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from journey import COURSE, QUESTION, UNIT, Answers, Teacher, Trainer, log_in, visitor
from lesson_server import accessibility_faults
from playwright.sync_api import Browser, Page, expect
from running_hub import running_hub

pytestmark = [pytest.mark.browser, pytest.mark.hub]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hub")


@pytest.fixture(scope="module")
def address(folder: Path, chromium: str) -> Generator[str]:
    with running_hub(folder, "bg") as served:
        yield served


def cell(page: Page, person: str, code: str) -> str:
    """Run code in a fresh kernel of a person's own server, through its own API, and return what it printed."""
    script = """async ([user, code]) => {
        const base = `/user/${user}/`;
        const xsrf = document.cookie.split('; ').find(c => c.startsWith('_xsrf='))?.slice(6);
        const headers = {'Content-Type': 'application/json', 'X-XSRFToken': xsrf};
        const made = await fetch(`${base}api/kernels`, {method: 'POST', headers, body: '{"name": "python3"}'});
        const kernel = (await made.json()).id;
        const socket = new WebSocket(`ws://${location.host}${base}api/kernels/${kernel}/channels`);
        await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; });
        const header = {msg_id: 'one', msg_type: 'execute_request', username: '', session: 's', version: '5.3'};
        const content = {code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false};
        let printed = '';
        const done = new Promise(resolve => socket.onmessage = event => {
            const message = JSON.parse(event.data);
            if (message.parent_header.msg_id !== 'one') return;
            if (message.msg_type === 'stream') printed += message.content.text;
            if (message.msg_type === 'error') { printed += message.content.evalue; }
            if (message.msg_type === 'status' && message.content.execution_state === 'idle') resolve();
        });
        socket.send(JSON.stringify({header, parent_header: {}, metadata: {}, content, channel: 'shell', buffers: []}));
        await done;
        await fetch(`${base}api/kernels/${kernel}`, {method: 'DELETE', headers});
        return printed;
    }"""
    return page.evaluate(script, [person, code])


def test_a_unit_goes_from_the_teacher_to_the_trainer_and_back(browser: Browser, address: str, folder: Path):
    outside: list[str] = []
    answers = Answers.of(folder / "state")

    with visitor(browser, address, outside) as page:
        log_in(page, "teacher1")
        teacher = Teacher(page, answers)
        expect(teacher.stage()).to_have_text("Не е започнат")
        teacher.start()
        teacher.answer_everything(wrong=2)
        teacher.validate()
        teacher.submit()
        teacher.desk()
        expect(teacher.stage()).to_have_text("Предаден")

    with visitor(browser, address, outside) as page:
        log_in(page, "trainer1")
        expect(page.get_by_role("link", name=re.compile("1 За събиране"))).to_be_visible()
        trainer = Trainer(page)
        trainer.collect()
        trainer.autograde("teacher1")
        trainer.grade_by_hand({"driving-question": 11, "reflection": 3}, {"driving-question": "Ясен и местен въпрос."})
        trainer.release_feedback()
        page.goto("/")
        expect(page.get_by_text("Нищо не ви чака.")).to_be_visible()

    with visitor(browser, address, outside) as page:
        log_in(page, "teacher1")
        teacher = Teacher(page, answers)
        expect(teacher.stage()).to_have_text("Обратната връзка ви чака")
        feedback = teacher.read_feedback()
        expect(feedback.locator(".total")).to_contain_text("36")
        expect(feedback.get_by_text("Ясен и местен въпрос.")).to_be_visible()
        expect(feedback.get_by_text(QUESTION)).to_be_visible()
        expect(feedback.locator("li.other")).to_have_count(2)
        teacher.desk()
        expect(teacher.stage()).to_have_text("Обратната връзка е прочетена")

    assert outside == [], "a page asked an address outside this machine"


def test_the_trainer_s_desk_opens_from_the_landing_page_and_knows_who_marks(browser: Browser, address: str):
    outside: list[str] = []
    with visitor(browser, address, outside) as page:
        log_in(page, "trainer1")
        page.get_by_role("link", name="Отворете бюрото на обучителя").first.click()
        expect(page.get_by_text("Оценявате като trainer1.")).to_be_visible()
        expect(page.get_by_role("heading", name="Раздели")).to_be_visible()
        page.get_by_role("button", name="Оценяване", exact=True).click()
        expect(page.get_by_text("Оценена е във formgrader").first).to_be_visible()
        page.get_by_role("button", name="Точки", exact=True).click()
        expect(page.get_by_role("table", name="Точки").get_by_role("row").nth(1)).to_contain_text("36")
        hand_in = f"voila/render/submitted/teacher1/{UNIT}/{UNIT}.ipynb"
        for hidden in (hand_in, "voila/tree", "voila/files/gradebook.db"):
            answer = page.request.get(f"/services/{COURSE}/{hidden}")
            assert answer.status == 404, hidden
    assert outside == []


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_our_pages_and_nothing_sticks_out(browser: Browser, address: str, width: int):
    def look(page: Page) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        assert accessibility_faults(page) == [], page.url

    here = f"course={COURSE}&unit={UNIT}"
    with visitor(browser, address, [], viewport={"width": width, "height": 740}) as page:
        page.goto("/")
        look(page)
        log_in(page, "teacher1")
        look(page)
        for action in ("submit", "reset", "feedback"):
            page.goto(f"/hub/user-redirect/daskalo/{action}?{here}")
            page.wait_for_url(re.compile("/user/teacher1/daskalo/"))
            expect(page.locator("main h1")).to_be_visible()
            look(page)
    with visitor(browser, address, [], viewport={"width": width, "height": 740}) as page:
        log_in(page, "trainer1")
        page.locator("summary").first.click()
        look(page)


def test_one_teacher_sees_nothing_of_another(browser: Browser, address: str, folder: Path):
    inbound = folder / "state" / "exchange" / "inbound" / "teacher1" / COURSE
    assert list(inbound.glob("*")), "teacher1 has handed in before this test"
    secret = "Ясен и местен въпрос"
    with visitor(browser, address, []) as page:
        log_in(page, "teacher2")
        page.goto("/hub/spawn")
        page.wait_for_url(re.compile("/user/teacher2/"))
        look: dict[str, Any] = {
            "homes": "import os; print(sorted(os.listdir('/home')))",
            "exchange": "import glob; print(sorted(glob.glob('/srv/nbgrader/exchange/**', recursive=True)))",
            "processes": "import glob; print([open(p).read() for p in glob.glob('/proc/[0-9]*/cmdline')])",
            "environment": "import glob; print([open(p).read() for p in glob.glob('/proc/[0-9]*/environ')])",
            "state": f"import os; print(os.path.exists({str(folder / 'state')!r}), os.path.exists('/root'))",
            "outbound": f"open('/srv/nbgrader/exchange/{COURSE}/outbound/mine', 'w')",
        }
        seen = {what: cell(page, "teacher2", code) for what, code in look.items()}
        assert seen["homes"].strip() == "['teacher2']"
        assert "teacher1" not in "".join(seen.values())
        assert secret not in "".join(seen.values())
        assert seen["state"].split()[0] == "False"
        assert "outbound" in seen["exchange"]
        assert UNIT in seen["exchange"]
        assert "Read-only" in seen["outbound"]
        ours = [f"/services/{COURSE}/{page}" for page in ("formgrader", "trainer-desk")]
        for refused in ("/user/teacher1/lab", "/user/teacher1/api/contents", *ours):
            answer = page.goto(refused)
            assert answer is not None
            assert answer.status in (403, 404), refused


def test_ctrl_c_ends_every_process_and_a_second_start_goes_on(browser: Browser, folder: Path, tmp_path: Path):
    state = tmp_path / "again"
    with running_hub(state, "en") as first, visitor(browser, first, []) as page:
        page.goto("/")
        page.locator("input[name=username]").fill("teacher1")
        page.locator("input[name=password]").fill("daskalo")
        page.locator("input[type=submit], button[type=submit]").first.click()
        expect(page.get_by_role("heading", level=1, name=re.compile("Hello"))).to_be_visible()
        page.locator("li.unit").first.get_by_role("link", name="Start", exact=True).click()
        expect(page.locator("fieldset").first).to_be_visible()
    # running_hub has raised if anything was left behind
    with running_hub(state, "en") as second, visitor(browser, second, []) as page:
        page.goto("/")
        page.locator("input[name=username]").fill("teacher1")
        page.locator("input[name=password]").fill("daskalo")
        page.locator("input[type=submit], button[type=submit]").first.click()
        expect(page.locator("li.unit .stage").first).to_contain_text("In work")
