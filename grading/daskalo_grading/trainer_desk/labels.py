"""The words on the controls, handed to the front end in the language of the course."""

from __future__ import annotations

from daskalo.i18n import language, translator

_, ngettext = translator("daskalo_grading.trainer_desk")


def labels() -> dict[str, str]:
    """Return the words by the names the front end uses; `{fields}` are filled there."""
    return {**_frame(), **_overview(), **_marking(), **_keys()}


def _frame() -> dict[str, str]:
    return {
        "views": _("Parts of the desk"),
        "overview": _("Overview"),
        "marking": _("Marking"),
        "agreement": _("Agreement"),
        "statistics": _("Statistics"),
        "feedback": _("Feedback"),
        "scores": _("Scores"),
        "rater": _("Your name, as it stands beside your marks"),
        "rater_is": _("You mark as {name}."),
        "anonymous": _("Hide the names"),
        "anonymous_on": _("The names are hidden, also in the files you download."),
        "anonymous_off": _("The names are shown."),
        "silent": _("The server does not reply. We keep trying; what you have typed is kept in this browser."),
        "unit": _("Unit"),
        "all_units": _("All units"),
        "no_units": _("There is no unit here yet."),
        "close": _("Close"),
        "decimal": "," if language() == "bg" else ".",
    }


def _overview() -> dict[str, str]:
    return {
        "units": _("Units"),
        "people": _("People"),
        "notes": _("What you should know"),
        "no_notes": _("Nothing unusual in the hand-ins."),
        "grade_all": _("Grade everything new ({n})"),
        "nothing_to_grade": _("Nothing new to grade"),
        "grade_n": _("Grade ({n})"),
        "mark_n": _("Mark by hand ({n})"),
        "release_n": _("Give feedback ({n})"),
        "to_grade": _("to grade"),
        "to_mark": _("to mark by hand"),
        "to_release": _("feedback to release"),
        "failed": _("could not be graded"),
        "handed_in": _("handed in"),
        "none_handed_in": _("Nobody has handed in yet."),
        "mean": _("On average {mean} of the points."),
        "progress": _("Progress"),
        "stop": _("Stop"),
        "release_all": _("Release to everybody"),
        "release_one": _("Release"),
        "csv": _("Download as CSV"),
        "xlsx": _("Download for Excel (xlsx)"),
    }


def _marking() -> dict[str, str]:
    return {
        "place": _("{n} of {all}, still open: {open}"),
        "previous": _("Previous"),
        "next": _("Next"),
        "is_first": _("This is the first one."),
        "is_last": _("This is the last one."),
        "points": _("Points"),
        "points_short": _("{points} p."),
        "points_of": _("Points, at most {most}"),
        "total": _("Together {points} of {most} points"),
        "picked": _("{criterion}: {points} points. {text}"),
        "no_level": _("“{criterion}” has no level with the key {key}."),
        "level_missing": _("Not saved yet: choose a level for “{criterion}”."),
        "points_missing": _("Not saved yet: write a number from 0 to {most}."),
        "comment": _("Comment"),
        "earlier": _("Earlier comments"),
        "no_earlier": _("There are no earlier comments on this task yet."),
        "comment_picked": _("Added: {text}"),
        "save": _("Save, next"),
        "undo": _("Take back"),
        "nothing_to_undo": _("There is nothing to take back."),
        "draft_kept": _("Not saved yet: here is what you had begun."),
        "all_marked": _("Everything here is marked."),
        "look_again": _("Look at them again"),
    }


def _keys() -> dict[str, str]:
    return {
        "keys": _("Keys"),
        "key_digit": _("choose the level with this digit and go on to the next criterion"),
        "key_move": _("next or previous criterion"),
        "key_comment": _("write a comment"),
        "key_earlier": _("pick an earlier comment: then its digit"),
        "key_leave": _("back from the comment to the criteria"),
        "key_save": _("save and go to the next work"),
        "key_save_comment": _("the same while you write a comment"),
        "key_step": _("next or previous work, without saving"),
        "key_undo": _("take the last saved marks back"),
        "key_help": _("show these keys"),
    }
