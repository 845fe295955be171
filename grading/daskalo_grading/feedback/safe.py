"""What a learner's cells printed, as HTML that runs nothing, loads nothing and fits into our page.

Scripts, styles, frames and forms go with their content; pictures stay only when they lie in the page itself; a link
becomes its words and its address, so it can be read on paper and leads nobody astray.
"""

from __future__ import annotations

import html
import re
from typing import Any

import bleach
from bs4 import BeautifulSoup, Tag
from nbconvert.filters import ansi2html, markdown2html
from nbformat import NotebookNode

from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.feedback")

# With what is in them; other tags that are not allowed leave their words behind.
_DROPPED = ("script", "style", "iframe", "object", "embed", "form", "template", "noscript", "head", "title")
_TEXT = "br code del em i ins kbd mark p pre s samp small span strong sub sup b u"
_BLOCKS = "blockquote dd div dl dt figcaption figure h4 h5 h6 hr img li ol ul"
_TABLES = "caption table tbody td tfoot th thead tr"
_TAGS = frozenset(f"{_TEXT} {_BLOCKS} {_TABLES}".split())
_DATA = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
_SPANS = {"colspan", "rowspan"}
_ATTRIBUTES = {"th": {*_SPANS, "scope"}, "td": _SPANS, "img": {"src", "alt"}, "ol": {"start"}}
# The headings of the page go down to the third level; those of a learner come below.
_HEADINGS = {"h1": "h4", "h2": "h5", "h3": "h6", "h4": "h6", "h5": "h6"}


def clean(markup: str) -> str:
    """Return HTML of somebody else with nothing but text, tables and pictures that lie in it."""
    tree = BeautifulSoup(markup, "html.parser")
    for tag in tree(_DROPPED):
        tag.decompose()
    for tag in tree(list(_HEADINGS)):
        tag.name = _HEADINGS[tag.name]
    for tag in tree("a"):
        _spell_out(tag)
    for tag in tree("th"):
        if not tag.get_text(strip=True):
            tag.name = "td"  # the corner of a pandas table heads nothing
    for tag in tree("img"):
        if not _DATA.match(str(tag.get("src") or "").strip()):
            tag.replace_with(_("[a picture that is not in the notebook]"))
        elif not tag.get("alt"):
            tag["alt"] = _("A picture from this work")
    made = bleach.clean(str(tree), tags=_TAGS, attributes=_allowed, protocols={"data"}, strip=True)
    # A wide table scrolls in itself on a phone; whoever has no mouse reaches it with Tab.
    opened = f'<div class="wide" role="group" tabindex="0" aria-label="{html.escape(_("Table"))}"><table>'
    return re.sub(r"<table[^>]*>", opened, made).replace("</table>", "</table></div>")


def _allowed(tag: str, name: str, value: str) -> bool:
    return name in _ATTRIBUTES.get(tag, ())


def _spell_out(link: Tag) -> None:
    """Put the address of a link beside its words; a link inside the page needs none, nbconvert's own go."""
    if "anchor-link" in (link.get("class") or ()):
        link.decompose()
        return
    address = str(link.get("href") or "")
    if re.match(r"https?://", address) and address not in link.get_text():
        link.append(f" ({address})")
    link.unwrap()


def markdown(text: str, attachments: Any = None) -> str:
    """Return Markdown as safe HTML, with the pictures that are attached to its cell."""
    for name, bundle in (attachments or {}).items():
        kind, data = next(iter(bundle.items()), ("", ""))
        text = text.replace(f"attachment:{name}", f"data:{kind};base64,{data}")
    return clean(markdown2html(text))


def printed(text: str) -> str:
    """Return what went to the terminal, its colours as spans; names of folders of the machine are cut."""
    return f"<pre>{ansi2html(without_folders(text.rstrip()))}</pre>"


def without_folders(text: str) -> str:
    """Return a text in which an absolute path is only the name of its file.

    >>> without_folders("/tmp/ipykernel_7/12.py:3: UserWarning: too many, see a/b")
    '12.py:3: UserWarning: too many, see a/b'
    """
    return re.sub(r"(?<![\w.:/<])/(?:[\w.@+-]+/)+(?=[\w.<])", "", text)


def picture(output: NotebookNode, kind: str) -> str:
    """Return one picture that code made; SVG too is only looked at, never run."""
    data = output.data[kind]
    if kind == "image/svg+xml":
        from base64 import b64encode

        data = b64encode(data.encode()).decode()
    about = output.get("metadata", {}).get(kind, {})
    said = about.get("alt") if isinstance(about, dict) else ""
    alt = html.escape(str(said or _("A picture that the code made")))
    return f'<img alt="{alt}" src="data:{kind};base64,{html.escape("".join(data.split()))}">'
