"""JupyterHub's own pages in our words: the login, the wait for a server, the sentences when something is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from daskalo import theme
from daskalo.i18n import speaking, translator
from daskalo_grading.hub.run import Run

_, ngettext = translator("daskalo_grading.hub")

TEMPLATES = Path(__file__).parent / "templates"


def words(run: Run) -> dict[str, Any]:
    """Return what the templates show beside what JupyterHub gives them."""
    with speaking(run.language):
        return {"daskalo": {"language": run.language, "trusted": run.trusted, "tokens": theme.tokens()}}
