"""The programme sheet: what it says, and that everybody can read it."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from daskalo.errors import Findings
from daskalo_grading.authoring.syllabus import BLANK, write_syllabus


def document(tiny, language: str):
    (path,) = write_syllabus(tiny.courses, tiny.root / "out", "tiny", [language])
    assert path.name == f"tiny-{language}-syllabus.docx"
    return Document(BytesIO(path.read_bytes()))


def rows(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_it_holds_what_a_provider_asks_for_in_bulgarian(tiny):
    made = document(tiny, "bg")
    headings = [each.text for each in made.paragraphs if each.style.name == "Heading 1"]
    assert headings == [
        "Цел",
        "Какво могат участниците след обучението",
        "Теми и академични часове",
        "Оценяване",
        "Обучители",
        "Квалификационни кредити",
        "Източници",
    ]
    assert [each.text for each in made.paragraphs if each.style.name == "Title"] == ["Малък курс"]
    text = "\n".join(each.text for each in made.paragraphs)
    for said in ("Учителите гледат почвата.", "Само този курс не дава кредити.", "70 %", "https://example.org/soil"):
        assert said in text
    about, outcomes, topics, points, trainers = map(rows, made.tables)
    assert about[0] == ["За програмата", "За програмата"]  # one cell over both columns
    assert ["За кого", "Учители по природни науки."] in about
    assert ["Продължителност", "3 академични часа: 2 присъствени и 1 за самостоятелна работа"] in about
    assert ["Одобрение на програмата, номер и дата", BLANK] in about
    assert outcomes[1:] == [["различава почва от пясък", "3.1, 5.3", "1"], ["намира дъждовен червей", "2.2", "2"]]
    assert topics[1:] == [
        ["1", "Какво има в почвата", "1", "1", "2"],
        ["2", "Кой живее в почвата (в подготовка)", "1", "0", "1"],
        ["", "Общо", "2", "1", "3"],
    ]
    assert points[1:] == [["Какво има в почвата", "5", "4", "9"]]
    assert trainers[1:] == [[BLANK, BLANK]] * 3


def test_the_english_one_says_the_same(tiny):
    made = document(tiny, "en")
    assert "Training programme" in [each.text for each in made.paragraphs]
    assert rows(made.tables[1])[1] == ["tells soil from sand", "3.1, 5.3", "1"]


@pytest.mark.parametrize(("language", "locale"), [("bg", "bg-BG"), ("en", "en-GB")])
def test_a_screen_reader_finds_title_language_headings_and_header_rows(tiny, language, locale):
    made = document(tiny, language)
    assert made.core_properties.language == locale
    assert made.core_properties.title == {"bg": "Малък курс", "en": "A tiny course"}[language]
    assert {each.get(qn("w:val")) for each in made.styles.element.iter(qn("w:lang"))} == {locale}
    for table in made.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_an_incomplete_translation_stops_it(tiny):
    tiny.edit(tiny.course / "course.toml", "Teachers look at soil.", "Teachers dig for weeks.")
    with pytest.raises(Findings) as stopped:
        write_syllabus(tiny.courses, tiny.root / "out")
    assert stopped.value.code == "course-not-ready"
    assert not (tiny.root / "out").exists()
