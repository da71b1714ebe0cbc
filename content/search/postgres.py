"""Wagtail's PostgreSQL full-text backend with a folded index, ranked without reading every word of what matches."""

from collections.abc import Iterator
from functools import reduce
from itertools import count
from operator import add
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db import connection, transaction
from django.db.models import F, QuerySet, Value
from modelsearch.backends.database.postgres import postgres
from modelsearch.query import SearchQuery
from wagtail.search.models import IndexEntry

from content.search.asking import FoldingCompiler
from content.search.indexing import FoldingIndex
from content.search.ranking import MOST_RANKED, PART, Named, RankedResults, RankingCompiler, among

LENGTH_COUNTS = Value(1)
"""For ``ts_rank``: among titles that have all the words, what is called that comes before what is called that and more."""


class FoldingPostgresIndex(FoldingIndex, postgres.PostgresIndex):
    pass


class RankingPostgresCompiler(RankingCompiler):
    """By the first column, for titles are short; the best ``PART`` at a time by all that were asked. The words of titles and
    texts together have an index of their own (``content`` 0008).
    """

    query: SearchQuery
    sql_weights: Any
    build_tsquery: Any

    def normalised(self) -> SearchQuery:
        return self.query

    def named(self, kinds: list[int], config: str | None) -> Iterator[Named] | None:
        """Of single fields the index has only the titles."""
        return super().named(kinds, config) if not self.fields or list(self.fields) == ["title"] else None

    def entries(
        self, query: SearchQuery, kinds: list[int], columns: list[str], config: str | None
    ) -> Iterator[Named]:
        """One question for titles; two for titles and texts. More only where more than ``PART`` are wanted."""
        asked = self.build_tsquery(query, config=config)
        found = IndexEntry.objects.order_by()
        if "body" in columns:
            vectors: list[Any] = [F(name) for name in columns]
            words = reduce(lambda left, right: left._combine(right, "||", False), vectors)
            matching = found.alias(words=words).filter(words=asked)
            newest = _by_index(matching)
            if len(newest) == MOST_RANKED:
                return _newest_first(matching, newest, kinds)
            found = found.filter(pk__in=among(newest), content_type__in=kinds)
        else:
            found = found.filter(**{columns[0]: asked}, content_type__in=kinds)
        weights = self.sql_weights
        ranks = [SearchRank(F(columns[0]), asked, weights=weights, normalization=LENGTH_COUNTS)]
        ranks += [SearchRank(F(name), asked, weights=weights) for name in columns[1:]]
        best = reduce(add, ranks) if len(ranks) > 1 else None
        return _in_parts(found.order_by(ranks[0].desc(), "-pk"), best=best)


def _newest_first(matching: QuerySet[IndexEntry], keys: list[int], kinds: list[int]) -> Iterator[Named]:
    """Unranked: ``keys`` are the newest of what matches; the next ones are asked for when somebody wants them."""
    while keys:
        for start in range(0, len(keys), PART):
            part = IndexEntry.objects.filter(pk__in=among(keys[start : start + PART]), content_type__in=kinds)
            yield from part.order_by("-pk").values_list("content_type_id", "object_id")
        keys = _by_index(matching.filter(pk__lt=keys[-1]))


def _in_parts(found: QuerySet[IndexEntry], *, best: Any = None) -> Iterator[Named]:
    """Content types and keys, ``PART`` at a time; the first ones once more by all that was asked, when that is more."""
    for start in count(0, PART):
        part = found[start : start + PART]
        if best is not None:
            part = IndexEntry.objects.filter(pk__in=part.values("pk")).order_by(best.desc(), "-pk")
        named = list(part.values_list("content_type_id", "object_id"))
        yield from named
        if len(named) < PART:
            return


def _by_index(entries: QuerySet[IndexEntry]) -> list[int]:
    """Keys of the newest ``MOST_RANKED`` of them, newest first. The planner takes words for cheap to compare and likes to read
    every text instead, in the order of the keys or in any: here it may not.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        newest = entries.order_by((F("pk") + 0).desc())
        return list(newest.values_list("pk", flat=True)[:MOST_RANKED])


class FoldingPostgresCompiler(RankingPostgresCompiler, FoldingCompiler, postgres.PostgresSearchQueryCompiler):
    pass


class FoldingPostgresAutocomplete(
    RankingPostgresCompiler, FoldingCompiler, postgres.PostgresAutocompleteQueryCompiler
):
    def columns(self) -> list[list[str]]:
        return [["autocomplete"]]


class FoldingPostgresResults(RankedResults, postgres.PostgresSearchResults):
    pass


class FoldingPostgresBackend(postgres.PostgresSearchBackend):
    index_class = FoldingPostgresIndex
    query_compiler_class = FoldingPostgresCompiler
    autocomplete_query_compiler_class = FoldingPostgresAutocomplete
    results_class = FoldingPostgresResults
