"""The catalogues of the interface: complete, and free of what nobody says any more."""

from pathlib import Path

import pytest

from daskalo.errors import ContentError
from daskalo_grading.authoring import catalogue
from daskalo_grading.authoring.interface import interface_messages

CHECKOUT = Path(__file__).parents[4]
CATALOGUES = interface_messages(CHECKOUT)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_every_interface_catalogue_is_complete_and_clean(path: Path):
    catalog, known = catalogue.read(path), {message.key for message in CATALOGUES[path]}
    states = {message.id: catalogue.state(catalog, message) for message in CATALOGUES[path]}
    assert {text: found for text, found in states.items() if found != "translated"} == {}
    assert [entry.id for entry in catalog if entry.id and entry.id not in known] == []
    assert not catalog.obsolete


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def test_messages_belong_to_the_package_a_module_names(tmp_path):
    write(
        tmp_path,
        {
            "src/daskalo/__init__.py": "",
            "src/daskalo/i18n.py": '"""translator("daskalo")"""\ndef translator(package): ...',
            "src/daskalo/a.py": '_, ngettext = translator("daskalo")\n_("One")\nprint(f"{_(\'Two\')}")\n_(name)',
            "src/daskalo/sub/__init__.py": "",
            "src/daskalo/sub/b.py": '_ = translator("daskalo.sub")[0]\n_("Three")\nngettext("{n} a", "{n} b", 2)',
            "src/daskalo/sub/templates/c.html": "<p>{{ _('Four') }}</p>{{ ngettext('{n} d', '{n} e', n) }}",
        },
    )
    found = {
        path.parents[1].name: [(m.id, m.plural, m.place) for m in ms]
        for path, ms in interface_messages(tmp_path).items()
    }
    assert found == {
        "daskalo": [("One", "", "a.py"), ("Two", "", "a.py")],
        "sub": [
            ("Three", "", "b.py"),
            ("{n} a", "{n} b", "b.py"),
            ("Four", "", "templates/c.html"),
            ("{n} d", "{n} e", "templates/c.html"),
        ],
    }


def test_a_module_that_names_no_package_is_refused(tmp_path):
    write(tmp_path, {"src/daskalo/a.py": '_, ngettext = translator("daskalo.nowhere")\n_("One")'})
    with pytest.raises(ContentError) as refused:
        interface_messages(tmp_path)
    assert refused.value.code == "package-unknown"
