"""The front end of the admission app is one self-contained module, and its words all come from Python."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from daskalo_widgets.admission.bundle import FRONTEND, MODULES, css, esm
from daskalo_widgets.admission.labels import labels


def test_every_module_is_in_the_bundle():
    files = {str(file.relative_to(FRONTEND)) for file in Path(str(FRONTEND)).rglob("*.*")}
    assert {f"{name}.js" for name in MODULES} | {"admission.css"} == files


def test_the_front_end_asks_nothing_from_outside():
    for text in (esm().replace('"http://www.w3.org/2000/svg"', ""), css()):
        assert not re.search(r"https?://|//[a-z]+\.|@import|url\((?!#)|\bfetch\(|import\(", text)


def test_the_bundle_imports_nothing_and_exports_one_thing():
    assert not re.search(r"^import\b", esm(), re.MULTILINE)
    assert re.findall(r"^export\b.*", esm(), re.MULTILINE) == ["export default { render };"]


def test_no_two_modules_use_one_name_at_the_top():
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", esm(), re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_every_label_the_front_end_uses_is_there_and_none_is_idle():
    source = "".join((FRONTEND / f"{name}.js").read_text(encoding="utf-8") for name in MODULES)
    used = set(re.findall(r"\blabels\.([a-z_]+)", source))
    filled = re.findall(r"labels\[`([a-z_]+)\$\{[^}]+\}([a-z_]*)`\]", source)
    patterned = {name for name in labels() for start, end in filled if name.startswith(start) and name.endswith(end)}
    indirect = {name for name in labels() if re.search(rf'"{name}"', source)}
    assert used - set(labels()) == set()
    assert set(labels()) - used - patterned - indirect == set()


def test_no_word_of_a_language_stands_in_the_front_end():
    assert not re.search("[а-яА-Я]", esm())


def test_the_bundle_is_valid_javascript():
    node = shutil.which("node")
    assert node, "node is needed by the proxy of the hub anyway"
    run = subprocess.run([node, "--check", "--input-type=module", "-"], input=esm(), capture_output=True, text=True)
    assert run.stderr == ""


@pytest.mark.parametrize("module", MODULES)
def test_modules_stay_small(module: str):
    assert len((FRONTEND / f"{module}.js").read_text(encoding="utf-8").splitlines()) < 200
