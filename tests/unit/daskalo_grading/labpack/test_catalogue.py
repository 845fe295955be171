"""The Bulgarian of the language pack, and whether the installed JupyterLab still asks for it."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jupyterlab.commands import get_app_dir

from daskalo_grading.labpack.pack import CATALOGUES

SHARE = Path(get_app_dir()).parent
STRING = r'("(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\$]|\\.)*`)'
ASKED = {
    "__": re.compile(rf"\.__\({STRING}"),
    "_n": re.compile(rf"\._n\({STRING},{STRING}"),
    "_p": re.compile(rf"\._p\({STRING},{STRING}"),
}
LEAVES_OUT = "leaves out %1: JupyterLab puts an English word there"
MIXED = re.compile(r"[а-яА-Я][a-zA-Z]|[a-zA-Z][а-яА-Я]")


def catalogue(domain: str) -> Catalog:
    with (CATALOGUES / "bg_BG" / f"{domain}.po").open("rb") as stream:
        return read_po(stream, locale="bg_BG", abort_invalid=True)


MESSAGES = [message for domain in ("jupyterlab", "jupyterlab_widgets") for message in catalogue(domain) if message.id]


def msgids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each form of the message with its translation."""
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return list(zip(msgids(message), strings, strict=True))


def fields(text: str) -> set[str]:
    return set(re.findall(r"%\d|\$(?= |$)", text.replace("$ α^2 $", "")))


def edges(text: str) -> tuple[str, str, bool]:
    """What must stay at both ends: white space, where words are joined, and the ellipsis of what asks on."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.endswith("…")


def unquoted(literal: str) -> str:
    """Return the text of a JavaScript string literal; Python writes all but the one between backticks alike."""
    return ast.literal_eval(f'"""{literal[1:-1]}\n"""')[:-1] if literal[0] == "`" else ast.literal_eval(literal)


def asked(folder: Path) -> Iterator[tuple[str | None, ...]]:
    """Yield what the JavaScript below a folder asks a translator for: context, message, plural of the message."""
    for script in folder.rglob("*.js"):
        text = script.read_text(encoding="utf-8")
        yield from ((None, unquoted(message), None) for message in ASKED["__"].findall(text))
        yield from ((None, unquoted(one), unquoted(many)) for one, many in ASKED["_n"].findall(text))
        yield from ((unquoted(context), unquoted(message), None) for context, message in ASKED["_p"].findall(text))


def labels(schema: object) -> Iterator[str]:
    """Yield the labels of menus in a settings schema."""
    if isinstance(schema, dict):
        if isinstance(label := schema.get("label"), str):
            yield label
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from labels(part)


def declared() -> Iterator[tuple[str, str, None]]:
    """Yield what the schemas of JupyterLab and its extensions declare: labels of menus, titles of settings."""
    for folder in (SHARE / "lab" / "schemas", SHARE / "labextensions"):
        for path in folder.rglob("schemas/**/*.json") if folder.name == "labextensions" else folder.rglob("*.json"):
            schema = json.loads(path.read_text(encoding="utf-8"))
            yield from (("menu", label, None) for label in labels(schema.get("jupyter.lab.menus")))
            yield "schema", schema.get("title", ""), None


def test_every_message_is_still_one_of_the_installed_jupyterlab():
    known = {*asked(SHARE / "lab" / "static"), *asked(SHARE / "labextensions"), *declared()}
    stale = [
        (message.context, *msgids(message))
        for message in MESSAGES
        if (message.context, *msgids(message), None)[:3] not in known
    ]
    assert stale == []


def test_the_words_of_the_worst_moments_are_there():
    known = {text for message in MESSAGES for text in msgids(message)}
    assert known >= {
        "Server Connection Error",
        "Restart Kernel?",
        "The kernel for %1 appears to have died. It will restart automatically.",
        'Save changes in "%1" before closing?',
        "File Save Error for %1",
        "File Changed",
        "Kernel Restarting",
        "Your server at %1 is not running.\nWould you like to restart it?",
    }


@pytest.mark.parametrize("form", range(2))
def test_every_form_is_translated_in_bulgarian_letters(form: int):
    empty = [forms for message in MESSAGES for forms in pairs(message)[form:] if not re.search("[а-я]", forms[1], re.I)]
    assert empty == []


def test_nothing_is_fuzzy_or_said_twice_differently():
    assert [message.id for message in MESSAGES if message.fuzzy] == []
    keys = [(message.context, msgids(message)[0]) for message in MESSAGES]
    assert sorted(set(keys), key=str) == sorted(keys, key=str)


def test_placeholders_are_kept_but_where_an_english_word_would_come():
    for message in MESSAGES:
        *singular, (last, translated) = pairs(message)
        kept = fields(translated) | ({"%1"} if LEAVES_OUT in message.auto_comments else set())
        assert kept == fields(last), last
        # One thing needs no number: „избраната клетка“.
        assert [text for text, given in singular if not fields(given) <= fields(text)] == []


def test_a_message_that_leaves_out_its_placeholder_says_so():
    said = {msgids(message)[0] for message in MESSAGES if LEAVES_OUT in message.auto_comments}
    assert said == {msgids(one)[0] for one in MESSAGES if "%1" in pairs(one)[-1][0] and "%1" not in pairs(one)[-1][1]}


def test_spaces_at_the_ends_and_ellipses_are_kept():
    forms = [form for message in MESSAGES for form in pairs(message)]
    assert [form for form in forms if edges(form[0]) != edges(form[1])] == []


def test_quotes_are_bulgarian_and_no_word_mixes_letters():
    texts = [translated for message in MESSAGES for _, translated in pairs(message)]
    assert [text for text in texts if '"' in text or text.count("„") != text.count("“")] == []
    assert [text for text in texts if MIXED.search(text)] == []
