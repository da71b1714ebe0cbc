"""Addresses of uploaded films and recordings, the same in every language and on every page."""

from django import template
from django.urls import reverse

from content.models import ContentMedia

register = template.Library()


@register.simple_tag
def media_url(media: ContentMedia) -> str:
    return reverse("content:media", kwargs={"uuid": media.uuid})


@register.simple_tag
def captions_url(media: ContentMedia) -> str:
    return reverse("content:captions", kwargs={"uuid": media.uuid})
