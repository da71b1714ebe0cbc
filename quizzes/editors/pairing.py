"""Editors of the kinds in which things belong together: pairs, and an order."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.editors.editor import Editor, Json, RowValues
from quizzes.editors.fields import LineField
from quizzes.editors.markup import line_of
from quizzes.editors.rows import RowForm, Rows
from quizzes.items.reading import read_alike


class PairRow(RowForm):
    words = ("text", "target")
    text = LineField(label=_("Line to be matched"))
    target = LineField(label=_("Its right answer"))
    feedback = LineField(label=_("Remark on this line"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("text") and not data.get("target"):
            self.add_error("target", _("Write the answer that belongs to this line."))
        if data.get("target") and not data.get("text"):
            self.add_error("text", _("Write the line; an answer without a line goes to “Further answers”."))
        return data


class ExtraRow(RowForm):
    text = LineField(label=_("Answer that belongs to no line"))


class MatchingScoring(forms.Form):
    scoring = forms.ChoiceField(
        label=_("Scoring"),
        choices=[
            ("proportional", _("In proportion: right pairs divided by the number of lines.")),
            ("all_or_nothing", _("All or nothing: full points when every pair is right, otherwise none.")),
        ],
        initial="proportional",
        widget=forms.RadioSelect,
    )


class Matching(Editor):
    kind = "matching"
    settings = MatchingScoring

    def rows(self) -> list[Rows]:
        return [
            Rows(
                name="pairs",
                form_class=PairRow,
                label=_("Pairs"),
                add_label=_("Add a pair"),
                least=3,
                ids="s",
            ),
            Rows(
                name="extras",
                form_class=ExtraRow,
                label=_("Further answers, which belong to no line"),
                add_label=_("Add an answer"),
                least=1,
                ids="t",
            ),
        ]

    def settings_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> Json:
        return {"scoring": key.get("scoring", "proportional")}

    def rows_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> RowValues:
        texts = {target["id"]: line_of(target["text"]) for target in content["targets"]}
        said, pairs = key.get("choice_feedback", {}), key["pairs"]
        shown = [
            {
                "id": source["id"],
                "text": line_of(source["text"]),
                "target": texts.get(pairs.get(source["id"], ""), ""),
                "feedback": line_of(said.get(source["id"], "")),
            }
            for source in content["sources"]
        ]
        extras = [{"text": text} for target, text in texts.items() if target not in pairs.values()]
        return {"pairs": shown, "extras": extras}

    def wording(
        self,
        *,
        stem: str,
        settings: Mapping[str, Any],
        rows: RowValues,
        before: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    ) -> tuple[Json, Json]:
        targets = _Targets(before[0].get("targets", ()) if before else ())
        pairs = {row["id"]: targets.id_of(row["target"]) for row in rows["pairs"]}
        for row in rows["extras"]:
            targets.id_of(row["text"])
        content = {
            "stem": stem,
            "sources": [{"id": row["id"], "text": row["text"]} for row in rows["pairs"]],
            "targets": targets.listed(),
        }
        key = {
            "pairs": pairs,
            "scoring": settings["scoring"],
            "choice_feedback": {row["id"]: row["feedback"] for row in rows["pairs"] if row["feedback"]},
        }
        return content, key


class _Targets:
    """Answers by their words: the same words typed twice are one answer that serves two lines."""

    def __init__(self, before: Any) -> None:
        self._before = [(str(one["id"]), str(one["text"])) for one in before]
        self._used: dict[str, str] = {}

    def id_of(self, text: str) -> str:
        for name, known in self._used.items():
            if read_alike(known, text):
                return name
        name = next((i for i, known in self._before if i not in self._used and known == text), "")
        taken = {*self._used, *(i for i, _known in self._before)}
        name = name or next(f"t{n}" for n in range(1, 1000) if f"t{n}" not in taken)
        self._used[name] = text
        return name

    def listed(self) -> list[Json]:
        """In the order they were stored before, new ones last, so that an unchanged question stays the same."""
        order = [name for name, _text in self._before if name in self._used]
        order += [name for name in self._used if name not in order]
        return [{"id": name, "text": self._used[name]} for name in order]


class OrderRow(RowForm):
    text = LineField(label=_("Step"))


class OrderingScoring(forms.Form):
    scoring = forms.ChoiceField(
        label=_("Scoring"),
        choices=[
            ("exact", _("Exact: full points for the whole right order, otherwise none.")),
            ("position", _("By place: lines that stand in their right place divided by all lines.")),
            ("pairwise", _("By pairs: of all pairs of lines, how many stand in the right order.")),
        ],
        initial="exact",
        widget=forms.RadioSelect,
    )


class Ordering(Editor):
    kind = "ordering"
    settings = OrderingScoring

    def rows(self) -> list[Rows]:
        label, add = _("Lines in their right order; learners see them mixed"), _("Add a line")
        return [Rows(name="steps", form_class=OrderRow, label=label, add_label=add, least=3)]

    def settings_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> Json:
        return {"scoring": key.get("scoring", "exact")}

    def rows_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> RowValues:
        texts = {choice["id"]: choice["text"] for choice in content["choices"]}
        return {"steps": [{"id": one, "text": line_of(texts[one])} for one in key["order"] if one in texts]}

    def wording(
        self,
        *,
        stem: str,
        settings: Mapping[str, Any],
        rows: RowValues,
        before: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    ) -> tuple[Json, Json]:
        texts = {row["id"]: row["text"] for row in rows["steps"]}
        stored = [c["id"] for c in before[0].get("choices", ())] if before else []
        listed = stored if set(stored) == set(texts) else list(texts)
        content = {"stem": stem, "choices": [{"id": one, "text": texts[one]} for one in listed]}
        return content, {"order": list(texts), "scoring": settings["scoring"]}
