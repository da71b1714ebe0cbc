"""The words the search begins with; from then on they are the editors'."""

import json
from pathlib import Path

from django.db import transaction

from content.models import EverydayWord

FILE = Path(__file__).resolve().parents[1] / "data" / "search_words.json"


@transaction.atomic
def load_everyday_words() -> None:
    """Write the shipped everyday words, once: a list that editors have begun is theirs."""
    if EverydayWord.objects.exists():
        return
    EverydayWord.objects.bulk_create(
        EverydayWord(everyday=everyday, official=official) for everyday, official in told()["everyday"]
    )


def told() -> dict[str, list]:
    """The shipped data: ``everyday`` pairs and ``fillers``."""
    data: dict[str, list] = json.loads(FILE.read_text(encoding="utf-8"))
    return data
