"""Shapes of input about people."""

import unicodedata

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.models import User


class SignInForm(LoginForm):
    """allauth's form with our words: two kinds of name, one question."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address or staff code")
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Keep me signed in on this device")


class SignupNameForm(forms.Form):
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("Family name first, as printed on your identity card: it is printed on certificates."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ["full_name", "email", "password1", "password2"]

    def clean_full_name(self) -> str:
        return unicodedata.normalize("NFC", " ".join(self.cleaned_data["full_name"].split()))

    def signup(self, request: HttpRequest, user: User) -> None:
        user.full_name = self.cleaned_data["full_name"]
        user.save(update_fields=["full_name"])


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of messages and of the editors' desk"),
        choices=User.LANGUAGES,
    )


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(
        label=_("Colours of the pages"),
        choices=[("device", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))],
        widget=forms.RadioSelect,
    )


class AddKeyForm(AddWebAuthnForm):
    """allauth leaves the label of the name untranslated."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")


class EditKeyForm(EditWebAuthnForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")
