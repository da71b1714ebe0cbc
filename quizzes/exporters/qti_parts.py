"""The pieces an assessmentItem is put together from. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizzes.exporters.bank import ExportedItem
from quizzes.exporters.losses import Losses
from quizzes.exporters.xhtml import Address, Element, Gap, blocks, fill, made


@dataclass(slots=True, kw_only=True)
class Parts:
    """An item being written. ``rules`` end with a value of 0 to 1 in SHARE; without rules nothing is scored."""

    item: ExportedItem
    address: Address
    losses: Losses
    declarations: list[Element] = field(default_factory=list)
    body: list[Element] = field(default_factory=list)
    rules: list[Element] = field(default_factory=list)
    counters: list[str] = field(default_factory=list)

    def add_stem(self, markup: str, gap: Gap | None = None) -> None:
        self.body += blocks(markup, address=self.address, gap=gap)

    def choice(
        self, name: str, one: Mapping[str, str], remarks: Mapping[str, str], **attributes: str
    ) -> Element:
        """A choice with the remark about it inside."""
        element = fill(made(name, identifier=one["id"], **attributes), one["text"], address=self.address)
        if remarks.get(one["id"]):
            remark = made(
                "feedbackInline", outcomeIdentifier="RESPONSE", identifier=one["id"], showHide="show"
            )
            element.append(fill(remark, remarks[one["id"]], address=self.address))
        return element

    def add_for_markers(self, key: Mapping[str, Any]) -> None:
        """Guidance, a sample and the rubric, shown to scorers only."""
        if key.get("guidance"):
            self.body.append(
                made("rubricBlock", *blocks(key["guidance"], address=self.address), view="scorer")
            )
        if key.get("sample"):
            sample = made("div", *blocks(key["sample"], address=self.address), class_="sample")
            self.body.append(made("rubricBlock", sample, view="scorer"))
        if key.get("rubric"):
            rows = [
                made(
                    "tr",
                    fill(made("td"), line["text"], address=self.address),
                    made("td", text=line["points"]),
                )
                for line in key["rubric"]
            ]
            table = made("table", made("tbody", *rows), class_="rubric")
            self.body.append(made("rubricBlock", table, view="scorer"))


def declaration(
    identifier: str,
    cardinality: str,
    base_type: str,
    correct: Sequence[str],
    weights: Mapping[str, str] | None = None,
    *,
    ignores_case: bool | None = None,
) -> Element:
    """A response with its right values, and what each value is worth where that is needed."""
    element = made("responseDeclaration", identifier=identifier, cardinality=cardinality, baseType=base_type)
    if correct:
        element.append(made("correctResponse", *[made("value", text=value) for value in correct]))
    if weights:
        mapping = made("mapping", defaultValue="0")
        for value, worth in weights.items():
            entry = made("mapEntry", mapKey=value, mappedValue=worth)
            if ignores_case is not None:
                entry.set("caseSensitive", "false" if ignores_case else "true")
            mapping.append(entry)
        element.append(mapping)
    return element
