"""Read one Word file under limits: ``python -m content.word.child [+-]NAME < file > tree.json``. Imports no Django.

A name that begins with "-" asks for tracked changes to be refused, one with "+" for them to be accepted.

The limits are set before anything that costs is imported. A refusal is written as ``{"refused": code, "message": …}``;
whatever ends this process otherwise (signal, memory, time) its parent reads as "too costly".
"""

import sys

from content.limits import limit_this_process


def _answer(data: bytes, filename: str) -> str:
    import json

    from content.word.reader import read_word
    from content.word.refusals import TOO_COSTLY
    from content.word.tree import WordRefused
    from content.word.wire import to_json

    try:
        return to_json(
            read_word(data, filename=filename[1:], changes="refuse" if filename[:1] == "-" else "accept")
        )
    except WordRefused as refusal:
        return json.dumps({"refused": refusal.code, "message": refusal.message})
    except (MemoryError, RecursionError):
        return json.dumps({"refused": "too_costly", "message": TOO_COSTLY})


def main() -> int:
    limit_this_process()
    filename = sys.argv[1] if len(sys.argv) > 1 else ""
    sys.stdout.write(_answer(sys.stdin.buffer.read(), filename))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
