"""The journal keeps what was done, through crashes, two kernels and curious hands."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from daskalo.activities import example_folder
from daskalo.errors import AnswerError, DaskaloError, JournalError
from daskalo.journal import MAX_FILE_BYTES, MAX_OPERATION_BYTES, Journal, canonical, chained

HEADER = {"course": "example", "unit": "01-rain-garden", "language": "bg", "seed": 0}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


@pytest.fixture
def journal(path: Path) -> Journal:
    return Journal(path, HEADER)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    shutil.copy(example_folder() / "unit.json", tmp_path)
    return tmp_path


def refused(kind: type[DaskaloError], act, *arguments: object) -> DaskaloError:
    with pytest.raises(kind) as caught:
        act(*arguments)
    return caught.value


# --- Writing and reading ---


def test_what_is_written_is_read_by_another_journal_on_the_same_file(path: Path, journal: Journal):
    journal.answer("question", "Как да спестим вода?")
    journal.answer("cards", {"quiz": "dessert"})
    again = Journal(path, HEADER)
    assert again.answers() == {"question": "Как да спестим вода?", "cards": {"quiz": "dessert"}}
    assert [entry["n"] for entry in again.operations()] == [1, 2]


def test_looking_never_makes_the_file(path: Path, journal: Journal):
    assert journal.answers() == {}
    assert journal.operations() == []
    assert journal.history("question") == []
    assert not path.exists()


def test_line_1_says_whose_journal_it_is_and_the_file_reads_as_text(path: Path, journal: Journal):
    journal.answer("question", "Как?")
    first, second = path.read_text(encoding="utf-8").splitlines()
    assert {name: json.loads(first)[name] for name in ("journal", *HEADER)} == {"journal": 1, **HEADER}
    assert "Как?" in second


def test_each_hash_covers_its_line_and_the_hash_before(path: Path, journal: Journal):
    journal.answer("a", "1")
    journal.answer("a", "2")
    before = ""
    for line in path.read_text().splitlines():
        entry = json.loads(line)
        hashed = entry.pop("hash")
        assert hashed == chained(entry, before)
        before = hashed


def test_the_same_operations_make_the_same_bytes(tmp_path: Path):
    for name in ("one", "two"):
        journal = Journal(tmp_path / name, HEADER)
        journal.answer("a", "1")
        journal.undo("a")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_last_answer_holds_and_null_clears(journal: Journal):
    journal.answer("a", "1")
    journal.answer("a", "2")
    assert journal.answers() == {"a": "2"}
    journal.answer("a", None)
    assert journal.answers() == {}


def test_undo_steps_back_through_the_history_and_stops_at_its_beginning(journal: Journal):
    for value in ("1", None, "3"):
        journal.answer("a", value)
    assert journal.history("a") == ["1", None, "3"]
    journal.undo("a")
    assert journal.answers() == {}
    journal.undo("a")
    assert journal.answers() == {"a": "1"}
    journal.undo("a")
    assert journal.history("a") == []
    assert refused(AnswerError, journal.undo, "a").code == "nothing-to-undo"


def test_operations_of_other_parts_are_kept_and_change_no_answer(journal: Journal):
    entry = journal.append({"op": "share", "file": "doc-1", "with": "all"})
    assert (entry["n"], entry["op"]) == (1, "share")
    assert journal.answers() == {}


def test_what_append_returns_cannot_change_the_journal(journal: Journal):
    journal.append({"op": "answer", "activity": "a", "value": "1"})["value"] = "2"
    journal.operations()[0]["value"] = "3"
    assert journal.answers() == {"a": "1"}


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ({"activity": "a"}, "operation-unknown"),
        ({"op": 1}, "operation-unknown"),
        ({"op": "answer", "activity": "a", "n": 7}, "operation-unknown"),
        ({"op": "answer", "activity": "a", "hash": ""}, "operation-unknown"),
        ({"op": "answer", "activity": "a", "value": object()}, "answer-not-json"),
        ({"op": "answer", "activity": "a", "value": float("nan")}, "answer-not-json"),
        ({"op": "answer", "activity": "a", "value": "\ud800"}, "answer-not-json"),
        ({"op": "answer", "activity": 5, "value": "x"}, "unknown-activity"),
        ({"op": "undo", "activity": "a"}, "nothing-to-undo"),
        ({"op": "answer", "activity": "a", "value": "я" * MAX_OPERATION_BYTES}, "answer-too-large"),
    ],
)
def test_an_impossible_operation_is_refused_and_leaves_no_trace(journal: Journal, operation: dict, code: str):
    journal.answer("b", "1")
    before = journal.path.read_bytes()
    assert refused(AnswerError, journal.append, operation).code == code
    assert journal.path.read_bytes() == before


def test_a_refused_first_answer_makes_no_file(unit: Path):
    assert refused(AnswerError, Journal.open_unit(unit).answer, "rain-garden", "sea").code == "unknown-option"
    assert [path.name for path in unit.iterdir()] == ["unit.json"]


def test_a_journal_without_a_header_reads_but_cannot_begin(path: Path, journal: Journal):
    nobody = Journal(path)
    assert refused(JournalError, nobody.answer, "a", "1").code == "journal-missing"
    path.unlink(missing_ok=True)
    journal.answer("a", "1")
    assert nobody.answers() == {"a": "1"}


# --- The rules of a unit ---


def test_a_unit_refuses_live_what_it_would_refuse_when_graded(unit: Path):
    journal = Journal.open_unit(unit)
    journal.answer("rain-garden", "soil")
    assert refused(AnswerError, journal.answer, "rain-garden", "sea").code == "unknown-option"
    assert refused(AnswerError, journal.answer, "sea-garden", "soil").code == "unknown-activity"
    assert journal.answers() == {"rain-garden": "soil"}


def test_forged_answers_have_no_effect_and_are_reported_in_sentences(unit: Path):
    forger = Journal(unit / "journal.jsonl", {**HEADER, "language": "en"})
    forger.answer("rain-garden", "flowers")
    forger.answer("rain-garden", {"answer": "soil"})
    forger.answer("sea-garden", "soil")
    graded = Journal.open_unit(unit)
    assert graded.answers() == {"rain-garden": "flowers"}
    assert [(n, activity) for n, activity, _ in graded.refused()] == [(2, "rain-garden"), (3, "sea-garden")]
    assert all(sentence.endswith(".") for _, _, sentence in graded.refused())


# --- Crashes ---


def test_a_crash_at_any_byte_loses_at_most_the_last_operation(path: Path, journal: Journal):
    journal.answer("a", "първи")
    journal.answer("a", "втори")
    whole = path.read_bytes()
    first_end = whole.index(b"\n", whole.index(b"\n") + 1) + 1
    for cut in range(first_end, len(whole)):
        path.write_bytes(whole[:cut])
        assert Journal(path, HEADER).answers() == {"a": "първи"}
        Journal(path, HEADER).answer("a", "трети")
        assert Journal(path, HEADER).answers() == {"a": "трети"}
        assert [entry["n"] for entry in Journal(path, HEADER).operations()] == [1, 2]


def test_a_crash_in_the_very_first_write_leaves_a_journal_that_can_begin_again(path: Path, journal: Journal):
    journal.answer("a", "1")
    header = path.read_bytes().split(b"\n")[0]
    for torn in (b"", header[:20], header):
        path.write_bytes(torn)
        assert Journal(path, HEADER).answers() == {}
        Journal(path, HEADER).answer("a", "2")
        assert Journal(path, HEADER).answers() == {"a": "2"}


def test_a_tail_of_zero_bytes_after_a_power_cut_is_passed_over(path: Path, journal: Journal):
    journal.answer("a", "1")
    with path.open("ab") as file:
        file.write(b"\0" * 300)
    journal.answer("a", "2")
    assert Journal(path, HEADER).answers() == {"a": "2"}


def test_a_write_that_fails_is_taken_back(journal: Journal, monkeypatch: pytest.MonkeyPatch):
    journal.answer("a", "1")
    before = journal.path.read_bytes()
    write = os.pwrite

    def half_then_full(file: int, data: bytes, offset: int) -> int:
        if len(data) < 20:
            raise OSError(28, "No space left on device")
        return write(file, data[: len(data) // 2], offset)

    monkeypatch.setattr(os, "pwrite", half_then_full)
    assert refused(JournalError, journal.answer, "a", "2").code == "journal-unreadable"
    monkeypatch.undo()
    assert journal.path.read_bytes() == before
    journal.answer("a", "3")
    assert journal.answers() == {"a": "3"}


# --- Two kernels ---


def test_two_open_journals_see_each_other(path: Path):
    lab, voila = Journal(path, HEADER), Journal(path, HEADER)
    lab.answer("a", "1")
    voila.answer("a", "2")
    assert lab.answers() == {"a": "2"}
    lab.answer("b", "3")
    assert voila.operations() == lab.operations()
    assert [entry["n"] for entry in voila.operations()] == [1, 2, 3]


def test_processes_that_write_at_the_same_time_keep_one_whole_chain(path: Path):
    program = (
        "import sys; from daskalo.journal import Journal\n"
        f"journal = Journal(sys.argv[1], {HEADER!r})\n"
        "for n in range(40): journal.answer(sys.argv[2], str(n))"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(path), name]) for name in ("lab", "voila", "app")]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    operations = Journal(path, HEADER).operations()
    assert [entry["n"] for entry in operations] == list(range(1, 121))
    for name in ("lab", "voila", "app"):
        assert [entry["value"] for entry in operations if entry["activity"] == name] == [str(n) for n in range(40)]


def test_a_file_put_in_place_of_the_journal_is_read_anew(path: Path, journal: Journal, tmp_path: Path):
    journal.answer("a", "1")
    journal.answer("a", "2")
    other = Journal(tmp_path / "other", HEADER)
    other.answer("b", "3")
    (tmp_path / "other").replace(path)
    assert journal.answers() == {"b": "3"}
    path.unlink()
    assert journal.answers() == {}


def test_a_file_rewritten_in_place_is_read_anew(path: Path, journal: Journal, tmp_path: Path):
    journal.answer("a", "1")
    other = Journal(tmp_path / "other", HEADER)
    other.answer("b", "longer")
    other.answer("b", "longer still")
    path.write_bytes((tmp_path / "other").read_bytes())
    assert journal.answers() == {"b": "longer still"}


# --- Edited, foreign, huge ---


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (lambda lines: [*lines[:2], lines[2].replace(b'"2"', b'"9"'), *lines[3:]], 3),
        (lambda lines: [*lines[:2], *lines[3:]], 3),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], 2),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], 4),
        (lambda lines: [*lines[:2], b"\n", *lines[2:]], 3),
        (lambda lines: [*lines[:2], b"[]\n", *lines[2:]], 3),
        (lambda lines: [*lines[:2], b"\xff\n", *lines[2:]], 3),
        (lambda lines: [*lines[:2], b"[" * 100_000 + b"\n", *lines[2:]], 3),
        (lambda lines: [*lines, b'{"op":"answer","activity":"a","value":"5","n":5,"hash":"0"}\n'], 6),
        (lambda lines: [lines[0].replace(b'"seed":0', b'"seed":1'), *lines[1:]], 1),
        (lambda lines: lines[1:], 1),
        (lambda lines: [b"PK\x03\x04\n"], 1),
    ],
    ids=[
        *(
            "changed",
            "removed",
            "swapped",
            "doubled",
            "blank",
            "list",
            "bytes",
            "nested",
            "added",
            "header",
            "beheaded",
        ),
        "other",
    ],
)
def test_an_edited_journal_is_refused_with_the_line(path: Path, journal: Journal, edit, line: int):
    for value in ("1", "2", "3", "4"):
        journal.answer("a", value)
    edited = b"".join(edit(lines_of(path)))
    path.write_bytes(edited)
    for act in (Journal(path, HEADER).answers, Journal(path, HEADER).operations):
        error = refused(JournalError, act)
        assert (error.code, f"Ред {line} " in error.message) == ("journal-edited", True)
    assert refused(JournalError, Journal(path, HEADER).answer, "a", "5").code == "journal-edited"
    assert path.read_bytes() == edited


def test_a_number_with_a_forged_hash_is_still_out_of_turn(path: Path, journal: Journal):
    journal.answer("a", "1")
    last = json.loads(lines_of(path)[-1])
    entry = {"n": 3, "op": "answer", "activity": "a", "value": "2"}
    with path.open("ab") as file:
        file.write(canonical({**entry, "hash": chained(entry, last["hash"])}) + b"\n")
    assert "Ред 3 " in refused(JournalError, Journal(path, HEADER).answers).message


@pytest.mark.parametrize("change", [{"course": "robots"}, {"unit": "02"}, {"seed": 7}])
def test_the_journal_of_another_unit_is_refused_and_both_are_named(path: Path, journal: Journal, change: dict):
    journal.answer("a", "1")
    other = Journal(path, {**HEADER, **change})
    error = refused(JournalError, other.answers)
    assert error.code == "journal-other"
    assert "курс example, раздел 01-rain-garden, начално число 0" in error.message
    assert str(next(iter(change.values()))) in error.message
    assert refused(JournalError, other.answer, "a", "2").code == "journal-other"


def test_the_same_unit_in_the_other_language_may_go_on(path: Path, journal: Journal):
    journal.answer("a", "1")
    assert Journal(path, {**HEADER, "language": "en"}).answers() == {"a": "1"}


def test_a_journal_of_a_later_format_is_not_guessed_at(path: Path):
    header = {"journal": 2, **HEADER}
    path.write_bytes(canonical({**header, "hash": chained(header, "")}) + b"\n")
    assert refused(JournalError, Journal(path, HEADER).answers).code == "journal-format"


def test_a_full_journal_says_so_and_can_still_be_read(path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("daskalo.journal.MAX_FILE_BYTES", 600)
    journal.answer("a", "1")
    assert refused(JournalError, journal.answer, "a", "x" * 500).code == "journal-full"
    assert Journal(path, HEADER).answers() == {"a": "1"}


def test_a_huge_file_is_not_read(path: Path, journal: Journal):
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    assert refused(JournalError, journal.answers).code == "journal-too-large"


def test_a_folder_or_a_pipe_in_its_place_neither_crashes_nor_blocks(path: Path, journal: Journal):
    path.mkdir()
    assert refused(JournalError, journal.answers).code == "journal-unreadable"
    assert refused(JournalError, journal.answer, "a", "1").code == "journal-unreadable"
    path.rmdir()
    os.mkfifo(path)
    assert refused(JournalError, journal.answers).code == "journal-unreadable"


def test_a_folder_that_is_gone_is_said_in_a_sentence(tmp_path: Path):
    journal = Journal(tmp_path / "gone" / "journal.jsonl", HEADER)
    assert refused(JournalError, journal.answer, "a", "1").code == "journal-unreadable"
