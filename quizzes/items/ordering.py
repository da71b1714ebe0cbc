"""Things to be put in their order. Learners never see them in the author's order by setting."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from quizzes.items import choices
from quizzes.items.choices import ChoiceContent, ids_of, listing_problems
from quizzes.items.reading import found, is_empty, list_of, mapping, read_alike, text_of, texts_of
from quizzes.items.remarks import Remarks, read_remarks
from quizzes.items.shapes import Cleaner, Kind

EXACT, POSITION, PAIRWISE = "exact", "position", "pairwise"
SCORINGS = (EXACT, POSITION, PAIRWISE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingKey(Remarks):
    order: tuple[str, ...]
    scoring: str = EXACT

    def to_json(self) -> dict[str, Any]:
        return {"order": list(self.order), "scoring": self.scoring, **self.remarks_json()}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "OrderingKey":
        return replace(self, **self.cleaned_remarks(rich))


def read_key(data: Mapping[str, Any]) -> OrderingKey:
    list_of(mapping(data), "order")
    return OrderingKey(
        order=texts_of(data, "order"), scoring=text_of(data, "scoring") or EXACT, **read_remarks(data)
    )


def problems(content: ChoiceContent, key: OrderingKey) -> list[str]:
    ids = ids_of(content.choices)
    read = [choice.text for choice in content.choices]
    return found(
        {
            "stem_empty": is_empty(content.stem),
            **listing_problems(content.choices),
            "choices_alike": any(read_alike(a, b) for a, b in combinations(read, 2)),
            "order_not_complete": sorted(key.order) != sorted(ids),
            "unknown_scoring": key.scoring not in SCORINGS,
        }
    )


KIND = Kind(
    code="ordering",
    read_content=choices.read_content,
    read_key=read_key,
    problems=problems,
    always_shuffled=frozenset({"choices"}),
)
