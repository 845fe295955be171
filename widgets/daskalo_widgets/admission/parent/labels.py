"""The words on the controls of a parent's door; `{fields}` are filled by the front end."""

from __future__ import annotations

from daskalo.i18n import translator

_, ngettext = translator("daskalo_widgets.admission")


def parent_labels() -> dict[str, str]:
    """Return the words by the names the front end uses."""
    return {
        "step_child": _("1. The child"),
        "group": _("Group"),
        "district": _("Where the family lives"),
        "step_criteria": _("2. Criteria and documents"),
        "criteria_how": _(
            "Tick what is true for the family, then the documents. Without documents there are no points."
        ),
        "nowhere": _("nowhere"),
        "proofs": _("Documents"),
        "no_proofs": _("Which document proves this is not known; the municipality says it."),
        "attached": _("attached: {proof}"),
        "unproved": _("Not proved yet: it brings no points."),
        "points_total": _("Points that count everywhere: {points}"),
        "step_wishes": _("3. Wishes"),
        "wishes_how": _("Add institutions from the list or the map and put them in order, the most wanted first."),
        "no_wishes": _("There is no wish yet."),
        "wish_add": _("Add a wish"),
        "wish_picked": _("Wish {rank}: {name}"),
        "wish_dropped": _("{name} is no longer among the wishes."),
        "wish_up": _("{name}: one place up"),
        "wish_down": _("{name}: one place down"),
        "wish_away": _("{name}: remove"),
        "wish_about": _("{points}; places: {places}, applications: {applicants}"),
        "wishes_full": _("These rules allow {most} wishes. Remove one to add another."),
        "map_parent": _("Plan of an invented town with its institutions; wishes chosen: {n}"),
        "step_chance": _("4. My chance before the draw"),
        "chance_how": _("Who has how many points is known; the draw is not. So we draw it a thousand times and count."),
        "chance": _("Chance"),
        "chance_look": _("Draw a thousand times"),
        "chance_drawn": _("Draws so far: {n}"),
        "chance_none": _("no place"),
        "chance_least": _("under 1 %"),
        "chance_most": _("over 99 %"),
        "step_send": _("5. Send"),
        "send": _("Send the application"),
        "sent": _("The application is sent. Entry number: {child}"),
        "take_back": _("Take back and change"),
        "hold_round": _("Hold the round"),
        "step_result": _("6. What became of it, and why"),
        "own_points": _("Your points"),
        "cutoff": _("The last child placed"),
        "commitment": _(
            "Before the draw this hash was published: {hash}. The seed behind it: {seed}. Anyone can compare."
        ),
        "card": _("Save the card to print"),
    }
