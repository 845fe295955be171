"""No ЕГН: what looks like one is refused, or taken out, before anything is kept.

A date of birth cannot be told from a telephone number by its ten digits, so anything with ten digits counts.
"""

from __future__ import annotations

import re

LIKE_EGN = re.compile(r"(?<!\d)\d{6}[ \u00a0-]?\d{4}(?!\d)")


def holds_number(text: str) -> bool:
    """Whether a text holds ten digits that could be an ЕГН."""
    return bool(LIKE_EGN.search(text))


def without_numbers(text: str) -> str:
    """Return the text with a dot for each digit of what could be an ЕГН."""
    return LIKE_EGN.sub("•" * 10, text)
