"""The training apps: found, translated whole, and harmless to import."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
from babel.messages.pofile import read_po

from daskalo.errors import UsageError
from daskalo.i18n import speaking
from daskalo_widgets.apps import App, app, catalogue, voila_settings
from daskalo_widgets.apps.catalogue import FOLDER, PROSE
from daskalo_widgets.apps.page import activities_of, open_journal, show

NAMES = [folder.parent.name for folder in sorted(FOLDER.glob("*/app.toml"))]


def prose(value: object) -> set[str]:
    """Return the texts that a translator must see."""
    if isinstance(value, list):
        return set().union(*map(prose, value))
    if not isinstance(value, dict):
        return set()
    found: set[str] = set()
    for key, part in value.items():
        found |= {part} if key in PROSE and isinstance(part, str) else prose(part)
    return found


def test_every_app_has_a_title_and_a_summary_in_both_languages():
    with speaking("bg"):
        bulgarian = catalogue()
    with speaking("en"):
        english = catalogue()
    assert [app.name for app in bulgarian] == NAMES
    for one, other in zip(bulgarian, english, strict=True):
        assert isinstance(one, App)
        assert one.path.is_file()
        assert {one.title, one.summary, one.intro}.isdisjoint({other.title, other.summary, other.intro})


@pytest.mark.parametrize("name", NAMES)
def test_the_bulgarian_of_an_app_is_complete_and_nothing_more(name: str):
    sources = [tomllib.loads(file.read_text()) for file in (FOLDER / name).glob("*.toml")]
    with (FOLDER / name / "locale" / "bg.po").open("rb") as stream:
        words = read_po(stream, locale="bg")
    assert {message.id for message in words if message.id} == set().union(*map(prose, sources))
    assert [message.id for message in words if message.id and (message.fuzzy or not message.string)] == []


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_the_same_in_both_languages(name: str):
    keys = []
    for code in ("bg", "en"):
        with speaking(code):
            keys.append({id: (asked.kind, asked.answer) for id, asked in activities_of(name).items()})
    assert keys[0] == keys[1]


@pytest.mark.parametrize("name", NAMES)
def test_an_app_notebook_only_shows_the_app(name: str):
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert len(notebook.cells) <= 3
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    package = "daskalo_widgets.apps" if (FOLDER / name / "activities.toml").is_file() else f"daskalo_widgets.{name}"
    shown = f'"{name}"' if package == "daskalo_widgets.apps" else ""
    assert sources == [f"from {package} import show\n\nshow({shown})"]


def test_the_app_of_answer_kinds_has_them_all():
    kinds = {activity.kind for activity in activities_of("answer-kinds").values()}
    assert kinds == {"choice", "choices", "sort", "order", "number", "short-text", "long-text"}


def test_an_unknown_app_names_the_known_ones():
    with pytest.raises(UsageError, match="answer-kinds") as unknown:
        app("nowhere")
    assert unknown.value.code == "app-unknown"


def test_answers_are_kept_in_the_readers_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    open_journal("answer-kinds", activities_of("answer-kinds")).answer("question", "Как?")
    assert (tmp_path / ".daskalo-apps" / "answer-kinds" / "journal.jsonl").is_file()


def test_a_home_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / ".daskalo-apps").write_text("in the way")
    monkeypatch.setenv("HOME", str(tmp_path))
    show("answer-kinds")
    assert "Отговорите ви не могат да се пазят" in capsys.readouterr().out


def test_the_catalogue_is_light():
    heavy = "{'ipywidgets', 'anywidget', 'IPython', 'tornado', 'voila', 'jupyter_server', 'markdown_it'}"
    code = f"import sys, daskalo_widgets.apps as apps; apps.catalogue(); print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_settings_of_voila_are_plain_json_in_the_language_asked_for():
    settings = json.loads(json.dumps(voila_settings("bg", home="/hub/home")))
    assert settings["VoilaExporter"]["language_code"] == "bg"
    page = settings["VoilaConfiguration"]["resources"]["daskalo"]
    assert page["titles"]["answer-kinds"] == "Опитайте всеки вид отговор"
    assert page["labels"]["home"] == "Към моите курсове"
    assert voila_settings("en")["VoilaConfiguration"]["resources"]["daskalo"]["home"] is None
