"""The language pack as JupyterLab's server sees it."""

import json
from pathlib import Path

from babel.messages.catalog import Catalog
from jupyterlab_server.translation_utils import get_language_pack, get_language_packs

from daskalo_grading.labpack import language_pack
from daskalo_grading.labpack.pack import CATALOGUES, compile_catalogues, lab_messages


def test_jupyterlab_lists_bulgarian():
    packs, problem = get_language_packs("bg_BG")
    assert problem == ""
    assert packs["bg_BG"]["nativeName"] == "Български (България)"


def test_jupyterlab_gets_the_messages_with_their_contexts_and_plurals():
    domains, problem = get_language_pack("bg_BG")
    assert problem == ""
    assert set(domains) == {"jupyterlab", "jupyterlab_widgets"}
    lab = domains["jupyterlab"]
    assert lab["menu\4File"] == ["Файл"]
    assert lab["Cancel"] == ["Отказ"]
    assert lab["Cut Cell"] == ["Изрязване на клетката", "Изрязване на клетките"]
    assert lab[""]["plural_forms"] == "nplurals=2; plural=(n != 1);"


def test_the_compiled_pack_lies_outside_the_checkout_and_is_made_once():
    first, second = language_pack.__file__, language_pack.__file__
    assert first == second
    assert CATALOGUES.parents[3] not in Path(first).parents
    assert (Path(first).parent / "locale" / "bg_BG" / "LC_MESSAGES" / "jupyterlab.json").is_file()


def test_one_file_is_compiled_for_each_catalogue(tmp_path: Path):
    written = compile_catalogues(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "locale/bg_BG/LC_MESSAGES/jupyterlab.json",
        "locale/bg_BG/LC_MESSAGES/jupyterlab_widgets.json",
    ]
    assert json.loads(written[1].read_text(encoding="utf-8"))["Save Widget State Automatically"]


def test_a_message_without_translation_stays_out_and_english_shows():
    catalogue = Catalog(locale="bg_BG", domain="jupyterlab")
    catalogue.add("Save", "Запис")
    catalogue.add("Exit")
    catalogue.add(("%1 cell", "%1 cells"), ("", ""))
    assert set(lab_messages(catalogue)) == {"", "Save"}
