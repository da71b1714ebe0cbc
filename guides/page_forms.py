"""The form of a guide: what an editor need not enter is entered already, and what is official is offered."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from content.gate_forms import GatedPageForm
from guides.importing import MINUTES
from guides.labels import labels
from guides.planning import next_review


class OfficialLinkInput(forms.URLInput):
    """Offers the official hosts that guides and services lead to already; any other may be typed."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        from guides.queries import official_addresses

        offered = f"{name}-offered"
        written = super().render(name, value, {**(attrs or {}), "list": offered}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((a,) for a in official_addresses()))
        return format_html('{}<datalist id="{}">{}</datalist>', written, offered, options)


class GuidePageForm(GatedPageForm):
    """A new guide begins with its dates, its minutes and an empty list of steps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "official_url" in self.fields:
            self.fields["official_url"].widget = OfficialLinkInput()
        if self.instance.pk is None:
            self._begin()

    def _begin(self) -> None:
        today = localdate()
        for name, value in (
            ("last_reviewed", today),
            ("review_by", next_review(today)),
            ("minutes_needed", MINUTES),
        ):
            if not self.initial.get(name):
                self.initial[name] = value
        if "body" in self.fields and not self.initial.get("body"):
            steps = {"title": labels().steps, "intro": "", "steps": [{"title": "", "text": ""}], "outro": ""}
            block = self.instance.body.stream_block
            self.initial["body"] = block.to_python([{"type": "steps", "value": steps}])
