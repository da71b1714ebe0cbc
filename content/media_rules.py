"""What Wagtail asks us about documents and about whom an organisation's shelf is made for."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from content.media_doors import may_see
from content.models import ContentDocument
from content.models.shelf import Shelf


def refuse_foreign_document(document: ContentDocument, request: HttpRequest) -> None:
    """A document on an organisation's shelf opens for those who may see where it stands; others are public."""
    if not Shelf.objects.filter(collection=document.collection_id).exists():
        return
    if not may_see(request.user, document):
        raise PermissionDenied
