"""Many hand-ins on a Dask cluster: all machines see the course folder and the gradebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from distributed import Client, Future, as_completed
from distributed.scheduler import KilledWorker

from daskalo.errors import UsageError
from daskalo.i18n import language, speaking, translator
from daskalo_grading.autograde.job import Graded, Job
from daskalo_grading.execution.warm import NoSandbox

_, ngettext = translator("daskalo_grading.autograde")

CONNECT_S = 20


def run(jobs: Sequence[Job], scheduler: str) -> Iterator[Graded]:
    """Grade hand-ins on a cluster, and yield what became of each as soon as it is known.

    Dask gives the hand-in of a worker that dies to another one.

    Args:
        jobs (Sequence[Job]): The hand-ins.
        scheduler (str): The address of the scheduler, such as `tcp://grader:8786`.

    Raises:
        UsageError: `scheduler-unreachable`.
        NoSandbox: `no-sandbox`, on one of the workers.
    """
    try:
        client = Client(scheduler, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        message = _(
            "No Dask scheduler answers at “{address}” ({error}). Start one with “dask scheduler”, or leave --scheduler"
            " out.",
            address=scheduler, error=error,
        )  # fmt: skip
        raise UsageError("scheduler-unreachable", message) from None
    with client, client.as_current():
        futures = {client.submit(_grade, job, language(), pure=False): job for job in jobs}
        try:
            for future in as_completed(futures):
                yield _told(future, futures[future])
        finally:
            client.cancel(list(futures))


def _grade(job: Job, spoken: str) -> Graded:
    """Grade one hand-in on a worker."""
    from daskalo_grading.autograde.one import grade_one

    with speaking(spoken):
        return grade_one(job)


def _told(future: Future, job: Job) -> Graded:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, NoSandbox):
        raise error
    if isinstance(error, KilledWorker):
        reason = _("Every worker that tried it was ended from outside. Is there enough memory?")
    else:
        reason = f"{type(error).__name__}: {error}"
    return Graded(job.person, job.unit, failed=reason)
