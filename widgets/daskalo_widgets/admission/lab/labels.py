"""The words on the controls of the lab."""

from __future__ import annotations

from daskalo.i18n import translator

_, ngettext = translator("daskalo_widgets.admission")


def lab_labels() -> dict[str, str]:
    """Return the words by the names the front end uses."""
    return {**_experiment(), **_result(), **_notes(), **_rooms()}


def _experiment() -> dict[str, str]:
    return {
        "door_lab": _("I want to try the rules"),
        "door_lab_about": _("Change a rule and see at once who moves, who is passed over, who gains by a false order."),
        "lab_nav": _("Parts of the lab"),
        "lab_tab_rules": _("Change a rule"),
        "lab_tab_museum": _("Wrong implementations"),
        "lab_tab_law": _("The law then and now"),
        "lab_tab_groups": _("How groups fared"),
        "lab_rules": _("The rules"),
        "lab_rules_how": _(
            "Change one thing and look at what follows. The children are invented. Each of these rules is a legal "
            "choice of the council; the lab shows what it brings and what it costs."
        ),
        "lab_changed": _("Changed: {what}."),
        "lab_unchanged": _("Nothing is changed: these are the rules as they are."),
        "lab_plain": _("Back to the rules as they are"),
        "lab_bonus": _("Points for the rank of the wish"),
        "lab_step": _("From each wish to the next, in points"),
        "lab_mechanism": _("Procedure"),
        "lab_tie": _("Equal points are decided by"),
        "lab_tax": _("The criterion of paid taxes"),
        "lab_share": _("Invented payers, percent of the children"),
        "lab_payers": _("Draw other payers"),
        "lab_places": _("Places"),
        "lab_seat": _("Places at one institution"),
        "lab_seats": _("Places now: {places}; in the round: {ruled}"),
        "lab_more": _("{n} places here"),
        "lab_points": _("Points of each criterion"),
        "lab_ruled": _("in the rules: {value}"),
    }


def _result() -> dict[str, str]:
    return {
        "lab_result": _("What follows"),
        "lab_against": _("Compared with: {what}."),
        "lab_pin": _("Keep this as the new comparison"),
        "lab_unpin": _("Compare with the rules as they are"),
        "lab_figures": _("Before and now"),
        "lab_of": _("The grey bar is before, the coloured one now; percent of the children who are ranked."),
        "lab_from_to": _("{before} → {now}"),
        "lab_map": _("From where to where"),
        "lab_map_how": _(
            "An arrow leads from the old institution to the new one. The number says how many children an "
            "institution has more or fewer; the list names those who had or have no place, too."
        ),
        "lab_map_said": _("Plan of an invented town with arrows for the children who move. {said}"),
        "lab_flows": _("The moves as a list"),
        "lab_flows_more": _("and {n} more kinds of moves"),
        "lab_table": _("The children one by one"),
        "lab_lies": _("Would anybody gain by a false order of wishes?"),
        "lab_lies_how": _(
            "For each child each later wish is written first, while all others tell the truth, and everybody is placed "
            "anew."
        ),
        "lab_lies_try": _("Try all false orders"),
        "lab_lies_so_far": _("So far {n} would gain."),
        "lab_gaining": _("Would gain"),
    }


def _notes() -> dict[str, str]:
    return {
        "lab_notes": _("Experiments side by side"),
        "lab_notes_how": _(
            "A bonus for the first wish brings more first wishes; what does it cost? Write experiments down and "
            "compare."
        ),
        "lab_note": _("Write this experiment down"),
        "lab_series": _("Put five bonuses side by side"),
        "lab_lies_all": _("Try the false orders of all"),
        "lab_notes_empty": _("Nothing is written down yet."),
        "lab_notes_caption": _("Children in percent, and how many"),
        "lab_letter": _("Experiment"),
        "lab_col_first": _("First wish"),
        "lab_col_unplaced": _("No place"),
        "lab_col_envy": _("Passed over, without the bonus"),
        "lab_col_gaining": _("Gain by a false order"),
        "lab_note_away": _("Remove"),
        "lab_forget": _("Remove experiment {letter}"),
    }


def _rooms() -> dict[str, str]:
    return {
        "lab_museum": _("The museum of wrong implementations"),
        "lab_museum_how": _(
            "The rules name points, a bonus and a draw, but no procedure. Who writes the program chooses one, often "
            "without noticing. Here the same children go through six of them, under the rules as they are."
        ),
        "lab_room": _("The children"),
        "lab_law": _("The same children under two versions"),
        "lab_law_how": _(
            "Whether a family paid its taxes is not known of invented children, so a drawn share of them has. "
            "They matter only where the criterion counts."
        ),
        "lab_before": _("Before"),
        "lab_after": _("After"),
        "lab_timeline": _("The versions and their sources"),
        "lab_law_result": _("Who gains and who loses"),
        "lab_groups": _("How groups fared"),
        "lab_groups_how": _(
            "Shares of the ranked children, under the experiment as it is set. “·” hides a group of fewer than five "
            "children, or what would give one away."
        ),
        "lab_groups_of": _("Experiment: {what}."),
        "lab_group": _("{n} children; mean wish {mean}"),
        "lab_placed": _("Placed"),
        "lab_first": _("First wish"),
        "lab_by_district": _("By district"),
        "lab_by_criterion": _("By criterion"),
    }
