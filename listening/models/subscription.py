"""Who wants to be told when pages of a topic change."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subscription(models.Model):
    """An address. Before its owner has confirmed, nothing is sent to it but the one letter that asks."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=5, default="vi")
    topics = models.JSONField(_("codes of topics"), default=list)
    asked_on = models.DateField(_("asked on"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    told_until = models.DateTimeField(_("told of what changed until"), null=True, blank=True)

    personal_data = {
        "what": "an e-mail address and the topics it wants news of",
        "why": "to send the news that was asked for",
        "how_long": "until it is ended by the link in every letter; two days when it is not confirmed",
        "how_erased": "listening.services.subscriptions.end_subscription, listening.services.folding.forget_old",
    }

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.CheckConstraint(
                name="subscription_told_since_confirmed",
                condition=models.Q(confirmed_at__isnull=True) | models.Q(told_until__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)
