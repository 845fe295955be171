"""What Voila must know to serve our pages: the template, the language, the words around an app, no outside address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from daskalo.i18n import speaking, translator
from daskalo.theme import tokens
from daskalo_widgets.apps.catalogue import catalogue

_, ngettext = translator("daskalo_widgets")

# Voila finds the template through the environment: JUPYTER_PATH must hold this folder.
DATA_PATH = Path(__file__).parents[1] / "share" / "jupyter"
# Of JupyterLab's extensions a page needs these alone; the rest would only be loaded to fail.
EXTENSIONS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget"]
IDLE_S = 600
CHECK_IDLE_S = 60


def voila_settings(language: str, home: str | None = None) -> dict[str, Any]:
    """Return the traitlets configuration of Voila, for `daskalo apps` and for Voila inside a user's server.

    The process also needs `JUPYTER_PATH` to hold `DATA_PATH`, and the kernels `DASKALO_LANGUAGE`.

    Args:
        language (str): `bg` or `en`: the language of the page around the app.
        home (str | None): The address that the link at the top leads back to; None leaves the link out.

    Returns:
        dict: Plain JSON, as a Jupyter server takes it from a `.json` configuration file.
    """
    with speaking(language):
        page = {
            "site": _("Daskalo"),
            "home": home,
            "titles": {app.name: app.title for app in catalogue()},
            "tokens": tokens(),
            "labels": {
                "skip": _("Skip to the content"),
                "home": _("Back to my courses") if home and home != "/" else _("All apps"),
                "site": _("Daskalo"),
                "loading": _("One moment, the page is getting ready…"),
                "noscript": _("This page needs JavaScript. Please switch it on in the browser."),
                "footer": _("Daskalo, a workshop for the digital school. What you answer stays in your own folder."),
            },
        }
    return {
        "VoilaConfiguration": {
            "template": "daskalo",
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "show_tracebacks": False,
            "extension_allowlist": EXTENSIONS,
            "resources": {"daskalo": page},
        },
        "VoilaExporter": {"language_code": language},
        "MappingKernelManager": {"cull_idle_timeout": IDLE_S, "cull_interval": CHECK_IDLE_S},
    }
