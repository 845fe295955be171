"""The same on a Dask cluster; a worker that dies loses nothing."""

import threading
import time

import psutil
import pytest
from distributed import LocalCluster

from daskalo.errors import UsageError
from daskalo_grading.autograde import grade

pytestmark = [pytest.mark.nbgrader, pytest.mark.filterwarnings("ignore")]


@pytest.fixture
def cluster():
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        yield cluster


def test_a_cluster_grades_and_survives_the_death_of_a_worker(course, cluster):
    people = [f"teacher{number}" for number in range(4)]
    for person in people:
        course.hand_in(person, "import time\ntime.sleep(0.5)\ndef double(x):\n    return 2 * x")
    victim = next(iter(cluster.workers.values())).pid
    killed = []

    def kill() -> None:
        while not killed:
            time.sleep(0.05)
            locks = [file.path for file in psutil.Process(victim).open_files() if file.path.endswith(".lock")]
            if locks:
                psutil.Process(victim).kill()
                killed.append(victim)

    killer = threading.Thread(target=kill)
    killer.start()
    graded = grade(course.folder, "ps1", scheduler=cluster.scheduler_address)
    killer.join()
    assert {one.person: (one.score, one.failed) for one in graded} == dict.fromkeys(people, (3, ""))
    assert course.scores() == dict.fromkeys(people, 3)


def test_a_scheduler_that_does_not_answer_is_named(course, monkeypatch: pytest.MonkeyPatch):
    from daskalo_grading.autograde import cluster

    course.hand_in("teacher1")
    monkeypatch.setattr(cluster, "CONNECT_S", 0.5)
    with pytest.raises(UsageError, match="tcp://") as refused:
        grade(course.folder, "ps1", scheduler="tcp://127.0.0.1:9")
    assert refused.value.code == "scheduler-unreachable"
