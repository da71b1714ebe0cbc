"""Celery's side of quizzes."""
