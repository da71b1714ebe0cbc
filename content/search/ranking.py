"""Finding in two steps, for every database: the index alone says what answers and in which order, then the rows are read.

The library asks the index once more for each row it finds, or reads every word of every row: with thousands of pages that
match, a search took seconds.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import BooleanField, F, Func, Model, Q, Value
from modelsearch.backends.base import BaseSearchResults
from modelsearch.query import MatchAll, Not, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

PART = 125
"""Found rows asked for at once: one part is enough unless most of what was found may not be shown."""

MOST_RANKED = 1_000
"""Of words that stand in as many texts as this the newest come first, unranked: to rank them takes longer than all the rest,
and nobody looks for one page by such words. Titles are always ranked.
"""

Named = tuple[int, str]
"""Content type and key, as the index holds them."""


def ranked(query: SearchQuery, models: Iterable[type[Model]]) -> Iterator[tuple[type[Model], Any]]:
    """What answers a question, of all these models together, best first: model and key. Reads no row of theirs."""
    kinds = {kind.pk: model for model, kind in ContentType.objects.get_for_models(*models).items()}
    backend = get_search_backend()
    compiler = backend.query_compiler_class(Page.objects.all(), query)
    for kind, key in compiler.named(list(kinds), compiler.get_config(backend)) or ():
        yield kinds[kind], kinds[kind]._meta.pk.to_python(key)


class RankingCompiler(ABC):
    """Mixed into a backend's query compiler."""

    queryset: Any
    fields: list[str] | None
    order_by_relevance: bool

    def named(self, kinds: list[int], config: str | None) -> Iterator[Named] | None:
        """What answers the question, of these content types; None where nothing is ranked, and the library's way is as good."""
        query = self.normalised()
        if not self.order_by_relevance or isinstance(query, MatchAll | Not):
            return None
        return _once(
            chain.from_iterable(self.entries(query, kinds, columns, config) for columns in self.columns())
        )

    @abstractmethod
    def normalised(self) -> SearchQuery:
        """The question in the form this backend can put."""

    def columns(self) -> list[list[str]]:
        """Where to look, one after the other: what has every word in its title comes before what has it elsewhere, and when
        there is enough of it, nobody looks further.
        """
        return [list(self.fields)] if self.fields else [["title"], ["title", "body"]]

    @abstractmethod
    def entries(
        self, query: SearchQuery, kinds: list[int], columns: list[str], config: str | None
    ) -> Iterator[Named]:
        """What these columns answer together, best first."""


@contextmanager
def by_index() -> Iterator[None]:
    """In here PostgreSQL reads no table whole. It takes words for cheap to compare and likes to read every text instead, in
    the order of the keys or in any, and every page for a hundred of them.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def among(field: str, keys: Collection[int]) -> Q | Func:
    """Rows whose whole number ``field`` is one of these, for ``filter()``.

    PostgreSQL is handed them as one value: a hundred of them cost more to write than to find.
    """
    if connection.vendor != "postgresql":
        return Q((f"{field}__in", keys))
    return Func(
        F(field),
        Value(list(keys)),
        template="%(expressions)s::bigint[])",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def _once(named: Iterable[Named]) -> Iterator[Named]:
    seen: set[Named] = set()
    for one in named:
        if one not in seen:
            seen.add(one)
            yield one


class RankedResults(BaseSearchResults):
    """Mixed into a backend's results."""

    def _do_search(self) -> list[Any]:
        asked, rows = self.query_compiler, self.query_compiler.queryset
        kinds = get_descendants_content_types_pks(rows.model)
        named = None if self._score_field else asked.named(kinds, asked.get_config(self.backend))
        if named is None:
            return list(super()._do_search())
        keys = (rows.model._meta.pk.to_python(key) for _kind, key in named)
        found: list[Any] = []
        with by_index():
            while part := list(islice(keys, PART)):
                by_key = rows.in_bulk(part)
                found += [by_key[key] for key in part if key in by_key]
                if self.stop is not None and len(found) >= self.stop:
                    break
        return found[self.start : self.stop]
