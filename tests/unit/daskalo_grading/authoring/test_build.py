"""What `daskalo build` makes, and when it refuses."""

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

from daskalo.activities import Activity, load
from daskalo.errors import Findings, UsageError
from daskalo.i18n import speaking
from daskalo_grading.authoring.build import build
from daskalo_grading.authoring.catalogue import read, render


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def built(tiny, **options) -> Path:
    out = tiny.root / "build"
    build(tiny.courses, out, say=lambda _line: None, **options)
    return out


def notebook(out: Path, language: str) -> nbformat.NotebookNode:
    return nbformat.read(out / f"tiny-{language}" / "source" / "01-soil" / "01-soil.ipynb", as_version=4)


def codes(tiny, **options) -> set[str]:
    """The codes of the findings that stop a build; and nothing was written."""
    with pytest.raises(Findings) as stopped:
        built(tiny, **options)
    assert not (tiny.root / "build").exists()
    return set(re.findall(r"\[([a-z-]+)\]$", "\n".join(stopped.value.findings), re.MULTILINE))


def test_the_layout_is_what_the_hub_and_nbgrader_expect(tiny):
    out = built(tiny)
    assert sorted(tree(out)) == [
        f"tiny-{language}/{name}"
        for language in ("bg", "en")
        for name in (
            "course.json",
            "explanations/01-soil.json",
            "nbgrader_config.py",
            "source/01-soil/01-soil.ipynb",
            "source/01-soil/unit.json",
        )
    ]


def test_a_second_build_gives_the_same_bytes_and_touches_no_file(tiny, tmp_path):
    out = built(tiny)
    before, times = tree(out), {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    built(tiny)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()} == times
    build(tiny.courses, tmp_path / "elsewhere", say=lambda _line: None)
    assert tree(tmp_path / "elsewhere") == before


def test_cells_are_named_by_their_grade_id_or_their_place_and_carry_nothing_volatile(tiny):
    made = notebook(built(tiny), "bg")
    nbformat.validate(made)
    MetadataValidatorV3().validate_nb(made)
    assert [cell.id for cell in made.cells][:3] == ["cell-01", "imports", "warm-up-activity"]
    assert made.metadata == {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert made.cells[5].metadata == {"tags": ["own-code"]}


def test_prose_is_translated_and_code_is_not(tiny):
    out = built(tiny)
    english, bulgarian = notebook(out, "en"), notebook(out, "bg")
    assert english.cells[0].source.startswith("# What is in the soil\n\nRead [the page](https://example.org/soil)")
    assert bulgarian.cells[0].source == (
        "# Какво има в почвата\n\n"
        "Прочетете [страницата](https://example.org/soil) и извикайте `look()`. Тя има {n} реда.\n\n"
        "- Пясъкът е лек.\n- Глината е тежка.\n\n```text\n+ a fence stays as it is\n```"
    )
    assert bulgarian.cells[1].source.startswith("# Всичко, което ни трябва\nfrom daskalo_grading.checks import check")
    assert "    # Връща числото по две\n    ### BEGIN SOLUTION" in bulgarian.cells[6].source
    for one, other in zip(english.cells, bulgarian.cells, strict=True):
        assert (one.cell_type, one.id, one.metadata) == (other.cell_type, other.id, other.metadata)
        if one.cell_type == "code":
            assert ast.dump(ast.parse(one.source)) == ast.dump(ast.parse(other.source))


def test_a_test_that_ends_in_check_gets_the_key_between_hidden_markers(tiny):
    source = next(cell.source for cell in notebook(built(tiny), "bg").cells if cell.id == "soil-test")
    visible, hidden = source.split("### BEGIN HIDDEN TESTS\n")
    assert visible == 'check("soil")\n'
    call = ast.parse(hidden).body[0].value
    assert {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords} == {
        "key": {"answer": ["air", "worms"]},
        "points": 3,
    }
    assert hidden.endswith("### END HIDDEN TESTS")


def test_learners_get_activities_without_answers_unless_they_practise(tiny):
    out = built(tiny)
    unit = load(out / "tiny-bg" / "source" / "01-soil")
    assert (unit.course, unit.unit, unit.language, unit.title) == ("tiny", "01-soil", "bg", "Какво има в почвата")
    assert list(unit.activities) == ["warm-up", "soil", "garden"]
    assert (unit.activities["soil"].answer, unit.activities["soil"].texts["worms"]) == (None, "Червеи")
    assert unit.activities["warm-up"].answer == "clay"
    assert "копаят" not in (out / "tiny-bg" / "source" / "01-soil" / "unit.json").read_text()


def test_trainers_get_the_explanations_translated(tiny):
    tables = json.loads((built(tiny) / "tiny-bg" / "explanations" / "01-soil.json").read_text())["activities"]
    soil = Activity.from_table("soil", tables["soil"])
    assert soil.answer == ["air", "worms"]
    assert tables["soil"]["options"][1]["why"] == "Те копаят тунелите, които трябват на растенията."


def test_a_rubric_becomes_a_table_in_the_language_of_the_lesson(tiny):
    out = built(tiny)
    cells = {cell.id: cell.source for cell in notebook(out, "bg").cells}
    assert cells["garden"].split("\n\n")[1].splitlines() == [
        "| Критерий | 4 точки | 0 точки |",
        "| --- | --- | --- |",
        "| **Растения** | Подхождат на почвата \\| на светлината. | Не подхождат. |",
    ]
    assert (
        "| Criterion | 4 points | 0 points |" in {cell.id: cell.source for cell in notebook(out, "en").cells}["garden"]
    )
    about = json.loads((out / "tiny-bg" / "course.json").read_text())
    assert about["rubrics"]["garden"]["criteria"][0]["levels"][0] == {
        "points": 4,
        "text": "Подхождат на почвата | на светлината.",
    }


def test_course_json_says_what_the_desk_shows(tiny):
    about = json.loads((built(tiny) / "tiny-bg" / "course.json").read_text())
    assert (about["course_id"], about["language"], about["title"]) == ("tiny-bg", "bg", "Малък курс")
    assert about["pass_mark"] == 0.7
    (unit,) = about["units"]
    assert (unit["id"], unit["title"]) == ("01-soil", "Какво има в почвата")
    assert (unit["points"], unit["hours"]) == ({"automatic": 5, "manual": 4}, {"present": 1, "self_study": 1})


@pytest.mark.parametrize(("language", "stub"), [("bg", "Вашият код тук"), ("en", "Your code here")])
def test_the_configuration_names_the_course_and_speaks_its_language(tiny, language, stub):
    text = (built(tiny) / f"tiny-{language}" / "nbgrader_config.py").read_text()
    assert f"course_id = 'tiny-{language}'" in text
    assert stub in text


def test_one_language_is_written_and_the_other_still_verified(tiny):
    out = built(tiny, languages=["en"])
    assert [path.name for path in out.iterdir()] == ["tiny-en"]
    tiny.edit(tiny.catalogue, "Пясъкът е лек", "")
    tiny.edit(tiny.lesson, "Clay is heavy", "Clay is very heavy")
    with pytest.raises(Findings):
        built(tiny, languages=["en"])


def test_what_vanishes_from_the_source_vanishes_from_the_build_and_nothing_else(tiny):
    (tiny.unit / "files").mkdir()
    (tiny.unit / "files" / "soil.svg").write_text("<svg/>")
    out = built(tiny)
    assert (out / "tiny-bg" / "source" / "01-soil" / "files" / "soil.svg").read_text() == "<svg/>"
    gradebook = out / "tiny-bg" / "gradebook.db"
    gradebook.write_text("nbgrader's own")
    (tiny.unit / "files" / "soil.svg").unlink()
    built(tiny)
    assert not (out / "tiny-bg" / "source" / "01-soil" / "files").exists()
    assert gradebook.exists()


def test_a_text_without_translation_stops_the_build(tiny):
    tiny.edit(tiny.lesson, "# What is in the soil", "# What is in the soil\n\nA new paragraph about roots.")
    with pytest.raises(Findings) as stopped, speaking("en"):
        built(tiny)
    assert stopped.value.findings == (
        "01-soil/locale/bg.po: There is no Bulgarian for “A new paragraph about roots.”. "
        "Run `daskalo translate`, then write it. [translation-missing]",
    )
    assert not (tiny.root / "build").exists()


def test_a_fuzzy_translation_stops_the_build(tiny):
    tiny.edit(tiny.lesson, "- Clay is heavy.", "- Clay is very heavy.")
    tiny.fill()
    assert codes(tiny) == {"translation-fuzzy"}


@pytest.mark.parametrize("place", ["course", "rubrics"])
def test_the_words_of_course_and_rubric_must_be_complete_too(tiny, place):
    folder = {"course": tiny.course, "rubrics": tiny.rubrics}[place]
    catalog = read(folder / "locale" / "bg.po")
    next(entry for entry in catalog if entry.id).string = ""
    (folder / "locale" / "bg.po").write_text(render(catalog))
    assert codes(tiny) == {"translation-missing"}


SENTENCE = "Read [the page](https://example.org/soil) and call `look()`. It has {n} lines."
LINK = "[Страницата](https://example.org/soil)"
LIST = "- Sand is light.\n- Clay is heavy."


@pytest.mark.parametrize(
    ("english", "bulgarian", "code"),
    [
        (SENTENCE, "Извикайте `look()`. Тя има {n} реда.", "translation-lost"),
        (SENTENCE, f"{LINK}: извикайте look(). Тя има {{n}} реда.", "translation-lost"),
        (SENTENCE, f"{LINK}: извикайте `look()`. Тя има {{броя}} реда.", "translation-lost"),
        (SENTENCE, f"{LINK.replace('org', 'com')}: извикайте `look()`. Тя има {{n}} реда.", "translation-added"),
        (SENTENCE, SENTENCE + " <script src='x.js'></script>", "translation-added"),
        (SENTENCE, SENTENCE + "\n\nОще един абзац.", "translation-structure"),
        (SENTENCE, SENTENCE + "\n```{code-cell}\nprint(1)\n```", "translation-structure"),
        (SENTENCE, SENTENCE + "\n~~~", "translation-structure"),
        (SENTENCE, "# " + SENTENCE, "translation-structure"),
        (SENTENCE, SENTENCE + "\n===", "translation-structure"),
        (SENTENCE, "    " + SENTENCE, "translation-structure"),
        (SENTENCE, SENTENCE + "\n\n[soil]: https://example.com", "translation-added"),
        (SENTENCE, SENTENCE + "\n+++\nи нова клетка", "translation-cell-break"),
        (SENTENCE, SENTENCE + "\n### BEGIN SOLUTION", "translation-marker"),
        (SENTENCE, SENTENCE + " END HIDDEN TESTS", "translation-marker"),
        (LIST, "- Пясъкът е лек.", "translation-structure"),
        (LIST, "1. Пясъкът е лек.\n2. Глината е тежка.", "translation-structure"),
        (LIST, "- Пясъкът е лек.\n  - Глината е тежка.", "translation-structure"),
        ("Return twice the number", "Връща\n### BEGIN SOLUTION", "translation-marker"),
        ("What is in the soil?", "Какво има в [почвата](https://example.com)?", "translation-added"),
    ],
)  # fmt: skip
def test_a_translation_can_neither_lose_nor_slip_in_anything(tiny, english, bulgarian, code):
    tiny.say(english, bulgarian)
    assert code in codes(tiny)


def test_a_comment_of_several_lines_stays_a_comment(tiny):
    tiny.say("Return twice the number", "Връща числото\nimport os\nпо две")
    (source,) = [cell.source for cell in notebook(built(tiny), "bg").cells if cell.id == "double"]
    assert "    # Връща числото\n    # import os\n    # по две\n    ### BEGIN SOLUTION" in source


def test_a_rubric_cannot_break_out_of_its_table(tiny):
    tiny.say("They do not fit.", "Не\nподхождат | x\n\n# заглавие", tiny.rubrics / "locale" / "bg.po")
    cells = {cell.id: cell.source for cell in notebook(built(tiny), "bg").cells}
    assert cells["garden"].endswith("| Не подхождат \\| x # заглавие |")


def test_magics_of_ipython_are_understood(tiny):
    tiny.edit(tiny.lesson, "# Everything we need\n", "# Everything we need\n%matplotlib inline\nfiles = !ls\n")
    source = notebook(built(tiny), "bg").cells[1].source
    assert source.startswith("# Всичко, което ни трябва\n%matplotlib inline\nfiles = !ls\n")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('activity("soil")', 'activity("sand")', "activity-unknown"),
        ("assert double(2) == 4", "assert double(2 == 4", "code-unreadable"),
        ("grade_id: double-test", "grade_id: soil-test", "grade-id-twice"),
        ("locked: true, points: 2}", "locked: true}", "nbgrader-metadata"),
        ("```{rubric} garden", "```{rubric} orchard", "rubric-unknown"),
    ],
)
def test_what_nbgrader_would_stumble_over_stops_the_build(tiny, old, new, code):
    tiny.edit(tiny.lesson, old, new)
    assert code in codes(tiny)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("activities.toml", "[soil", "toml-unreadable"),
        ("activities.toml", "[soil]\nkind = 'guess'\ntitle='x'\nprompt='x'", "unknown-kind"),
        ("lesson.md", "+++ {broken\n\ntext", "lesson-unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tiny, name, text, code):
    (tiny.unit / name).write_text(text)
    assert code in codes(tiny)


def test_an_unknown_course_is_answered_with_those_there_are(tiny):
    with pytest.raises(UsageError, match="tiny") as refused:
        built(tiny, only="huge")
    assert refused.value.code == "course-unknown"


def test_each_unit_is_reported_on_a_line(tiny):
    lines: list[str] = []
    build(tiny.courses, tiny.root / "build", say=lines.append)
    assert lines == ["tiny-bg  01-soil  10 клетки  изграден", "tiny-en  01-soil  10 клетки  изграден"]
