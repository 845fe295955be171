"""Hubs for the tests of one module."""

from collections.abc import Callable, Generator

import pytest
from visiting import Hub, Visitor


@pytest.fixture(scope="module")
def new_hub(tmp_path_factory: pytest.TempPathFactory) -> Generator[Callable[..., Hub]]:
    """Return a function that starts a hub; whatever still runs at the end is killed, and with it all it started."""
    started: list[Hub] = []
    folder = tmp_path_factory.mktemp("hub")

    def start(*options: str, state: str = "state") -> Hub:
        hub = Hub(folder / state, options)
        started.append(hub)
        return hub.start()

    yield start
    for hub in started:
        if hub.process and hub.process.poll() is None:
            hub.process.kill()
            hub.process.wait()


@pytest.fixture(scope="module")
def visit() -> Generator[Callable[..., Visitor]]:
    """Return a function that opens the hub as a person, logged in unless told otherwise."""
    opened: list[Visitor] = []

    def arrive(hub: Hub, name: str, *, log_in: bool = True) -> Visitor:
        visitor = Visitor(hub.address, name)
        opened.append(visitor)
        if log_in:
            visitor.log_in()
        return visitor

    yield arrive
    for visitor in opened:
        visitor.http.close()
