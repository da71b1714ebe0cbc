"""What a page says in the language of its reader, as far as each part of it is translated."""

from typing import Any

from django.utils.translation import get_language

from content.queries import published_words
from content.translating import Said, Side, said, said_rich, sides_of


class Telling:
    """Tells the parts of one page and notes in which languages they came out. One question, in English only."""

    def __init__(self, page: Any) -> None:
        self.in_english = get_language() == "en"
        self.words = published_words(page) if self.in_english else {}
        self.languages: set[str] = set()

    def text(self, text: str) -> Said:
        return self._noted(said(text, self.words)) if text else Said(text="", language="vi")

    def rich(self, markup: str) -> Said:
        return self._noted(said_rich(markup, self.words))

    def blocks(self, body: Any) -> list[Side]:
        sides = self.untold(body)
        self.languages |= {side.language for side in sides}
        return sides

    def untold(self, body: Any) -> list[Side]:
        """Blocks of which only some will be shown; ``show`` says which."""
        return sides_of(body, self.words) if self.words else [Side(block=one, language="vi") for one in body]

    def show(self, *sides: Side) -> None:
        self.languages |= {side.language for side in sides}

    @property
    def notes(self) -> dict[str, bool]:
        """What the top of the page says about its languages."""
        return {
            "is_vietnamese_only": self.in_english and self.languages <= {"vi"},
            "is_partly_vietnamese": self.in_english and len(self.languages) == 2,
        }

    def _noted(self, text: Said) -> Said:
        self.languages.add(text.language)
        return text
