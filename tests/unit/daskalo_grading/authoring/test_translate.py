"""`daskalo translate`: nothing a translator wrote gets lost, and nothing changes without need."""

import os
import subprocess
import sys

import pytest

from daskalo.errors import Findings
from daskalo.i18n import speaking
from daskalo_grading.authoring import catalogue
from daskalo_grading.authoring.catalogue import Counts, Message, state
from daskalo_grading.authoring.translate import table, translate


def counts(tiny) -> dict[str, Counts]:
    return {row.name: row.counts for row in translate(tiny.courses)}


def test_a_complete_course_is_complete(tiny):
    rows = translate(tiny.courses)
    assert [row.name for row in rows] == ["tiny", "tiny/01-soil", "рубрики"]
    assert all(row.counts.complete and row.counts.translated and not row.changed for row in rows)


def test_running_it_again_writes_nothing(tiny):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tiny.root.rglob("bg.po")}
    assert len(before) == 3
    assert not any(row.changed for row in translate(tiny.courses))
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tiny.root.rglob("bg.po")} == before


def test_the_catalogue_says_where_a_text_stands_and_holds_no_dates(tiny):
    text = tiny.catalogue.read_text()
    assert '#: lesson.md#cell-01:3\nmsgid ""\n"- Sand is light.\\n"\n"- Clay is heavy."\n' in text
    assert '#: lesson.md#double:1\nmsgid "Return twice the number"' in text
    assert "#: activities.toml#soil.options.worms.why" in text
    assert "Date" not in text
    assert "BEGIN SOLUTION" not in text
    assert "nbgrader" not in text


def test_a_text_that_stands_twice_is_translated_once(tiny):
    tiny.edit(tiny.lesson, "## Your own code", "## Your own code\n\n- Sand is light.\n- Clay is heavy.")
    translate(tiny.courses)
    assert tiny.catalogue.read_text().count("- Sand is light.") == 1


def test_an_edited_text_keeps_its_old_translation_as_fuzzy(tiny):
    tiny.edit(tiny.lesson, "- Clay is heavy.", "- Clay is very heavy.")
    assert counts(tiny)["tiny/01-soil"].fuzzy == 1
    catalog = catalogue.read(tiny.catalogue)
    message = Message("- Sand is light.\n- Clay is very heavy.", "")
    assert state(catalog, message) == "fuzzy"
    assert catalog.get(message.id).string == "- Пясъкът е лек.\n- Глината е тежка."
    assert counts(tiny)["tiny/01-soil"].fuzzy == 1  # and stays so


def test_a_text_that_is_gone_stays_as_obsolete_and_comes_back_translated(tiny):
    tiny.edit(tiny.lesson, "## Your own code", "## 42")
    assert counts(tiny)["tiny/01-soil"].obsolete == 1
    assert '#~ msgid "## Your own code"' in tiny.catalogue.read_text()
    tiny.edit(tiny.lesson, "## 42", "## Your own code")
    assert counts(tiny)["tiny/01-soil"] == Counts(translated=24)
    assert "#~" not in tiny.catalogue.read_text()


def test_a_new_text_is_missing(tiny):
    tiny.edit(tiny.activities, 'hint = "Look through a lens."', 'hint = "Dig."')
    assert counts(tiny)["tiny/01-soil"].missing == 1


def test_a_layout_that_a_po_editor_left_is_kept_while_no_message_changes(tiny):
    text = tiny.catalogue.read_text().replace(
        '"Language: bg\\n"',
        '"Language: bg\\n"\n"X-Generator: An editor\\n"\n"PO-Revision-Date: 2026-01-01 10:00+0200\\n"',
    )
    tiny.catalogue.write_text(text)
    translate(tiny.courses)
    assert tiny.catalogue.read_text() == text


def test_notes_of_a_translator_are_kept(tiny):
    text = tiny.catalogue.read_text().replace("#: lesson.md#cell-01:1\n", "# Ask Maria.\n#: lesson.md#cell-01:1\n")
    tiny.catalogue.write_text(text)
    tiny.edit(tiny.activities, 'hint = "Look through a lens."', 'hint = "Dig."')
    translate(tiny.courses)
    assert "# Ask Maria.\n#: lesson.md#cell-01:1\n" in tiny.catalogue.read_text()


def test_a_percent_sign_is_prose(tiny):
    tiny.edit(tiny.activities, 'hint = "Look through a lens."', 'hint = "About 60 % of it."')
    translate(tiny.courses)
    assert "python-format" not in tiny.catalogue.read_text()


def test_a_broken_catalogue_is_named_with_its_line(tiny):
    tiny.catalogue.write_text(tiny.catalogue.read_text().replace('msgid "Sand"', 'message "Sand"'))
    line = tiny.catalogue.read_text().split("message")[0].count("\n") + 1
    with pytest.raises(Findings) as refused:
        translate(tiny.courses)
    (finding,) = refused.value.findings
    assert f"bg.po:{line} " in finding
    assert finding.endswith("[catalogue-unreadable]")


def test_a_broken_lesson_changes_no_catalogue(tiny):
    before = tiny.catalogue.read_bytes()
    tiny.activities.write_text("[soil")
    with pytest.raises(Findings):
        translate(tiny.courses)
    assert tiny.catalogue.read_bytes() == before


def test_the_report_says_what_to_do_next(tiny):
    with speaking("en"):
        assert table(translate(tiny.courses)).endswith("Complete.")
        tiny.edit(tiny.activities, 'hint = "Look through a lens."', 'hint = "Dig."')
        lines = table(translate(tiny.courses)).splitlines()
    assert lines[0].split() == ["Catalogue", "translated", "fuzzy", "missing", "obsolete"]
    assert lines[2].split()[0] == "tiny/01-soil"
    assert lines[2].split()[2:] == ["0", "1", "1", "written"]
    assert str(tiny.catalogue) in lines[-1]


def test_the_command_prints_the_report_and_succeeds(tiny):
    command = [sys.executable, "-m", "daskalo.cli", "translate", "--course", "tiny"]
    done = subprocess.run(
        command, cwd=tiny.unit, capture_output=True, text=True, env={**os.environ, "DASKALO_LANGUAGE": "bg"}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "преведени" in done.stdout
    assert done.stdout.endswith("Преводът е пълен.\n")
