"""Films and recordings that editors upload: kept behind a door, with what is needed by those who cannot hear or see."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import CollectionMember
from wagtail.search import index

from content.media_forms import ContentMediaForm
from content.models.word_import import private_storage
from people.models import User


def media_path(media: "ContentMedia", filename: str) -> str:
    """Never the uploader's own file name: only its kind."""
    return f"media/{media.uuid}.{filename.rsplit('.', 1)[-1].lower()}"


class ContentMedia(CollectionMember, index.Indexed, models.Model):
    """A film or a recording. Its file is served by range to whoever may see where it stands (``content.media_doors``)."""

    class Kind(models.TextChoices):
        VIDEO = "video", _("film")
        AUDIO = "audio", _("recording")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices, editable=False)
    file = models.FileField(_("file"), storage=private_storage, upload_to=media_path)
    content_type = models.CharField(max_length=40, editable=False)
    captions = models.TextField(_("captions"), blank=True, editable=False, help_text=_("WebVTT."))
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_("What is said and what must be seen, in words. Needed before a lesson is published."),
    )
    uploaded_by_user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=now, editable=False)

    personal_data = {
        "what": "who uploaded a film or a recording",
        "why": "so that its author may change it",
        "how_long": "as long as the file",
        "how_erased": "the name is taken out when the account goes",
    }

    base_form_class = ContentMediaForm
    panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("file"),
        MultiFieldPanel(
            [FieldPanel("captions_file"), FieldPanel("transcript")],
            heading=_("For those who cannot hear or see"),
        ),
        FieldPanel("collection"),
    ]
    search_fields: ClassVar = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=5),
        index.SearchField("transcript"),
        index.AutocompleteField("title"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("film or recording")
        verbose_name_plural = _("films and recordings")
        ordering = ["-created_at"]
        permissions = [("choose_contentmedia", "Can choose film or recording")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_complete(self) -> bool:
        """Whether everybody can follow it: a film needs captions and a transcript, a recording a transcript."""
        return bool(self.transcript.strip()) and (self.kind != self.Kind.VIDEO or bool(self.captions))
