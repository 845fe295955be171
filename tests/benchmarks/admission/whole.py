"""The whole way: files to tables, tables to places, an explanation; and how long an app waits for it."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from instances import invented, scenario

from daskalo.admission import Scenario, load_rules, place

RULES = ("ruse-kindergarten", "2020-06-05")


def seconds(job: Callable[[], object], times: int) -> float:
    """Return how long a job takes, the median."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        job()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def lines(children: int, institutions: int, wishes: int, times: int) -> Iterator[tuple[str, float]]:
    """Measure each step at one size.

    Args:
        children (int): How many.
        institutions (int): How many.
        wishes (int): How many a child lists.
        times (int): How often each step is repeated.
    """
    rules = load_rules(*RULES)
    applications = scenario(invented(children, institutions, wishes))
    with tempfile.TemporaryDirectory() as folder:
        applications.write(Path(folder))
        yield "Scenario.read: four files, every line checked", seconds(lambda: Scenario.read(folder, rules), times)
        fresh = iter([Scenario.read(folder) for _ in range(times)])
    yield "place: tables to places, the first time", seconds(lambda: place(next(fresh), rules, seed=1), times)
    changed = iter([rules.with_changes(wish_bonus=[str(bonus)]) for bonus in range(times)])
    yield "place: after a change of the rules", seconds(lambda: place(applications, next(changed), seed=1), times)
    result = place(applications, rules, seed=1)
    child = result.placements.loc[result.placements["institution"].isna(), "child"].iloc[0]
    yield (
        "place, tables of results, explain one child",
        seconds(lambda: _reaction(applications, rules, child), min(times, 5)),
    )


def _reaction(applications: Scenario, rules: object, child: str) -> None:
    result = place(applications, rules, seed=1)  # type: ignore[arg-type]
    _tables = result.placements, result.cutoffs, result.report
    result.explain(child)
