"""The hub as people meet it: log in, fetch, hand in, mark, read; and nothing of anybody else."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from visiting import Formgrader, Hub, Visitor, outside

pytestmark = pytest.mark.hub

COURSE = "project-pedagogy-bg"
UNIT = "01-driving-question"
EVIL = "<script>take_over()</script><img src=x onerror='take_over()'><b>shown</b>"
SHOWN = f"from IPython.display import HTML\nHTML({EVIL!r})"

FETCH_AND_SUBMIT = f"""
import json, nbformat, subprocess
subprocess.run("nbgrader fetch_assignment {UNIT} --course {COURSE}", shell=True, check=True, capture_output=True)
path = "{COURSE}/{UNIT}/{UNIT}.ipynb"
notebook = nbformat.read(path, 4)
notebook.cells.append(nbformat.v4.new_code_cell({SHOWN!r}))
nbformat.write(notebook, path)
command = "nbgrader submit {UNIT} --course {COURSE}"
print(subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stderr)
"""


@pytest.fixture(scope="module")
def hub(new_hub: Callable[..., Hub]) -> Hub:
    return new_hub()


@pytest.fixture(scope="module")
def teacher1(hub: Hub, visit: Callable[..., Visitor]) -> Visitor:
    teacher = visit(hub, "teacher1")
    teacher.start_server()
    return teacher


@pytest.fixture(scope="module")
def teacher2(hub: Hub, visit: Callable[..., Visitor]) -> Visitor:
    teacher = visit(hub, "teacher2")
    teacher.start_server()
    return teacher


@pytest.fixture(scope="module")
def formgrader(hub: Hub, visit: Callable[..., Visitor]) -> Formgrader:
    return Formgrader(visit(hub, "trainer1"), COURSE)


def test_it_says_where_it_is_for_whom_and_how_to_stop(hub: Hub):
    for word in (hub.address, "trainer1", "Мария Стоянова", "„daskalo“", "Ctrl-C"):
        assert word in hub.said


def test_the_login_page_is_bulgarian_and_loads_nothing_from_elsewhere(hub: Hub, visit: Callable[..., Visitor]):
    page = visit(hub, "nobody", log_in=False).http.get("/hub/login").text
    assert '<html lang="bg"' in page
    assert "Парола" in page
    assert outside(page) == []


@pytest.mark.parametrize(
    ("name", "password"), [("teacher1", "daskala"), ("root", "daskalo"), ("../trainer1", "daskalo")]
)
def test_a_wrong_password_or_an_unknown_name_stays_outside(
    hub: Hub, visit: Callable[..., Visitor], name: str, password: str
):
    answer = visit(hub, name, log_in=False).log_in(password)
    assert answer.status_code == 403
    assert "Името или паролата не е вярна" in answer.text


def test_a_unit_goes_to_the_trainer_and_comes_back_with_feedback(
    hub: Hub, teacher1: Visitor, teacher2: Visitor, formgrader: Formgrader
):
    assert "Submitted as" in teacher1.run(FETCH_AND_SUBMIT)
    assert "teacher1" in formgrader.act(f"assignment/{UNIT}/collect")
    formgrader.act(f"submission/{UNIT}/teacher1/autograde")
    marked = formgrader.submissions(UNIT)["teacher1"]
    assert (marked["autograded"], marked["score"], marked["needs_manual_grade"]) == (True, 0, True)
    assert (marked["first_name"], marked["last_name"]) == ("Иван", "Колев")
    formgrader.act(f"assignment/{UNIT}/generate_feedback")
    formgrader.act(f"assignment/{UNIT}/release_feedback")
    fetched = f"""
import glob, subprocess
subprocess.run("nbgrader fetch_feedback {UNIT} --course {COURSE}", shell=True, check=True, capture_output=True)
print([open(path).read() for path in glob.glob("{COURSE}/{UNIT}/feedback/*/*.html")][0])
"""
    page = teacher1.run(fetched)
    assert '<html lang="bg"' in page
    assert outside(page) == []
    assert "### BEGIN HIDDEN TESTS" not in page
    assert teacher2.run(f"import os; print(os.listdir('/srv/nbgrader/exchange/{COURSE}/feedback'))").strip() == "[]"


def test_what_a_learner_prints_does_not_act_in_the_name_of_the_trainer(formgrader: Formgrader):
    listed = formgrader.page(f"gradebook/{UNIT}/{UNIT}")
    answer = formgrader.trainer.http.get(f"{formgrader.path}formgrader/api/submitted_notebooks/{UNIT}/{UNIT}").json()
    page = formgrader.page(f"submissions/{answer[0]['id']}/")
    assert "<b>shown</b>" in page
    assert "<script>take_over" not in page
    assert not re.search(r"<img[^>]*onerror", page)
    assert outside(page) == []
    assert outside(listed) == []


def test_a_teacher_gets_neither_the_formgrader_nor_the_server_of_another(
    hub: Hub, teacher1: Visitor, teacher2: Visitor
):
    for path in (f"/services/{COURSE}/formgrader", "/user/teacher2/lab", "/user/teacher2/api/contents"):
        assert teacher1.http.get(path).status_code in {403, 404}


def test_the_token_of_a_server_opens_nothing_else(teacher1: Visitor, teacher2: Visitor):
    code = f"""
import json, os, httpx
hub, token = os.environ["JUPYTERHUB_API_URL"], os.environ["JUPYTERHUB_API_TOKEN"]
ask = lambda path: httpx.get(path, headers={{"Authorization": f"token {{token}}"}}).status_code
public = "{teacher1.address}"
paths = [hub + "/users", hub + "/groups", hub + "/users/teacher2", hub + "/services", hub + "/proxy"]
paths += [public + "/user/teacher2/api/contents", public + "/services/{COURSE}/formgrader/api/assignments"]
print(json.dumps([ask(path) for path in paths]))
"""
    codes = json.loads(teacher1.run(code))
    assert [status for status in codes if status not in {302, 403, 404}] in ([], [200])  # services: an empty list


def test_no_port_of_the_hub_answers_somebody_without_a_token(hub: Hub, teacher1: Visitor, teacher2: Visitor):
    code = f"""
import json, httpx
opened = []
for port in {sorted(listening(hub))!r}:
    for path in ("/api/routes", "/api/contents", "/user/teacher2/api/contents", "/user/teacher2/api/kernels",
                 "/services/{COURSE}/api/contents", "/services/{COURSE}/formgrader/api/assignments", "/hub/api/users"):
        try:
            answer = httpx.get(f"http://127.0.0.1:{{port}}{{path}}", timeout=10)
        except httpx.HTTPError:
            continue
        if answer.status_code == 200:
            opened.append((port, path))
print(json.dumps(opened))
"""
    assert len(listening(hub)) >= 6
    assert json.loads(teacher1.run(code)) == []


def listening(hub: Hub) -> set[int]:
    """Return the TCP ports on which processes of the hub listen."""
    sockets = {}
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A":
            sockets[f"socket:[{fields[9]}]"] = int(fields[1].rpartition(":")[2], 16)
    found = set()
    for process in hub.processes():
        for opened in Path(f"/proc/{process}/fd").glob("*"):
            try:
                found.add(sockets.get(str(opened.readlink()), 0))
            except OSError:
                continue
    return found - {0}


def test_kernels_listen_on_no_port(hub: Hub, teacher1: Visitor):
    before = listening(hub)
    code = "import os; print(len(os.listdir('/run/jupyter')))"
    assert int(teacher1.run(code)) > 5
    assert listening(hub) == before


def test_a_person_in_the_browser_gets_jupyterlab_in_bulgarian_without_the_trainers_tools(teacher1: Visitor):
    page = teacher1.http.get("/user/teacher1/lab").text
    found = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    disabled = json.loads(found[1])["disabledExtensions"]
    assert {"@jupyter/nbgrader:formgrader", "@jupyter/nbgrader:create-assignment"} <= set(disabled)
    plugin = "/user/teacher1/lab/api/settings/@jupyterlab/translation-extension:plugin"
    assert teacher1.http.get(plugin).json()["schema"]["properties"]["locale"]["default"] == "bg_BG"


def test_a_unit_opens_as_an_app(teacher1: Visitor):
    page = teacher1.http.get(f"/user/teacher1/voila/render/{COURSE}/{UNIT}/{UNIT}.ipynb")
    assert page.status_code == 200
    assert outside(page.text) == []


def test_the_admission_app_finds_its_invented_children_in_the_sandbox_of_a_person(teacher1: Visitor):
    opened = (
        "from daskalo_widgets.admission.page import journal\nfrom daskalo_widgets.admission.session import Session\n"
    )
    ask = "Session(journal(), 'bg').answer({'id': 'x-1', 'do': 'open', 'door': 'parent'})['data']['state']['child']"
    assert teacher1.run(f"{opened}print({ask})").strip() == "2020-0999"
