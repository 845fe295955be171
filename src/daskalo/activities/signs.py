"""Signs in a sentence, in Bulgarian and English: how it asks, and whether it names a place, an audience, a thing."""

from __future__ import annotations

import re

from daskalo.activities.words import words

_WH_BG = {
    *("как", "какъв", "каква", "какво", "какви", "защо", "кой", "коя", "кое", "кои", "кого", "къде", "кога", "колко"),
    *("чий", "чия", "чие", "чии", "откъде", "докъде", "накъде"),
}
_YES_NO_EN = re.compile(
    r"(can|could|is|are|am|was|were|do|does|did|will|would|should|shall|may|might|must|has|have|had)(n['’]t)?\b", re.I
)
_FACT = {
    "bg": re.compile(
        r"(кога\b|(през|в|от) ко(я|й|и) (година|век|ден|месец)\b"
        r"|(кой|коя|кое|кои|къде|какво) (е|са|беше|бяха|се намира|се намират|се нарича|означава|значи)\b"
        r"|(кой|коя|кои) (е )?(написа|откри|изобрет|построи|измисли|създад)"
        r"|как се (казва|нарича)|колко( \w+)? (е|са|струва|струват|тежи|тежат)\b)",
        re.I,
    ),
    "en": re.compile(
        r"(when\b|in (what|which) (year|century|month)\b"
        r"|(who|where|which) (is|are|was|were)\b|who (wrote|invented|discovered|built|made|painted)\b"
        r"|what (is|are|was|were) (the (name|capital|date|definition|meaning|population)\b|an? |\w+\?)"
        r"|what does \w+ mean"
        r"|how (much|many|old|tall|far|long|big|high|deep)( \w+)? (is|are|was|were|does|do|costs?)\b)",
        re.I,
    ),
}
_PLACES = {
    "bg": (
        r"двор|училищ|клас(ната|на) ста|коридор|столова|библиотек|квартал|улиц|парк|градин|река|реката|кей|площад|пазар"
        r"|град[аеъ]?|село|селото|общин|музе|спирк|дунав|плаж|планин|гора|гората|музей|читалищ|магазин"
    ),
    "en": (
        r"yard|school|classroom|corridor|canteen|library|neighbou?rhood|street|park|garden|river|square|market|town|city"
        r"|village|municipality|museum|stop|beach|mountain|forest|shop|danube"
    ),
}
_AUDIENCES = {
    "bg": (
        r"първокласни|второкласни|ученици|деца|децата|дете|родител|съсед|възрастни|баби|дядовци|посетител|гост|жител"
        r"|граждани|съучени|приятел|семейств|учител|хора|хората|малчугани|пътуващи|туристи|клас|класа"
    ),
    "en": (
        r"first[- ]graders?|pupils?|students?|children|kids|parents?|neighbou?rs?|elderly|grandparents?|visitors?"
        r"|guests?|residents?|citizens?|classmates?|friends?|famil(y|ies)|teachers?|people|tourists?|passengers?|class"
    ),
}
_NAMED_PLACE = {
    "bg": re.compile(r"\b(в|във|на|край|около|до|из|от|към|по|с|със|през|за)\s+[А-Я][а-я]+"),
    "en": re.compile(r"\b(in|at|near|around|from|to|along|of|for|across|by)\s+(the\s+)?[A-Z][a-z]+"),
}
_OURS = {
    "bg": re.compile(r"\b(наш(ия|ият|ата|ето|ите|а|е|и)?|нашенск\w+)\s+\w+", re.I),
    "en": re.compile(r"\bour\s+(own\s+)?\w+", re.I),
}
_JARGON = {
    "bg": re.compile(
        r"\b(компетент\w+|интегр\w+|парадигм\w+|иноватив\w+|иноваци\w+|имплемент\w+|рефлекс\w+|методолог\w+"
        r"|дигитализ\w+|стратег\w+|оптимиз\w+|интердисциплинар\w+|междупредмет\w+|концепци\w+|концепт\w+|ефективност\w*"
        r"|мотивира\w+|социализ\w+|екосистемн\w+ услуг\w+|ключов\w+ умени\w+|целев\w+ груп\w+|стейкхолдър\w*|съобразно"
        r"|посредством|осъществ\w+|реализир\w+|функционир\w+)",
        re.I,
    ),
    "en": re.compile(
        r"\b(competenc\w+|integrat\w+|paradigm\w*|innovat\w+|implement\w*|reflectiv\w+|methodolog\w+|digitali[sz]\w+"
        r"|strateg\w+|optimi[sz]\w+|interdisciplin\w+|cross-curricular|conceptual\w*|effectiveness|sociali[sz]\w+"
        r"|stakeholder\w*|utili[sz]\w+|facilitat\w+|leverag\w+|functioning)",
        re.I,
    ),
}
_THINGS = {
    "bg": re.compile(
        r"\b(клас(а|ът|ове|овете)?|\d+[.-]?\s?[абвг]\b|ученици(те)?|седмица(та)?|понеделник|вторник|сряда|четвъртък|петък"
        r"|утре|урок(а|ът)?|час(а|ът)|месец|срок|януари|февруари|март|април|май|юни|септември|октомври|ноември|декември"
        r"|математика|география|история|биология|физика|химия|литература|изкуство|технологии|околен свят|проект(а|ът)?"
        r"|въпрос(а|ът)?|тема(та)?|родители(те)?|колега|колеги(те)?)\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(class|grade|graders?|pupils|students|week|monday|tuesday|wednesday|thursday|friday|tomorrow|lesson|month|term"
        r"|january|february|march|april|june|september|october|november|december|maths?|mathematics|geography|history"
        r"|biology|physics|chemistry|literature|art|science|project|question|topic|parents|colleagues?)\b",
        re.I,
    ),
}
_OPENING = re.compile(r"^[\W_]*((а|и|но|and|but|so)\s+)?", re.I)


def _opened(text: str) -> str:
    """Return the text from its first word that carries the question."""
    return _OPENING.sub("", text, count=1)


def asks_yes_or_no(text: str, spoken: str) -> bool:
    """Whether the question begins as one that yes or no answers."""
    if spoken == "en":
        return bool(_YES_NO_EN.match(_opened(text)))
    first = [word.lower() for word in words(_opened(text))[:5]]
    if not first or first[0] in _WH_BG:
        return False
    if first[0] in ("дали", "нали"):
        return True
    return "ли" in first and not _WH_BG & set(first[: first.index("ли")])


def asks_for_a_fact(text: str, spoken: str) -> bool:
    """Whether the question begins as one that a single look into a book or a search engine answers."""
    return bool(_FACT[spoken].match(_opened(text)))


def names_a_place(text: str, spoken: str) -> bool:
    """Whether a place is named: by its name, by a noun for a place, or as ours."""
    inside = _NAMED_PLACE[spoken].search(text) or _OURS[spoken].search(text)
    return bool(inside) or bool(re.search(rf"\b({_PLACES[spoken]})", text, re.I))


def names_an_audience(text: str, spoken: str) -> bool:
    """Whether people are named for whom the work is."""
    return bool(re.search(rf"\b({_AUDIENCES[spoken]})", text, re.I))


def jargon(text: str, spoken: str) -> str:
    """Return the first word that belongs to officials and experts, not to pupils; empty when there is none."""
    found = _JARGON[spoken].search(text)
    return found.group() if found else ""


def names_something_concrete(text: str, spoken: str) -> bool:
    """Whether a class, a day, a subject, a number, a quotation or a name is there."""
    if re.search(r"\d|[„“\"«].+?[“”\"»]", text) or _THINGS[spoken].search(text):
        return True
    return bool(re.search(r"(?<=[a-zа-я,;] )[A-ZА-Я][a-zа-я]{2,}", text))
