"""HTML of somebody else: what stays, what goes, what is said instead."""

import pytest
from nbformat.v4 import new_output

from daskalo_grading.feedback.safe import clean, markdown, picture, printed

PIXEL = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    "markup",
    [
        "<script>steal()</script>",
        "<style>body { display: none }</style>",
        "<iframe src='https://evil.example'></iframe>",
        "<form action='https://evil.example'><button>now</button></form>",
        "<svg><script>steal()</script></svg>",
        "<object data='https://evil.example/x.swf'></object>",
        "<title>Another page</title>",
    ],
)
def test_what_runs_or_loads_goes_with_its_content(markup: str):
    left = clean(f"<p>before</p>{markup}<p>after</p>")
    for word in ("steal", "display", "evil", "now", "Another", "<svg", "<form"):
        assert word not in left
    assert "before" in left
    assert "after" in left


def test_attributes_that_act_or_style_go():
    left = clean("<p onclick='steal()' style='position:fixed' class='points' id='task-1'>text</p>")
    assert left == "<p>text</p>"


@pytest.mark.parametrize(
    "address", ["https://evil.example/p.png", "//evil.example/p.png", "file:///etc/passwd", "javascript:steal()", ""]
)
def test_a_picture_from_elsewhere_is_only_named(address: str):
    left = clean(f"<img src='{address}'>")
    assert "<img" not in left
    assert "картина, която не е в тетрадката" in left


def test_a_picture_of_the_notebook_stays_and_has_words_for_who_cannot_see_it():
    assert f'src="{PIXEL}"' in clean(f"<img src='{PIXEL}'>")
    assert 'alt="Картина от тази работа"' in clean(f"<img src='{PIXEL}'>")
    assert 'alt="Двор"' in clean(f"<img src='{PIXEL}' alt='Двор'>")


def test_a_link_becomes_words_and_address():
    assert clean("<a href='https://example.org/a'>статията</a>") == "статията (https://example.org/a)"
    assert clean("<a href='javascript:steal()'>тук</a>") == "тук"


def test_headings_stay_below_those_of_the_page():
    assert markdown("# Моето есе") == "<h4>Моето есе</h4>"


def test_a_wide_table_scrolls_in_itself_and_is_reached_by_keyboard():
    left = clean("<table border='1'><tr><th></th><th>а</th></tr><tr><td>1</td></tr></table>")
    assert left.startswith('<div class="wide" role="group" tabindex="0" aria-label="Таблица"><table><tbody><tr><td>')
    assert left.endswith("</table></div>")


def test_an_attached_picture_is_shown():
    attached = {"двор.png": {"image/png": "iVBORw0KGgo="}}
    assert f'src="{PIXEL}"' in markdown("![Двор](attachment:двор.png)", attached)


def test_an_svg_is_only_looked_at():
    output = new_output("display_data", {"image/svg+xml": "<svg onload='steal()'/>"})
    shown = picture(output, "image/svg+xml")
    assert shown.startswith('<img alt="Картина, която кодът направи" src="data:image/svg+xml;base64,')
    assert "steal" not in shown


def test_words_of_the_notebook_for_a_picture_are_kept():
    output = new_output("display_data", {"image/png": "iVBORw0KGgo="}, metadata={"image/png": {"alt": "Двор < клас"}})
    assert 'alt="Двор &lt; клас"' in picture(output, "image/png")


def test_folders_of_the_machine_are_not_told():
    assert printed("/tmp/ipykernel_7/12.py:3: UserWarning") == "<pre>12.py:3: UserWarning</pre>"
    assert "https://example.org/a/b" in printed("https://example.org/a/b")
