"""The modules of the bench find each other as they do when the folder is run."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
