"""Every message in the code stands in the catalogue of its package, with the same fields, in Bulgarian letters."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
ROOTS = [ROOT / "src", ROOT / "widgets", ROOT / "grading"]
MODULES = sorted(path for root in ROOTS for path in root.rglob("*.py") if "translator(" in path.read_text())
SINGULAR, PLURAL = {"_", "gettext"}, {"ngettext", "_ngettext"}
MIXED = re.compile(r"[а-яА-Я][a-zA-Z]|[a-zA-Z][а-яА-Я]")


def messages(path: Path) -> Iterator[str]:
    """Yield the messages of a module; Babel overlooks those inside f-strings, the syntax tree does not."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            if node.func.id in SINGULAR | PLURAL and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def package(path: Path) -> str:
    """Return the package whose catalogue a module reads."""
    found = re.search(r"""translator\(["']([\w.]+)["']\)""", path.read_text())
    return found[1] if found else ""


def catalogue(name: str) -> Catalog:
    places = [root.joinpath(*name.split("."), "locale", "bg.po") for root in ROOTS]
    found = [place for place in places if place.is_file()]
    assert found, f"{name} speaks, but has no locale/bg.po"
    with found[0].open("rb") as stream:
        return read_po(stream, locale="bg", abort_invalid=True)


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


TRANSLATED = sorted({package(path) for path in MODULES} - {""})


@pytest.mark.parametrize("name", TRANSLATED)
def test_every_message_of_the_code_is_translated(name: str):
    known = catalogue(name)
    missing = [
        (path.name, message)
        for path in MODULES
        if package(path) == name
        for message in messages(path)
        if not (entry := known.get(message)) or entry.fuzzy or not all(strings(entry.string))
    ]
    assert missing == []


def strings(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_translation_has_the_fields_of_its_message(name: str):
    for entry in catalogue(name):
        if entry.id:
            allowed = fields(strings(entry.id)[-1])
            assert [text for text in strings(entry.string) if fields(text) - {"n"} != allowed - {"n"}] == []


@pytest.mark.parametrize("name", TRANSLATED)
def test_no_bulgarian_word_holds_a_latin_letter(name: str):
    texts = [text for entry in catalogue(name) if entry.id for text in strings(entry.string)]
    assert [text for text in texts if MIXED.search(text)] == []
