"""Read one Word file under limits: ``python -m content.word.child NAME < file > tree.json``. Imports no Django.

The limits are set before anything that costs is imported. A refusal is written as ``{"refused": code, "message": …}``;
whatever ends this process otherwise (signal, memory, time) its parent reads as "too costly".
"""

import resource
import sys

MEMORY_BYTES = 1024**3
CPU_SECONDS = 20


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # this process writes to its pipe only


def _answer(data: bytes, filename: str) -> str:
    import json

    from content.word.reader import read_word
    from content.word.refusals import TOO_COSTLY
    from content.word.tree import WordRefused
    from content.word.wire import to_json

    try:
        return to_json(read_word(data, filename=filename))
    except WordRefused as refusal:
        return json.dumps({"refused": refusal.code, "message": refusal.message})
    except (MemoryError, RecursionError):
        return json.dumps({"refused": "too_costly", "message": TOO_COSTLY})


def main() -> int:
    _limit()
    filename = sys.argv[1] if len(sys.argv) > 1 else ""
    sys.stdout.write(_answer(sys.stdin.buffer.read(), filename))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
