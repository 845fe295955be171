"""Inside the learner's interpreter: is a test still what its author wrote, and does `==` still mean equal?

What runs in the learner's interpreter can be fooled by the learner's code. So nothing here gives points; it only takes
them away from tests that ran under conditions no honest notebook makes. `docs/security.md` says what remains possible.
"""

from __future__ import annotations

import ast
import copy
import json
import os
import signal
import sys
from contextlib import suppress
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

LONGEST_S = 10
ANYTHING = {"ANY"}
"""Names that are meant to be equal to everything: `unittest.mock.ANY` in a test is the author's."""


class Guard:
    """Answers the questions of the grader about tests."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._transform = TransformerManager()

    def answer(self, question: bytes) -> bytes:
        """Answer `{"ask": "intact" | "always-equal", "sources": [...]}` by `{"yes": [numbers of tests]}`."""
        asked = json.loads(question)
        if asked["ask"] == "intact":
            yes = [number for number, source in enumerate(asked["sources"]) if self._intact(source)]
        else:
            yes = self._always_equal(asked["sources"])
        return json.dumps({"yes": yes}).encode()

    def _intact(self, source: str) -> bool:
        """Whether the shell would compile a cell to what any fresh shell makes of it."""
        shell = self._shell
        try:
            fresh = self._transform.transform_cell(source)
            if shell.transform_cell(source) != fresh:
                return False
            tree = ast.parse(fresh)
            seen = shell.transform_ast(copy.deepcopy(tree))
        except SyntaxError:
            return True  # it fails for everybody
        return ast.dump(seen) == ast.dump(tree)

    def _always_equal(self, sources: list[str]) -> list[int]:
        """Return the tests that compare something which equals whatever it is compared with.

        The tests are repeated in a fork of this process, where each comparison also meets two objects that nothing
        honest equals. What the fork does to files stays in the folder of the submission, which is thrown away.
        """
        guarded = {number: tree for number, source in enumerate(sources) if (tree := self._guarded(source))}
        if not guarded:
            return []
        ours, theirs = os.pipe()
        fork = os.fork()
        if fork == 0:
            self._repeat(guarded, theirs)
        os.close(theirs)
        with os.fdopen(ours, "rb") as told:
            found = told.read().split()
        os.waitpid(fork, 0)
        return sorted({int(number) for number in found})

    def _guarded(self, source: str) -> ast.Module | None:
        """Return a test whose comparisons let the guard look; None when it compares nothing."""
        try:
            tree = ast.parse(self._transform.transform_cell(source))
        except SyntaxError:
            return None
        compared = _Compared()
        guarded = ast.fix_missing_locations(compared.visit(tree))
        return guarded if compared.found else None

    def _repeat(self, guarded: dict[int, ast.Module], tell: int) -> None:
        with suppress(BaseException):
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(LONGEST_S)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for descriptor in (0, 1, 2):
                os.dup2(nowhere, descriptor)
            sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123
            for number, tree in guarded.items():

                def met(value: Any, about: bytes = b"%d " % number) -> Any:
                    with suppress(BaseException):
                        if all((value == stranger) is True for stranger in (_Stranger(), _Stranger())):
                            os.write(tell, about)
                    return value

                with suppress(BaseException):
                    exec(compile(tree, "<test>", "exec"), self._shell.user_ns | {_MET: met})
        os._exit(0)


class _Stranger:
    """Equal to itself alone."""


_MET = "_daskalo_met"


class _Compared(ast.NodeTransformer):
    """Lets a guard see both sides of each comparison."""

    def __init__(self) -> None:
        self.found = False

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if any(isinstance(operator, (ast.Eq, ast.NotEq, ast.In)) for operator in node.ops):
            self.found = True
            node.left = _seen(node.left)
            node.comparators = [_seen(side) for side in node.comparators]
        return node


def _seen(side: ast.expr) -> ast.expr:
    names = {getattr(part, "id", getattr(part, "attr", "")) for part in ast.walk(side)}
    if isinstance(side, ast.Constant) or names & ANYTHING:
        return side
    return ast.Call(ast.Name(_MET, ast.Load()), [side], [])
