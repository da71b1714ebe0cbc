"""A film for everybody: who cannot hear reads captions, who cannot play it reads everything."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from content.accessibility import Barrier
from content.gate_forms import GatedPageForm
from content.models import ContentMedia
from guides.blocks import reading_blocks
from guides.models.reviewed import ReviewedPage

INCOMPLETE = _(
    "A film is published with captions and a transcript, a recording with a transcript. Add them where the film is kept."
)


class VideoPageForm(GatedPageForm):
    """Saves every draft; publishes only what everybody can follow."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        media = cleaned.get("media")
        if media is not None and not self.is_deferred_validation and not media.is_complete:
            self.add_error("media", INCOMPLETE)
        return cleaned


class VideoPage(ReviewedPage):
    """A film or a recording of our own with its captions and its transcript, which stands on the page in full."""

    media = models.ForeignKey(
        ContentMedia, on_delete=models.PROTECT, related_name="+", verbose_name=_("film or recording")
    )
    length = models.CharField(
        _("length"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{1,3}:[0-5]\d$", _("Minutes and seconds, such as 3:20."))],
        help_text=_("Minutes and seconds, such as 3:20."),
    )
    body = StreamField(reading_blocks(), verbose_name=_("what else to know"), blank=True, collapsed=True)

    base_form_class = VideoPageForm
    content_panels: ClassVar = [
        *ReviewedPage.first_panels,
        FieldPanel("media"),
        FieldPanel("length"),
        FieldPanel("body"),
        *ReviewedPage.last_panels,
    ]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        index.SearchField("transcript"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar = ["guides.DirectoryPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "guides/video_page.html"

    class Meta:
        verbose_name = _("film with captions and transcript")
        verbose_name_plural = _("films with captions and transcripts")

    @property
    def transcript(self) -> str:
        return self.media.transcript if self.media_id else ""

    def barriers(self) -> list[Barrier]:
        lacking = bool(self.media_id) and not self.media.is_complete
        label = str(self._meta.get_field("media").verbose_name)
        own = [Barrier(index=-1, block_id="", label=label, message=str(INCOMPLETE), field="media")]
        return [*super().barriers(), *(own if lacking else [])]

    def save(self, clean: bool = True, **kwargs: Any) -> None:
        """The last gate: whatever way a page is published, everybody can follow it. Drafts are saved as they are."""
        if clean and self.live and self.media_id and not self.media.is_complete:
            raise ValidationError({"media": INCOMPLETE})
        super().save(clean=clean, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.showing import video_context

        return {**super().get_context(request, *args, **kwargs), **video_context(self)}
