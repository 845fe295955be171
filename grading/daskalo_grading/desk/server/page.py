"""What the pages inside a user server share: safe headers, the language of the reader, errors as sentences."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join

from daskalo.errors import DaskaloError
from daskalo.i18n import LANGUAGES, speaking
from daskalo_grading.desk import pages
from daskalo_grading.desk.links import Links
from daskalo_grading.desk.server.exchange import Copy

T = TypeVar("T")


class Page(JupyterHandler):
    """One page of a user server."""

    @property
    def content_security_policy(self) -> str:
        """The policy of our pages."""
        return pages.CONTENT_POLICY

    def set_default_headers(self) -> None:
        """Send our headers with every answer, errors included."""
        super().set_default_headers()
        for name, value in pages.HEADERS.items():
            if name != "Content-Security-Policy":
                self.set_header(name, value)

    def prepare_copy(self) -> Copy:
        """Return the copy that the address names."""
        root = Path(self.settings["server_root_dir"]).expanduser()
        with speaking(self.spoken()):
            return Copy(root, self.get_argument("course", ""), self.get_argument("unit", ""))

    def spoken(self) -> str:
        """Return the language of the page: chosen by the reader, else of the course, else of the hub."""
        suffix = self.get_argument("course", "").rpartition("-")[2]
        return pages.chosen_language(self.get_cookie(pages.LANGUAGE_COOKIE), suffix, os.environ.get("DASKALO_LANGUAGE"))

    @property
    def links(self) -> Links:
        """The addresses of this hub and this server."""
        return Links.from_server(os.environ.get("JUPYTERHUB_BASE_URL", "/"), self.base_url)

    def known(self, **more: str) -> str:
        """Return the query of this page, without the language."""
        names = (name for name in ("course", "unit") if self.get_argument(name, ""))
        return urlencode({**{name: self.get_argument(name) for name in names}, **more})

    def switch(self, code: str) -> str:
        """Return the query that shows this page in another language."""
        return self.known(language=code)

    def show(self, template: str, **values: object) -> None:
        """Finish with one page."""
        self.finish(
            pages.render(
                template,
                self.spoken(),
                links=self.links,
                static=url_path_join(self.base_url, "daskalo/static/"),
                switch=self.switch,
                **values,
            )
        )

    async def prepare(self) -> None:  # type: ignore[override]
        """Remember a language that the reader chose."""
        await super().prepare()
        if (wanted := self.get_argument("language", "")) in LANGUAGES:
            self.set_cookie(pages.LANGUAGE_COOKIE, wanted, path=self.links.hub, samesite="Lax", expires_days=365)
            self.redirect(f"{self.request.path}?{self.known()}")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what is wrong and what to do next."""
        _kind, error, _trace = kwargs.get("exc_info", (None, None, None))
        if isinstance(error, DaskaloError):
            self.set_status(409)
            self.show("sorry.html", message=str(error))
        else:
            self.show("problem.html", status=status_code)

    def log_exception(self, kind: object, error: object, trace: object) -> None:
        """Keep tracebacks for mistakes of ours; a sentence to the person is no mistake."""
        if not isinstance(error, DaskaloError):
            super().log_exception(kind, error, trace)  # type: ignore[arg-type]

    async def in_thread(self, function: Callable[..., T], *arguments: object) -> T:
        """Run something slow in a thread, speaking the language of the page."""
        with speaking(self.spoken()):
            return await asyncio.to_thread(function, *arguments)
