"""The receipt of a submitted attempt: the answers in one canonical form, and its SHA-256. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any


def canonical_answers(
    *, attempt: str, closed_at: datetime, answers: Sequence[tuple[int, Mapping[str, Any]]]
) -> bytes:
    """One line of JSON, keys sorted, no spaces, UTF-8, the moment in UTC; answers as the learner's letters."""
    claims = {
        "answers": [{"answer": answer, "slot": slot} for slot, answer in sorted(answers, key=lambda a: a[0])],
        "attempt": attempt,
        "closed_at": closed_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    return json.dumps(claims, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256_of(canonical: bytes) -> str:
    return hashlib.sha256(canonical).hexdigest()
