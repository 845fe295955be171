"""Each front end is one self-contained module of small ones; its words all come from Python."""

import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from daskalo_grading.trainer_desk import bundle as trainer_desk
from daskalo_widgets import bundle as answers
from daskalo_widgets.admission import bundle as admission

BUNDLES = {"answers": answers, "trainer_desk": trainer_desk, "admission": admission}
MOST_LINES = {"answers": 150, "trainer_desk": 180, "admission": 200}
# The name of a language of drawings, which no browser asks for.
NAMESPACE = '"http://www.w3.org/2000/svg"'

every_bundle = pytest.mark.parametrize("bundle", BUNDLES.values(), ids=BUNDLES)


def folder(bundle: ModuleType) -> Path:
    return Path(str(bundle.FRONTEND))


@every_bundle
def test_every_module_is_in_the_bundle(bundle: ModuleType):
    here = {str(file.relative_to(folder(bundle)).with_suffix("")) for file in folder(bundle).rglob("*.js")}
    assert here == set(bundle.MODULES) | (set(answers.SHARED) if bundle is answers else set())


@every_bundle
def test_it_asks_nothing_from_outside(bundle: ModuleType):
    for text in (bundle.esm().replace(NAMESPACE, ""), bundle.css()):
        assert not re.search(r"https?://|//[a-z]+\.|@import|url\((?!#)|\bfetch\(|import\(", text)


@every_bundle
def test_it_imports_nothing_and_exports_one_thing(bundle: ModuleType):
    assert not re.search(r"^import\b", bundle.esm(), re.MULTILINE)
    assert re.findall(r"^export\b.*", bundle.esm(), re.MULTILINE) == ["export default { render };"]


@every_bundle
def test_no_two_modules_use_one_name_at_the_top(bundle: ModuleType):
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", bundle.esm(), re.MULTILINE)
    assert sorted(names) == sorted(set(names))


@every_bundle
def test_no_word_of_a_language_stands_in_it(bundle: ModuleType):
    assert not re.search("[а-яА-Я]", bundle.esm())


@every_bundle
def test_it_is_valid_javascript(bundle: ModuleType):
    node = shutil.which("node")
    assert node, "node is needed by the proxy of the hub anyway"
    command = [node, "--check", "--input-type=module", "-"]
    assert subprocess.run(command, input=bundle.esm(), capture_output=True, text=True).stderr == ""


@every_bundle
def test_colours_come_from_the_theme(bundle: ModuleType):
    (sheet,) = folder(bundle).glob("*.css")
    # White is the paper of pictures that are drawn for print.
    assert re.findall(r"#(?!fff\b)[0-9a-fA-F]{3,8}\b|\brgba?\(|light-dark\(", sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("name", "module"), [(name, module) for name, bundle in BUNDLES.items() for module in bundle.MODULES]
)
def test_modules_stay_small(name: str, module: str):
    file = folder(BUNDLES[name]) / f"{module}.js"
    if file.is_file():
        assert len(file.read_text(encoding="utf-8").splitlines()) < MOST_LINES[name]
