"""`activity()` shows a widget, or text where nobody clicks; what cannot be shown is said in a sentence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from daskalo.activities import example_folder
from daskalo.journal import Journal
from daskalo_widgets import activity, show
from daskalo_widgets.apps.page import activities_of
from daskalo_widgets.model import Answer
from daskalo_widgets.view import AnswerWidget, specification


class Notebook:
    """Stands for IPython in a kernel: keeps what is displayed."""

    kernel = object()

    def __init__(self) -> None:
        self.shown: list[dict[str, str]] = []
        self.display_pub = self

    def publish(self, data: dict[str, str]) -> None:
        self.shown.append(data)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "unit.json").write_bytes((example_folder() / "unit.json").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Notebook:
    notebook = Notebook()
    monkeypatch.setattr(show, "_shell", lambda: notebook)
    return notebook


@pytest.mark.parametrize("execution", ["autograde", "validate"])
def test_nbgrader_gets_the_answer_as_html_and_text(
    folder: Path, notebook: Notebook, monkeypatch: pytest.MonkeyPatch, execution: str
):
    monkeypatch.setenv("NBGRADER_EXECUTION", execution)
    Journal.open_unit(folder).answer("rain-garden", "soil")
    before = (folder / "journal.jsonl").read_bytes()
    activity("rain-garden")
    assert len(notebook.shown) == 1
    unit = json.loads((folder / "unit.json").read_text())
    text = next(option["text"] for option in unit["activities"]["rain-garden"]["options"] if option["id"] == "soil")
    assert text in notebook.shown[0]["text/plain"]
    assert "<li>" in notebook.shown[0]["text/html"]
    assert (folder / "journal.jsonl").read_bytes() == before


def test_an_activity_that_is_not_there_is_a_sentence_not_a_traceback(folder: Path, notebook: Notebook):
    activity("rain<garden>")
    assert "rain&lt;garden&gt;" in notebook.shown[0]["text/html"]
    assert "rain-garden" in notebook.shown[0]["text/plain"]


def test_a_folder_without_a_unit_is_a_sentence_too(tmp_path: Path, notebook: Notebook, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    activity("rain-garden")
    assert "unit.json" in notebook.shown[0]["text/plain"]


def test_plain_python_prints_text(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(show, "_shell", lambda: None)
    activity("rain-garden")
    assert capsys.readouterr().out.strip()


def test_executing_needs_no_widget_library(folder: Path):
    code = (
        "import sys; from daskalo_widgets import activity; activity('rain-garden'); print('ipywidgets' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder)
    assert run.stdout.splitlines()[-1] == "False"
    assert run.stderr == ""


class TestTheWidget:
    @pytest.fixture
    def widget(self, tmp_path: Path) -> AnswerWidget:
        activities = activities_of("answer-kinds")
        journal = Journal(tmp_path / "journal.jsonl", {"course": "apps", "unit": "test", "seed": 0}, activities)
        widget = AnswerWidget(Answer(activities["input-output"], journal), "bg")
        widget.sent = []
        widget.send = widget.sent.append
        return widget

    def test_a_change_is_saved_before_the_reply(self, widget: AnswerWidget):
        widget._receive(widget, {"id": "1", "do": "change", "part": "keyboard", "value": "input"}, [])
        assert widget.sent == [{"reply": "1"}]
        assert widget.state["value"] == {"keyboard": "input"}
        assert widget.state["tone"] == "saved"

    def test_a_refusal_carries_its_sentence(self, widget: AnswerWidget):
        widget._receive(widget, {"id": "2", "do": "change", "part": "keyboard", "value": "nowhere"}, [])
        assert widget.sent[0]["reply"] == "2"
        assert "nowhere" in widget.sent[0]["error"]
        assert widget.state["value"] is None

    def test_it_speaks_the_language_of_the_unit_whatever_the_machine_speaks(self, tmp_path: Path):
        activities = activities_of("answer-kinds")
        journal = Journal(tmp_path / "journal.jsonl", {"course": "apps", "unit": "test", "seed": 0}, activities)
        widget = AnswerWidget(Answer(activities["open-account"], journal), "en")
        assert widget.labels["undo"] == "Undo"


@pytest.mark.parametrize("name", list(activities_of("answer-kinds")))
def test_the_browser_never_gets_an_answer(name: str):
    spec = specification(activities_of("answer-kinds")[name])
    assert "answer" not in json.dumps(spec)
    assert "why" not in json.dumps(spec)
