"""Replaying the file gives the live state, whatever was done and whoever did it."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from daskalo.errors import AnswerError, JournalError
from daskalo.journal import Journal

HEADER = {"course": "test", "unit": "01", "seed": 0}
names = st.sampled_from(["question", "cards", "steps"])
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
scalars = st.none() | st.booleans() | numbers | letters
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(letters, inner), max_leaves=6)


class TwoKernels(RuleBasedStateMachine):
    """Two kernels answer, undo and crash on one file; a model of plain lists says what must come out."""

    fresh_path: Callable[[], Path]

    @initialize()
    def begin(self) -> None:
        self.path = type(self).fresh_path()
        self.kernels = [Journal(self.path, HEADER), Journal(self.path, HEADER)]
        self.model: dict[str, list] = {"question": [], "cards": [], "steps": []}
        self.written = 0

    @rule(kernel=st.integers(0, 1), activity=names, value=values)
    def answer(self, kernel: int, activity: str, value: object) -> None:
        self.kernels[kernel].answer(activity, value)
        self.model[activity].append(value)
        self.written += 1

    @rule(kernel=st.integers(0, 1), activity=names)
    def undo(self, kernel: int, activity: str) -> None:
        if self.model[activity]:
            self.kernels[kernel].undo(activity)
            self.model[activity].pop()
            self.written += 1
        else:
            with pytest.raises(AnswerError):
                self.kernels[kernel].undo(activity)

    @rule(torn=st.binary(min_size=1, max_size=40).filter(lambda data: b"\n" not in data))
    def crash(self, torn: bytes) -> None:
        if self.path.exists():
            with self.path.open("ab") as file:
                file.write(torn)

    @rule(kernel=st.integers(0, 1))
    def restart(self, kernel: int) -> None:
        self.kernels[kernel] = Journal(self.path, HEADER)

    @invariant()
    def everybody_sees_the_same(self) -> None:
        expected = {activity: states[-1] for activity, states in self.model.items() if states}
        for journal in (*self.kernels, Journal(self.path, HEADER)):
            assert journal.answers() == {id: value for id, value in expected.items() if value is not None}
            assert [entry["n"] for entry in journal.operations()] == list(range(1, self.written + 1))
            for activity, states in self.model.items():
                assert journal.history(activity) == states


def test_replay_equals_what_was_done(tmp_path: Path):
    numbered = count()
    machine = type("Machine", (TwoKernels,), {"fresh_path": staticmethod(lambda: tmp_path / f"{next(numbered)}.jsonl")})
    run_state_machine_as_test(machine, settings=settings(max_examples=40, stateful_step_count=20, deadline=None))


@given(st.data())
@settings(deadline=None)
def test_one_changed_byte_is_found_or_changes_nothing(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    path = tmp_path_factory.mktemp("journal") / "journal.jsonl"
    journal = Journal(path, HEADER)
    for value in ("Как", {"quiz": "dessert"}, ["b", "a"]):
        journal.answer("question", value)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 2))
    content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    before = [journal.answers(), journal.operations()]
    again = Journal(path, HEADER)
    try:
        after = [again.answers(), again.operations()]
    except JournalError:
        return
    assert after == before
