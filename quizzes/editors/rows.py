"""A list inside a form: choices, statements, pairs… Added to, taken from and put in order with or without a script.

Each button is an act the server understands (``choices:add``, ``choices:up:2``); the script only saves the reload.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise

ACT = re.compile(r"([a-z_]{1,30}):(add|remove|up|down)(?::([0-9]{1,3}))?")
_ID = re.compile(r"[A-Za-z0-9_-]{1,20}")


def raw_values(form_class: type[forms.Form], data: QueryDict, prefix: str) -> dict[str, Any]:
    """What was sent for a form, not judged: to show it again exactly as it was typed."""
    form = form_class(prefix=prefix)
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }


class RowForm(forms.Form):
    """One line of a list. ``id`` ties the line to the wording before; lines without a word are left out."""

    use_required_attribute = False
    words: tuple[str, ...] = ("text",)
    """The fields of which at least one must be filled for the line to count."""

    id = forms.RegexField(rf"^{_ID.pattern}$", required=False, widget=forms.HiddenInput)

    @property
    def is_blank(self) -> bool:
        data = getattr(self, "cleaned_data", {})
        return not self.errors and not any(data.get(name) and str(data[name]).strip() for name in self.words)


class OneOfRows(forms.CheckboxInput):
    """A radio button across the lines of a list; its value is the number of the line."""

    def _place(self, name: str) -> tuple[str, str]:
        row, _dash, field = name.rpartition("-")
        rows, _dash, index = row.rpartition("-")
        return f"{rows}-{field}", index

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        group, index = self._place(name)
        context["widget"] |= {"name": group, "type": "radio", "value": index}
        return context

    def format_value(self, value: Any) -> str | None:
        return None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        group, index = self._place(name)
        return data.get(group) == index


class Rows:
    """``least``: lines shown at first. ``ids``: the letter of new lines' ids (``c`` gives c1, c2…)."""

    def __init__(
        self,
        *,
        name: str,
        form_class: type[RowForm],
        label: str | Promise,
        add_label: str | Promise,
        least: int = 2,
        most: int = 26,
        ids: str = "c",
    ) -> None:
        self.name, self.form_class, self.label, self.add_label = name, form_class, label, add_label
        self.least, self.most, self.ids = least, most, ids
        self.forms: list[RowForm] = []
        self.problems: list[str] = []
        self.is_bound = False

    def show(self, initial: Sequence[Mapping[str, Any]]) -> None:
        """Lines as they are stored or were typed, filled up to the least number."""
        shown = [*initial[: self.most], *[{}] * (self.least - len(initial))]
        self.forms = [
            self.form_class(initial=dict(row), prefix=f"{self.name}-{number}")
            for number, row in enumerate(shown)
        ]

    def bind(self, data: QueryDict) -> None:
        """Lines to be judged."""
        self.is_bound = True
        self.forms = [
            self.form_class(data, prefix=f"{self.name}-{number}") for number in range(self._count(data))
        ]

    def redraw(self, data: QueryDict, act: str) -> None:
        """Lines as they were typed, after a line was added, removed or moved."""
        rows = [
            raw_values(self.form_class, data, f"{self.name}-{number}") for number in range(self._count(data))
        ]
        self.show(_after(act, self.name, rows, self.most))

    def _count(self, data: QueryDict) -> int:
        sent = data.get(f"{self.name}-total", "")
        return (
            min(int(sent), self.most) if sent.isascii() and sent.isdigit() and len(sent) < 5 else self.least
        )

    def is_valid(self) -> bool:
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def total(self) -> int:
        return len(self.forms)

    def filled(self) -> list[dict[str, Any]]:
        """The judged lines that say something, each with an id of its own."""
        rows = [dict(form.cleaned_data) for form in self.forms if form.is_valid() and not form.is_blank]
        taken: set[str] = set()
        for row in rows:
            row["id"] = row["id"] if row.get("id") and row["id"] not in taken else ""
            taken.add(row["id"])
        free = (f"{self.ids}{n}" for n in range(1, 1000) if f"{self.ids}{n}" not in taken)
        for row in rows:
            row["id"] = row["id"] or next(free)
        return rows


def _after(act: str, name: str, rows: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    found = ACT.fullmatch(act)
    if not found or found.group(1) != name:
        return rows
    verb, at = found.group(2), int(found.group(3) or 0)
    if verb == "add":
        return [*rows, {}][:most]
    if at >= len(rows):
        return rows
    if verb == "remove":
        return [row for number, row in enumerate(rows) if number != at]
    other = at + (1 if verb == "down" else -1)
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
    return rows
