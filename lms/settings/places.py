"""Where things are: the code, what grows beside it, and the public address."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("LMS_VAR_DIR", BASE_DIR / "var"))
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000")
