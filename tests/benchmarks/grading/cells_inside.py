"""What our grading itself measures in the cells: their seconds as the kernel sees them, added over all hand-ins."""

from __future__ import annotations

import sys
from pathlib import Path


def main(course: Path, unit: str, workers: int) -> None:
    """Grade a course; print the seconds in the cells and those of the hand-ins. A process of its own: grading forks."""
    from daskalo_grading.autograde import grade

    graded = grade(course, unit, workers=workers)
    print(sum(one.cell_seconds for one in graded), sum(one.seconds for one in graded))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
