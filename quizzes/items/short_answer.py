"""A word or a line typed by the learner and compared with the forms that are accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from quizzes.items.accepted import TextRule, read_text_rule
from quizzes.items.plain_stem import PlainContent, read_content
from quizzes.items.reading import found, is_empty
from quizzes.items.remarks import Remarks, read_remarks
from quizzes.items.shapes import Cleaner, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswerKey(Remarks):
    rule: TextRule

    def to_json(self) -> dict[str, Any]:
        return self.rule.to_json() | self.remarks_json()

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "ShortAnswerKey":
        return replace(self, rule=self.rule.cleaned(inline), **self.cleaned_remarks(rich))


def read_key(data: Mapping[str, Any]) -> ShortAnswerKey:
    return ShortAnswerKey(rule=read_text_rule(data), **read_remarks(data))


def problems(content: PlainContent, key: ShortAnswerKey) -> list[str]:
    return found({"stem_empty": is_empty(content.stem), **key.rule.problems()})


KIND = Kind(code="short_answer", read_content=read_content, read_key=read_key, problems=problems)
