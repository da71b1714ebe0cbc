"""What a reviewer enters."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm

__all__ = ["SendBackForm", "TaskStateCommentForm"]


class SendBackForm(TaskStateCommentForm):
    """Nobody is sent back without being told why."""

    comment = forms.CharField(label=_("What has to be mended"), widget=forms.Textarea({"rows": 3}))
