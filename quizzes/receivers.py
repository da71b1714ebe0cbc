"""Signing out, as Django and allauth tell it: the tickets of running attempts end with the session."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import HttpRequest

from people.models import User
from quizzes.middleware import SIGNED_OUT
from quizzes.services.attempts import void_tickets


@receiver(user_logged_out)
def somebody_signed_out(user: User | None, request: HttpRequest | None = None, **_kwargs: Any) -> None:
    """The browser is told to forget its drafts too, from whatever page somebody signed out (see ``AnswerDoor``)."""
    if user is not None:
        void_tickets(learner_id=user.pk)
    if request is not None:
        request.META[SIGNED_OUT] = "1"


@receiver(post_delete, sender=UserSession)
def session_ended_from_elsewhere(instance: UserSession, **_kwargs: Any) -> None:
    """A session that was ended from the list of one's own sessions, or that ran out."""
    void_tickets(learner_id=instance.user_id)
