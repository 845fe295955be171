"""`python -m daskalo_grading.desk`, started by the hub."""

import asyncio
import logging
import sys

from daskalo.errors import EnvironmentProblem
from daskalo_grading.desk.service import serve

logging.basicConfig(level=logging.INFO, format="[desk] %(levelname)s %(message)s")
try:
    asyncio.run(serve())
except EnvironmentProblem as error:
    sys.exit(f"{error} [{error.code}]")
