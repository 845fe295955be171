"""Markdown blocks: what is prose, what is left alone, what must survive."""

import pytest

from daskalo_grading.authoring.blocks import blocks, bones, inline_texts, rebuilt

SOURCE = """# Heading

A paragraph
of two lines.

| a | b |
|---|---|
| c | d |

- one

  still one
- two

```python
# not prose
```

$$
x^2
$$

---

<!-- a note to authors -->

<details>
<summary>More</summary>
</details>

=== BEGIN MARK SCHEME ===
For the trainer.
=== END MARK SCHEME ===

`only_code()`

![a picture](files/a.png)

[page]: https://example.org"""


def test_prose_is_taken_by_its_lines_and_the_rest_left_alone():
    found = [(block.text.split("\n")[0], block.kind) for block in blocks(SOURCE)]
    assert found == [
        ("# Heading", "prose"),
        ("A paragraph", "prose"),
        ("| a | b |", "prose"),
        ("- one", "prose"),
        ("```python", "verbatim"),
        ("$$", "verbatim"),
        ("---", "verbatim"),
        ("<!-- a note to authors -->", "verbatim"),
        ("<details>", "prose"),
        ("For the trainer.", "prose"),
        ("`only_code()`", "verbatim"),
        ("![a picture](files/a.png)", "prose"),
    ]


def test_replacing_each_block_by_itself_changes_nothing():
    assert rebuilt(SOURCE, lambda block: block.text) == SOURCE


def test_a_rubric_is_named_by_what_follows_it():
    (block,) = blocks("```{rubric} driving-question\n```")
    assert (block.kind, block.argument) == ("rubric", "driving-question")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Read [this](https://a.org).", "Прочетете [това](https://a.org)."),
        ("- a\n- b", "* а\n* б"),
        ("*a* b", "а б"),
        ("See [this][page].", "Вижте [това][page]."),
        ('<b title="a">x</b>', '<b title="б">х</b>'),
    ],
)
def test_words_emphasis_and_titles_may_differ(one, other):
    known = {"PAGE": {"title": "", "href": "https://example.org"}}
    assert bones(one, known) == bones(other, known)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "# a"),
        ("- a\n- b", "- a"),
        ("| a | b |\n|---|---|", "| a |\n|---|"),
        ("1. a", "2. a"),
        ("```\nx\n```", "```\ny\n```"),
        ("[a](b)", "[a](c)"),
        ("![a](b.png)", "![a](c.png)"),
        ("`a`", "`b`"),
        ("$a$", "$b$"),
        ("{n} a", "a"),
        ('<a href="b">a</a>', '<a href="c">a</a>'),
        ("a<br>b", "a b"),
    ],
)
def test_structure_links_code_fields_and_tags_may_not(one, other):
    assert bones(one) != bones(other)


def test_readers_see_words_not_addresses_or_code():
    text = "Read [the *page*](https://a.org/x) and `look()`.\n\n| a | b |\n|---|---|\n| c | d |\n\n<b>More</b>"
    assert [found.strip() for found in inline_texts(text)] == ["Read the page and ….", "a", "b", "c", "d", "More"]
