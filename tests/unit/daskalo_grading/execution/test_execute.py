"""What runs in a fork of the warm interpreter: as in any kernel, but apart from everything and limited."""

import os
import shutil
import socket
from pathlib import Path

import pytest
from cells import graded_cell, points, shown

from daskalo.errors import ContentError
from daskalo_grading.execution import landlock, warm
from daskalo_grading.execution.limits import Limits
from daskalo_grading.hub import sandbox


def codes(notebook) -> list[str]:
    return [note["code"] for note in notebook.notes]


def test_cells_run_as_in_a_kernel(run):
    awaited = "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'"
    ran = run("a = 6 * 7\na", "print('x')", "1/0", awaited, "!echo shell")
    assert [shown(cell) for cell in ran.cells] == ["42", "x\n", "division by zero", "'awaited'", "shell\r\n"]
    assert [cell.execution_count for cell in ran.cells] == [1, 2, 3, 4, 5]
    assert ran.metadata.language_info.name == "python"


def test_a_notebook_sees_its_own_files_and_what_it_writes_stays_in_its_copy(run, hand_in: Path):
    ran = run("open('data.txt').read()", "open('data.txt', 'w').write('!')\nopen('more.txt', 'w').write('more')", "%ls")
    assert shown(ran.cells[0]) == "'Дунав'"
    assert "more.txt" in shown(ran.cells[2])
    assert (hand_in / "data.txt").read_text() == "Дунав"
    assert sorted(path.name for path in hand_in.iterdir()) == ["data.txt"]


def test_nothing_of_the_course_is_there(run, hand_in: Path):
    ran = run(f"import os\nos.path.exists({str(hand_in.parents[2] / 'gradebook.db')!r})", "os.listdir('/home')")
    assert shown(ran.cells[0]) == "False"
    assert ran.cells[1].outputs[0].ename == "PermissionError"


def test_the_next_notebook_finds_nothing_of_the_one_before(run):
    run("import pathlib\nfor f in ('/tmp', '/dev/shm', '..'):\n    pathlib.Path(f, 'note').write_text('psst')")
    ran = run("import pathlib\n[pathlib.Path(f, 'note').exists() for f in ('/tmp', '/dev/shm', '..')]")
    assert shown(ran.cells[0]) == "[False, False, False]"


def test_a_daemon_does_not_outlive_its_notebook(run):
    daemon = "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    count = "import os\nsum(name.isdigit() for name in os.listdir('/proc'))"
    before = int(shown(run(count).cells[0]))
    run(daemon + "1")
    assert int(shown(run(count).cells[0])) == before


def test_all_orphans_are_buried_before_the_next_notebook_begins(run):
    count = "import os\nsum(name.isdigit() for name in os.listdir('/proc'))"
    before = int(shown(run(count).cells[0]))
    forks = "import os, time\nparent = os.getpid()\nfor _ in range(5):\n    os.fork()\n"
    orphans = f"{forks}if os.getpid() != parent:\n    time.sleep(60)"
    for _ in range(3):
        run(orphans)
        assert int(shown(run(count).cells[0])) == before


def test_the_data_sets_can_be_read_and_a_tour_of_the_admission_app_marked(run):
    read = "from daskalo.admission import example\nlen(example().scenario.children)"
    unit = (
        "import json, pathlib\n"
        "unit = {'schema': 1, 'course': 'c', 'unit': 'u', 'language': 'bg', 'title': 'T', 'activities': {}}\n"
        "pathlib.Path('unit.json').write_text(json.dumps(unit))"
    )
    journal = (
        "from daskalo.journal import Journal\n"
        "ops = [{'do': 'claim', 'criterion': 'k1', 'on': True}, *({'do': 'proof', 'criterion': 'k1', 'proof': n, 'on': "
        "True} for n in range(2))]\n"
        "written = [Journal.open_unit('.').append({'op': 'admission', 'door': 'parent', **op}) for op in ops]"
    )
    mark = "from daskalo_grading.checks import check_tour\ncheck_tour(['parent-points', 'parent-wishes'], points=3)"
    ran = run(read, unit, journal, mark)
    assert [shown(ran.cells[0]), shown(ran.cells[3])] == ["915", "1.5"]


def test_the_environment_is_cleared(run):
    ran = run("import os\nos.environ.get('JUPYTERHUB_API_TOKEN'), os.environ['NBGRADER_EXECUTION'], os.environ['HOME']")
    assert shown(ran.cells[0]) == "(None, 'autograde', '/home/learner')"


def test_there_is_no_network(run):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        ran = run(f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 2)")
    assert ran.cells[0].outputs[0].output_type == "error"


def test_it_cannot_signal_the_interpreter_it_was_forked_from(run):
    ran = run("import os\nos.kill(os.getppid(), 9)", "'alive'")
    assert ran.cells[0].outputs[0].ename == "PermissionError"
    assert shown(ran.cells[1]) == "'alive'"


def test_an_endless_loop_is_interrupted_and_the_next_cell_runs(run):
    ran = run("while True:\n    pass", "'next'", timeout=1)
    assert [output.ename for output in ran.cells[0].outputs] == ["KeyboardInterrupt", "CellTimeoutError"]
    assert shown(ran.cells[1]) == "'next'"


def test_a_loop_that_cannot_be_interrupted_is_ended(run):
    stubborn = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    pass"
    ran = run(stubborn, graded_cell("assert True"), timeout=1, iopub_timeout=1)
    assert codes(ran) == ["limit-time"]
    assert points(ran.cells[1]) == 0


def test_too_much_memory_is_refused(run):
    ran = run("x = bytearray(900_000_000)", "'still here'", memory_mib=512)
    assert ran.cells[0].outputs[0].ename == "MemoryError"
    assert shown(ran.cells[1]) == "'still here'"


def test_too_many_processes_end_the_interpreter(run):
    bomb = "import os, time\nfor _ in range(40):\n    if os.fork() == 0:\n        time.sleep(30)\ntime.sleep(30)"
    ran = run("1 + 1", bomb, graded_cell("assert True"), processes=20, timeout=20)
    assert codes(ran) == ["limit-processes"]
    assert shown(ran.cells[0]) == "2"
    assert points(ran.cells[2]) == 0


def test_a_flood_of_output_ends_the_interpreter(run):
    ran = run("while True:\n    print('x' * 100_000)", graded_cell("assert True"), output_mib=2)
    assert codes(ran) == ["limit-output"]
    assert points(ran.cells[1]) == 0


@pytest.mark.parametrize("end", ["import os; os._exit(0)", "import os; os.kill(os.getpid(), 9)"])
def test_what_ran_before_the_interpreter_ended_counts(run, end: str):
    ran = run("x = 1", graded_cell("assert x == 1", "first"), end, graded_cell("assert x == 1", "second"))
    assert codes(ran) == ["interpreter-ended"]
    assert [points(ran.cells[place]) for place in (1, 3)] == [3, 0]


def test_a_transformer_that_blanks_later_cells_earns_nothing(run):
    blank = "get_ipython().input_transformers_cleanup.append(lambda lines: [])"
    ran = run(blank, graded_cell("assert False"))
    assert codes(ran) == ["tampered"]
    assert points(ran.cells[1]) == 0


def test_an_object_that_equals_everything_earns_nothing(run):
    yes = "class Yes:\n    def __eq__(self, other):\n        return True\n\ndef add(a, b):\n    return Yes()"
    ran = run(yes, graded_cell("assert add(1, 2) == 3", "add"), graded_cell("assert 1 + 1 == 2", "sum"))
    assert codes(ran) == ["always-equal"]
    assert [points(cell) for cell in ran.cells[1:]] == [0, 3]


def test_a_result_above_the_points_is_a_forgery(run):
    ran = run("x = 10", graded_cell("x", points=3))
    assert codes(ran) == ["tampered"]
    assert points(ran.cells[1]) == 0


def test_an_honest_test_keeps_its_points_and_its_partial_credit(run):
    ran = run("def f(x):\n    return 2 * x", graded_cell("assert f(2) == 4"), graded_cell("1.5", "partial"))
    assert ran.notes == []
    assert [points(cell) for cell in ran.cells[1:]] == [3, 1.5]


def test_without_bubblewrap_nothing_is_run(run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sandbox.Sandbox, "command", lambda _self, command: ["no-such-bwrap", *command])
    with pytest.raises(warm.NoSandbox) as refused:
        run("1", processes=63)
    assert refused.value.code == "no-sandbox"


def test_without_landlock_nothing_is_run(run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(landlock, "version", lambda: 0)
    with pytest.raises(warm.NoSandbox):
        run("1", processes=62)


def test_trusted_runs_in_the_folder_itself(run, hand_in: Path):
    ran = run("import os\nos.getcwd()", trusted=True)
    assert shown(ran.cells[0]) == repr(str(hand_in))


def test_another_language_is_refused_in_words(hand_in: Path):
    from nbformat.v4 import new_notebook

    from daskalo_grading.execution import Execute

    notebook = new_notebook(metadata={"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}})
    with pytest.raises(ContentError, match="R") as refused:
        Execute().preprocess(notebook, {"metadata": {"path": str(hand_in)}})
    assert refused.value.code == "kernel-not-python"


def test_the_sandbox_is_there_on_this_machine():
    assert shutil.which("bwrap")
    assert landlock.version() >= 1


def test_the_warm_interpreter_goes_on_after_a_notebook_wherever_the_checkout_lies(run):
    run("open('/tmp/left', 'w').write('x')")
    interpreter = warm._shared[os.getpid(), Limits(), False]
    before = interpreter._process
    assert shown(run("import os\nos.path.exists('/tmp/left')").cells[0]) == "False"
    assert interpreter.alive
    assert interpreter._process is before, "it was not started anew"
