"""A pasted table becomes a rule file with its source; whatever is off is named, and then nothing is written."""

import datetime
import tomllib
from pathlib import Path

import pytest
from admission_tables import write_tables
from openpyxl import Workbook

from daskalo import rules as dated
from daskalo.admission import Scenario, Season, load_rules, place
from daskalo.admission.law.annex import FACTS, Provenance, import_annex
from daskalo.admission.law.rules import FOLDER
from daskalo.cli import main
from daskalo.errors import DaskaloError, Findings
from daskalo.i18n import speaking

HEADER = "№\tКритерий\tТочки\tДокументи\tОбхват"
ROWS = [
    "1.\tПоне един от родителите е в трудово или служебно правоотношение, или се самоосигурява;\t2\tслужебна бележка",
    "2.\tДЕТЕ  от многодетно семейство – с три и повече деца\t1,5 т.",
    "3.\tБрат или сестра, която посещава избраната детска градина\t3",
    "4.\tДете на военнослужещ\t1\tзаповед; удостоверение\tградина",
]
SOURCE = Provenance(
    act="Решение № 1 на Общински съвет – Русе",
    source="https://example.org/annex",
    article="Приложение № 1",
    retrieved=datetime.date(2026, 1, 5),
    who="отдел „Образование“",
)


def pasted(folder: Path, *rows: str, header: str = HEADER, name: str = "annex.tsv") -> Path:
    file = folder / name
    file.write_text("\n".join([header, *(rows or ROWS)]) + "\n", encoding="utf-8")
    return file


def imported(table: Path, start: str = "2026-01-01", id: str = "ruse-kindergarten", **options):
    return import_annex(table, id, start, options.pop("provenance", SOURCE), **options)


def test_the_new_version_has_the_criteria_of_the_table_and_everything_else_of_the_one_before(tmp_path):
    annex = imported(pasted(tmp_path))
    annex.write(tmp_path / "out")
    before, rules = (
        load_rules("ruse-kindergarten", "2025-01-01"),
        load_rules("ruse-kindergarten", "2026-01-01", folder=tmp_path / "out"),
    )
    assert [(each.id, str(each.points.value), each.scope) for each in rules.criteria] == [
        ("k1", "2", "child"),
        ("k2", "1.5", "child"),
        ("sibling-same", "3", "institution"),
        ("dete-na-voennosluzhesht", "1", "institution"),
    ]
    assert {each.points.status for each in rules.criteria} == {"confirmed"}
    assert {each.points.source for each in rules.criteria} == {SOURCE.source}
    assert {each.points.article for each in rules.criteria} == {"Приложение № 1"}
    assert rules.act.value["bg"] == SOURCE.act
    assert rules.validity == before.validity
    assert rules.repealed == before.repealed
    assert [fact.path for fact in rules.gaps] == ["gaps.amendment", "gaps.english"]
    assert not any(fact.path.startswith("criteria") for fact in rules.training)
    assert "УЧЕБНИ ДАННИ" in rules.warning  # the wish bonus is still not known
    kept = tomllib.loads(annex.text)["provenance"]
    assert kept == {
        "from": SOURCE.source,
        "retrieved": SOURCE.retrieved,
        "who": SOURCE.who,
        "built_on": datetime.date(2022, 5, 19),
    }


def test_bulgarian_is_not_passed_off_as_english(tmp_path):
    annex = imported(pasted(tmp_path))
    assert annex.english == ("act", "dete-na-voennosluzhesht", "k1.proofs", "dete-na-voennosluzhesht.proofs")
    assert annex.rules.criterion["k1"].words["en"] == "At least one parent is employed or self-insured"
    assert annex.rules.criterion["dete-na-voennosluzhesht"].words["en"] == "Дете на военнослужещ"
    with speaking("en"):
        assert "dete-na-voennosluzhesht" in next(f.remark for f in annex.rules.gaps if f.path == "gaps.english")
    header = HEADER + "\tАнглийски"
    whole = imported(
        pasted(tmp_path, "1\tДете на военнослужещ\t1\t\t\tA child of a soldier", header=header),
        provenance=Provenance(**{**vars(SOURCE), "act_english": "Decision 1"}),
    )
    assert whole.english == ()
    assert "gaps.english" not in {fact.path for fact in whole.rules.gaps}


def test_what_the_act_says_besides_is_confirmed_along_with_it(tmp_path):
    facts = {
        "most-wishes": "4", "tie-break.wins": "higher", "tie-break.redrawn": "да", "tie-break.unit": "application",
        "mechanism": "sorted-list", "confirm-within": "5", "twins": "apart", "transfers": "keep-seat",
    }  # fmt: skip
    annex = imported(pasted(tmp_path), wish_bonus=["3", "2", "0.5"], facts=facts)
    rules = annex.rules
    assert [str(each) for each in rules.wish_bonus.value] == ["3", "2", "0.5"]
    assert (rules.most_wishes.value, rules.wins.value, rules.redrawn.value) == (4, "higher", True)
    assert {fact.status for fact in (rules.wish_bonus, rules.most_wishes, rules.wins, rules.mechanism)} == {"confirmed"}
    assert rules.training == ()
    assert rules.warning == ""
    assert annex.training == ""
    assert set(facts) <= set(FACTS)


def test_the_report_says_what_changed_and_what_is_still_not_known(tmp_path):
    with speaking("en"):
        report = imported(pasted(tmp_path), wish_bonus=["1"]).report
    assert "  * k1: 1 (training) → 2" in report
    assert "  + dete-na-voennosluzhesht: 1" in report
    assert "  – orphan: no longer in the table" in report
    assert "Still not known: most-wishes, mechanism" in report
    assert "wish-bonus" not in report
    known = imported(pasted(tmp_path, "1\tБлизнаци\t5", "2\tДете с увреждане\t7"), id="pazardzhik-kindergarten")
    assert "  * twin: 3 (reported) → 5" in known.report
    assert "  * disability: 5" in known.report


@pytest.mark.parametrize("form", ["csv", "semicolon", "html", "xlsx"])
def test_other_forms_of_the_same_table(tmp_path, form):
    cells = [["Критерий", "Точки"], ["Дете сирак", "2"], ["Близнак", "0.5"]]
    file = tmp_path / f"annex.{'xlsx' if form == 'xlsx' else 'html' if form == 'html' else 'csv'}"
    if form == "xlsx":
        book = Workbook()
        for row in [cells[0], ["Дете сирак", 2], ["Близнак", 0.5]]:
            book.active.append(row)
        book.save(file)
    elif form == "html":
        rows = "".join(f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in cells)
        file.write_text(f"<html><table>{rows}</table></html>")
    else:
        file.write_text("\n".join((";" if form == "semicolon" else ",").join(row) for row in cells))
    rules = imported(file).rules
    assert [(each.id, str(each.points.value)) for each in rules.criteria] == [("orphan", "2"), ("twin", "0.5")]


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (["1\tДете сирак\tдве"], ["2: ", "две"]),
        (["1\t\t2"], ["2: "]),
        (["1\tДете сирак\t"], ["2: "]),
        (["1\tДете сирак\t2", "", "2\tДете – сирак.\t3"], ["4: ", "2"]),
        (["1\tДете сирак\t2\t\tу дома"], ["2: ", "у дома"]),
        (["1\tДете сирак\t2\t\t\tо\tо"], ["2: "]),
        (["1\tПлатени местни данъци и такси за предходната година\t20"], ["2: ", "762/2019"]),
        (["1\tДете сирак\t99999999999"], ["2: "]),
        (["1\t" + "а" * 3000 + "\t2"], ["2: "]),
        (["", ""], ["annex.tsv"]),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(tmp_path, rows, faults):
    with pytest.raises(Findings) as error:
        imported(pasted(tmp_path, *rows))
    assert error.value.code == "annex-wrong"
    (found,) = error.value.findings
    assert all(fault in found for fault in faults)


def test_all_faults_are_listed_at_once_and_nothing_is_written(tmp_path, capsys):
    table = pasted(tmp_path, "1\tДете сирак\tдве", "2\t\t2", "3\tБлизнак\t2", "4\tБлизнак\t3")
    arguments = [
        "--rules",
        "ruse-kindergarten",
        "--from",
        "2026-01-01",
        "--act",
        " ",
        "--source",
        "https://example.org",
    ]
    arguments += [
        "--fact",
        "colour=red",
        "--fact",
        "most-wishes=many",
        "--wish-bonus",
        "a,b",
        "--out",
        str(tmp_path / "out"),
    ]
    assert main(["admission", "import-annex", str(table), *arguments]) != 0
    said = capsys.readouterr().err
    assert sum(line.startswith("  ") for line in said.splitlines()) == 7
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (b"", "annex.tsv"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("Текст\tБрой\nДете\t1".encode(), "точки"),
        ("Критерий\tТочки\n".encode(), "annex.tsv"),
        (b"x" * (5 * 1024 * 1024), "annex.tsv"),
        ("Критерий,Точки\n\"Дете,1".encode() + b"1" * 200_000, "annex.tsv"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused(tmp_path, text, word):
    (tmp_path / "annex.tsv").write_bytes(text)
    with pytest.raises(Findings, match=word):
        imported(tmp_path / "annex.tsv")
    with pytest.raises(Findings):
        imported(tmp_path / "nothing.tsv")
    (tmp_path / "annex.xlsx").write_bytes(b"PK" + text)
    with pytest.raises(Findings):
        imported(tmp_path / "annex.xlsx")


def test_what_is_there_is_not_written_over(tmp_path):
    annex = imported(pasted(tmp_path))
    annex.write(tmp_path)
    with pytest.raises(DaskaloError) as error:
        annex.write(tmp_path)
    assert error.value.code == "annex-there-already"


def test_days_and_ids_that_do_not_exist(tmp_path):
    for options, code in [
        ({"id": "atlantis"}, "rule-id-unknown"),
        ({"start": "2001-01-01"}, "no-rule-yet"),
        ({"start": "soon"}, "day-unreadable"),
        ({"folder": tmp_path / "none"}, "rules-folder-missing"),
    ]:
        with pytest.raises(DaskaloError) as error:
            imported(pasted(tmp_path), **options)
        assert error.value.code == code
    early = imported(pasted(tmp_path), start="2012-01-01", base="2013-06-01")
    assert early.before.in_force == datetime.date(2013, 5, 29)


def test_an_imported_annex_of_the_same_day_replaces_that_of_the_kit_and_hides_no_later_one(tmp_path):
    imported(pasted(tmp_path), start="2019-01-01", base="2018-12-31").write(tmp_path)
    assert load_rules("ruse-kindergarten", "2019-05-02", folder=tmp_path).criterion["k2"].points.said == "1.5"
    assert "tax-clear" in load_rules("ruse-kindergarten", "2024-05-02", folder=tmp_path).repealed
    assert load_rules("ruse-kindergarten", "2013-06-14", folder=tmp_path).in_force.year == 2013
    assert load_rules("ruse-nursery", "2024-05-02", folder=tmp_path).id == "ruse-nursery"
    days = [version.in_force for version in dated.versions([FOLDER, tmp_path], "ruse-kindergarten")]
    assert days == [version.in_force for version in dated.versions(FOLDER, "ruse-kindergarten")]
    assert len(dated.versions(FOLDER, "ruse-kindergarten")) == len([*(FOLDER / "ruse-kindergarten").iterdir()]) // 2


def test_from_the_command_line_to_a_ranking_with_the_imported_points(tmp_path, capsys):
    table = pasted(tmp_path)
    arguments = ["--from", "2026-01-01", "--act", "Решение № 1", "--source", "https://example.org", "--who", "Отдел"]
    out = str(tmp_path / "rules")
    assert (
        main(["admission", "import-annex", str(table), "--rules", "ruse-kindergarten", *arguments, "--out", out]) == 0
    )
    assert "k1: 1 (training) → 2" in capsys.readouterr().out
    scenario = write_tables(tmp_path / "in", claims="child,criterion,institution\nc1,k2,\n")
    place_it = ["admission", "place", str(scenario), "--rules", "ruse-kindergarten", "--on", "2026-06-05"]
    assert main([*place_it, "--rules-folder", out, "--out", str(tmp_path / "result")]) == 0
    assert "c1,A,1,2.1,5" in (tmp_path / "result" / "placements.csv").read_text()
    assert (tmp_path / "result" / "TRAINING-DATA.txt").exists()
    assert main([*place_it, "--rules-folder", str(tmp_path / "no"), "--out", out]) != 0


def test_a_season_uses_the_imported_annex_too(tmp_path):
    imported(pasted(tmp_path)).write(tmp_path / "rules")
    scenario = Scenario.read(
        write_tables(tmp_path / "in", claims="child,criterion,institution\nc5,k1,\n", lottery=None)
    )
    season = Season.open(2026, "ruse-kindergarten", scenario, seed=1, folder=tmp_path / "rules")
    season = season.receive(scenario, on="2026-05-11").rank("2026-06-05")
    assert "c5" in season.in_state("offered")
    assert season.round.rules.in_force.year == 2026
    rules = load_rules("ruse-kindergarten", "2026-06-05", folder=tmp_path / "rules")
    assert place(scenario, rules, seed=1).placements.equals(season.round.placement.placements)
