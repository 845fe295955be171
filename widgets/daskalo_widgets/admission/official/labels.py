"""The words on the controls of the door of an official; `{fields}` are filled in the front end."""

from __future__ import annotations

from daskalo.i18n import translator

_, ngettext = translator("daskalo_widgets.admission")


def official_labels() -> dict[str, str]:
    """Return the words by the names the front end uses."""
    return {
        "door_official": _("I am an official"),
        "door_official_about": _(
            "Open a year, rank, publish, take the answers, hold the next round; answer an appeal."
        ),
        **_frame(),
        **_opening(),
        **_year(),
        **_register(),
        **_rounds(),
        **_film(),
        **_files(),
    }


def _frame() -> dict[str, str]:
    return {
        "stages": _("The way through a round"),
        "stage_open": _("Open the year"),
        "stage_applications": _("Applications"),
        "stage_rank": _("Rank"),
        "stage_publish": _("Publish"),
        "stage_answers": _("Families answer"),
        "stage_close": _("Close the round"),
        "stage_erase": _("End of the year"),
        "today": _("Today: {day}. Round {turn}."),
        "closed_year": _("No year is open yet."),
        "town_places": _("The places of the town"),
        "town_number": _("The number on the map: places that are free."),
        "all_places": _("All institutions"),
        "office_map": _("Plan of an invented town: {free} places free, {offered} offered, {confirmed} confirmed"),
        "stock_confirmed": _("confirmed"),
        "stock_offered": _("offered"),
        "stock_freed": _("given back, for the next round"),
        "stock_free": _("free"),
        "stock_confirmed_n": _("{n} confirmed"),
        "stock_offered_n": _("{n} offered"),
        "stock_freed_n": _("{n} given back"),
        "stock_free_n": _("{n} free"),
        "stock_map": _("{taken} of {places} places taken, {free} free"),
        "views": _("Look at"),
        "view_register": _("Children"),
        "view_results": _("Results"),
        "view_audit": _("Audit"),
        "view_film": _("Film of the year"),
        "view_export": _("Files"),
    }


def _opening() -> dict[str, str]:
    return {
        "office_open": _("Open the year"),
        "office_open_how": _(
            "The town, its institutions and all families are invented; the counts are those published."
        ),
        "office_town": _("Which admission"),
        "office_draw": _("The draw"),
        "draw_lesson": _("The draw of the lesson: the published figures come out exactly. Its seed is known."),
        "draw_new": _("A new draw that nobody can foresee: the figures come out nearly."),
        "office_open_do": _("Open the year"),
        "own_places": _("Or open it with own places"),
        "own_places_how": _(
            "A file places.csv with the columns institution, group, places. Invented data only: what is done here is "
            "kept with your work."
        ),
        "office_rules": _("Rules"),
        "office_year": _("Year"),
        "hash_why": _(
            "All numbers of the draw follow from one secret seed. Its hash is published before the ranking, so that "
            "nobody, not even the office, can exchange the seed once the applications are known."
        ),
        "hash": _("Hash of the seed:"),
        "commit": _("Publish the hash"),
        "commit_do": _("Publish the hash"),
        "commit_late": _("A ranking was held before the hash was published. Families cannot check that draw."),
        "commit_done": _("The hash is published"),
        "committed": _("Published on {day}. The seed itself follows when the year is over."),
        "upload": _("Own tables"),
        "upload_how": _(
            "Choose children.csv, wishes.csv and claims.csv together. Every fault is named with its line; nothing is "
            "taken in before all is right. Invented children only."
        ),
        "upload_choose": _("Choose the files"),
        "upload_large": _("The files are too large for this page. Use the command line: daskalo admission."),
        "upload_take": _("Take them in"),
    }


def _year() -> dict[str, str]:
    return {
        "applications": _("Applications"),
        "applications_n": _("Children in the register: {n}. Waiting for a place: {waiting}."),
        "import_do": _("Import {n} applications"),
        "rank": _("Rank: round {turn}"),
        "rank_day": _("Day of the ranking"),
        "rank_do": _("Rank"),
        "rank_nobody": _("Nobody waits for a place. Import applications first."),
        "add": _("Add places"),
        "add_how": _(
            "Before the second round of 2024 Ruse opened 12 places in one kindergarten (reported, focus-news)."
        ),
        "add_where": _("Institution"),
        "add_group": _("Group"),
        "add_many": _("How many"),
        "add_do": _("Add"),
        "publish": _("Publish round {turn}"),
        "ranked_n": _("{offered} children got a place; there were {places} places."),
        "publish_how": _("Only the office sees this yet. With the publication the term to confirm begins."),
        "publish_do": _("Publish"),
        "term": _("Families answer: round {turn}"),
        "term_source": _("What is known about the term: {source}"),
        "day_term": _("a day that counts, with its number"),
        "day_weekend": _("weekend"),
        "day_holiday": _("holiday"),
        "answers_n": _("Confirmed: {confirmed}. Refused: {refused}. Not answered yet: {waiting}."),
        "families": _(
            "Families answer meanwhile as in 2020 (single ones can be answered for by hand, under “Children”)"
        ),
        "wait_day": _("One working day on"),
        "wait_last": _("On to the last day"),
        "wait_after": _("On to the day after"),
        "term_past": _("The term is over. Who has not answered drops out when the round is closed."),
        "close_how": _("After the term the round is closed; the places nobody took go to the next one."),
        "close_do": _("Close the round"),
        "erase": _("End the year {year}"),
        "erase_how": _(
            "Applications count for one calendar year. Then personal data are erased, and who still waits applies anew."
        ),
        "erase_table": _("What is erased and what stays"),
        "erase_what": _("What"),
        "erase_n": _("How many"),
        "erase_becomes": _("What becomes of it"),
        "erase_gone": _("erased"),
        "erase_stays": _("stays"),
        "erase_sure": _("The files that must be kept are saved."),
        "erase_do": _("Erase and open the next year"),
        "past": _("The year {year} is over"),
        "past_erased": _("Erased: {what}."),
        "past_enrolled": _("Children enrolled, as a number only: {n}."),
        "past_table": _("Counts that stay"),
        "past_turn": _("Round"),
        "past_places": _("Places"),
        "past_offered": _("Offered"),
        "past_confirmed": _("Confirmed"),
        "past_left": _("Left"),
        "past_seed": _("The seed, now for everybody: {seed}. The hash published before:"),
        "past_journal": _(
            "This page keeps your steps, so Undo brings the year back and a course can grade them; in an office "
            "nothing "
            "would. That is why only invented children may be loaded here."
        ),
    }


def _register() -> dict[str, str]:
    return {
        "list": _("Children by entry number"),
        "list_search": _("Entry number, or a part of it"),
        "list_state": _("Which children"),
        "list_all": _("all"),
        "list_order": _("Order"),
        "order_entry": _("by entry number"),
        "order_points": _("by points, the most first"),
        "list_found": _("Found: {n}. Page {page} of {pages}."),
        "list_nobody": _("Nobody is found."),
        "page_back": _("Page back"),
        "page_on": _("Next page"),
        "column_child": _("Entry number"),
        "column_points": _("Points"),
        "column_standing": _("How it stands"),
        "column_where": _("Institution"),
        "column_rank": _("Wish"),
        "column_group": _("Group"),
        "column_lot": _("Number of the draw"),
        "child_open": _("{child}: open and explain"),
        "child": _("Child {child}"),
        "child_about": _("Group: {group}. It {state}."),
        "child_turn": _("Explain round"),
        "child_not_ranked": _("It has been in no ranking yet."),
        "child_confirm": _("The family confirms"),
        "child_refuse": _("The family refuses"),
        "child_withdraw": _("The family withdraws"),
        "child_transfer": _("The family asks for a better wish, and keeps this place until then"),
        "no_claims": _("No criterion is claimed."),
        "appeal": _("If the family appeals"),
    }


def _rounds() -> dict[str, str]:
    return {
        "round": _("Round"),
        "round_n": _("round {turn}"),
        "no_round": _("No round was held yet."),
        "results": _("Results of round {turn}"),
        "results_n": _("{placed} of {children} children have a place."),
        "wish_n": _("wish {rank}"),
        "no_place": _("no place"),
        "not_eligible": _("Not ranked, because a mandatory condition is not fulfilled: {n}."),
        "figures": _("What was published, and what came out here"),
        "figures_how": _(
            "The children are invented so that the counts come out as in the press. With another draw, with places "
            "added or answers given by hand they differ a little."
        ),
        "figures_table": _("Figures of this round"),
        "figure_what": _("What"),
        "figure_ours": _("Here"),
        "figure_published": _("Published"),
        "figure_status": _("How well it is known"),
        "figure_source": _("Source"),
        "cutoffs": _("Points and number of the last child placed"),
        "cutoffs_table": _("Last places of round {turn}"),
        "audit": _("Audit of round {turn}"),
        "audit_how": _(
            "What the office can answer to an appeal. Nobody may be passed over by a child that stands lower."
        ),
        "tile_passed": _("children passed over by the points and numbers that ranked them"),
        "tile_wasted": _("children who wished a place that stays free"),
        "tile_base": _(
            "children who would stand ahead if the order of wishes brought no points: the choice of the council"
        ),
    }


def _film() -> dict[str, str]:
    return {
        "film": _("Film of the year"),
        "film_how": _(
            "Each step moves places: free, offered, confirmed, given back. On the map the number is what is free."
        ),
        "film_said": _("{n} of {all}: {day}, {what}"),
        "film_step": _("Step"),
        "film_back": _("Step back"),
        "film_on": _("Step on"),
        "film_play": _("Play"),
        "film_pause": _("Pause"),
        "film_map": _("Plan of the invented town: {what}, {day}"),
        "film_places": _("Places by institution"),
        "film_table": _("The same as a table"),
    }


def _files() -> dict[str, str]:
    return {
        "export": _("Files to take away"),
        "file_placements": _("placements.csv of each round: child, institution, wish, points, number of the draw"),
        "file_cutoffs": _("cutoffs.csv of each round: what may be published"),
        "file_report": _("report.json of each round: rules, mechanism, counts, hash of the seed"),
        "file_film": _("film.csv: places by step, institution and group"),
        "file_register": _("office/register.csv: the children, for the office alone"),
        "export_seed": _("The seed is not among them: other rounds of the year may still be drawn from it."),
        "export_do": _("Save as one ZIP file"),
    }
