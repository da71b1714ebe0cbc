"""A stranger's file is read in a process of its own, which may die of it."""

import subprocess
import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parent.parent.parent)


class ChildFailed(RuntimeError):
    """The reader ended without an answer. ``code``: ``too_costly`` (time, memory, a signal) or ``broken``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def answer_of_child(*, module: str, argument: str, data: bytes, wall_seconds: int) -> bytes:
    """What ``python -m module argument`` says about ``data``. The module sets its own limits (``content.limits``).

    The child gets no environment of ours, so it knows no secret. Raises ``ChildFailed``.
    """
    try:
        answer = subprocess.run(  # noqa: S603 - our own module; the argument is one argument, never a command
            [sys.executable, "-m", module, argument],
            input=data,
            capture_output=True,
            timeout=wall_seconds,
            cwd=_ROOT,
            env={"PYTHONPATH": _ROOT, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ChildFailed("too_costly") from error
    if answer.returncode < 0 or b"MemoryError" in answer.stderr[-2000:]:
        raise ChildFailed("too_costly")
    if answer.returncode:
        raise ChildFailed("broken")
    return answer.stdout
