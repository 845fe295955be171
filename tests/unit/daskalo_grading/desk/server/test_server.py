"""The pages inside a user's server, on a real Jupyter server with nbgrader's stock exchange."""

import re
import time
from urllib.request import Request

import pytest

from daskalo_grading.desk import pages

pytestmark = pytest.mark.nbgrader

JOURNAL = "journal.jsonl"


def test_a_teacher_opens_answers_hands_in_and_reads_the_feedback(server) -> None:
    opened = server.get("open")
    assert (opened.status, opened.headers["Location"]) == (
        302,
        f"/user/teacher1/voila/render/{server.COURSE}/{server.UNIT}/{server.UNIT}.ipynb",
    )
    assert (server.unit / "unit.json").is_file()
    lab = server.get("open", **{"as": "lab"}).headers["Location"]
    assert lab == f"/user/teacher1/lab/tree/{server.COURSE}/{server.UNIT}/{server.UNIT}.ipynb"

    server.answer(what_drinks="soil")
    confirm = server.get("submit").text
    assert "1 от 2 задачи още не е завършена." in confirm
    assert "✓ Готово</span> · Кое поема водата?" in confirm
    assert "○ Липсва</span> · С ваши думи" in confirm
    assert server.hand_ins() == [], "looking hands nothing in"

    receipt = server.confirm("submit")
    assert receipt.status == 200
    assert re.search(r"Получено на \d\d\.\d\d\.\d{4} г\., \d\d:\d\d\.", receipt.text)
    assert 'href="/services/desk/"' in receipt.text
    (hand_in,) = server.hand_ins()
    assert (hand_in / JOURNAL).read_bytes() == (server.unit / JOURNAL).read_bytes()

    early = server.get("feedback")
    assert early.status == 409
    assert "За този раздел още няма обратна връзка." in early.text

    server.send_feedback("<h1>3 от 4</h1><script>parent.location='/'</script>")
    shown = server.get("feedback")
    assert "Обратна връзка: Дъждовна градина" in shown.text
    frame = re.search(r'<iframe class="feedback" src="([^"]+)"', shown.text)
    assert frame
    address = server.address.partition("/user/")[0] + frame[1].replace("&amp;", "&")
    document = server.ask(Request(address))
    assert document.text.startswith("<h1>3 от 4</h1>")
    policy = document.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy


def test_a_form_without_the_token_of_its_page_changes_nothing(server) -> None:
    server.get("open")
    assert server.post("submit", "forged").status == 403
    assert server.post("reset", "forged").status == 403
    assert server.hand_ins() == []


def test_somebody_without_a_login_sees_nothing(server) -> None:
    server.get("open")
    server.cookies.clear()
    for page in ("open", "submit", "validate", "feedback", "feedback-document", "reset", "app", "notebook"):
        answer = server.ask(Request(f"{server.address}{page}?course={server.COURSE}&unit={server.UNIT}"), token=False)
        assert answer.status == 302
        assert "/login" in answer.headers["Location"]


def test_the_check_runs_the_notebook_and_says_what_is_missing(server) -> None:
    server.get("open")
    server.answer(in_my_words="Водата попива в почвата.")
    page = server.get("validate")
    run = re.search(r"run=(\d+)", page.headers["Location"])
    assert page.status == 302
    assert run
    deadline = time.monotonic() + 60
    while 'http-equiv="refresh"' in (page := server.get("validate", run=run[1])).text:
        assert '<progress class="busy"' in page.text
        assert time.monotonic() < deadline
        time.sleep(0.3)
    assert page.status == 200
    assert "1 от 2 задачи още не е завършена." in page.text
    assert "✓ Готово</span> · С ваши думи" in page.text
    missing = re.search(r"Кое поема водата\?\s*<ul><li>([^<]+)</li>", page.text)
    assert missing
    assert "Traceback" not in page.text
    assert re.search(r"[а-я]", missing[1]), "a sentence, in Bulgarian"
    assert "Нещо в самата тетрадка е променено." not in page.text


def test_a_notebook_that_cannot_run_is_a_sentence_and_the_original_comes_back(server) -> None:
    server.get("open")
    server.answer(what_drinks="soil")
    answers = (server.unit / JOURNAL).read_bytes()
    notebook = server.unit / f"{server.UNIT}.ipynb"
    notebook.write_text("{ broken")
    run = re.search(r"run=(\d+)", server.get("validate").headers["Location"])
    assert run
    deadline = time.monotonic() + 60
    while (page := server.get("validate", run=run[1])).status == 200:
        assert time.monotonic() < deadline
        time.sleep(0.3)
    assert page.status == 409
    assert "Проверката не стигна до края." in page.text

    restored = server.confirm("reset")
    assert "Оригиналът е върнат" in restored.text
    assert notebook.read_bytes() == (server.released / notebook.name).read_bytes()
    assert (server.unit / JOURNAL).read_bytes() == answers
    (kept,) = (server.home / server.COURSE / "kept").rglob("*.ipynb")
    assert kept.read_text() == "{ broken"
    assert str(kept.relative_to(server.home)) in restored.text
    assert "Нищо не беше променено" in server.confirm("reset").text


@pytest.mark.parametrize(
    ("course", "unit"),
    [("../..", "x"), ("example-bg", "../../etc"), ("", ""), ("example-bg", "<script>"), ("a/b", "c")],
)
def test_a_link_to_no_unit_is_refused_with_a_sentence(server, course: str, unit: str) -> None:
    answer = server.get("open", course=course, unit=unit)
    assert answer.status == 409
    assert "Тази връзка не води към раздел." in answer.text
    assert "<script>" not in answer.text


def test_a_unit_that_is_not_open_cannot_be_fetched_or_handed_in(server) -> None:
    answer = server.get("open", unit="02-closed")
    assert answer.status == 409
    assert "Разделът не може да се вземе сега." in answer.text
    assert "Още нямате копие на този раздел." in server.get("submit", unit="02-closed").text
    assert not (server.home / server.COURSE / "02-closed").exists()


def test_pages_follow_the_course_until_the_reader_chooses(server) -> None:
    server.get("open")
    assert '<html lang="bg"' in server.get("submit").text
    chosen = server.get("submit", language="en")
    assert chosen.status == 302
    assert "language" not in chosen.headers["Location"]
    english = server.get("submit").text
    assert '<html lang="en"' in english
    assert "Hand in now" in english


def test_every_page_has_safe_headers_and_its_style_sheets(server) -> None:
    server.get("open")
    page = server.get("submit")
    for name, value in pages.HEADERS.items():
        assert page.headers[name] == value
    for sheet in re.findall(r'href="([^"]+\.css)"', page.text):
        address = server.address.partition("/user/")[0] + sheet
        assert server.ask(Request(address)).status == 200


def test_a_training_app_opens_as_an_own_copy(server) -> None:
    opened = server.get("app", name="answer-kinds")
    assert opened.headers["Location"] == "/user/teacher1/voila/render/apps/answer-kinds/answer-kinds.ipynb"
    assert (server.home / "apps/answer-kinds/answer-kinds.ipynb").is_file()
    assert server.get("app", name="../../secret").status == 409
    assert server.get("notebook", name="../../secret").status == 409
