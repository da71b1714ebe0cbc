"""Shapes of input at the certificate counter."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.queries import Status


class VerifyForm(forms.Form):
    """A plain GET form: it works without a script and its address can be passed on."""

    ma = forms.CharField(
        label=_("Verification code"),
        max_length=100,
        help_text=_("18 letters and digits under the QR code. Capitals, spaces and dashes do not matter."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
                "class": "certificates-code",
            }
        ),
    )


class RegisterForm(forms.Form):
    q = forms.CharField(
        label=_("Name, course, register number or code"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    nam = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    trang_thai = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), (Status.VALID.value, _("Valid")), (Status.REVOKED.value, _("Revoked"))],
    )

    def __init__(self, *args: object, years: Sequence[int] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed through
        self.fields["nam"].choices = [("", _("All")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason for the revocation"),
        min_length=10,
        max_length=500,
        help_text=_("Stays in the register for good. It is not shown to the public."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    confirmed = forms.BooleanField(
        label=_("I know that a revocation cannot be undone."),
        error_messages={"required": _("Confirm that you know that a revocation cannot be undone.")},
    )
