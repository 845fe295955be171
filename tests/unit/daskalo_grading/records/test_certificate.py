"""The paper: what it says, in both languages and both formats, and the code that leads back to the record."""

import hashlib
import json
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from daskalo_grading.records import make_records
from daskalo_grading.records.certificate import Picture, certificate, qr
from daskalo_grading.records.pdf import pdf
from daskalo_grading.records.word import word

Texts = Callable[[Path, str], list[str]]


def record(out: Path, person: str) -> dict:
    return json.loads((out / person / "record.json").read_text())


def pdf_text(data: bytes, pdftotext: str) -> str:
    done = subprocess.run([pdftotext, "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def word_text(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(paragraph.text for paragraph in document.paragraphs), *cells]).split())


@pytest.fixture
def texts(tool: Callable[[str, str], str]) -> Texts:
    """Return what the two papers of a person say."""
    pdftotext = tool("pdftotext", "poppler-utils")

    def read(out: Path, person: str) -> list[str]:
        papers = [(out / person / f"certificate.{kind}").read_bytes() for kind in ("pdf", "docx")]
        return [pdf_text(papers[0], pdftotext), word_text(papers[1])]

    return read


def test_the_certificate_says_who_completed_what_and_awards_no_credits(out: Path, texts: Texts):
    for text in texts(out, "petrova"):
        assert "сертификат за завършен курс" in text.lower()
        assert "Мария Петрова" in text
        assert "завърши курса „Проектно-базирано обучение“. От 5 октомври 2026" in text
        assert "не присъжда квалификационни кредити" in text
        assert "съответстват на 1 кредит" in text
        assert "14,5 / 18" in text


def test_who_did_not_complete_the_course_gets_a_statement_that_says_so(out: Path, texts: Texts):
    for text in texts(out, "ivanov"):
        assert "справка за участие в курс" in text.lower()
        assert "Сертификат" not in text
        assert "Курсът не е завършен." in text
        assert "Документирани са 2 от 8 присъствени часа." in text
        assert "съответстват на 1" not in text


def test_an_invented_person_has_a_marked_paper_and_others_do_not(out: Path, texts: Texts):
    assert all("УЧЕБНИ ДАННИ" in text for text in texts(out, "teacher1"))
    assert not any("УЧЕБНИ ДАННИ" in text for text in texts(out, "petrova"))


def test_the_fingerprint_on_the_paper_is_that_of_the_record(out: Path, texts: Texts):
    fingerprint = hashlib.sha256((out / "petrova" / "record.json").read_bytes()).hexdigest()
    for text in texts(out, "petrova"):
        assert fingerprint in text.replace(" ", "")
    shapes = Document(str(out / "petrova" / "certificate.docx")).part.related_parts.values()
    assert qr(fingerprint) in [part.blob for part in shapes if part.content_type == "image/png"]


def test_the_annex_has_the_fields_of_the_form_and_leaves_empty_what_is_unknown(out: Path):
    document = Document(str(out / "petrova" / "certificate.docx"))
    annex = {row.cells[0].text: row.cells[1].text for row in document.tables[-1].rows}
    assert annex["Име, презиме, фамилия"] == "Мария Петрова"
    assert annex["Продължителност в академични часове"] == "16"
    assert annex["Длъжност"] == annex["Месторабота"] == annex["Проведено от"] == ""
    assert annex["Признати кредити"] == "(попълва РУО)"


def test_an_english_course_has_an_english_paper(course: Path, tmp_path: Path, texts: Texts):
    table = json.loads((course / "course.json").read_text())
    (course / "course.json").write_text(json.dumps(table | {"language": "en", "title": "Project-based learning"}))
    made = make_records(course, "any", tmp_path / "out", state=tmp_path / ".daskalo", person="petrova")
    for text in texts(made.folder, "petrova"):
        assert "completed the course “Project-based learning”. From 5 October 2026 to 12 October 2026." in text
        assert "awards no qualification credits" in text


def test_the_same_record_gives_the_same_paper(out: Path):
    document = certificate(record(out, "petrova"), "a" * 64, "b" * 64)
    assert pdf(document) == pdf(document)
    assert word(document) == word(document)


def test_whoever_cannot_see_the_code_is_told_what_it_is(out: Path):
    document = certificate(record(out, "petrova"), "a" * 64, "b" * 64)
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    assert [picture.description for picture in pictures] == ["QR код с отпечатъка на досието"]
    assert b"/Lang (bg-BG)" in pdf(document)


@pytest.mark.parametrize("text", ["<b>&", "Ж" * 400, "a\u0301 – “x” \u202e", "дума " * 80])
def test_long_and_odd_names_fit_on_the_paper(out: Path, text: str):
    table = record(out, "petrova")
    table["participant"]["name"] = table["course"]["title"] = table["units"][0]["title"] = text
    document = certificate(table, "a" * 64, "b" * 64)
    assert pdf(document).startswith(b"%PDF")
    assert word(document).startswith(b"PK")
