"""The front end is one self-contained module, and its words all come from Python."""

import re
import shutil
import subprocess
from importlib.resources import files

import pytest

from daskalo_widgets.bundle import MODULES, SHARED, css, esm
from daskalo_widgets.labels import labels

FRONTEND = files("daskalo_widgets").joinpath("frontend")


def test_every_module_is_in_the_bundle():
    assert {f"{name}.js" for name in {*MODULES, *SHARED}} | {"answer.css"} == {file.name for file in FRONTEND.iterdir()}


def test_the_front_end_asks_nothing_from_outside():
    for text in (esm(), css()):
        assert not re.search(r"https?://|//[a-z]+\.|@import|url\(|\bfetch\(|import\(", text)


def test_the_bundle_imports_nothing_and_exports_one_thing():
    assert not re.search(r"^import\b", esm(), re.MULTILINE)
    assert re.findall(r"^export\b.*", esm(), re.MULTILINE) == ["export default { render };"]


def test_every_label_the_front_end_uses_is_there_and_none_is_idle():
    used = set(re.findall(r"\blabels\.([a-z_]+)", esm())) | {"words", "words_least", "words_most", "words_least_most"}
    assert used == set(labels())


def test_no_word_of_a_language_stands_in_the_front_end():
    assert not re.search("[а-яА-Я]", esm())


def test_the_bundle_is_valid_javascript():
    node = shutil.which("node")
    assert node, "node is needed by the proxy of the hub anyway"
    run = subprocess.run([node, "--check", "--input-type=module", "-"], input=esm(), capture_output=True, text=True)
    assert run.stderr == ""


@pytest.mark.parametrize("module", MODULES)
def test_modules_stay_small(module: str):
    assert len(FRONTEND.joinpath(f"{module}.js").read_text().splitlines()) < 150
