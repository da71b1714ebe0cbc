"""What editors tell the search: everyday words for official ones, and the page that answers a question best."""

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

_PATH = re.compile(r"/(?![/\\])[^\s\\]*")


class EverydayWord(models.Model):
    """People ask for "sổ đỏ"; the page speaks of "giấy chứng nhận quyền sử dụng đất"."""

    everyday = models.CharField(
        _("what people say"), max_length=100, help_text=_("For example: sổ đỏ; accents do not matter.")
    )
    official = models.CharField(_("what pages call it"), max_length=200)

    panels: ClassVar = [FieldPanel("everyday"), FieldPanel("official")]

    class Meta:
        verbose_name = _("everyday word")
        verbose_name_plural = _("everyday words")
        ordering = ["everyday", "official"]
        constraints = [
            models.UniqueConstraint(name="everyday_word_once", fields=["everyday", "official"]),
        ]

    def __str__(self) -> str:
        return f"{self.everyday} → {self.official}"


class BestAnswer(models.Model):
    """For these very words this page comes first, whatever the index thinks."""

    words = models.CharField(
        _("search words"),
        max_length=200,
        unique=True,
        help_text=_("As people type them; accents do not matter."),
    )
    title = models.CharField(_("title shown"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    address = models.CharField(
        _("address on this site"),
        max_length=200,
        help_text=_("For example /huong-dan/nop-ho-so-truc-tuyen/."),
    )

    panels: ClassVar = [FieldPanel(name) for name in ("words", "title", "title_en", "address")]

    class Meta:
        verbose_name = _("best answer")
        verbose_name_plural = _("best answers")
        ordering = ["words"]

    def __str__(self) -> str:
        return f"{self.words} → {self.title}"

    def clean(self) -> None:
        """It stays on this site: a search page that sends people elsewhere is a trap."""
        if not _PATH.fullmatch(self.address):
            raise ValidationError({"address": _("An address of this site begins with one slash.")})

    @property
    def shown_language(self) -> str:
        return "en" if get_language() == "en" and self.title_en else "vi"

    @property
    def shown_title(self) -> str:
        return self.title_en if self.shown_language == "en" else self.title

    @property
    def shown_address(self) -> str:
        """In the language of the page."""
        return f"/en{self.address}" if get_language() == "en" else self.address
