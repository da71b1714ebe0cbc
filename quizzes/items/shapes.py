"""The promises every kind of question keeps, and the few readers they share."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Cleaner = Callable[[str], str]

_TAG = re.compile(r"<[^>]*>")
_SHOWN_WITHOUT_TEXT = re.compile(r"<img\b", re.IGNORECASE)


class ShapeError(ValueError):
    """Stored or offered JSON that is not what its kind says; ``code`` for machines."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Content(Protocol):
    """What learners see. ``stem`` is HTML."""

    @property
    def stem(self) -> str: ...

    def to_json(self) -> dict[str, Any]: ...

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "Content":
        """The same content with each text put through the cleaner that fits its place."""


class Key(Protocol):
    """What learners must not see before the policy allows."""

    @property
    def feedback(self) -> str: ...

    def to_json(self) -> dict[str, Any]: ...

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "Key": ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One type of question: how its JSON is read and what makes it askable."""

    code: str
    read_content: Callable[[Mapping[str, Any]], Content]
    read_key: Callable[[Mapping[str, Any]], Key]
    problems: Callable[[Any, Any], list[str]]


def is_empty(markup: str) -> bool:
    """Whether nothing would be seen.

    >>> is_empty("<p>&nbsp; </p>"), is_empty("<p><img src='/media/x.png'></p>")
    (True, False)
    """
    bare = _TAG.sub("", markup).replace("&nbsp;", " ").replace("\xa0", " ")
    return not bare.strip() and not _SHOWN_WITHOUT_TEXT.search(markup)


def text_of(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise ShapeError("malformed")
    return value


def mapping(data: object) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise ShapeError("malformed")
    return data
