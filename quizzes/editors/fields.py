"""Fields as people in Viet Nam fill them in: decimals with a comma, shares in per cent, short texts with few tags."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.editors.gap_marks import HUNDRED, comma, decimal_in, short
from quizzes.editors.markup import html_of_line, html_of_lines

MAX_LINE = 4_000
MAX_TEXT = 60_000


class LineField(forms.CharField):
    """One line, given on as HTML. Its control grows with the text."""

    def __init__(self, *, rows: int = 1, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=MAX_LINE, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value: Any) -> str:
        return html_of_line(super().clean(value))


class LinesField(forms.CharField):
    """Several lines, given on as HTML paragraphs and tables."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value: Any) -> str:
        return html_of_lines(super().clean(value))


class TypedDecimal(forms.CharField):
    """A decimal with a comma or a point and without thousands groups, given on as the shortest text with a point."""

    default_error_messages = {
        "not_a_number": _("Write a number such as 12,5 or 12.5, without separators between thousands."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 10, "autocomplete": "off"})
        super().__init__(max_length=64, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if not text:
            return ""
        return short(self._number(text))

    def _number(self, text: str) -> Decimal:
        number = decimal_in(text)
        if number is None:
            raise forms.ValidationError(self.error_messages["not_a_number"], code="not_a_number")
        return number


class Percent(TypedDecimal):
    """A share typed in per cent, given on as a fraction: 50 becomes "0.5". Empty is ``empty``."""

    default_error_messages = {"out_of_range": _("Write a share from %(low)s to 100 per cent.")}

    def __init__(self, *, empty: str = "1", low: int = 0, **kwargs: Any) -> None:
        self.empty, self.low = empty, low
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = str(value or "").strip().removesuffix("%").strip()
        if not text:
            return self.empty
        number = self._number(text)
        if not self.low <= number <= HUNDRED:
            raise forms.ValidationError(
                self.error_messages["out_of_range"] % {"low": self.low}, code="out_of_range"
            )
        return short(number / HUNDRED)


def percent_shown(fraction: object) -> str:
    """A stored fraction as it is typed: "0.5" is 50."""
    return comma(Decimal(str(fraction)) * HUNDRED)


def decimal_shown(number: object) -> str:
    return comma(Decimal(str(number)))
