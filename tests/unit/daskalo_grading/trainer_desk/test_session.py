"""What each message of the page does, over a small gradebook in memory instead of `Marking`."""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest

from daskalo.errors import UsageError
from daskalo_grading.trainer_desk import session
from daskalo_grading.trainer_desk.session import Session

WAIT_S = 10
LEVELS = [SimpleNamespace(points=points, text=f"Ниво {points}") for points in (2.0, 1.0)]
RUBRIC = SimpleNamespace(
    title="Рубрика", criteria=[SimpleNamespace(id=id, text=id, levels=LEVELS) for id in ("a", "b")]
)


@dataclass(frozen=True)
class Vote:
    rater: str
    points: dict[str, float]
    comment: str = ""


@dataclass(frozen=True)
class Piece:
    key: str
    shown_as: str
    mine: Vote | None = None
    others: tuple[Vote, ...] = ()
    comments: tuple[str, ...] = ()
    unit: str = "01"
    unit_title: str = "Раздел"
    task: str = "reflection"
    title: str = "Размисъл"
    work_html: str = "<p>Текст</p>"
    rubric: Any = field(default_factory=lambda: RUBRIC)
    points: float = 4.0
    notes: tuple[str, ...] = ()
    automatic: str = ""


@dataclass
class Book:
    votes: dict[tuple[str, str], Vote] = field(default_factory=dict)
    graded: list[str] = field(default_factory=list)


class FakeMarking:
    """The surface of `daskalo_grading.marking.Marking` that the session calls."""

    book: Book

    def __init__(self, course: Path, rater: str, *, gradebook: str | None = None, anonymous: bool = False) -> None:
        self.rater, self.anonymous = rater, anonymous

    def shown_as(self, person: str) -> str:
        return "Участник 7" if self.anonymous else person

    def anonymised(self, sentence: str) -> str:
        return sentence

    def overview(self) -> SimpleNamespace:
        numbers = {"handed_in": 2, "to_grade": 1, "to_mark": 2, "to_release": 0, "failed": 0, "mean_percent": 62.5}
        unit = SimpleNamespace(id="01", title="Раздел", **numbers)
        return SimpleNamespace(course_title="Курс", units=[unit], people=[], notes=[])

    def _piece(self, key: str) -> Piece:
        mine = self.book.votes.get((key, self.rater))
        others = [vote for (of, rater), vote in self.book.votes.items() if of == key and rater != self.rater]
        return Piece(key, self.shown_as(key), mine, tuple(others) if mine else (), tuple(self.comments("reflection")))

    def queue(self, unit: str | None = None) -> list[Piece]:
        return [self._piece("рада"), self._piece("иван")]

    def mark(self, key: str, points: dict[str, float], comment: str = "") -> Piece:
        if max(points.values()) > 2:
            raise UsageError("points-outside", "Най-много 2 точки.")
        self.book.votes[key, self.rater] = Vote(self.rater, points, comment)
        return self._piece(key)

    def undo(self, key: str) -> Piece:
        del self.book.votes[key, self.rater]
        return self._piece(key)

    def comments(self, task: str) -> list[str]:
        return [vote.comment for vote in self.book.votes.values() if vote.comment]

    def scores(self) -> pd.DataFrame:
        return pd.DataFrame({"person": ["рада"], "total": [3.5]})

    def export(self, folder: Path, formats: tuple[str, ...] = ("csv", "xlsx")) -> list[Path]:
        made = [folder / f"scores.{format}" for format in formats]
        for path in made:
            path.write_bytes(b"1")
        return made


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.setattr(session, "Marking", FakeMarking)
    FakeMarking.book = Book()
    return FakeMarking.book


@pytest.fixture
def told() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def ask(book: Book, told: list[dict[str, Any]], tmp_path: Path) -> Callable[..., Any]:
    """Ask the session of a trainer as the page does; returns the data of the reply, or the sentence of an error."""
    opened = Session(tmp_path, "bg", told.append)
    count = iter(range(1000))

    def send(do: str, **more: Any) -> Any:
        reply = opened.answer({"id": f"v-{next(count)}", "do": do, **more})
        return reply.get("data", reply.get("error"))

    send.session = opened  # type: ignore[attr-defined]
    send("open", rater=" Мария ", anonymous=False)
    return send


def test_the_overview_is_worded_and_numbers_are_written_in_bulgarian(ask: Callable[..., Any]):
    shown = ask("overview")
    assert shown["units"][0] | {"mean": "62 %", "to_mark": 2} == shown["units"][0]
    assert ask("units") == {"units": [{"value": "01", "text": "Раздел"}]}


def test_marks_are_kept_and_said(ask: Callable[..., Any], book: Book):
    assert [piece["marked"] for piece in ask("queue", unit="")["pieces"]] == [False, False]
    done = ask("mark", key="рада", points={"a": 2, "b": 1.5}, comment="Добре.")
    assert done["said"] == "Записано: рада, 3,5 от 4 точки."
    assert book.votes["рада", "Мария"] == Vote("Мария", {"a": 2, "b": 1.5}, "Добре.")
    assert done["piece"]["mine"] == {"points": {"a": 2, "b": 1.5}, "comment": "Добре."}
    assert ask("piece", key="иван")["comments"] == ["Добре."], "the next piece offers it at once"


def test_marks_of_others_are_hidden_until_the_own_are_given(ask: Callable[..., Any], book: Book):
    book.votes["рада", "Петър"] = Vote("Петър", {"a": 1, "b": 1}, "Тайно.")
    ask("queue", unit="")
    assert ask("piece", key="рада")["others"] is None
    done = ask("mark", key="рада", points={"a": 2, "b": 2}, comment="")
    assert done["said"].endswith("Оценката на Петър е 2.")
    assert done["piece"]["others"]["rows"][0] == ["a", "2", "1"]


def test_taking_back_removes_the_vote(ask: Callable[..., Any], book: Book):
    ask("queue", unit="")
    ask("mark", key="рада", points={"a": 2, "b": 2}, comment="")
    assert ask("undo", key="рада")["said"] == "Отменено: рада."
    assert book.votes == {}


def test_a_message_that_comes_twice_acts_once(ask: Callable[..., Any], book: Book, monkeypatch: pytest.MonkeyPatch):
    ask("queue", unit="")
    marked: list[str] = []
    stock = FakeMarking.mark
    monkeypatch.setattr(FakeMarking, "mark", lambda self, *given: marked.append(given[0]) or stock(self, *given))
    message = {"id": "w-1", "do": "mark", "key": "рада", "points": {"a": 2, "b": 2}, "comment": ""}
    first = ask.session.answer(message)  # type: ignore[attr-defined]
    assert ask.session.answer(dict(message)) == first  # type: ignore[attr-defined]
    assert marked == ["рада"]


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ({"do": "mark", "key": "рада", "points": {"a": 3, "b": 0}, "comment": ""}, "Най-много 2 точки."),
        ({"do": "piece", "key": "nobody"}, "Тази работа вече не е на опашката. Отворете отново „Оценяване“."),
        ({"do": "dance"}, "Страницата е по-стара от програмата. Заредете я отново."),
        ({"do": "agreement", "unit": "01"}, "Не се получи: AttributeError"),
    ],
)
def test_whatever_is_wrong_is_answered_in_a_sentence(ask: Callable[..., Any], message: dict[str, Any], sentence: str):
    ask("queue", unit="")
    assert ask(**message).startswith(sentence)


def test_without_a_name_nothing_can_be_marked(ask: Callable[..., Any]):
    ask("open", rater="  ", anonymous=False)
    assert ask("queue", unit="") == "Напишете първо името си най-горе: то стои до вашите оценки."


def test_a_name_that_the_hub_knows_cannot_be_changed_by_the_page(book: Book, tmp_path: Path):
    opened = Session(tmp_path, "bg", lambda message: None, rater="trainer1")
    opened.answer({"id": "1", "do": "open", "rater": "trainer2", "anonymous": False})
    opened.answer({"id": "2", "do": "queue", "unit": ""})
    opened.answer({"id": "3", "do": "mark", "key": "рада", "points": {"a": 1, "b": 1}, "comment": ""})
    assert list(book.votes) == [("рада", "trainer1")]


def test_files_come_as_bytes_and_leave_nothing_behind(ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch):
    folders: list[Path] = []
    stock = FakeMarking.export
    monkeypatch.setattr(
        FakeMarking, "export", lambda self, folder, **more: folders.append(folder) or stock(self, folder, **more)
    )
    assert ask("export", formats=["csv"]) == {"files": [{"name": "scores.csv", "type": "text/csv", "data": "MQ=="}]}
    assert not folders[0].exists()


def test_several_files_come_as_one_archive(ask: Callable[..., Any]):
    (file,) = ask("export", formats=["csv", "xlsx"])["files"]
    with ZipFile(BytesIO(b64decode(file["data"]))) as archive:
        assert archive.namelist() == ["scores.csv", "scores.xlsx"]
    assert (file["name"][-4:], file["type"]) == (".zip", "application/zip")


def test_grading_tells_each_hand_in_and_ends_with_a_table(
    ask: Callable[..., Any], told: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
):
    from daskalo_grading import autograde
    from daskalo_grading.autograde import Graded

    results = [
        Graded("рада", "01", score=7.5, max_score=10.0, seconds=1.26),
        Graded("иван", "01", failed="Тетрадката не е JSON."),
    ]

    def grade(course: Path, unit: str, *, progress: Callable[[Graded], None], **more: Any) -> None:
        for each in results:
            progress(each)

    monkeypatch.setattr(autograde, "waiting", lambda *given, **more: ["рада", "иван"], raising=False)
    monkeypatch.setattr(autograde, "grade", grade, raising=False)
    ask("grade", units=None)
    ask.session.jobs.join(WAIT_S)  # type: ignore[attr-defined]
    progress = [message["progress"] for message in told]
    assert [(each["done"], each["all"]) for each in progress][-3:] == [(1, 2), (2, 2), (2, 2)]
    assert progress[-1]["sentence"] == "Проверена е 1 работа. 1 не можа да се провери: вижте защо."
    assert progress[-1]["table"]["rows"] == [
        ["рада", "Раздел", "Проверена", "7,5 от 10", "1,3"],
        ["иван", "Раздел", "Тетрадката не е JSON.", "–", "0"],
    ]


def test_without_names_the_progress_shows_none(
    ask: Callable[..., Any], told: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
):
    from daskalo_grading import autograde
    from daskalo_grading.autograde import Graded

    monkeypatch.setattr(autograde, "waiting", lambda *given, **more: ["рада"], raising=False)
    monkeypatch.setattr(
        autograde,
        "grade",
        lambda course, unit, *, progress, **more: progress(Graded("рада", "01", 1.0, 2.0)),
        raising=False,
    )
    ask("open", rater="Мария", anonymous=True)
    ask("grade", units=["01"])
    ask.session.jobs.join(WAIT_S)  # type: ignore[attr-defined]
    assert "Участник 7" in str(told[-1])
    assert "рада" not in str(told)


def test_pieces_without_a_rubric_carry_one_number(book: Book):
    from daskalo_grading.trainer_desk import views

    shown = views.piece(replace(Piece("к", "Рада"), rubric=None, mine=Vote("Мария", {"": 2.5})))  # type: ignore[arg-type]
    assert shown["mine"]["points"] == 2.5
    assert shown["rubric"] is None
