"""The rules of an admission as they are read from their files."""

from decimal import Decimal

import pytest

from daskalo.admission.law.rules import load_rules
from daskalo.errors import ContentError, UnknownRule
from daskalo.i18n import speaking

POINTS = {  # https://utroruse.com/article/731168/
    "present-addr-area": "3",
    "permanent-addr-area": "2",
    "twin-or-older-sibling-same-school": "2",
    "orphan-or-half": "1",
    "disability50": "1",
    "social-services": "1",
    "prep-group-same-school": "1",
    "parent-works-in-area": "1",
}
AT_THE_SCHOOL = {"twin-or-older-sibling-same-school", "prep-group-same-school", "parent-works-in-area"}

SMALL = """
id = "town"
in_force = 2020-01-01
[title]
bg = "Град"
en = "Town"
[sources]
act = "https://example.org/act"
[act]
status = "confirmed"
source = "act"
value = { bg = "Акт", en = "Act" }
[wish-bonus]
value = ["2", "0.5"]
status = "confirmed"
source = "act"
[[criteria]]
id = "twin"
bg = "Близнак"
en = "Twin"
status = "unknown"
"""


def town(tmp_path, text: str = SMALL, training: str = ""):
    (tmp_path / "town").mkdir(exist_ok=True)
    (tmp_path / "town" / "2020-01-01.toml").write_text(text)
    if training:
        (tmp_path / "town" / "2020-01-01.training.toml").write_text(training)
    return tmp_path


def test_the_first_class_table_is_the_published_one():
    rules = load_rules("ruse-first-class", on="2017-05-02")
    assert {one.id: str(one.points.value) for one in rules.criteria} == POINTS
    assert {one.id for one in rules.criteria if one.scope == "institution"} == AT_THE_SCHOOL
    assert {one.points.status for one in rules.criteria} == {"reported"}


def test_what_is_known_of_other_rules_or_years_is_not_called_reported():
    sofia = load_rules("sofia-kindergarten", on="2024-05-10")
    assert {fact.status for fact in (sofia.unit, sofia.wins, sofia.redrawn)} == {"inferred"}
    assert all(fact.remark for fact in (sofia.unit, sofia.wins, sofia.redrawn))
    ruse = load_rules("ruse-kindergarten", on="2025-05-30", training=False)
    assert {day.year for day in ruse.rounds.value} == {2024, 2025}
    for nursery in ("2019-06-01", "2024-08-19"):
        assert "15861" in load_rules("ruse-nursery", on=nursery).validity.source


def test_training_values_fill_only_when_allowed_and_say_so():
    confirmed = load_rules("ruse-first-class", on="2017-05-02", training=False)
    assert (confirmed.training, confirmed.warning) == ((), "")
    with pytest.raises(UnknownRule):
        _ = confirmed.mechanism.value
    filled = load_rules("ruse-first-class", on="2017-05-02")
    assert filled.mechanism.value == "deferred-acceptance"
    assert filled.mechanism.status == "training"
    with speaking("bg"):
        assert filled.warning.startswith("УЧЕБНИ ДАННИ")


def test_values_have_their_types_and_unknown_ones_stay_unknown(tmp_path):
    rules = load_rules("town", on="2020-01-01", folder=town(tmp_path))
    assert rules.wish_bonus.value == (Decimal("2"), Decimal("0.5"))
    assert rules.statuses["unknown"] == 12
    with pytest.raises(UnknownRule, match="twin"):
        _ = rules.criterion["twin"].points.value


def test_an_experiment_changes_the_rules_and_is_marked(tmp_path):
    rules = load_rules("town", on="2020-01-01", folder=town(tmp_path))
    changed = rules.with_changes(wins="higher", wish_bonus=["1"], points={"twin": "1.5"})
    assert (changed.wins.value, changed.wish_bonus.value) == ("higher", (Decimal("1"),))
    assert changed.criterion["twin"].points.value == Decimal("1.5")
    assert len(changed.training) == 3
    assert rules.with_changes(without=["twin"]).criteria == ()
    assert rules.training == ()


@pytest.mark.parametrize(
    "changes", [{"points": {"no": "1"}}, {"without": ["no"]}, {"wins": "first"}, {"points": {"twin": "much"}}]
)
def test_an_impossible_experiment_is_refused(tmp_path, changes):
    with pytest.raises(ContentError) as error:
        load_rules("town", on="2020-01-01", folder=town(tmp_path)).with_changes(**changes)
    assert error.value.code == "rule-value-wrong"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('id = "town"', 'id = "city"', "rule-value-wrong"),
        ('value = ["2", "0.5"]', 'value = ["NaN"]', "rule-value-wrong"),
        ('value = ["2", "0.5"]', "value = [true]", "rule-value-wrong"),
        ('id = "twin"', 'id = "twin"\nscope = "street"', "rule-value-wrong"),
        ('bg = "Близнак"', "", "rule-file-incomplete"),
        ("[act]", "[acts]", "rule-file-incomplete"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path, old, new, code):
    with pytest.raises(ContentError) as error:
        load_rules("town", on="2020-01-01", folder=town(tmp_path, SMALL.replace(old, new)))
    assert error.value.code == code


@pytest.mark.parametrize(
    "training",
    ["[wish-bonus]\nvalue = []", '[[criteria]]\nid = "twin"\nbg = "Близнак"\nen = "Twin"\nstatus = "unknown"'],
)
def test_a_training_file_never_overrides_what_is_known(tmp_path, training):
    with pytest.raises(ContentError) as error:
        load_rules("town", on="2020-01-01", folder=town(tmp_path, training=training))
    assert error.value.code == "rule-value-wrong"
