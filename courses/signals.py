"""What this room tells the floors above."""

from django.dispatch import Signal

course_completed = Signal()
"""Sent with ``completion`` (courses.models.Completion) by the job that the completing transaction wrote
(kind ``courses.announce_completion``). A receiver that fails makes the job run again: receivers must be idempotent."""
