"""The look of error pages, written into the page itself: it is there when nothing else answers, in one round trip. Pure."""

import base64
import hashlib
import re
from pathlib import Path

STYLE = re.sub(
    r"\s*([{};:,])\s*", r"\1", Path(__file__).with_name("plain.css").read_text(encoding="utf-8")
).strip()
STYLE_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
"""For ``style-src`` of a content security policy: this very text and no other may stand in a page."""
