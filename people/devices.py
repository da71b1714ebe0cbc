"""What a browser says of itself, in words a person recognises. Pure."""

import re

# The order matters: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
BROWSERS = [
    (re.compile(r"coc_coc_browser|CocCoc"), "Cốc Cốc"),
    (re.compile(r"Edg(e|A|iOS)?/"), "Microsoft Edge"),
    (re.compile(r"OPR/|Opera"), "Opera"),
    (re.compile(r"SamsungBrowser/"), "Samsung Internet"),
    (re.compile(r"Zalo"), "Zalo"),
    (re.compile(r"Firefox/|FxiOS/"), "Firefox"),
    (re.compile(r"Chrome/|CriOS/"), "Chrome"),
    (re.compile(r"Safari/"), "Safari"),
]
SYSTEMS = [
    (re.compile(r"Windows"), "Windows"),
    (re.compile(r"iPhone"), "iPhone"),
    (re.compile(r"iPad"), "iPad"),
    (re.compile(r"Android"), "Android"),
    (re.compile(r"Mac OS X|Macintosh"), "macOS"),
    (re.compile(r"CrOS"), "ChromeOS"),
    (re.compile(r"Linux"), "Linux"),
]


def device_name(user_agent: str) -> str:
    """“Chrome · Windows”; the browser's own words, cut short, when neither is known."""
    found = [
        next((name for pattern, name in table if pattern.search(user_agent)), "")
        for table in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, found)) or user_agent[:60]
