"""The preprocessor that runs a submission: nbgrader's own, with another kernel under it and a look at what happens."""

from __future__ import annotations

import ast
import asyncio
import secrets
import time
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import run_sync
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute as NbgraderExecute
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool, Float, Int

from daskalo.errors import ContentError
from daskalo.i18n import translator
from daskalo_grading.execution.clean_room import is_clean, shown
from daskalo_grading.execution.client import WarmKernelClient, WarmKernelManager
from daskalo_grading.execution.findings import Findings, said
from daskalo_grading.execution.limits import Limits
from daskalo_grading.execution.warm import warm_interpreter

_, ngettext = translator("daskalo_grading.execution")

LOOK_S = 0.2
"""How often an interpreter that runs a cell is looked at, seconds."""
STOPPED = "InterpreterEnded"
SHOWN = (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign)


class Execute(NbgraderExecute):
    """Runs the cells in a fork of the warm interpreter, and those of the clean room in another.

    Timeouts, interrupts and the making of outputs are those of nbgrader and nbclient.
    """

    trusted = Bool(False, help="Run learners' code without a sandbox, with all the rights of the grader.").tag(
        config=True
    )
    memory_mib = Int(Limits.memory_mib, help="What one process may allocate, MiB.").tag(config=True)
    total_memory_mib = Int(Limits.total_memory_mib, help="What all processes may hold together, MiB.").tag(config=True)
    processes = Int(Limits.processes, help="How many processes at a time.").tag(config=True)
    output_mib = Int(Limits.output_mib, help="What one cell may print or display, MiB.").tag(config=True)
    notebook_s = Float(Limits.notebook_s, help="All cells of a notebook together, seconds.").tag(config=True)

    _guarded = True
    _canary_told = True

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("kernel_manager_class", WarmKernelManager)
        super().__init__(*args, **options)

    @property
    def limits(self) -> Limits:
        """The limits of one notebook."""
        return Limits(
            memory_mib=self.memory_mib,
            total_memory_mib=self.total_memory_mib,
            processes=self.processes,
            output_mib=self.output_mib,
            notebook_s=self.notebook_s,
        )

    def preprocess(self, nb: NotebookNode, resources: Any = None, km: Any = None) -> tuple[NotebookNode, Any]:
        """Run a notebook.

        Args:
            nb (NotebookNode): Changed in place.
            resources (dict): nbconvert's; `metadata.path` is the folder of the submission.
            km: Not used; for nbconvert's signature.

        Raises:
            ContentError: `kernel-not-python`.
            NoSandbox: `no-sandbox`; nothing has run.
        """
        _refuse_other_kernels(nb)
        self.findings = Findings()
        self.findings.take_from(nb)
        self.findings.look_at_journal(Path(resources["metadata"]["path"]))
        self.cell_seconds = 0.0
        clean = {index: cell.source for index, cell in enumerate(nb.cells) if is_clean(cell)}
        for index in clean:
            nb.cells[index].source = shown(nb.cells[index].source)
        ran, resources = self._run(nb, resources)
        for index, source in clean.items():
            nb.cells[index].source = source
        if clean:
            self._use_clean_room(ran, resources, clean)
        resources["daskalo"] = {"notes": self.findings.notes, "cell_seconds": self.cell_seconds}
        _keep(resources)
        return ran, resources

    def _run(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        self._stopped = ""
        self._deadline = time.monotonic() + self.notebook_s
        self._passed: list[NotebookNode] = []
        ran, resources = super().preprocess(nb, resources)
        return ran, resources

    def create_kernel_manager(self) -> WarmKernelManager:
        """Return a manager that forks the warm interpreter of this process."""
        interpreter = warm_interpreter(self.limits, trusted=self.trusted)
        self.km = WarmKernelManager(config=self.config, interpreter=interpreter)
        return self.km

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Run one cell; when the interpreter ends on the way, say so in this cell and in all that follow."""
        self._check_assign_resources(resources)
        if cell.cell_type != "code" or not cell.source.strip():
            return cell, self.resources
        if self._stopped:
            _fail(cell, STOPPED, said("not-run"))
            return cell, self.resources
        intact = not self._is_test(cell) or self._ask("intact", cell.source) == [0]
        self._client.received = self._client.messages = 0
        began = time.monotonic()
        try:
            cell = self.execute_cell(cell, index, store_history=True)
        except (DeadKernelError, CellTimeoutError) as error:
            self._note_end(cell, error)
        finally:
            self.cell_seconds += time.monotonic() - began
        if self._is_test(cell):
            self._judge(cell, intact)
        if index == len(self.nb.cells) - 1 or all(c.cell_type != "code" for c in self.nb.cells[index + 1 :]):
            self._look_back()
        return cell, self.resources

    @property
    def _client(self) -> WarmKernelClient:
        client: Any = self.kc
        return client

    def _is_test(self, cell: NotebookNode) -> bool:
        return self._guarded and cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)

    def _ask(self, question: str, *sources: str) -> list[int] | None:
        """Return for which of the tests, by number, the guard says yes; None when it does not answer."""
        return run_sync(self._client.ask)(question, sources)

    def _note_end(self, cell: NotebookNode, error: Exception) -> None:
        """Write into a cell why the interpreter ended in it."""
        if isinstance(error, CellTimeoutError) or time.monotonic() > self._deadline:
            code = "limit-time"
        else:
            code = f"limit-{self._client.broke}" if self._client.broke else "interpreter-ended"
        self._stopped = code
        about = cell.metadata.get("nbgrader", {})
        _fail(cell, STOPPED, self.findings.add(code, about.get("grade_id", "")))

    def _judge(self, cell: NotebookNode, intact: bool | None) -> None:
        """Take the points from a test that ran otherwise than its author wrote it."""
        if self._stopped:
            return
        grade_id = cell.metadata.nbgrader.grade_id
        if _is_forged(cell) or not (intact or _failed(cell)):
            _fail(cell, "Tampered", self.findings.add("tampered", grade_id, test=grade_id))
        elif not _failed(cell):
            self._passed.append(cell)

    def _look_back(self) -> None:
        """After the last cell: tests that passed must be able to fail, and must compare what can differ."""
        if self._stopped or not self._passed:
            return
        if not self._canary_dies():
            for cell in self._passed:
                id = cell.metadata.nbgrader.grade_id
                _fail(cell, "Tampered", self.findings.add("tampered", id, test=id))
            return
        suspect = self._ask("always-equal", *(cell.source for cell in self._passed)) or []
        for place, cell in enumerate(self._passed):
            if place in suspect:
                id = cell.metadata.nbgrader.grade_id
                _fail(cell, "AlwaysEqual", self.findings.add("always-equal", id, test=id))

    def _canary_dies(self) -> bool:
        """Whether an assertion that is false fails in the learner's interpreter."""
        nonce = secrets.token_hex(8)
        lie = f"assert {secrets.randbits(30)} == -1, '{nonce}'"
        # SystemExit: IPython shows it without the long traceback of other exceptions
        seen = run_sync(self._reply)(
            f"try:\n    {lie}\nexcept AssertionError as death:\n    raise SystemExit(*death.args)"
        )
        return seen.get("ename") == "SystemExit" and seen.get("evalue") == nonce

    async def _reply(self, code: str) -> dict[str, Any]:
        message = self._client.execute(code, silent=True, store_history=False)
        with suppress(Exception):
            async with asyncio.timeout(self.iopub_timeout):
                while True:
                    reply = await self._client.shell_channel.get_msg()
                    if reply["parent_header"].get("msg_id") == message:
                        return reply["content"]
        return {}

    def _get_timeout(self, cell: NotebookNode | None) -> Any:
        """A cell has nbgrader's time for a cell, or what is left of the time for the notebook."""
        of_cell = super()._get_timeout(cell)
        left = max(1, int(self._deadline - time.monotonic()))
        return left if of_cell is None else min(of_cell, left)

    async def _async_poll_kernel_alive(self) -> None:
        """Look after the interpreter while a cell runs, and end the waiting when it is gone."""
        client = self._client
        while not client.ended.is_set():
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(client.ended.wait(), LOOK_S)
                break
            client.check()
        assert self.task_poll_for_reply is not None
        self.task_poll_for_reply.cancel()

    def _use_clean_room(self, nb: NotebookNode, resources: Any, clean: dict[int, str]) -> None:
        """Run the cells of the clean room in a fork of their own, and take their outputs."""
        apart = deepcopy(nb)
        for index, cell in enumerate(apart.cells):
            cell.source = clean.get(index, "") if cell.cell_type == "code" else cell.source
        room = CleanRoom(parent=self.parent, config=self.config)
        room.findings, room.cell_seconds = self.findings, 0.0
        room._run(apart, deepcopy(resources))
        self.cell_seconds += room.cell_seconds
        for index in clean:
            outputs, count = apart.cells[index].outputs, nb.cells[index].execution_count
            for output in outputs:
                if output.output_type == "execute_result":
                    output.execution_count = count
            nb.cells[index].outputs = outputs


class CleanRoom(Execute):
    """Runs tests where the learner's code never was: there is nothing to guard against."""

    _guarded = False


def _refuse_other_kernels(nb: NotebookNode) -> None:
    kernel = nb.metadata.get("kernelspec", {})
    language = kernel.get("language", "python")
    if language.lower() != "python":
        message = _(
            "This notebook is written in “{language}”. Daskalo grades Python; use nbgrader's own Execute for it.",
            language=language,
        )
        raise ContentError("kernel-not-python", message)


def _fail(cell: NotebookNode, name: str, sentence: str) -> None:
    """Make a cell count as failed, and say why where the trainer and the learner look."""
    error = new_output("error", ename=name, evalue=sentence, traceback=[f"{name}: {sentence}"])
    # nbgrader takes the first error or result it finds
    cell.outputs = [error, *cell.outputs] if cell.metadata.get("nbgrader", {}).get("grade") else [*cell.outputs, error]


def _failed(cell: NotebookNode) -> bool:
    return any(
        output.output_type == "error" or (output.output_type == "stream" and output.name == "stderr")
        for output in cell.outputs
    )


def _is_forged(cell: NotebookNode) -> bool:
    """Whether a test shows a result it cannot have: more than its points, or more results than expressions."""
    results = [output for output in cell.outputs if output.output_type == "execute_result"]
    if not results:
        return False
    with suppress(ValueError):
        if float(results[0].data.get("text/plain", "")) > float(cell.metadata.nbgrader.points):
            return True
    with suppress(SyntaxError):
        body = ast.parse(cell.source).body
        expected = sum(isinstance(each, ast.Expr) for each in body[:-1])
        expected += any(isinstance(each, SHOWN) for each in body[-1:])  # IPython may be told to show what is assigned
        return len(results) > expected
    return False


def _keep(resources: Any) -> None:
    """Write the notes about this notebook into the gradebook."""
    about = resources.get("nbgrader")
    if about:
        from daskalo_grading.execution.notebook_notes import keep

        keep(about, resources["daskalo"]["notes"])
