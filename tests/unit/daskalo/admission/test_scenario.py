"""Reading applications: what is wrong is listed with file, line and remedy, all of it at once."""

import numpy as np
import pandas as pd
import pytest
from admission_tables import DAY, RULES, TABLES, write_tables

from daskalo.admission import Scenario, load_rules, place
from daskalo.errors import Findings
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
