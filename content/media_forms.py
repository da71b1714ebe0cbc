"""The form of a film or a recording: what the file is, is judged by its first bytes."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from content.captions import CaptionsRefused, captions_from
from content.media_kinds import kind_of

SENTENCES = {
    "too_large": gettext_lazy("The captions are larger than 1 MB; nothing was changed."),
    "encoding": gettext_lazy("The captions are not saved as UTF-8; save them again as UTF-8."),
    "none": gettext_lazy("There are no captions in this file; it should hold WebVTT or SRT."),
    "order": gettext_lazy("In line %(line)s of the captions the end comes before the beginning."),
}


class ContentMediaForm(WagtailAdminModelForm):
    captions_file = forms.FileField(
        label=gettext_lazy("Captions"),
        required=False,
        help_text=gettext_lazy(
            "A WebVTT (.vtt) or SRT (.srt) file. Films need it before a lesson is published."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.captions:
            self.fields["captions_file"].help_text = _("There are captions; another file replaces them.")
        if "file" in self.fields:
            self.fields["file"].help_text = _(
                "MP4 or WebM film, MP3, M4A or OGG recording; at most %(size)s."
            ) % {"size": filesizeformat(settings.CONTENT_MEDIA_MAX_BYTES)}
        if "collection" in self.fields:
            policy = policy_registry.get_by_type(type(self.instance))
            own = policy.collections_user_has_permission_for(self.for_user, "add")
            self.fields["collection"].queryset = own
            self.fields["collection"].empty_label = None
            if self.instance.pk is None and (first := own.first()):
                self.initial["collection"] = first.pk

    def clean_file(self) -> Any:
        """An uploaded file is what its bytes say; the name decides nothing."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        if file.size > settings.CONTENT_MEDIA_MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than %(size)s; nothing was kept of it."),
                code="too_large",
                params={"size": filesizeformat(settings.CONTENT_MEDIA_MAX_BYTES)},
            )
        found = kind_of(file.read(64))
        file.seek(0)
        if found is None:
            raise forms.ValidationError(
                _(
                    "This is neither an MP4 or WebM film nor an MP3, M4A or OGG recording; nothing was kept of it."
                ),
                code="unknown_kind",
            )
        file.name = f"tep.{found.extension}"
        self.instance.kind, self.instance.content_type = found.kind, found.content_type
        return file

    def clean_captions_file(self) -> str:
        """The captions as WebVTT; an empty string where none were uploaded."""
        uploaded = self.cleaned_data["captions_file"]
        if not uploaded:
            return ""
        try:
            return captions_from(uploaded.read(1_000_001))
        except CaptionsRefused as refusal:
            raise forms.ValidationError(
                SENTENCES[refusal.code], code=refusal.code, params={"line": refusal.line}
            ) from refusal

    def save(self, commit: bool = True) -> Any:
        self.instance.captions = self.cleaned_data.get("captions_file") or self.instance.captions
        if self.instance.pk is None:
            self.instance.uploaded_by_user = self.for_user
        return super().save(commit=commit)
