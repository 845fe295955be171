"""Lots that nobody can choose: drawn from a seed whose hash is published before, and the seed itself after.

The number of a child is its place when all are sorted by SHA-256 of `seed:child`. So it depends on no order of files,
and who knows the seed can draw again and compare.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import sha256

import numpy as np

from daskalo.admission.placing.market import Ints


def new_seed() -> str:
    """Return a seed nobody can guess: 256 random bits, as a decimal number."""
    return str(secrets.randbits(256))


def commitment(seed: int | str) -> str:
    """Return the hash to publish before the drawing; afterwards anyone can compare it with the seed.

    Examples:
        >>> commitment(7)[:16]
        '38cd55d6d2aed2dc'
    """
    return sha256(f"daskalo-lottery:{seed}".encode()).hexdigest()


def draw(seed: int | str, names: Iterable[str]) -> Ints:
    """Return a number for each name, from 1, no two equal.

    Args:
        seed (int | str): The seed.
        names (Iterable[str]): Those who take part, each once.

    Examples:
        >>> draw(7, ["a", "b", "c"]).tolist() == draw(7, ["c", "b", "a"]).tolist()[::-1]
        True
    """
    digests = b"".join([sha256(f"{seed}:{name}".encode()).digest() for name in names])
    keys = np.frombuffer(digests, dtype=">u8").reshape(-1, 4)  # compared as the 32 bytes they are
    order = np.argsort(keys[:, 0].astype(np.uint64))
    first = keys[order, 0]
    if (first[1:] == first[:-1]).any():
        order = np.lexsort(keys.T[::-1])
    numbers = np.empty(len(keys), dtype=np.int64)
    numbers[order] = np.arange(1, len(keys) + 1)
    return numbers
