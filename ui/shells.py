"""Shells: the part of a template that is the same for many, rendered once, with slots for what is not.

``{% shell key … %}`` renders its inside once for every language and every set of equal keys and keeps it in this
process; ``{% slot %}`` inside it is rendered for each page. Whatever the inside reads besides the language must be a key
or stand in a slot; ``tests/ui/test_shells.py`` and the tests of the screens hold the two ways of rendering together.
"""

import re
import secrets
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

from django.core.signals import setting_changed
from django.dispatch import receiver
from django.template import Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_KEPT = 1000
"""Shells kept in one process; the least used one goes first. A page of text takes about 30 KB."""

_MARK = secrets.token_hex(8)  # nobody who writes a text can know it
_SLOT = re.compile(rf"\x02{_MARK}-(\d+)\x03")
_INSIDE = "shell being rendered"
_OF_ONE_VISITOR = ("request", "user", "perms", "messages", "csrf_token")


class Store:
    """The least recently used ones are forgotten; safe between threads."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._kept: OrderedDict[Hashable, list[str]] = OrderedDict()

    def get(self, key: Hashable) -> list[str] | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def keep(self, key: Hashable, parts: list[str]) -> None:
        with self._lock:
            self._kept[key] = parts
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)


kept = Store(MOST_KEPT)


@receiver(setting_changed)
def _forget(**_facts: object) -> None:
    """Only tests change settings while the site runs."""
    kept.clear()


class _Kept(Exception):
    """What belongs to one visitor was about to be kept for all."""


class _Guard:
    """Stands for a name that belongs to one visitor: whoever reads it in a shell hears of it at once."""

    def __init__(self, name: str) -> None:
        self._name = name

    def _refuse(self, *_args: object) -> Any:
        raise _Kept(f"“{self._name}” is read in a shell: it belongs into a slot.")

    __getitem__ = __getattr__ = __str__ = __bool__ = __iter__ = __call__ = _refuse


_GUARDS = {name: _Guard(name) for name in _OF_ONE_VISITOR}


class SlotNode(Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.number: int | None = None

    def render(self, context: Context) -> SafeString:
        if context.get(_INSIDE):
            return SafeString(f"\x02{_MARK}-{self.number}\x03")
        return self.nodelist.render(context)


class ShellNode(Node):
    child_nodelists = ("nodelist",)

    def __init__(self, keys: list[FilterExpression], nodelist: NodeList) -> None:
        self.keys, self.nodelist = keys, nodelist
        self.slots = [node for node in nodelist.get_nodes_by_type(SlotNode) if isinstance(node, SlotNode)]
        for number, slot in enumerate(self.slots):
            if slot.number is not None:
                raise TemplateSyntaxError("A slot stands in one shell: shells do not stand in each other.")
            slot.number = number
        if nodelist.get_nodes_by_type(BlockNode):
            raise TemplateSyntaxError("A shell holds no blocks: a page could fill them differently.")

    def render(self, context: Context) -> SafeString:
        values = tuple(_key(each.resolve(context)) for each in self.keys)
        key = (self, get_language(), values)
        parts = kept.get(key)
        if parts is None:
            with context.push(**_GUARDS, **{_INSIDE: True}):
                parts = _SLOT.split(self.nodelist.render(context))
            kept.keep(key, parts)
        return SafeString(
            "".join(
                self.slots[int(part)].nodelist.render(context) if index % 2 else part
                for index, part in enumerate(parts)
            )
        )


def _key(value: Any) -> Hashable:
    """Text that is safe and text that is not are equal, and rendered differently."""
    return (str(value), isinstance(value, SafeString)) if isinstance(value, str) else value
