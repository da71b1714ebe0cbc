"""Regions of a picture are counted as choices are."""

from quizzes.grading.multiple_choice import judge

__all__ = ["judge"]
