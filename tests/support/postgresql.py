"""A PostgreSQL server for the tests that need one: `from postgresql import postgresql` in their conftest."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

__all__ = ["postgresql"]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, on a socket in a folder of ours."""
    tools = [*os.environ["PATH"].split(os.pathsep), *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin")))]
    found = shutil.which("initdb", path=os.pathsep.join(tools))
    assert found, "PostgreSQL is not installed: apt-get install postgresql"
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())  # a socket's path must be short
    account = {"user": "nobody"} if os.geteuid() == 0 else {}  # it refuses to run as root
    if account:
        shutil.chown(folder, "nobody")
    data = folder / "data"
    made = [found, "-D", data, "-A", "trust", "-U", "daskalo", "-E", "UTF8", "--no-sync"]
    subprocess.run(made, check=True, capture_output=True, cwd="/", **account)
    server = subprocess.Popen(
        [str(Path(found).with_name("postgres")), "-D", data, "-k", folder, "-c", "listen_addresses=", "-F"],
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **account,
    )
    try:
        for _attempt in range(100):
            try:
                psycopg.connect(host=str(folder), user="daskalo", dbname="postgres").close()
                break
            except psycopg.OperationalError:
                time.sleep(0.1)
        yield f"postgresql+psycopg://daskalo@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)  # its fast way down: SIGTERM would wait for a failed test's connection
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)
