"""`make bench-grading`: our grading beside stock nbgrader and otter-grader, on the same hand-ins, on two cores.

Each peer runs as its users run it, from the start of its program to its end: stock `nbgrader autograde` from a plain
`pip install`, otter's `otter.api.grade_submission` in one process, ours as `daskalo grade` with one worker a core. The
bench fails when one of them gives another score than the work deserves. Seconds are this machine's; the ratio counts.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from bench_course import MOST, deserved, people
from bench_peers import BUILD, peers, prepare, seconds_inside
from bench_report import disagreements, lines, table
from bench_watch import Watched
from cells_alone import seconds as cells_alone

CORES = 2


def main(given: list[str] | None = None) -> int:
    """Run the rounds and print the table; exit status 1 when a score is wrong."""
    parser = argparse.ArgumentParser(prog="make bench-grading", description=__doc__)
    parser.add_argument("--submissions", type=int, default=50, metavar="N", help="hand-ins to grade (50)")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="rounds; the order alternates (1)")
    chosen = parser.parse_args(given)
    cores = sorted(os.sched_getaffinity(0))[:CORES]
    os.sched_setaffinity(0, cores)
    expected = {person: deserved(number) for number, person in enumerate(people(chosen.submissions))}
    rounds: list[dict[str, Watched]] = []
    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        scratch = Path(folder)
        prepare(scratch, chosen.submissions)
        print(
            f"{chosen.submissions} hand-ins, 5 code cells of plain Python, {MOST} points; cores: {len(cores)}",
            flush=True,
        )
        load = os.getloadavg()[0]
        if load > len(cores) / 2:
            print(
                f"Other work is running here (load {load:.1f}): ours uses all cores and suffers more than one process."
            )
        entrants = peers(scratch, len(cores))
        for number in range(chosen.repeat):
            took: dict[str, Watched] = {}
            graded: dict[str, dict[str, float]] = {}
            for peer in entrants if number % 2 == 0 else reversed(entrants):
                took[peer.name], graded[peer.name] = peer.grade(scratch / f"{number}-{peer.name.replace(' ', '-')}")
                print(f"round {number + 1}: {peer.name}: {took[peer.name].seconds:.1f} s", flush=True)
            if wrong := disagreements(graded, expected):
                print("\n".join(wrong), file=sys.stderr)
                return 1
            rounds.append({peer.name: took[peer.name] for peer in entrants})
        alone = cells_alone(scratch / "0-daskalo-grade")
        inside = seconds_inside(scratch, scratch / "inside", len(cores))
    made = lines(rounds, chosen.submissions)
    print(f"all {len(entrants)} gave the same scores, {chosen.repeat} round(s)\n{table(made, inside, alone)}")
    written = {
        "submissions": chosen.submissions,
        "cores": len(cores),
        "seconds": {"cells": inside[0], "hand_ins": inside[1], "cells_alone": alone},
        "medians": [asdict(line) for line in made],
        "rounds": [{name: asdict(watched) for name, watched in each.items()} for each in rounds],
    }
    (BUILD / "grading.json").write_text(json.dumps(written, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
