"""How editors write: media, shared pages, and the Word files they bring."""

from content.models.media import ContentDocument, ContentImage, ContentRendition
from content.models.word_import import WordImport

__all__ = ["ContentDocument", "ContentImage", "ContentRendition", "WordImport"]
