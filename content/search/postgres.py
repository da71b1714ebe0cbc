"""Wagtail's PostgreSQL full-text backend with a folded index, ranked without reading every word of what matches."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import add
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db import connection, transaction
from django.db.models import F, QuerySet
from modelsearch.backends.database.postgres import postgres
from modelsearch.query import SearchQuery
from wagtail.search.models import IndexEntry

from content.search.asking import FoldingCompiler
from content.search.indexing import FoldingIndex
from content.search.ranking import MOST_RANKED, PART, Named, RankedResults, RankingCompiler


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

    def keys(self, query: SearchQuery, columns: list[str], config: str | None) -> Iterator[int]:
        asked = self.build_tsquery(query, config=config)
        words = reduce(lambda left, right: left._combine(right, "||", False), self._vectors(columns))
        found = IndexEntry.objects.alias(words=words).filter(words=asked).order_by()
        if "body" in columns:
            matching = _by_index(found)
            if len(matching) >= MOST_RANKED:
                return iter(sorted(matching, reverse=True))
            found = IndexEntry.objects.filter(pk__in=matching)
        ranked = found.order_by(self._ranks(columns, asked)[0].desc(), "-pk")
        return ranked.values_list("pk", flat=True).iterator(chunk_size=PART)

    def best_first(
        self,
        part: list[int],
        found: QuerySet[IndexEntry],
        query: SearchQuery,
        columns: list[str],
        config: str | None,
    ) -> Iterable[Named]:
        ranks = self._ranks(columns, self.build_tsquery(query, config=config))
        ranked = found.order_by(reduce(add, ranks).desc(), "-pk")
        return ranked.values_list("content_type_id", "object_id")

    def _vectors(self, columns: list[str]) -> list[Any]:
        return [F(name) for name in columns]

    def _ranks(self, columns: list[str], asked: Any) -> list[SearchRank]:
        return [SearchRank(vector, asked, weights=self.sql_weights) for vector in self._vectors(columns)]


def _by_index(entries: QuerySet[IndexEntry]) -> list[int]:
    """Their keys. The planner takes words for cheap to compare and likes to read every text instead; here it may not."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        return list(entries.values_list("pk", flat=True))


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
