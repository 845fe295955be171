"""Reading applications: what is wrong is listed with file, line and remedy, all of it at once."""

import numpy as np
import pandas as pd
import pytest
from admission_tables import DAY, RULES, TABLES, write_tables

from daskalo.admission import Scenario, load_rules, place
from daskalo.errors import Findings, UsageError
from daskalo.i18n import speaking


def faults(folder, **changed) -> list[str]:
    with pytest.raises(Findings) as error, speaking("en"):
        Scenario.read(write_tables(folder, **changed), load_rules(RULES, on=DAY))
    assert error.value.code == "scenario-wrong"
    return list(error.value.findings)


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("places", "D,first,-1", "places.csv, line 5: places is “-1”"),
        ("places", "D,first,many", "places.csv, line 5: places is “many”"),
        ("places", "A,first,1", "places.csv, line 5: the same places again: “A, first” stands on line 2"),
        ("places", "D,first", "places.csv, line 5: has 2 fields, the header names 3"),
        ("children", "c1,first,2010-01-01,x", "children.csv, line 7: the same child again: “c1” stands on line 2"),
        ("children", "c6,second,2010-01-01,x", "children.csv, line 7: there is no group “second”"),
        ("children", "c6,first,2010-02-30,x", "children.csv, line 7: birth_date is “2010-02-30”"),
        ("children", "c6,first,2010-W18-1,x", "children.csv, line 7: birth_date is “2010-W18-1”"),
        ("children", "c6,,2010-02-03,x", "children.csv, line 7: the field “group” is empty"),
        ("wishes", "c9,1,A", "wishes.csv, line 11: there is no child “c9”"),
        ("wishes", "c5,2,Z", "wishes.csv, line 11: there is no institution “Z”"),
        ("wishes", "c1,3,A", "wishes.csv, line 11: the same wish again: “c1, A” stands on line 2"),
        ("wishes", "c1,2,C", "wishes.csv, line 11: the same rank again: “c1, 2” stands on line 3"),
        ("wishes", "c5,3,C", "wishes.csv, line 11: “c5” has a wish of rank 3 but none of rank 2"),
        ("wishes", "c5,0,C", "wishes.csv, line 11: rank is “0”. It is a whole number, from 1."),
        ("wishes", "c5,first,C", "wishes.csv, line 11: rank is “first”"),
        ("claims", "c9,disability50,", "claims.csv, line 5: there is no child “c9”"),
        ("claims", "c2,rich,", "claims.csv, line 5: there is no criterion “rich” in these rules. There are: present-"),
        ("claims", "c2,prep-group-same-school,", "claims.csv, line 5: “prep-group-same-school” counts at one"),
        ("claims", "c4,disability50,", "claims.csv, line 5: the same claim again"),
        ("lottery", "c5,1", "lottery.csv, line 7: the same child again"),
    ],
)
def test_a_wrong_line_is_named_with_its_remedy(tmp_path, table: str, line: str, said: str):
    found = faults(tmp_path, **{table: TABLES[table] + line + "\n"})
    assert any(one.startswith(said) for one in found), found


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"children": TABLES["children"].replace("c1,first,2010-01-01,centre", "c1,first,2010-01-01")},
            "line 2: has 3",
        ),
        ({"children": TABLES["children"].replace("c1,first,", "c1,,")}, "line 2: the field “group” is empty"),
        ({"places": TABLES["places"].replace("A,first,2", "A,first,")}, "line 2: the field “places” is empty"),
        ({"wishes": TABLES["wishes"].replace("c1,1,A", "c1,1")}, "line 2: has 2 fields"),
        ({"lottery": TABLES["lottery"].replace("c2,4", "c2,4,5")}, "line 3: has 3 fields"),
        ({"places": None}, "is missing"),
        ({"children": ""}, "line 1: the header lacks"),
        ({"children": "child,group,birth_date,district\n\0"}, "line 2: is not text"),
        ({"wishes": "child;rank\n"}, "line 1: the header lacks institution"),
    ],
)
def test_who_stands_on_a_faulty_line_is_no_stranger_in_other_tables(tmp_path, changed: dict[str, str], said: str):
    (found,) = faults(tmp_path, **changed)
    assert said in found


def test_a_stranger_is_named_beside_a_faulty_line(tmp_path):
    children = TABLES["children"].replace("c1,first,2010-01-01,centre", "c1,first")
    found = faults(tmp_path, children=children, wishes=TABLES["wishes"] + "c9,1,A\n")
    assert [one.split(":")[0] for one in found] == ["children.csv, line 2", "wishes.csv, line 11"]


def test_a_line_is_counted_from_where_it_begins(tmp_path):
    found = faults(tmp_path, children=TABLES["children"] + 'c6,first,2010-01-01,"a\nb"\nc7,first,"2010\n01",x\n')
    assert [one.split(":")[0] for one in found if one.startswith("children")] == ["children.csv, line 9"]


def test_a_wish_without_a_number_of_its_own_is_named(tmp_path):
    numbers = "child,number,institution\nc1,5,A\nc2,4,\nc3,3,\nc4,2,B\nc4,6,A\nc5,1,\n"
    (found,) = faults(tmp_path, lottery=numbers)
    assert found.startswith("lottery.csv: “c1” has no number for its wish “B”")


def test_every_fault_is_listed_at_once(tmp_path):
    found = faults(
        tmp_path,
        places=TABLES["places"] + "D,first,-1\n",
        wishes=TABLES["wishes"] + "c9,1,A\nc5,3,C\n",
        claims=TABLES["claims"] + "c2,rich,\n",
    )
    assert [one.split(":")[0] for one in found] == [
        "places.csv, line 5",
        "wishes.csv, line 11",
        "wishes.csv, line 12",
        "claims.csv, line 5",
    ]


def test_ten_megabytes_of_noise_are_refused_in_a_few_sentences(tmp_path):
    noise = np.random.default_rng(1).integers(0, 256, 10**7, dtype=np.uint8).tobytes()
    write_tables(tmp_path)
    (tmp_path / "wishes.csv").write_bytes(b"child,rank,institution\n" + noise)
    with pytest.raises(Findings) as error:
        Scenario.read(tmp_path)
    assert len(str(error.value)) < 10_000
    lines = noise.hex(",", 4)
    (tmp_path / "wishes.csv").write_text("child,rank,institution\n" + lines.replace(",", "\n"))
    with pytest.raises(Findings) as error:
        Scenario.read(tmp_path)
    assert len(error.value.findings) < 250


@pytest.mark.parametrize("name", ["places", "children", "wishes", "claims"])
def test_a_missing_or_empty_table_is_named(tmp_path, name: str):
    assert any(one.startswith(f"{name}.csv: is missing") for one in faults(tmp_path / "a", **{name: None}))
    assert any(one.startswith(f"{name}.csv, line 1: the header lacks") for one in faults(tmp_path / "b", **{name: ""}))


def test_semicolons_a_byte_order_mark_and_blank_lines_are_read(tmp_path):
    odd = {
        name: "\ufeff" + text.replace(",", ";").replace("\n", "\r\n") + "\r\n;;\r\n" for name, text in TABLES.items()
    }
    odd["lottery"] = TABLES["lottery"]
    plain = Scenario.read(write_tables(tmp_path / "plain"))
    read = Scenario.read(write_tables(tmp_path / "odd", **odd))
    rules = load_rules(RULES, on=DAY)
    pd.testing.assert_frame_equal(place(read, rules).placements, place(plain, rules).placements)


def test_what_is_written_is_read_again(tmp_path):
    scenario = Scenario.read(write_tables(tmp_path / "a"))
    scenario.write(tmp_path / "b")
    again = Scenario.read(tmp_path / "b")
    for name in ("places", "children", "wishes", "claims", "lottery"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(scenario, name))


def test_a_table_made_in_python_is_checked_as_files_are():
    tables = {name: pd.read_csv(pd.io.common.StringIO(text)) for name, text in TABLES.items()}
    assert len(Scenario.of(**tables).wishes) == 9
    with pytest.raises(Findings, match="-1"):
        Scenario.of(**tables | {"places": tables["places"].assign(places=[-1, 1, 1])})


def test_who_is_not_eligible_stays_so_in_tables_made_in_python(tmp_path):
    read = Scenario.read(write_tables(tmp_path / "in"))
    given = {name: getattr(read, name) for name in ("places", "children", "wishes", "claims")}
    given["children"] = given["children"].reset_index(drop=True).assign(eligible=[True, False, True, True, True])
    assert Scenario.of(**given).children["eligible"].tolist() == [True, False, True, True, True]


def test_numbers_and_days_of_python_are_read_as_a_file_would_say_them():
    tables = {name: pd.read_csv(pd.io.common.StringIO(text)) for name, text in TABLES.items()}
    plain = Scenario.of(**tables)
    tables["places"] = tables["places"].astype({"places": float})
    tables["lottery"] = tables["lottery"].astype({"number": float})
    tables["children"] = tables["children"].assign(birth_date=pd.to_datetime(tables["children"]["birth_date"]))
    tables["wishes"] = tables["wishes"].astype({"institution": "category", "rank": "Int64"})
    again = Scenario.of(**tables)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(plain, name))


def test_a_table_of_python_that_is_missing_lacks_a_column_or_is_none_is_said():
    tables = {name: pd.read_csv(pd.io.common.StringIO(text)) for name, text in TABLES.items()}
    with pytest.raises(UsageError) as unknown:
        Scenario.of(**tables, wish=tables["wishes"])
    assert unknown.value.code == "table-unknown"
    del tables["claims"]
    with pytest.raises(Findings) as error, speaking("en"):
        Scenario.of(**tables | {"children": tables["children"].drop(columns="district")})
    assert [one.split(".")[0] for one in error.value.findings] == ["children", "claims"]


def test_rules_without_a_confirmed_criterion_say_so(tmp_path):
    rules = load_rules("ruse-kindergarten", on="2020-06-05", training=False)
    with pytest.raises(Findings) as error, speaking("en"):
        Scenario.read(write_tables(tmp_path, claims="child,criterion,institution\nc1,k1,\n"), rules)
    (found,) = error.value.findings
    assert found == (
        "claims.csv, line 2: there is no criterion “k1”: these rules hold none that is confirmed. Remove it."
    )
