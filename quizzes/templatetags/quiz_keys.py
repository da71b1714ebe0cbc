"""What an attempt's page hands to its own script: the ticket for saving, and the key of the drafts on this device."""

from typing import Any

from django import template

from quizzes import clock
from quizzes.models import Attempt
from quizzes.tickets import device_key, issue_ticket

register = template.Library()


@register.simple_tag(takes_context=True)
def attempt_keys(context: dict[str, Any], attempt: Attempt) -> dict[str, str]:
    """Only for a page that its owner is looking at; such pages are never stored by a cache."""
    person = context["request"].user
    if person.pk != attempt.learner_id:
        return {"ticket": "", "device": ""}
    ticket = issue_ticket(attempt=attempt, password=person.password, now=clock.now())
    return {"ticket": ticket, "device": device_key(attempt)}
