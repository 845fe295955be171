"""Many hand-ins on this machine: one process a worker, each with a warm interpreter of its own.

When a worker is killed, its hand-in is given to another one; nothing of what the dead one did remains.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

from daskalo.i18n import language, speaking, translator
from daskalo_grading.autograde.job import Graded, Job
from daskalo_grading.execution.limits import Limits
from daskalo_grading.execution.warm import NoSandbox, WarmInterpreter, adopt

_, ngettext = translator("daskalo_grading.autograde")

MOST_TRIES = 3


def default_workers() -> int:
    """Return how many workers make sense: one a core that we may use."""
    return len(os.sched_getaffinity(0))


def run(jobs: Sequence[Job], workers: int, interpreters: Sequence[WarmInterpreter] = ()) -> Iterator[Graded]:
    """Grade hand-ins, and yield what became of each as soon as it is known.

    Args:
        jobs (Sequence[Job]): The hand-ins.
        workers (int): How many at a time.
        interpreters (Sequence): Interpreters that are warming up already; the others are started when needed.

    Raises:
        NoSandbox: `no-sandbox`; nothing was graded.
    """
    todo, tries = deque(jobs), Counter()
    spare = deque(interpreters)
    crew = [_Worker(spare.popleft() if spare else None) for _number in range(min(workers, len(jobs)))]
    try:
        for worker in crew:
            worker.take(todo)
        while busy := {worker.connection: worker for worker in crew if worker.job}:
            for connection in wait(list(busy)):
                worker = busy[connection]  # type: ignore[index]
                told = worker.told()
                if isinstance(told, NoSandbox):
                    raise told
                if told is None:  # killed: the hand-in is graded again, at most so often
                    told = _again(worker.job, tries, todo)
                    crew[crew.index(worker)] = worker = worker.replaced()
                worker.take(todo)
                if told:
                    yield told
    finally:
        for worker in crew:
            worker.end()


def _again(job: Job | None, tries: Counter[Job], todo: deque[Job]) -> Graded | None:
    assert job is not None
    tries[job] += 1
    if tries[job] < MOST_TRIES:
        todo.append(job)
        return None
    reason = _("Grading was ended from outside {n} times. Is there enough memory?", n=MOST_TRIES)
    return Graded(job.person, job.unit, failed=reason)


class _Worker:
    """A process that grades one hand-in after the other."""

    def __init__(self, interpreter: WarmInterpreter | None) -> None:
        # A process with threads must not be forked; one without shares what it has imported.
        method = "fork" if threading.active_count() == 1 else "forkserver"
        context: Any = multiprocessing.get_context(method)
        self.connection, theirs = context.Pipe()
        self.job: Job | None = None
        self._interpreter = interpreter if method == "fork" else None
        self._process = context.Process(target=_work, args=(theirs, self._interpreter, language()), daemon=True)
        self._process.start()
        theirs.close()

    def take(self, todo: deque[Job]) -> None:
        """Take the next hand-in, if there is one."""
        self.job = todo.popleft() if todo else None
        if self.job:
            with contextlib.suppress(OSError):  # a dead worker is noticed when its answer is read
                self.connection.send(self.job)

    def told(self) -> Graded | NoSandbox | None:
        """Return what it says; None when it is dead."""
        try:
            return self.connection.recv()
        except (EOFError, OSError):
            return None

    def replaced(self) -> _Worker:
        """Return a new one in its place."""
        self.end()
        return _Worker(None)

    def end(self) -> None:
        """End it and its interpreter."""
        self.connection.close()
        self._process.kill()  # it waits for the next hand-in, or is given up with the one it has
        self._process.join()
        if self._interpreter:
            self._interpreter.close()


def _work(connection: Connection, interpreter: WarmInterpreter | None, spoken: str) -> None:
    from daskalo_grading.autograde.one import grade_one

    if interpreter:
        adopt(interpreter)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt), speaking(spoken):
        while True:
            job = connection.recv()
            try:
                connection.send(grade_one(job))
            except NoSandbox as error:
                connection.send(error)
            except Exception as error:  # what is wrong with the gradebook is wrong with this hand-in
                reason = f"{type(error).__name__}: {error}"
                connection.send(Graded(job.person, job.unit, failed=reason))


def warming(workers: int, *, trusted: bool) -> list[WarmInterpreter]:
    """Start interpreters that warm up while the grader itself still imports nbgrader."""
    started = []
    for _number in range(workers):
        interpreter = WarmInterpreter(Limits(), trusted=trusted)
        interpreter.launch()
        started.append(interpreter)
    return started
