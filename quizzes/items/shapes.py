"""The promises every kind of question keeps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Cleaner = Callable[[str], str]
Groups = Mapping[str, tuple[str, ...]]
"""By the name of a group, the ids that a learner sees as letters, in the author's order."""


class ShapeError(ValueError):
    """Stored or offered JSON that is not what its kind says; ``code`` for machines."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Content(Protocol):
    """What learners see. ``stem`` is HTML."""

    @property
    def stem(self) -> str: ...

    @property
    def groups(self) -> Groups: ...

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything a learner reads, HTML or plain, in the order of the page: for searching."""

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
    needs_marking: bool = False
    """Whether a person scores what was answered."""
    always_shuffled: frozenset[str] = frozenset()
    """Groups whose own order would give the answer away."""
    never_shuffled: frozenset[str] = frozenset()
    """Groups whose order is that of the picture or the text."""

    def groups(self, content: Content) -> Groups:
        return content.groups

    def texts(self, content: Content) -> tuple[str, ...]:
        return content.texts

    def shuffled(self, content: Content, *, is_wanted: bool) -> frozenset[str]:
        """The groups that are mixed for a learner when the quiz wants choices mixed, or does not."""
        wanted = frozenset(content.groups) - self.never_shuffled if is_wanted else frozenset()
        return wanted | (self.always_shuffled & frozenset(content.groups))
