"""Dated rules: which version is in force, and what a value must say of itself."""

import datetime

import pytest

from daskalo import rules
from daskalo.errors import ContentError, DaskaloError, UnknownRule, UsageError


@pytest.fixture
def folder(tmp_path):
    for day in ("2014-03-20", "2019-01-01"):
        (tmp_path / "town").mkdir(exist_ok=True)
        (tmp_path / "town" / f"{day}.toml").write_text("a = 1\n")
    (tmp_path / "town" / "2019-01-01.training.toml").write_text("b = 2\n")
    return tmp_path


@pytest.mark.parametrize(
    ("on", "day"),
    [
        ("2014-03-20", "2014-03-20"),
        ("2018-12-31", "2014-03-20"),
        ("2019-01-01", "2019-01-01"),
        ("2050-01-01", "2019-01-01"),
    ],
)
def test_the_version_in_force_is_the_latest_not_after_the_day(folder, on, day):
    version = rules.in_force(folder, "town", on)
    assert str(version.in_force) == day
    assert version == rules.in_force(folder, "town", datetime.date.fromisoformat(on))


def test_a_version_ends_when_the_next_begins(folder):
    first, last = rules.versions(folder, "town")
    assert (first.until, last.until) == (last.in_force, None)
    assert first.read_training() == {}
    assert last.read_training() == {"b": 2}


@pytest.mark.parametrize(
    ("id", "on", "code"),
    [
        ("town", "2014-03-19", "no-rule-yet"),
        ("city", "2020-01-01", "rule-id-unknown"),
        ("../town", "2020-01-01", "rule-id-unknown"),
        ("town", "5 June", "day-unreadable"),
    ],
)
def test_what_cannot_be_found_is_said(folder, id, on, code):
    with pytest.raises(DaskaloError) as error:
        rules.in_force(folder, id, on)
    assert error.value.code == code


def test_a_file_that_is_no_toml_or_no_day_is_said(folder):
    (folder / "town" / "2019-01-01.toml").write_text("a = \n")
    with pytest.raises(ContentError, match="2019-01-01") as error:
        rules.in_force(folder, "town", "2020-01-01").read()
    assert error.value.code == "rule-not-toml"
    (folder / "town" / "draft.toml").write_text("")
    with pytest.raises(ContentError) as error:
        rules.versions(folder, "town")
    assert error.value.code == "rule-file-name"


def test_what_nobody_confirmed_raises_only_when_it_is_needed():
    found = rules.fact("wish-bonus", None, {})
    assert (found.status, found.known) == ("unknown", None)
    with pytest.raises(UnknownRule) as error:
        _ = found.value
    assert error.value.code == "rule-unknown"
    assert "wish-bonus" in str(error.value)


@pytest.mark.parametrize(
    "table",
    [
        {"value": 1},
        {"value": 1, "status": "certain", "source": "a"},
        {"value": 1, "status": "unknown"},
        {"status": "confirmed", "source": "a"},
        {"value": 1, "status": "confirmed"},
        {"value": 1, "status": "reported", "source": "nowhere"},
        7,
    ],
)
def test_a_value_without_status_or_source_is_refused(table):
    with pytest.raises(ContentError) as error:
        rules.fact("x", table, {"a": "https://example.org"})
    assert error.value.code == "rule-value-wrong"


def test_of_two_folders_the_later_one_counts_on_the_same_day_and_hides_no_later_version(folder, tmp_path):
    own = tmp_path / "own"
    for day in ("2014-03-20", "2016-01-01"):
        (own / "town").mkdir(parents=True, exist_ok=True)
        (own / "town" / f"{day}.toml").write_text("a = 3\n")
    found = rules.versions([folder, own], "town")
    assert [(str(version.in_force), version.read()["a"]) for version in found] == [
        ("2014-03-20", 3),
        ("2016-01-01", 3),
        ("2019-01-01", 1),
    ]
    assert [version.until for version in found][-1] is None


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(DaskaloError) as error:
        rules.ids(tmp_path / "nowhere")
    assert error.value.code == "rules-folder-missing"


def test_a_day_may_be_a_moment_of_it():
    day = datetime.date(2020, 6, 5)
    assert rules.read_day(day) == day
    assert rules.read_day("2020-06-05") == day
    moment = rules.read_day(datetime.datetime(2020, 6, 5, 17, tzinfo=datetime.UTC))
    assert (type(moment), moment) == (datetime.date, day)
    with pytest.raises(UsageError) as error:
        rules.read_day(None)  # pyright: ignore[reportArgumentType]
    assert error.value.code == "day-unreadable"
