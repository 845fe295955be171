"""JupyterHub's own pages in our words and clothes: the login, the wait for a server, what is wrong.

The style sheets are those of the desk, which everybody may fetch.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from daskalo.i18n import speaking, translator
from daskalo_grading.hub.run import Run

_, ngettext = translator("daskalo_grading.hub")

TEMPLATES = Path(__file__).parent / "templates"


def words(run: Run) -> dict[str, Any]:
    """Return what our templates use beside what JupyterHub gives them.

    JupyterHub calls each function with the person (None before login) and shows what it returns.
    """
    deployment = run.deployment

    def language(person: Any) -> str:
        return deployment.language_of(person.name, run.language) if person else run.language

    def say(person: Any) -> Callable[..., str]:
        def translated(message: str, **fields: object) -> str:
            with speaking(language(person)):
                return _(message, **fields)

        return translated

    return {
        "_": say,
        "language": language,
        "trusted": run.trusted,
        "demo": deployment.login == "demo",
        "people": [] if deployment.login != "demo" else deployment.people,
        "style": "/services/desk/static/",
    }
