"""What nbgrader does anew for every hand-in, done once a process.

Measured on 50 hand-ins: half of nbgrader's own time. Nothing it computes or writes changes.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

import nbgrader.api
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from nbgrader.nbgraderformat import common


@cache
def quicken() -> None:
    """Quicken nbgrader in this process.

    - It opens the gradebook nine times a hand-in, each time with an engine that compiles all statements anew, and looks
      whether all tables are there. One engine a gradebook is enough; connections are closed as before.
    - It checks its own schema before it checks a cell by it.
    """
    nbgrader.api.create_engine = cache(nbgrader.api.create_engine)
    nbgrader.api.Base.metadata.create_all = cache(nbgrader.api.Base.metadata.create_all)
    validators: dict[int, Any] = {}

    def validate(instance: Any, schema: dict[str, Any]) -> None:
        if id(schema) not in validators:
            kind = validator_for(schema)
            kind.check_schema(schema)
            validators[id(schema)] = (kind(schema), schema)  # kept, so that the id stays its own
        if error := best_match(validators[id(schema)][0].iter_errors(instance)):
            raise error

    common.jsonschema = SimpleNamespace(validate=validate)  # type: ignore[assignment]
