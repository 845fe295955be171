"""What a person's sandbox keeps from that person, tried from inside; and what a trainer's keeps from a trainer."""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from daskalo_grading.hub.deployment import CourseEdition, Deployment
from daskalo_grading.hub.learners import EXCHANGE, learner_environment, learner_sandbox
from daskalo_grading.hub.sandbox import CHECKOUT, Limits, Sandbox, environment
from daskalo_grading.hub.services import DESK_STATE, desk_sandbox
from daskalo_grading.hub.state import State
from daskalo_grading.hub.trainers import COURSES, inside, trainer_sandbox

SECRET = "a secret of somebody else"


@pytest.fixture
def state(state: State, course: CourseEdition) -> State:
    """Fill the folder with what nobody else may see."""
    (state.hub / "jupyter" / "bg").mkdir(parents=True)
    places = [
        state.hub / "cookie_secret",
        state.hub / "jupyterhub.sqlite",
        state.home("teacher2") / "diary.txt",
        state.course(course.id) / "gradebook.db",
        state.course(course.id) / "source" / "answers.txt",
        state.inbound("teacher2", course.id) / "work.txt",
        state.feedback("teacher2", course.id) / "page.html",
    ]
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(SECRET)
    (state.outbound(course.id) / "unit").mkdir()
    (state.outbound(course.id) / "unit" / "unit.ipynb").write_text("{}")
    (state.feedback("teacher1", course.id) / "mine.html").write_text("feedback")
    return state


def tried(command: list[str], variables: dict[str, str], code: str) -> object:
    """Run Python code in a sandbox; it prints JSON."""
    done = subprocess.run([*command, sys.executable, "-c", code], env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def as_teacher(state: State, deployment: Deployment, code: str) -> object:
    sandbox = learner_sandbox(state, deployment, "teacher1", "bg")
    return tried(sandbox.command([]), learner_environment(deployment, "teacher1", "bg"), code)


SKIPPED = ["/usr", "/proc", "/dev", sys.prefix, sys.base_prefix]
EVERY_FILE = f"""
import json, os
found = []
for top, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(top, name) not in {SKIPPED!r}]
    for name in files:
        try:
            if {SECRET!r} in open(os.path.join(top, name), errors="replace").read(100_000):
                found.append(os.path.join(top, name))
        except OSError:
            pass
print(json.dumps(found))
"""


def test_no_file_of_anybody_else_can_be_found_anywhere(state: State, deployment: Deployment):
    assert as_teacher(state, deployment, EVERY_FILE) == []


def test_homes_courses_and_the_folder_of_the_hub_are_not_there(state: State, deployment: Deployment):
    gone = ["courses", "build", ".daskalo", ".git", "tests", "grading/hub/demo.toml"]
    paths = [str(state.root), *(str(CHECKOUT / name) for name in gone)]
    code = f"import json, os; print(json.dumps([os.listdir('/home'), [p for p in {paths!r} if os.path.exists(p)]]))"
    assert as_teacher(state, deployment, code) == [["teacher1"], []]


def test_nbgrader_sees_the_person_and_nobody_else(state: State, deployment: Deployment):
    code = "import json, pwd, nbgrader.utils; print(json.dumps([nbgrader.utils.get_username(), len(pwd.getpwall())]))"
    assert as_teacher(state, deployment, code) == ["teacher1", 2]


def test_only_the_own_home_and_the_own_hand_ins_can_be_written(
    state: State, deployment: Deployment, course: CourseEdition
):
    exchange = f"{EXCHANGE}/{course.id}"
    allowed = ["/home/teacher1", f"{exchange}/inbound", "/tmp"]
    places = [
        *allowed,
        f"{exchange}/outbound",
        f"{exchange}/outbound/unit",
        f"{exchange}/feedback",
        "/",
        "/etc",
        "/usr",
    ]
    places += [sys.prefix, str(CHECKOUT / "src"), str(CHECKOUT / "grading" / "daskalo_grading")]
    code = f"""
import json
def can_write(place):
    try:
        open(place + "/probe", "w").close()
        return True
    except OSError:
        return False
print(json.dumps([place for place in {places!r} if can_write(place)]))
"""
    assert as_teacher(state, deployment, code) == allowed
    assert (state.home("teacher1") / "probe").exists()
    assert (state.inbound("teacher1", course.id) / "probe").exists()


def test_no_process_of_the_machine_can_be_seen_or_signalled(state: State, deployment: Deployment):
    code = f"""
import json, os
try:
    os.kill({os.getpid()}, 0)
    reached = True
except OSError:
    reached = False
print(json.dumps([reached, len([name for name in os.listdir("/proc") if name.isdigit()]) < 5]))
"""
    assert as_teacher(state, deployment, code) == [False, True]


def test_no_variable_of_the_hub_comes_in(state: State, deployment: Deployment, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CONFIGPROXY_AUTH_TOKEN", SECRET)
    code = "import json, os; print(json.dumps(sorted(os.environ)))"
    names = as_teacher(state, deployment, code)
    assert "CONFIGPROXY_AUTH_TOKEN" not in names  # type: ignore[operator]
    assert "DASKALO_STATE" not in names  # type: ignore[operator]


def test_nothing_inside_has_a_capability_or_gains_one(state: State, deployment: Deployment):
    code = """
import json
lines = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(json.dumps([int(lines["CapEff"], 16), int(lines["CapBnd"], 16), lines["NoNewPrivs"].strip()]))
"""
    assert as_teacher(state, deployment, code) == [0, 0, "1"]


def test_memory_and_files_have_limits(state: State, deployment: Deployment):
    deployment = replace(deployment, memory_gib=1)
    code = """
import json
try:
    bytearray(2 << 30)
    memory = "unlimited"
except MemoryError:
    memory = "limited"
try:
    with open("/tmp/large", "wb") as large:
        for _ in range(600):
            large.write(bytes(1 << 20))
    disk = "unlimited"
except OSError:
    disk = "limited"
print(json.dumps([memory, disk]))
"""
    assert as_teacher(state, deployment, code) == ["limited", "limited"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the kernel counts no processes of root; the hub says so at its start")
def test_processes_have_a_limit():
    sandbox = Sandbox("learner", limits=Limits(processes=20))
    code = "import subprocess\n[subprocess.Popen(['sleep', '5']) for _ in range(40)]"
    done = subprocess.run(sandbox.command([sys.executable, "-c", code]), env=environment(sandbox.home, "bg"))
    assert done.returncode != 0


def test_a_sandbox_without_network_reaches_nothing():
    sandbox = Sandbox("learner", network=False)
    code = "import json, socket; print(json.dumps([name for _, name in socket.if_nameindex()]))"
    assert tried(sandbox.command([]), environment(sandbox.home, "bg"), code) == ["lo"]


def test_everything_inside_ends_with_the_process_that_started_it(tmp_path: Path):
    sandbox = Sandbox("learner")
    marked = f"sleep {600 + os.getpid() / 1e7:.7f}"
    inner = sandbox.command(["/bin/sh", "-c", f"setsid {marked} & exec {marked}"])
    starter = subprocess.Popen(
        [sys.executable, "-c", f"import subprocess; subprocess.Popen({inner!r}, env={{}}).wait()"], cwd=tmp_path
    )

    def running() -> int:
        lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
        return sum(line.replace(b"\0", b" ").strip() == marked.encode() for line in lines)

    wait_until(lambda: running() == 2)
    starter.kill()
    starter.wait()
    wait_until(lambda: running() == 0)


def wait_until(condition) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_trainer_sees_the_own_course_and_the_hand_ins_of_its_people_only(
    state: State, deployment: Deployment, course: CourseEdition
):
    other = CourseEdition("robots", "bg", ("trainer2",), ("teacher2",))
    deployment = replace(deployment, courses=(course, other))
    state.prepare(deployment)
    for place in (state.course(other.id), state.inbound("teacher2", other.id), state.feedback("teacher2", other.id)):
        (place / "theirs.txt").write_text("of the other course")
    command, variables = inside(state, deployment, course, [], trusted=False)
    found = tried(command, variables, EVERY_FILE.replace(SECRET, "of the other course"))
    assert found == []
    seen = tried(command, variables, EVERY_FILE)
    assert sorted(seen) == [  # type: ignore[call-overload]
        f"{COURSES}/{course.id}/gradebook.db",
        f"{COURSES}/{course.id}/source/answers.txt",
        f"{EXCHANGE}/{course.id}/feedback/teacher2/page.html",
        f"{EXCHANGE}/{course.id}/inbound/teacher2/work.txt",
    ]


def test_the_desk_reads_the_work_of_everybody_and_no_secret_of_the_hub_and_writes_nothing(state: State):
    desk = desk_sandbox(state)
    found = tried(desk.command([]), environment(desk.home, "bg"), EVERY_FILE)
    assert f"{DESK_STATE}/homes/teacher2/diary.txt" in found  # type: ignore[operator]
    assert [path for path in found if "cookie_secret" in path or "sqlite" in path] == []  # type: ignore[union-attr]
    probe = f"import json, os; print(json.dumps(os.access('{DESK_STATE}/homes/teacher2', os.W_OK)))"
    assert tried(desk.command([]), environment(desk.home, "bg"), probe) is False


def test_without_isolation_the_same_paths_are_links(state: State, deployment: Deployment, course: CourseEdition):
    root = state.hub / "links" / "formgrader"
    trainer_sandbox(state, deployment, course).links(root)
    linked = root / EXCHANGE.lstrip("/") / course.id / "inbound" / "teacher2" / "work.txt"
    assert linked.read_text() == SECRET
    trainer_sandbox(state, deployment, course).links(root)
    assert (state.inbound("teacher2", course.id) / "work.txt").read_text() == SECRET
