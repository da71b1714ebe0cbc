"""Signed pieces of addresses and forms: nobody votes for a page that is not ours, or opens somebody else's subscription."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing

from listening.days import today

# The token of a page lies in the cached page: a day in caches between us and the reader, and a day with the reader.
PAGE_DAYS = 2
TICKET_AGE = timedelta(days=1)
CONFIRM_AGE = timedelta(days=2)
_PAGE, _TICKET, _CONFIRM, _END = ("listening.page", "listening.ticket", "listening.confirm", "listening.end")
LONGEST_TOKEN = 1000


class BadToken(ValueError):
    """Not one of ours, or changed on the way. ``path``: where the page is that it was made for, when it is only too old."""

    def __init__(self, path: str = "") -> None:
        super().__init__("bad token")
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPage:
    """The page under which the question stood; ``path`` without the language."""

    page_id: int | None
    path: str
    language: str

    @property
    def address(self) -> str:
        return f"/en{self.path}" if self.language == "en" else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What the page of thanks knows: the answer kept (0: only counted) and the way back."""

    feedback_id: int
    kind: str
    path: str


def page_token(page: AskedPage) -> str:
    """Changes once a day, so that a page has the same bytes for everybody and all day."""
    told = [page.page_id, page.path, page.language, today().toordinal()]
    return signing.Signer(salt=_PAGE).sign_object(told)


def read_page_token(token: str) -> AskedPage:
    """
    Raises:
        BadToken: forged, or older than two days.
    """
    page_id, path, language, day = _shaped(_unsigned(token, salt=_PAGE), 4)
    page = AskedPage(page_id=page_id, path=path, language=language)
    if not 0 <= today().toordinal() - day <= PAGE_DAYS:
        raise BadToken(page.address)
    return page


def ticket_for(ticket: Ticket) -> str:
    return signing.dumps([ticket.feedback_id, ticket.kind, ticket.path], salt=_TICKET)


def read_ticket(token: str) -> Ticket:
    """
    Raises:
        BadToken: forged, or older than a day.
    """
    number, kind, path = _shaped(_fresh(token, salt=_TICKET, age=TICKET_AGE), 3)
    return Ticket(feedback_id=number, kind=kind, path=path)


def confirm_token(*, subscription: str, topics: Sequence[str], language: str) -> str:
    """The wish itself stands in the link: until its owner opens it, nothing about the address changes."""
    return signing.dumps([subscription, list(topics), language], salt=_CONFIRM)


def read_confirm_token(token: str) -> tuple[str, list[str], str]:
    """
    Raises:
        BadToken: forged, or older than two days.
    """
    subscription, topics, language = _shaped(_fresh(token, salt=_CONFIRM, age=CONFIRM_AGE), 3)
    return str(subscription), [str(code) for code in topics], str(language)


def end_token(subscription: str) -> str:
    return signing.Signer(salt=_END).sign_object([subscription])


def read_end_token(token: str) -> str:
    """Does not age: a letter may be old when somebody has enough of them.

    Raises:
        BadToken: forged.
    """
    (subscription,) = _shaped(_unsigned(token, salt=_END), 1)
    return str(subscription)


def _unsigned(token: str, *, salt: str) -> Any:
    if len(token) > LONGEST_TOKEN:
        raise BadToken
    try:
        return signing.Signer(salt=salt).unsign_object(token)
    except (signing.BadSignature, ValueError, UnicodeError) as error:
        raise BadToken from error


def _fresh(token: str, *, salt: str, age: timedelta) -> Any:
    if len(token) > LONGEST_TOKEN:
        raise BadToken
    try:
        return signing.loads(token, salt=salt, max_age=age)
    except (signing.BadSignature, ValueError, UnicodeError) as error:
        raise BadToken from error


def _shaped(told: Any, length: int) -> Sequence[Any]:
    """Signed by us, perhaps by an older version of us."""
    if not isinstance(told, list) or len(told) != length:
        raise BadToken
    return told
