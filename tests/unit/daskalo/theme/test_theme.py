"""The colours keep their contrast in light and in dark, and the tokens need no network."""

import re

import pytest

from daskalo.theme import tokens

TEXT, CONTROL = 4.5, 3.0
SURFACES = ("ground", "paper", "raised")
INKS = ("text", "quiet", "accent", "right", "wrong", "warning")
PAIRS = [
    *((ink, surface, TEXT) for ink in ("text", "quiet", "accent", "right", "wrong", "warning") for surface in SURFACES),
    *((ink, "accent-soft", TEXT) for ink in ("text", "quiet", "accent", "accent-strong")),
    *((ink, f"{ink}-soft", TEXT) for ink in ("right", "wrong", "warning")),
    *(("text", soft, TEXT) for soft in ("right-soft", "wrong-soft", "warning-soft")),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    *((edge, surface, CONTROL) for edge in ("border", "focus") for surface in (*SURFACES, "accent-soft")),
]


def colours(mode: str) -> dict[str, str]:
    pairs = re.findall(r"--daskalo-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", tokens())
    return {name: light if mode == "light" else dark for name, light, dark in pairs}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 for black to 1 for white."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_the_contrast_is_enough(mode: str, front: str, back: str, least: float):
    palette = colours(mode)
    high, low = sorted((luminance(palette[front]), luminance(palette[back])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= least


def test_the_tokens_ask_nothing_from_outside():
    assert "url(" not in tokens()
    assert "@import" not in tokens()
    assert "//" not in tokens().replace("/*", "")
