"""What this room tells the floors above, after commit."""

from django.dispatch import Signal

attempt_graded = Signal()
"""Sent with ``attempt`` (quizzes.models.Attempt) when a closed attempt has its score. Receivers must be idempotent."""
