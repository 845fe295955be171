"""Plain tables for the terminal."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def columns(rows: Sequence[Sequence[object]], right: Collection[int] = ()) -> list[str]:
    """Return the rows as lines with aligned columns.

    Args:
        rows (Sequence): The first one is the heading.
        right (Collection[int]): The columns that are aligned to the right, from 0.

    >>> columns([("Unit", "Points"), ("01-start", 24)], right={1})
    ['Unit      Points', '01-start      24']
    """
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in texts) for place in range(len(texts[0]))]
    return [
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in texts
    ]
