"""The whole form of one question: what every kind asks, what its kind asks, its lists; stored, typed or judged."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.editors.editor import Editor, Json
from quizzes.editors.essay import Essay
from quizzes.editors.fields import LinesField, TypedDecimal, decimal_shown
from quizzes.editors.gap_filling import GapFill
from quizzes.editors.hotspot import Hotspot, chosen_picture
from quizzes.editors.markup import lines_of
from quizzes.editors.pairing import Matching, Ordering
from quizzes.editors.picking import ManyChoices, OneChoice, StatementGroup, TrueFalse
from quizzes.editors.places import place_of
from quizzes.editors.rows import RowForm, Rows, raw_values
from quizzes.editors.stem import StemField, is_untouched
from quizzes.editors.typing_in import Numerical, ShortAnswer
from quizzes.items.wording import sentence_for
from quizzes.models import ItemVersion

EDITORS: dict[str, type[Editor]] = {
    editor.kind: editor
    for editor in (
        OneChoice,
        ManyChoices,
        TrueFalse,
        StatementGroup,
        Matching,
        Ordering,
        ShortAnswer,
        Numerical,
        GapFill,
        Essay,
        Hotspot,
    )
}
REMARKS = ("feedback", "feedback_correct", "feedback_partial", "feedback_wrong")


class WordingForm(forms.Form):
    """What every kind asks of the wording."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Question code"), max_length=60, help_text=_("Unique in this bank; it never changes.")
    )
    stem = StemField(label=_("Question"))
    points = TypedDecimal(label=_("Points"), required=True, initial="1")
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"),
        coerce=int,
        initial=2,
        choices=[
            (1, _("1 – very easy")),
            (2, _("2 – easy")),
            (3, _("3 – medium")),
            (4, _("4 – hard")),
            (5, _("5 – very hard")),
        ],
    )
    feedback = LinesField(label=_("Explanation for everybody"))
    feedback_correct = LinesField(label=_("Shown when the answer is right"), rows=2)
    feedback_partial = LinesField(label=_("Shown when the answer is partly right"), rows=2)
    feedback_wrong = LinesField(label=_("Shown when the answer is wrong"), rows=2)


class HintRow(RowForm):
    text = LinesField(label=_("Hint"), rows=2)


def hint_rows() -> Rows:
    return Rows(
        name="hints",
        form_class=HintRow,
        label=_("Hints, given one after the other while practising"),
        add_label=_("Add a hint"),
        least=1,
        most=10,
        ids="h",
    )


class Sheet:
    """``version`` is the wording that is being edited; None for a new question. Fill it by one of the four verbs."""

    def __init__(self, *, kind: str, version: ItemVersion | None = None) -> None:
        self.kind, self.version = kind, version
        self.editor = EDITORS[kind]()
        self.rows = [*self.editor.rows(), hint_rows()]
        self.problems: list[str] = []
        self.wording_form: WordingForm
        self.settings_form: forms.Form

    def show(self, *, code: str = "") -> "Sheet":
        """The stored wording, or an empty one with a code to begin with."""
        shown: Json = {"code": code}
        settings: Json = {}
        lines: dict[str, Any] = {}
        if self.version is not None:
            content, key = self.version.content, self.version.key
            shown |= {name: lines_of(key.get(name, "")) for name in REMARKS}
            shown |= {
                "stem": self.editor.stem_shown(content, key),
                "points": decimal_shown(self.version.points),
                "difficulty": self.version.difficulty,
            }
            settings = self.editor.settings_shown(content, key)
            lines = self.editor.rows_shown(content, key)
            lines["hints"] = [{"text": lines_of(hint)} for hint in key.get("hints", ())]
        self.wording_form = WordingForm(initial=shown)
        self.settings_form = self.editor.settings(initial=settings, prefix="own")
        for rows in self.rows:
            rows.show(lines.get(rows.name, ()))
        return self._fix_code()

    def redraw(self, data: QueryDict, act: str) -> "Sheet":
        """What was typed, nothing judged, with a line more, less or elsewhere."""
        self.wording_form = WordingForm(initial=raw_values(WordingForm, data, ""))
        settings = raw_values(self.editor.settings, data, "own")
        self.settings_form = self.editor.settings(initial=settings, prefix="own")
        for rows in self.rows:
            rows.redraw(data, act)
        return self._fix_code()

    def bind(self, data: QueryDict) -> "Sheet":
        """What was typed, to be judged."""
        self.wording_form = WordingForm(data)
        self.settings_form = self.editor.settings(data, prefix="own")
        for rows in self.rows:
            rows.bind(data)
        return self._fix_code()

    def _fix_code(self) -> "Sheet":
        if self.version is not None:
            code = self.wording_form.fields["code"]
            code.disabled = True
            self.wording_form.initial["code"] = self.version.item.code
        return self

    def is_valid(self) -> bool:
        judged = [self.wording_form.is_valid(), self.settings_form.is_valid()]
        return all([*judged, *(rows.is_valid() for rows in self.rows)])

    def wording(self) -> tuple[Json, Json]:
        """Content and key of a valid sheet. Raises ``forms.ValidationError`` for a text that cannot be read."""
        data = self.wording_form.cleaned_data
        before = (self.version.content, self.version.key) if self.version else None
        content, key = self.editor.wording(
            stem=data["stem"],
            settings=self.settings_form.cleaned_data,
            rows={rows.name: rows.filled() for rows in self.rows},
            before=before,
        )
        if before and is_untouched(sent=content["stem"], stored=before[0]["stem"]):
            content["stem"] = before[0]["stem"]
        said = {name: self._remark(name, before) for name in REMARKS}
        hints = [row["text"] for row in self.rows[-1].filled()]
        return content, {**key, **said, "hints": hints}

    def _remark(self, name: str, before: tuple[Mapping[str, Any], Mapping[str, Any]] | None) -> str:
        sent = str(self.wording_form.cleaned_data[name])
        stored = str(before[1].get(name, "")) if before else ""
        return stored if before and is_untouched(sent=sent, stored=stored) else sent

    def tell(self, codes: Iterable[str], fallback: str = "") -> None:
        """Put the sentence of each refusal where its cause is."""
        told = False
        for code in codes:
            told = True
            self.tell_at(place_of(code), gettext(sentence_for(code)) if code != "too_large" else fallback)
        if not told:
            self.tell_at(("sheet", ""), fallback)

    def tell_at(self, place: tuple[str, str], sentence: str) -> None:
        where, name = place
        lists = self.rows[:-1]
        rows = next((one for one in lists if one.name == name), lists[0] if lists else None)
        if where == "stem" or (where == "rows" and rows is None):
            self.wording_form.add_error("stem", sentence)
        elif where == "own" and name in self.settings_form.fields:
            self.settings_form.add_error(name, sentence)
        elif where == "rows" and rows is not None:
            rows.problems.append(sentence)
        else:
            self.problems.append(sentence)

    @property
    def has_errors(self) -> bool:
        forms_in_rows = (form for rows in self.rows for form in rows.forms)
        bound = (self.wording_form, self.settings_form, *forms_in_rows)
        return bool(
            self.problems
            or any(rows.problems for rows in self.rows)
            or any(f.is_bound and f.errors for f in bound)
        )

    @property
    def picture(self) -> Json:
        """The picture on which regions are drawn: the chosen one, else the stored one."""
        stored = self.version.content.get("picture", {}) if self.version else {}
        return chosen_picture(self.settings_form["picture"].value(), stored)

    @property
    def media(self) -> forms.Media:
        return self.wording_form.media + self.settings_form.media
