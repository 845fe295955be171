"""`python -m daskalo_grading.hub.release PEOPLE UNIT...`: run by the hub in the sandbox of a course's formgrader.

Writes the people (JSON, id to name) into the gradebook, then generates and releases the units. Ends with 1 and what
nbgrader said when one cannot be released.
"""

from __future__ import annotations

import json
import logging
import sys

from nbgrader.api import Gradebook
from nbgrader.apps import NbGrader, NbGraderAPI
from nbgrader.coursedir import CourseDirectory


def main(people: str, *units: str) -> int:
    """Write people and release units; the exit status."""
    application = NbGrader(log_level=logging.ERROR)
    application.load_config_file()
    course = CourseDirectory(config=application.config)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        for person, name in json.loads(people).items():
            first, _, last = name.rpartition(" ")
            gradebook.update_or_create_student(person, first_name=first, last_name=last)
    api = NbGraderAPI(course, config=application.config)
    for unit in units:
        for step in (api.generate_assignment, api.release_assignment):
            result = step(unit)
            if not result["success"]:
                print(result.get("log", ""), result.get("error", ""), sep="\n")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
