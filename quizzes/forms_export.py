"""What somebody chooses who takes questions out of a bank."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.exporters.naming import FORMAT_WORDS


class ExportForm(forms.Form):
    """``format`` is a key of ``exporters.WRITERS``."""

    format = forms.ChoiceField(
        label=_("Format of the file"),
        choices=[(code, code) for code in FORMAT_WORDS],
        error_messages={
            "required": _("Choose a format."),
            "invalid_choice": _("Questions are not written in this format."),
        },
    )
