"""Which programs are no readers, by the name they give themselves. Pure."""

import re
from functools import lru_cache

# Browsers begin with these words; whoever does not is a program. Of those who do, the ones that say what they are.
_BROWSER = ("Mozilla/", "Opera/", "Dalvik/")
_ROBOT = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|archiver|headless|lighthouse|pagespeed|phantomjs|prerender|monitor|uptime|pingdom"
    r"|facebookexternalhit|bingpreview|link ?preview|validator|scanner|wget|curl|python|java/|go-http|okhttp|axios|feed",
    re.IGNORECASE,
)
LONGEST_NAME = 400


@lru_cache(maxsize=2048)
def is_robot(agent: str) -> bool:
    """Names longer than any browser's are not looked at further."""
    return not agent.startswith(_BROWSER) or len(agent) > LONGEST_NAME or _ROBOT.search(agent) is not None
