"""What is kept of terms and banners grows old when somebody changes one."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from content.signals import public_pages_changed
from guides import kept
from guides.models import GlossaryTerm


@receiver([post_save, post_delete], sender=GlossaryTerm)
def shown_words_changed(sender: type[Any], **_kwargs: Any) -> None:
    kept.forget()
    public_pages_changed.send(sender=sender)
