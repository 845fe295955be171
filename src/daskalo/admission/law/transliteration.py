"""Bulgarian in Latin letters, by the Transliteration Act (Закон за транслитерацията, 2009)."""

from __future__ import annotations

import re

LETTERS = {
    **{"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k"},
    **{"л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h"},
    **{"ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya"},
}
MOST_WORDS = 6


def transliterated(text: str) -> str:
    """Return a text in small Latin letters; “ия” at the end of a word is “ia”.

    Examples:
        >>> transliterated("Щастлива София")
        'shtastliva sofia'
    """
    lower = re.sub(r"ия\b", "иа", text.lower())
    return "".join(LETTERS.get(letter, letter) for letter in lower)


def kebab(text: str) -> str:
    """Return an id made of the first words of a text.

    Examples:
        >>> kebab("Дете, отглеждано от един родител")
        'dete-otglezhdano-ot-edin-roditel'
    """
    words = re.findall(r"[a-z0-9]+", transliterated(text))
    return "-".join(words[:MOST_WORDS]) or "criterion"
