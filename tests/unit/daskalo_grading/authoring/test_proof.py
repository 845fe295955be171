"""The proof both ways: what it catches, through real nbgrader."""

import pytest

from daskalo.errors import ContentError
from daskalo.i18n import speaking
from daskalo_grading.authoring.attempts import attempts
from daskalo_grading.authoring.check import check, report
from daskalo_grading.authoring.edition import Edition, editions
from daskalo_grading.authoring.findings import Finding
from daskalo_grading.authoring.proof import Outcome, Proof, prove
from daskalo_grading.authoring.sources import read_courses


def edition(tiny, language: str = "bg") -> Edition:
    (source,) = read_courses(tiny.courses)
    (made,) = [each for each in editions(source) if each.language == language]
    assert made.findings == ()
    return made


def proved(tiny, language: str = "bg") -> Proof:
    made = edition(tiny, language)
    return prove(made, made.units[0])


def points(proof: Proof) -> dict[str, dict[str, float | None]]:
    return {outcome.name: {id: outcome.got.get(id) for id in outcome.expected} for outcome in proof.outcomes}


@pytest.mark.nbgrader
def test_a_good_unit_is_proved_both_ways(tiny):
    proof = proved(tiny)
    assert points(proof) == {
        "reference": {"soil-test": 3, "double-test": 2},
        "untouched": {"soil-test": 0, "double-test": 0},
        "everything-is-in-it": {"soil-test": 1.5, "double-test": 2},
        "half-a-solution": {"soil-test": 1.5, "double-test": 0},
        "only-one-tick": {"soil-test": 1.5, "double-test": 0},
    }
    assert proof.findings == ()
    assert all(outcome.passed for outcome in proof.outcomes)
    assert proof.seconds > 0


@pytest.mark.nbgrader
def test_the_proof_finds_vacuous_tests_wrong_keys_wrong_expectations_and_leaks(tiny):
    """One run: nbgrader takes seconds, and the mistakes do not touch each other."""
    tiny.edit(tiny.lesson, "assert double(2) == 4", "assert True")
    tiny.edit(tiny.lesson, "assert double(-3) == -6", "assert 1 == 1")
    tiny.edit(tiny.unit / "proof.toml", "[reference.answers]\n", '[reference.answers]\nsoil = ["air"]\n')
    tiny.edit(tiny.unit / "proof.toml", 'soil = ["worms"] }\npoints = { soil-test = 1.5 }',
              'soil = ["worms"] }\npoints = { soil-test = 3 }')  # fmt: skip
    tiny.edit(tiny.lesson, "## Your own code", "## Your own code\n\nThey dig the tunnels that plants need.")
    proof = proved(tiny, "en")
    assert points(proof)["untouched"] == {"soil-test": 0, "double-test": 2}
    assert points(proof)["reference"] == {"soil-test": 1.5, "double-test": 2}
    assert points(proof)["only-one-tick"]["soil-test"] == 1.5
    assert {finding.code for finding in proof.findings} == {
        "untouched-earns",
        "reference-not-full",
        "wrong-answer-differs",
        "answer-in-release",
    }


@pytest.mark.nbgrader
def test_what_stops_nbgrader_is_a_finding_with_its_log(tiny):
    tiny.edit(tiny.lesson, "    ### END SOLUTION\n", "")
    made = edition(tiny)
    (finding,) = prove(made, made.units[0]).findings
    assert finding.code == "nbgrader-failed"
    assert "end solution" in finding.message.lower()


def test_a_course_with_findings_is_not_proved(tiny):
    tiny.edit(tiny.lesson, "points: 3}", "points: 2}")
    lines: list[str] = []
    assert not check(tiny.courses, say=lines.append)
    assert any("[points-differ]" in line for line in lines)
    assert lines[-1] == "1 нещо за поправяне."


def test_the_report_shows_scores_wrong_answers_and_findings():
    outcomes = (
        Outcome("reference", {"a-test": 5.0}, {"a-test": 5.0}),
        Outcome("untouched", {"a-test": 0.0}, {"a-test": 0.0}),
        Outcome("a-guess", {"a-test": 2.5}, {"a-test": 3.0}),
    )
    findings = [
        Finding("01-soil/proof.toml (bg)", "wrong-answer-differs", "A guess earns too much."),
        Finding("01-soil/lesson.md#a:1", "breaking-space", "It may break.", warning=True),
    ]
    with speaking("en"):
        lines = report("tiny", [Proof("01-soil", "bg", outcomes, (), 4.21)], findings)
    assert lines == [
        "",
        "tiny",
        "Unit     language  findings  reference  untouched  wrong answers  seconds",
        "01-soil  bg               2        5/5          0            0/1      4.2",
        "",
        "Wrong answer  language  test    expected  got",
        "a-guess       bg        a-test       2.5    3  differs",
        "",
        "  01-soil/proof.toml (bg): A guess earns too much. [wrong-answer-differs]",
        "  advice: 01-soil/lesson.md#a:1: It may break. [breaking-space]",
        "",
        "1 thing to mend.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("garden = ", "orchard = ", "name-unknown"),
        ("points = { soil-test = 1.5 }\n\n[wrong.half", "points = { garden = 1 }\n\n[wrong.half", "name-unknown"),
        ("points = { soil-test = 1.5 }\n\n[wrong.half", "points = { soil-test = 4 }\n\n[wrong.half", "number-expected"),
        ("points = { soil-test = 1.5 }\n\n[wrong.half", "[wrong.half", "points-missing"),
        ('based_on = "nothing"', 'based_on = "luck"', "based-on-unknown"),
        ("cells = { double", "cells = { triple", "name-unknown"),
        ("[wrong.only-one-tick]", "[wrong.untouched]", "name-taken"),
        ('why = "Tick them all."', 'because = "Tick them all."', "unknown-field"),
    ],
)
def test_each_mistake_in_proof_toml_is_named(tiny, old, new, code):
    tiny.edit(tiny.unit / "proof.toml", old, new)
    with pytest.raises(ContentError) as refused:
        attempts(edition(tiny).units[0].source)
    assert refused.value.code == code


def test_a_wrong_answer_starts_from_the_reference_or_from_nothing(tiny):
    works = {work.name: work for work in attempts(edition(tiny).units[0].source)}
    assert list(works) == ["reference", "untouched", "everything-is-in-it", "half-a-solution", "only-one-tick"]
    assert works["reference"].answers == {"soil": ["air", "worms"], "garden": "Beans."}
    assert works["reference"].expected == {"soil-test": 3, "double-test": 2}
    assert works["untouched"].expected == {"soil-test": 0, "double-test": 0}
    assert works["half-a-solution"].expected == {"soil-test": 1.5, "double-test": 0}
    assert (works["only-one-tick"].answers, works["only-one-tick"].solved) == ({"soil": ["worms"]}, False)
    assert works["only-one-tick"].expected == {"soil-test": 1.5, "double-test": 0}
