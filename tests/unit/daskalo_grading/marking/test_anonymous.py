"""Names are taken out of text, and nothing else is."""

from pathlib import Path

from daskalo_grading.marking.anonymous import remover

NAMES = {"Участник 7": ["Иван Колев", "ivan"], "Участник 9": ["Рада О'Нийл", "12"], "Участник 3": ["Ян", "h1"]}


def test_names_and_ids_become_numbers_in_text_and_in_descriptions_of_pictures():
    shown = remover(NAMES)('<h1 id="ivan">Иван Колев</h1><p>ivan, ИВАН КОЛЕВ</p><img alt="от ivan" src="ivan">')
    assert shown == ('<h1 id="ivan">Участник 7</h1><p>Участник 7, Участник 7</p><img alt="от Участник 7" src="ivan">')


def test_short_ids_and_numbers_in_a_work_stay_and_go_from_our_own_sentences():
    assert remover(NAMES)("<h1>12 ябълки</h1>") == "<h1>12 ябълки</h1>"
    assert remover(NAMES, short=True)("Като на 12.") == "Като на Участник 9."


def test_parts_of_words_and_escaped_names():
    assert remover(NAMES)("<p>ivanov, Рада О&#x27;Нийл</p>") == "<p>ivanov, Участник 9</p>"
    assert remover({})("<p>Иван</p>") == "<p>Иван</p>"


def test_no_name_is_left_in_what_the_desk_shows_or_writes(graded, tmp_path: Path):
    desk = graded.marking("Мария", anonymous=True)
    pieces = desk.queue()
    for piece in pieces:
        assert "<h1" not in piece.work_html
        assert "12 ябълки" in piece.work_html, "a number in a text is no id"
        desk.mark(piece.key, 3, "Браво, Иван Колев и Елена!")
    desk.export(tmp_path / "out", ("csv",))
    released = desk.release("ps1", ["12"])
    written = "".join(path.read_text() for path in (tmp_path / "out").iterdir())
    shown = written + repr(desk.overview()) + "".join(piece.work_html for piece in pieces) + released[0].reason
    for name in ("Колев", "Иван", "Рада", "Елена Стоянова", "Георги", "ivan", "/12"):
        assert name not in shown
    numbers = {piece.shown_as for piece in pieces}
    assert len(numbers) == 4
    assert {piece.shown_as for piece in graded.marking("Петър", anonymous=True).queue()} == numbers
