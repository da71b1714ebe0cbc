"""Wagtail's SQLite full-text backend with a folded index, ranked in one walk through it."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import BM25, MatchExpression, SQLiteFTSIndexEntry, normalize
from modelsearch.query import SearchQuery
from wagtail.search.models import IndexEntry

from content.search.asking import FoldingCompiler
from content.search.indexing import FoldingIndex
from content.search.ranking import MOST_RANKED, PART, Named, RankedResults, RankingCompiler


class FoldingSQLiteIndex(FoldingIndex, sqlite.SQLiteIndex):
    pass


class RankingSQLiteCompiler(RankingCompiler):
    """bm25 over the whole entry, without the library's correction for long titles: bm25 has one."""

    query: SearchQuery
    build_search_query: Any

    def normalised(self) -> SearchQuery:
        return normalize(self.query)

    def entries(
        self, query: SearchQuery, kinds: list[int], columns: list[str], config: str | None
    ) -> Iterator[Named]:
        keys = self._keys(query, columns)
        while part := list(islice(keys, PART)):
            found = IndexEntry.objects.filter(pk__in=part, content_type__in=kinds)
            rows = found.values_list("pk", "content_type_id", "object_id")
            named = {pk: (kind, key) for pk, kind, key in rows}
            yield from (named[pk] for pk in part if pk in named)

    def _keys(self, query: SearchQuery, columns: list[str]) -> Iterator[int]:
        """Keys of the index, best first: it is asked about words alone."""
        found = SQLiteFTSIndexEntry.objects.filter(MatchExpression(columns, self.build_search_query(query)))
        if "body" in columns:
            newest = found.order_by("-pk").values_list("pk", flat=True)
            if newest[MOST_RANKED - 1 : MOST_RANKED]:
                return newest.iterator(chunk_size=PART)
        elif found.values_list("pk")[PART : PART + 1]:
            # Too many titles have all the words to look at each: what is called that comes before what is called that and more.
            short_first = found.order_by("-index_entry__title_norm", "-pk")
            return short_first.values_list("pk", flat=True).iterator(chunk_size=PART)
        ranked = found.annotate(score=BM25()).order_by("score", "-pk")
        return ranked.values_list("pk", flat=True).iterator(chunk_size=PART)


class FoldingSQLiteCompiler(RankingSQLiteCompiler, FoldingCompiler, sqlite.SQLiteSearchQueryCompiler):
    pass


class FoldingSQLiteAutocomplete(
    RankingSQLiteCompiler, FoldingCompiler, sqlite.SQLiteAutocompleteQueryCompiler
):
    def columns(self) -> list[list[str]]:
        return [["autocomplete"]]


class FoldingSQLiteResults(RankedResults, sqlite.SQLiteSearchResults):
    pass


class FoldingSQLiteBackend(sqlite.SQLiteSearchBackend):
    index_class = FoldingSQLiteIndex
    query_compiler_class = FoldingSQLiteCompiler
    autocomplete_query_compiler_class = FoldingSQLiteAutocomplete
    results_class = FoldingSQLiteResults
