"""From the rounds to ratios, and the table of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench_watch import Watched

GOALS = {"stock nbgrader": 8, "otter-grader": 10}


@dataclass(frozen=True)
class Line:
    """One line of the table: medians over the rounds.

    Attributes:
        name (str): Who graded.
        seconds (float): For all hand-ins, start of the program included.
        each (float): Seconds for one hand-in.
        ratio (float): How many times as long as ours, in the same round; 1 for ours.
        cpu_seconds (float): Processor seconds for all hand-ins.
        memory_mb (float): MiB at the highest sample.
    """

    name: str
    seconds: float
    each: float
    ratio: float
    cpu_seconds: float
    memory_mb: float


def lines(rounds: Sequence[Mapping[str, Watched]], count: int) -> list[Line]:
    """Return the medians; ours is the first of each round, and a ratio is taken within a round.

    Args:
        rounds (Sequence): What each peer took, by name, one mapping a round.
        count (int): How many hand-ins there were.
    """
    ours = next(iter(rounds[0]))
    made = []
    for name in rounds[0]:
        seconds = median(each[name].seconds for each in rounds)
        ratio = median(each[name].seconds / each[ours].seconds for each in rounds)
        cpu = median(each[name].cpu_seconds for each in rounds)
        memory = median(each[name].memory_mb for each in rounds)
        made.append(Line(name, seconds, seconds / count, ratio, cpu, memory))
    return made


def table(made: Sequence[Line], inside: tuple[float, float], alone: float) -> str:
    """Return the table, the share of the cells and each goal with its outcome, as text.

    Args:
        made (Sequence[Line]): From `lines`.
        inside (tuple[float, float]): What one run of ours measured: seconds in the cells, and of all hand-ins.
        alone (float): Seconds the same cells take alone.
    """
    said = [f"{'':<16}{'seconds':>9}{'s each':>9}{'ratio':>8}{'CPU s':>8}{'memory MiB':>12}"]
    for line in made:
        said.append(
            f"{line.name:<16}{line.seconds:>9.1f}{line.each:>9.3f}{line.ratio:>8.1f}{line.cpu_seconds:>8.1f}{line.memory_mb:>12.0f}"
        )
    cells, hand_ins = inside
    share = f"{cells / hand_ins:.1%} of our time"
    said.append(f"in the cells: {share}: {cells:.2f} s of {hand_ins:.2f} s, as the workers measure")
    said.append(f"the same code alone, in a plain loop in one warm process: {alone:.3f} s")
    for line in made[1:]:
        goal = GOALS[line.name]
        outcome = "reached" if line.ratio >= goal else "MISSED"
        said.append(f"goal: {goal} times as fast as {line.name}: {line.ratio:.1f}, {outcome}")
    return "\n".join(said)


def disagreements(graded: Mapping[str, Mapping[str, float]], expected: Mapping[str, float]) -> list[str]:
    """Return one sentence for each score that is not what the work deserves; empty when all agree."""
    return [
        f"{name}: {person} got {got.get(person)}, {points} are right"
        for name, got in graded.items()
        for person, points in expected.items()
        if got.get(person) != points
    ]
