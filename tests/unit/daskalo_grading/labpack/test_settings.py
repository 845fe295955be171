"""The settings that choose the language, read by JupyterLab's own server code."""

import json
from pathlib import Path

import pytest
from jupyterlab.commands import get_app_dir
from jupyterlab_server.config import get_page_config
from jupyterlab_server.settings_utils import get_settings

from daskalo.errors import UsageError
from daskalo_grading.labpack import LOCALES, labconfig
from daskalo_grading.labpack.settings import DISABLED

LAB = Path(get_app_dir())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home; what the machine's own user has chosen stays out."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / ".jupyter"))
    return tmp_path


def write(folder: Path, language: str) -> Path:
    for name, content in labconfig(language).items():
        path = folder / "labconfig" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    return folder


def settings(name: str, home: Path) -> dict:
    """What holds in the browser: the defaults that the server sends, and over them what the user chose."""
    found, _ = get_settings(str(LAB / "settings"), str(LAB / "schemas"), str(home / "user-settings"), schema_name=name)
    return {key: value.get("default") for key, value in found["schema"]["properties"].items()} | found["settings"]


@pytest.mark.parametrize("language", LOCALES)
def test_jupyterlab_opens_in_the_language_of_the_course(home: Path, monkeypatch: pytest.MonkeyPatch, language: str):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(write(home / "given", language)))
    assert settings("@jupyterlab/translation-extension:plugin", home)["locale"] == LOCALES[language]


def test_what_the_user_chose_wins(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(write(home / "given", "bg")))
    chosen = home / "user-settings" / "@jupyterlab" / "translation-extension" / "plugin.jupyterlab-settings"
    chosen.parent.mkdir(parents=True)
    chosen.write_text('{"locale": "en"}')
    assert settings("@jupyterlab/translation-extension:plugin", home)["locale"] == "en"


def test_jupyterlab_asks_no_other_machine_for_news_or_updates(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(write(home / "given", "bg")))
    notification = settings("@jupyterlab/apputils-extension:notification", home)
    assert (notification["fetchNews"], notification["checkForUpdates"]) == ("false", False)


def test_every_setting_is_one_that_the_installed_jupyterlab_has():
    for plugin, values in labconfig("bg")["default_setting_overrides.json"].items():
        package, _, name = plugin.partition(":")
        schema = json.loads((LAB / "schemas" / package / f"{name}.json").read_text(encoding="utf-8"))
        assert set(values) <= set(schema["properties"])


def test_the_plugins_without_use_are_off(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(write(home / "given", "bg")))
    extensions = [str(LAB.parent / "labextensions")]
    assert set(DISABLED) <= set(get_page_config(extensions, str(LAB / "settings"))["disabledExtensions"])


def test_another_language_is_refused():
    with pytest.raises(UsageError) as refused:
        labconfig("de")
    assert refused.value.code == "language-unknown"
