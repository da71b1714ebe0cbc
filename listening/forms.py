"""What may be typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.topics import topic_names
from listening.models import Kind
from listening.models.feedback import LONGEST_NOTE


class NewsForm(forms.Form):
    """Topics and an address. The topics offered are those there are now."""

    chu_de = forms.MultipleChoiceField(label=_("Topics"), widget=forms.CheckboxSelectMultiple)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "We send a letter with a link. Only when you open it do you get the news, once a day at most."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chu_de"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(topic.code, topic.name) for topic in topic_names()]


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("What was done"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: fee mended in step 3. Readers do not see it."),
    )


class DeskFilter(forms.Form):
    """Every field may be left as it is; what makes no sense is left out."""

    trang_thai = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("open")), ("xong", _("handled")), ("tat-ca", _("all"))],
    )
    loai = forms.ChoiceField(label=_("Answer"), required=False, choices=[("", _("all")), *Kind.choices])
    loi = forms.BooleanField(label=_("only with words"), required=False)
    q = forms.CharField(label=_("In words or address"), required=False, max_length=100)
