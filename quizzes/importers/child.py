"""Read one file of questions under limits: ``python -m quizzes.importers.child FORMAT < file > bank.json``. No Django.

A refusal is written as ``{"refused": code, "detail": …}``; whatever ends this process otherwise (signal, memory, time)
its parent reads as "too costly".
"""

import sys

from content.limits import limit_this_process


def _answer(data: bytes, format: str) -> str:
    import json

    from quizzes.importers import PARSERS
    from quizzes.importers.refusals import FileRefused

    try:
        return json.dumps(PARSERS[format](data).to_json(with_bytes=True), ensure_ascii=True)
    except FileRefused as refusal:
        return json.dumps({"refused": refusal.code, "detail": refusal.detail})
    except (MemoryError, RecursionError):
        return json.dumps({"refused": "too_costly", "detail": ""})


def main() -> int:
    limit_this_process()
    sys.stdout.write(_answer(sys.stdin.buffer.read(), sys.argv[1]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
