"""The reading child with every step to the outside watched: a socket, a process or a file for writing ends it with a word."""

import json
import sys
from pathlib import Path

from content.limits import limit_this_process

SEEN: list[str] = []
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "ftplib.",
    "urllib.",
    "smtplib.",
    "os.remove",
)


def watch(event: str, arguments: tuple) -> None:
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if event.startswith(FORBIDDEN) or writes:
        SEEN.append(f"{event} {arguments[:1]!r}"[:200])


def main() -> None:
    from content.word.child import _answer

    limit_this_process()
    sys.addaudithook(watch)
    try:
        answer = _answer(sys.stdin.buffer.read(), sys.argv[1])
    except Exception as error:
        answer = json.dumps({"refused": "crash", "message": f"{type(error).__name__}: {error}"})
    if SEEN:
        answer = json.dumps({"refused": "went_outside", "message": "; ".join(SEEN)})
    sys.stdout.write(answer)


if __name__ == "__main__":
    assert Path(__file__).exists()
    main()
