"""What citizens read in English is found in English."""

from typing import ClassVar

from wagtail.search import index

from content.models.base_page import Translated
from content.queries import published_words
from content.sanitising import strip_all


class InEnglish(Translated):
    """Mixed into a page whose English words the search knows; its ``search_fields`` take ``english_fields`` in."""

    english_fields: ClassVar = [index.SearchField("english_words")]

    @property
    def english_words(self) -> str:
        """What readers of the English version see, for the search index."""
        return " ".join(strip_all(text) for text in published_words(self).values())
