"""Numbers, names and the map as the front end draws them: plain JSON in the language of the reader."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from typing import Any

from daskalo.admission import Rules, example
from daskalo.i18n import language, translator

_, ngettext = translator("daskalo_widgets.admission")


def percent(share: float) -> str:
    """Write a share between 0 and 1 as percent; what is neither nothing nor all is never rounded to it."""
    whole = round(100 * share)
    if 0 < share < 0.005:
        return _("under 1 %")
    if 0.995 <= share < 1:
        return _("over 99 %")
    return f"{whole} %"


def plan() -> dict[str, Any]:
    """Return the invented map: size, river, districts, streets, institutions; `name` in the language of the reader."""
    return _plan(language())


@cache
def _plan(_spoken: str) -> dict[str, Any]:
    drawn = example().plan
    return {
        "size": drawn["size"],
        "river": _named(drawn["river"]),
        "districts": [_named(one) for one in drawn["districts"]],
        "streets": [_named(one) for one in drawn["streets"]],
        "institutions": [_named(one) for one in drawn["institutions"]],
    }


def name_of(institution: str) -> str:
    """Return the name of an institution of the map in the language of the reader; any other one stays as it is."""
    return _names().get(institution, institution)


def group_name(group: str) -> str:
    """Return how people call a group of the invented rounds; any other one keeps its name."""
    return {"first": _("first age group"), "yasla": _("nursery group")}.get(group, group)


def to_save(name: str, kind: str, content: str | bytes) -> dict[str, str]:
    """Return a file for the reader's own downloads, as `download` of the front end takes it.

    Args:
        name (str): Of the file.
        kind (str): Its media type.
        content (str | bytes): Text is written as UTF-8.
    """
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "type": kind, "data": b64encode(data).decode()}


def badge(rules: Rules) -> dict[str, str]:
    """Return what every screen says about the rules: title, day, and the warning when values are invented."""
    return {"title": rules.name, "warning": rules.warning}


def _names() -> Mapping[str, str]:
    return _names_in(language())


@cache
def _names_in(_spoken: str) -> Mapping[str, str]:
    return {one["id"]: one["name"] for one in plan()["institutions"]}


def _named(one: Mapping[str, Any]) -> dict[str, Any]:
    """Give a thing of the map its name: `id` is the Bulgarian one, `en` the English; or `name` holds both."""
    if isinstance(both := one.get("name"), Mapping):
        return {**one, "name": both[language()]}
    return {**one, "name": one["en"] if language() == "en" else one["id"]}
