from listening.models.counts import DayTotal, FeedbackDay, LostDay, PageDay, SearchDay
from listening.models.feedback import Feedback, Kind
from listening.models.subscription import Subscription

__all__ = [
    "DayTotal",
    "Feedback",
    "FeedbackDay",
    "Kind",
    "LostDay",
    "PageDay",
    "SearchDay",
    "Subscription",
]
