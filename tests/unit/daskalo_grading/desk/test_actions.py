"""One next step at each stage, and the smaller ways."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from daskalo_grading.desk.actions import next_step, other_ways
from daskalo_grading.desk.links import Links
from daskalo_grading.desk.states import Step, Work

LINKS = Links.from_service("/")
NOON = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)
OPEN = Work(released=True)
BEGUN = Work(released=True, fetched=True, answered=1, activities=2)
FULL = replace(BEGUN, answered=2)
SENT = replace(FULL, submitted=NOON)
BACK = replace(SENT, feedback=NOON)


@pytest.mark.parametrize(
    ("work", "words", "leads_to"),
    [
        (OPEN, "Започнете", "open"),
        (BEGUN, "Продължете", "open"),
        (FULL, "Предайте", "submit"),
        (replace(SENT, changed=True), "Предайте отново", "submit"),
        (BACK, "Вижте обратната връзка", "feedback"),
        (replace(BACK, read=True, changed=True), "Вижте обратната връзка", "feedback"),
    ],
)
def test_each_stage_has_one_next_step(work: Work, words: str, leads_to: str) -> None:
    step = next_step(LINKS, "c-bg", "01-u", work)
    assert step
    assert step.words == words
    assert step.address == f"/hub/user-redirect/daskalo/{leads_to}?course=c-bg&unit=01-u"


@pytest.mark.parametrize("work", [Work(), SENT, replace(SENT, autograded=NOON, collected=NOON)])
def test_while_it_is_the_trainer_s_turn_nothing_urges_the_learner(work: Work) -> None:
    assert next_step(LINKS, "c-bg", "01-u", work) is None


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (Work(), []),
        (OPEN, ["Отворете като тетрадка"]),
        (BEGUN, ["Отворете като тетрадка", "Проверете", "Предайте", "Върнете оригинала"]),
        (FULL, ["Отворете като приложение", "Отворете като тетрадка", "Проверете", "Върнете оригинала"]),
        (
            replace(BACK, changed=True),
            [
                "Отворете като приложение",
                "Отворете като тетрадка",
                "Проверете",
                "Предайте отново",
                "Върнете оригинала",
            ],
        ),
    ],
)
def test_the_smaller_ways_never_repeat_the_next_step(work: Work, words: list[str]) -> None:
    ways = [way.words for way in other_ways(LINKS, "c-bg", "01-u", work)]
    step = next_step(LINKS, "c-bg", "01-u", work)
    assert ways == words
    assert step is None or step.words not in ways


def test_inside_a_server_the_same_actions_stay_there() -> None:
    inside = Links.from_server("/hub-prefix/", "/hub-prefix/user/teacher1/")
    assert inside.act("submit", "c-bg", "01-u") == "/hub-prefix/user/teacher1/daskalo/submit?course=c-bg&unit=01-u"
    assert inside.desk == "/hub-prefix/services/desk/"


@pytest.mark.parametrize(
    ("step", "page"),
    [
        (Step.COLLECT, "manage_assignments"),
        (Step.AUTOGRADE, "manage_submissions/01-u"),
        (Step.GRADE, "gradebook/01-u/01-u"),
        (Step.RELEASE, "manage_assignments"),
    ],
)
def test_each_number_leads_to_its_page_of_the_formgrader(step: Step, page: str) -> None:
    assert LINKS.formgrader("c-bg", step, "01-u") == f"/services/c-bg/formgrader/{page}"


@pytest.mark.parametrize(
    ("step", "page"),
    [
        (None, "trainer-desk"),
        (Step.COLLECT, "formgrader/manage_assignments"),
        (Step.AUTOGRADE, "trainer-desk"),
        (Step.GRADE, "trainer-desk#marking/01-u"),
        (Step.RELEASE, "trainer-desk#feedback/01-u"),
    ],
)
def test_each_number_leads_to_its_place_on_the_trainer_s_desk(step: Step | None, page: str) -> None:
    assert LINKS.trainer_desk("c-bg", step, "01-u") == f"/services/c-bg/{page}"


def test_names_in_addresses_are_quoted() -> None:
    assert LINKS.app("a&b") == "/hub/user-redirect/daskalo/app?name=a%26b"
