"""A news item, the plainest page for citizens."""

from datetime import date

from guides.models import NewsPage


def news_page(title: str, summary: str = "Một việc", **more: str) -> NewsPage:
    return NewsPage(
        title=title, summary=summary, last_reviewed=date(2026, 11, 30), review_by=date(2027, 5, 30), **more
    )
