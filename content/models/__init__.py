"""How editors write: media, shared pages, and the Word files they bring."""

from content.models.base_page import PublicPage, Translated, make_public, title_in_language
from content.models.media import ContentDocument, ContentImage, ContentRendition
from content.models.recording import ContentMedia
from content.models.search_words import BestAnswer, EverydayWord
from content.models.shelf import Shelf
from content.models.standard_page import StandardPage
from content.models.translation import PageTranslation
from content.models.word_import import WordImport

__all__ = [
    "BestAnswer",
    "ContentDocument",
    "ContentImage",
    "ContentMedia",
    "ContentRendition",
    "EverydayWord",
    "PageTranslation",
    "PublicPage",
    "Shelf",
    "StandardPage",
    "Translated",
    "WordImport",
    "make_public",
    "title_in_language",
]
