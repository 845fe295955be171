"""The two files of `labconfig/` that open JupyterLab in one language and keep it at home."""

from typing import Any

from daskalo.errors import UsageError

LOCALES = {"bg": "bg_BG", "en": "en"}

# Plugins a course has no use for. The first three ask other machines or change the installation; the rest add entries
# that lead away from the notebook and cannot be translated.
DISABLED = (
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/pluginmanager-extension",
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/application-extension:move-widget",
    "@jupyter-notebook/lab-extension",
    "@voila-dashboards/jupyterlab-preview",
    "jupyterlab-jupytext",
)


def labconfig(language: str) -> dict[str, dict[str, Any]]:
    """Return what to write as JSON into `labconfig/`, file name to content.

    Args:
        language (str): The language of the user's course, a key of `LOCALES`.

    Raises:
        UsageError: `language-unknown`, for any other code.
    """
    if language not in LOCALES:
        raise UsageError(
            "language-unknown", f"JupyterLab is not prepared for “{language}”. Use one of: {', '.join(LOCALES)}."
        )
    return {
        "default_setting_overrides.json": {
            "@jupyterlab/translation-extension:plugin": {"locale": LOCALES[language]},
            "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
            "@jupyterlab/extensionmanager-extension:plugin": {"enabled": False},
            # A lesson is short: every cell stays on the page, so answers, search and screen readers reach all of it.
            "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
        },
        "page_config.json": {"disabledExtensions": dict.fromkeys(DISABLED, True)},
    }
