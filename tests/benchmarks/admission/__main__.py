"""`make bench-admission`: how fast children are placed, beside the PyPI package `matching`, in one run.

Three tables: every mechanism at the size of Ruse and at a million children, each in a process of its own (seconds to
rank all applications and place all children; peak memory); growth of deferred acceptance beside `matching` (building
its game and solving it), with the same result; and the whole way from files to an explanation. It fails when a result
differs.
Seconds are this machine's; the ratio counts.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import growth
import whole
from alone import measured

from daskalo.admission.placing.mechanisms import MECHANISMS

WRITTEN = Path(__file__).parents[3] / "build" / "bench" / "admission.json"
RUSE = (1_000, 20, 6)
LARGE = (1_000_000, 2_000, 6)
SIZES = (1_000, 2_000, 5_000, 10_000, 50_000, 100_000, 1_000_000)


def main(given: list[str] | None = None) -> int:
    """Measure, print, write; exit status 1 when a result differs."""
    parser = argparse.ArgumentParser(prog="make bench-admission", description=__doc__)
    parser.add_argument(
        "--peer-limit", type=int, default=10_000, metavar="N", help="most children for matching (10000)"
    )
    parser.add_argument("--limit", type=int, default=1_000_000, metavar="N", help="most children for ours (1000000)")
    chosen = parser.parse_args(given)
    print(f"cores: {len(os.sched_getaffinity(0))}, load: {os.getloadavg()[0]:.1f}", flush=True)
    written: dict[str, object] = {}
    for size, times in ((RUSE, 51), (LARGE, 3)):
        if size[0] <= chosen.limit:
            written[f"mechanisms {size[0]}"] = mechanisms(size, times)
    made = list(grown([size for size in SIZES if size <= chosen.limit], chosen.peer_limit))
    written["growth"] = [asdict(line) for line in made]
    for size, times in ((RUSE, 15), ((100_000, 300, 6), 1)):
        if size[0] <= chosen.limit:
            written[f"whole {size[0]}"] = the_whole_way(size, times)
    WRITTEN.parent.mkdir(parents=True, exist_ok=True)
    WRITTEN.write_text(json.dumps(written, indent=1) + "\n")
    return 1 if any(line.same is False for line in made) else 0


def mechanisms(size: tuple[int, int, int], times: int) -> dict[str, dict[str, float]]:
    """Measure and print every mechanism at one size."""
    print(f"\n{_said(size)}: rank and place\n  {'mechanism':24}{'seconds':>12}{'peak GB':>10}{'placed':>10}")
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "instance.npz"
        measured("invent", path, *size)
        for name in MECHANISMS:
            found[name] = took = measured(name, path, times)
            print(f"  {name:24}{took['seconds']:12.5f}{took['gigabytes']:10.2f}{took['placed']:10,}", flush=True)
    return found


def grown(sizes: list[int], peer_limit: int) -> list[growth.Line]:
    """Measure and print growth, beside `matching` as far as it is asked."""
    print(
        f"\n{growth.INSTITUTIONS} institutions, {growth.WISHES} wishes, places for 95 % of the children: "
        "deferred acceptance, rank and place; matching, build and solve\n"
        f"  {'children':>10}{'ours s':>12}{'matching s':>12}{'ratio':>10}{'same':>6}"
    )
    made: list[growth.Line] = []
    for line in growth.lines(sizes, peer_limit):
        theirs = "–" if line.theirs is None else f"{line.theirs:.2f}"
        ratio = "–" if line.ratio is None else f"{line.ratio:,.0f}"
        same = {None: "–", True: "yes", False: "NO"}[line.same]
        print(f"  {line.children:10,}{line.ours:12.5f}{theirs:>12}{ratio:>10}{same:>6}", flush=True)
        made.append(line)
    return made


def the_whole_way(size: tuple[int, int, int], times: int) -> dict[str, float]:
    """Measure and print each step from files to an explanation."""
    print(f"\n{_said(size)}: the whole way")
    found: dict[str, float] = {}
    for step, seconds in whole.lines(*size, times):
        found[step] = seconds
        print(f"  {step:48}{seconds:12.5f} s", flush=True)
    return found


def _said(size: tuple[int, int, int]) -> str:
    return f"{size[0]:,} children, {size[1]:,} institutions, {size[2]} wishes"


if __name__ == "__main__":
    sys.exit(main())
