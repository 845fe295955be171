"""What our grading itself measures in the cells: their seconds as the kernel sees them, added over all hand-ins."""

from __future__ import annotations

import sys
from pathlib import Path


def main(course: Path, unit: str, workers: int) -> None:
    """Grade a course and print the seconds; a process of its own, for grading forks."""
    from daskalo_grading.autograde import grade

    print(sum(one.cell_seconds for one in grade(course, unit, workers=workers)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
