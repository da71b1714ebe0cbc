"""Addresses outside that citizens' pages lead to, and how they answered when they were asked."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.links import Answer, Outcome, Standing, key_of


class LinkCheck(models.Model):
    """One address, however many pages lead to it. Broken: it failed on three different days and was not good between."""

    key = models.CharField(max_length=64, unique=True, editable=False)
    address = models.TextField(_("address"))
    host = models.CharField(_("host"), max_length=255)
    noted_at = models.DateTimeField(_("first seen"))
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True, db_index=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, blank=True, choices=[(one.value, one.value) for one in Outcome]
    )
    detail = models.CharField(_("answer"), max_length=40, blank=True)
    failed_days = models.PositiveSmallIntegerField(_("days on which it failed"), default=0)
    last_failed_on = models.DateField(_("last failed on"), null=True, blank=True)
    broken_since = models.DateField(_("broken since"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        ordering = ["host", "pk"]

    def __str__(self) -> str:
        return self.address

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = key_of(self.address)
        super().save(*args, **kwargs)

    @property
    def standing(self) -> Standing:
        """The facts of the rule (``guides.links``)."""
        return Standing(
            failed_days=self.failed_days,
            last_failed_on=self.last_failed_on,
            broken_since=self.broken_since,
        )

    def take(self, answer: Answer, standing: Standing) -> None:
        """What was answered, and what follows from it; not saved."""
        self.outcome, self.detail = answer.outcome.value, answer.detail[:40]
        self.failed_days = min(standing.failed_days, 32_767)
        self.last_failed_on, self.broken_since = standing.last_failed_on, standing.broken_since


class LinkUse(models.Model):
    """A published page leads to an address; the page is named by its key, which outlives moving and copying."""

    link = models.ForeignKey(LinkCheck, on_delete=models.CASCADE, related_name="uses")
    page_key = models.UUIDField(_("page"), db_index=True)

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        constraints = [models.UniqueConstraint(name="link_use_once", fields=["link", "page_key"])]

    def __str__(self) -> str:
        return f"{self.page_key} → {self.link_id}"
