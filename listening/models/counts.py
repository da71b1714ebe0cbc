"""Sums of a day. No row of these says anything about one reader."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from listening.models.feedback import LONGEST_PATH

LONGEST_SEARCH = 80


class PageDay(models.Model):
    """How often an address was read on a day in a language."""

    day = models.DateField(_("day"))
    path = models.CharField(_("address"), max_length=LONGEST_PATH)
    language = models.CharField(_("language"), max_length=5)
    views = models.PositiveIntegerField(_("views"), default=0)

    class Meta:
        verbose_name = _("views of a page on a day")
        constraints = [
            models.UniqueConstraint(name="page_day_once", fields=["day", "path", "language"]),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.path} {self.language}: {self.views}"


class DayTotal(models.Model):
    """How many different visitors a day had, estimated."""

    day = models.DateField(_("day"), unique=True)
    visitors = models.PositiveIntegerField(_("visitors (estimated)"), default=0)

    class Meta:
        verbose_name = _("visitors on a day")

    def __str__(self) -> str:
        return f"{self.day}: {self.visitors}"


class LostDay(models.Model):
    """How often an address that is not here was asked for."""

    day = models.DateField(_("day"))
    path = models.CharField(_("address"), max_length=LONGEST_PATH)
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("missing address on a day")
        constraints = [models.UniqueConstraint(name="lost_day_once", fields=["day", "path"])]

    def __str__(self) -> str:
        return f"{self.day} {self.path}: {self.times}"


class SearchDay(models.Model):
    """How often words, without accents and in small letters, were searched for; rare ones do not outlive the day."""

    day = models.DateField(_("day"))
    words = models.CharField(_("words searched for"), max_length=LONGEST_SEARCH)
    asked = models.PositiveIntegerField(_("times asked"), default=0)
    found_nothing = models.PositiveIntegerField(_("times nothing was found"), default=0)

    class Meta:
        verbose_name = _("search on a day")
        constraints = [models.UniqueConstraint(name="search_day_once", fields=["day", "words"])]

    def __str__(self) -> str:
        return f"{self.day} {self.words}: {self.asked}"


class FeedbackDay(models.Model):
    """The answers of a day to one page, those kept as rows and those only counted alike.

    ``crowded``: how many of them were only counted. ``set_aside``: those beyond what one address may send, in no other sum.
    """

    day = models.DateField(_("day"))
    path = models.CharField(_("address"), max_length=LONGEST_PATH)
    language = models.CharField(_("language"), max_length=5)
    page_id = models.PositiveIntegerField(_("number of the page"), null=True, blank=True)
    yes = models.PositiveIntegerField(_("useful"), default=0)
    no = models.PositiveIntegerField(_("not useful"), default=0)
    wrong = models.PositiveIntegerField(_("wrong or changed"), default=0)
    crowded = models.PositiveIntegerField(_("only counted"), default=0)
    set_aside = models.PositiveIntegerField(_("set aside"), default=0)

    class Meta:
        verbose_name = _("answers to a page on a day")
        constraints = [
            models.UniqueConstraint(name="feedback_day_once", fields=["day", "path", "language"]),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.path}: {self.yes}/{self.no}/{self.wrong}"
