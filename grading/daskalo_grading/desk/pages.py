"""Jinja pages in the language of the reader, for the landing page and for the pages inside a user server."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from dateutil.tz import gettz
from jinja2 import Environment, PackageLoader, StrictUndefined

from daskalo import theme
from daskalo.i18n import LANGUAGES, language, speaking, translator
from daskalo_grading.desk.actions import next_step, other_ways, remark
from daskalo_grading.desk.states import Stage, Step, Work

_, ngettext = translator("daskalo_grading.desk")

STATIC = Path(__file__).parent / "static"
THEME = Path(theme.__file__).parent
LANGUAGE_COOKIE = "daskalo-language"
HOME_ZONE = gettz("Europe/Sofia")

# Everything comes from our own address; no inline script or style, no frames of others, no plug-ins.
CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def render(template: str, spoken: str, /, **values: object) -> str:
    """Return one page as HTML; everything that is not markup of ours is escaped.

    Args:
        template (str): A file of `templates/`.
        spoken (str): The language of the page, one of `daskalo.i18n.LANGUAGES`.
        **values (object): What the template names; a missing one is an error.
    """
    with speaking(spoken):
        return _environment().get_template(template).render(language=spoken, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("daskalo_grading.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, ngettext=ngettext, Step=Step, next_step=next_step, other_ways=other_ways)
    environment.globals.update(remark=remark, stage_words=stage_words, led_words=led_words)
    environment.filters.update(moment=moment, points=points)
    return environment


def chosen_language(cookie: str | None, *others: str | None) -> str:
    """Return the first of the given languages that we speak: what the person chose, then what the course speaks."""
    return next((given for given in (cookie, *others) if given in LANGUAGES), LANGUAGES[0])


def moment(time: datetime) -> str:
    """Write a time as people in Bulgaria read it, in their time zone.

    Args:
        time (datetime): Aware, or naive in UTC.
    """
    local = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(HOME_ZONE)
    return local.strftime("%d.%m.%Y г., %H:%M" if language() == "bg" else "%d %b %Y, %H:%M")


def points(number: float) -> str:
    """Write points without needless zeros and with the decimal sign of the language."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language() == "bg" else text


def stage_words(work: Work) -> str:
    """Say in a few words where somebody stands with a unit."""
    match work.stage:
        case Stage.CLOSED:
            return _("Not open yet")
        case Stage.NOT_FETCHED:
            return _("Not begun")
        case Stage.IN_WORK if work.activities:
            return _("In work: {n} of {all} answered", n=work.answered, all=work.activities)
        case Stage.IN_WORK:
            return _("In work")
        case Stage.SUBMITTED:
            return _("Handed in")
        case Stage.GRADED:
            return _("Marked, feedback to come")
        case Stage.FEEDBACK_READY:
            return _("Feedback is here")
        case Stage.FEEDBACK_READ:
            return _("Feedback read")


def led_words(work: Work) -> str:
    """Say the same to the trainer, where nothing waits for the trainer."""
    return _("Feedback sent") if work.stage is Stage.FEEDBACK_READY else stage_words(work)
