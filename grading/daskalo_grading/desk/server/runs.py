"""Checks that run while the page waits: one process each, followed line by line."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import count

from daskalo_grading.desk.server.exchange import Copy

log = logging.getLogger(__name__)

LONGEST_S = 180
KEPT_RUNS = 8


@dataclass
class Run:
    """One validation of one notebook.

    Attributes:
        copy (Copy): What is validated.
        cell (int): The cell it has reached, from 1; 0 before the first.
        of (int): How many cells there are; 0 while unknown.
        result (dict | None): What `validation` said at last.
        failed (bool): It ended without a result: time was up, or the notebook cannot be run.
    """

    copy: Copy
    cell: int = 0
    of: int = 0
    result: dict | None = None
    failed: bool = False
    task: asyncio.Task | None = field(default=None, repr=False)

    async def follow(self, spoken: str) -> None:
        """Start the process and read what it says until it ends.

        Args:
            spoken (str): The language of the sentences.
        """
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "daskalo_grading.desk.server.validation", str(self.copy.notebook)),
            cwd=self.copy.folder,
            env={**os.environ, "DASKALO_LANGUAGE": spoken},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=1_000_000,
        )
        assert process.stdout
        assert process.stderr
        try:
            async with asyncio.timeout(LONGEST_S):
                _, said = await asyncio.gather(self._read(process.stdout), process.stderr.read())
                await process.wait()
        except (TimeoutError, ValueError):
            said = b"it took too long or said too much"
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()
        if self.result is None:
            self.failed = True
            log.warning("The check of %s gave no result: %s", self.copy.inside, said.decode(errors="replace")[-2_000:])

    async def _read(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            try:
                told = json.loads(line)
            except ValueError:
                continue
            if "checks" in told:
                self.result = told
            elif "cell" in told:
                self.cell, self.of = told["cell"], told["of"]


class Runs:
    """The validations of one server; the oldest are forgotten."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._runs: OrderedDict[str, Run] = OrderedDict()

    def start(self, copy: Copy, spoken: str) -> str:
        """Start a validation and return its number; one that runs already for the same unit is taken instead."""
        for number, run in self._runs.items():
            if run.copy == copy and run.result is None and not run.failed:
                return number
        number, run = str(next(self._numbers)), Run(copy)
        run.task = asyncio.create_task(run.follow(spoken))
        self._runs[number] = run
        while len(self._runs) > KEPT_RUNS:
            self._runs.popitem(last=False)
        return number

    def get(self, number: str, copy: Copy) -> Run | None:
        """Return a validation by its number, if it is one of this unit."""
        run = self._runs.get(number)
        return run if run and run.copy == copy else None
