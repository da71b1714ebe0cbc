"""The publishing gate in the form of a page: every draft is saved, and only what is fit goes on."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue

from content.accessibility import barriers_in_field, fields_to_look_at


class GatedPageForm(WagtailAdminPageForm):
    """Tells each barrier at its block, and all of them at the top with links."""

    is_only_saved = False

    def defer_required_fields(self) -> None:
        """Wagtail says so before a draft is saved: then the publishing gate stays open."""
        self.is_only_saved = True
        super().defer_required_fields()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_only_saved and not self.is_sent_back and self.for_user is not None:
            self.refuse_barriers()
        return cleaned

    @property
    def is_sent_back(self) -> bool:
        """A reviewer gives the page back to its author: what is wrong with it must not keep it here."""
        return "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "reject"

    def refuse_barriers(self) -> None:
        from content.publishing_gate import sentence_with_link, stream_error

        for name, label in fields_to_look_at(self._meta.model):
            value = self.cleaned_data.get(name)
            barriers = barriers_in_field(value, name=name, label=label)
            if not barriers:
                continue
            is_stream = isinstance(value, StreamValue)
            self.add_error(
                name, stream_error(barriers) if is_stream else [barrier.message for barrier in barriers]
            )
            self.add_error(
                None,
                [forms.ValidationError(sentence_with_link(barrier), code="barrier") for barrier in barriers],
            )
