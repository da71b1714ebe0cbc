"""Wagtail's PostgreSQL full-text backend with a folded index, ranked without reading every word of what matches."""

from collections.abc import Iterator
from functools import reduce
from itertools import count
from operator import add
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet, Value
from modelsearch.backends.database.postgres import postgres
from modelsearch.query import SearchQuery
from wagtail.search.models import IndexEntry

from content.search.asking import FoldingCompiler
from content.search.indexing import FoldingIndex
from content.search.ranking import MOST_RANKED, PART, Named, RankedResults, RankingCompiler, among

LENGTH_COUNTS = Value(1)
"""For ``ts_rank``: among titles that have all the words, what is called that comes before what is called that and more."""


Row = tuple[int, int, str]
"""Of an entry of the index: its own key, then content type and key of what it stands for."""


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
            newest = _newest(matching)
            if len(newest) == MOST_RANKED:
                return _newest_first(matching, newest, kinds)
            found = found.filter(among("pk", [pk for pk, _kind, _key in newest]), content_type__in=kinds)
        else:
            found = found.filter(**{columns[0]: asked}, content_type__in=kinds)
        weights = self.sql_weights
        ranks = [SearchRank(F(columns[0]), asked, weights=weights, normalization=LENGTH_COUNTS)]
        ranks += [SearchRank(F(name), asked, weights=weights) for name in columns[1:]]
        best = reduce(add, ranks) if len(ranks) > 1 else None
        return _in_parts(found.order_by(ranks[0].desc(), "-pk"), best=best)


def _newest_first(matching: QuerySet[IndexEntry], newest: list[Row], kinds: list[int]) -> Iterator[Named]:
    """Unranked: the newest of what matches; the next ones are asked for when somebody wants them."""
    while newest:
        yield from ((kind, key) for _pk, kind, key in newest if kind in kinds)
        newest = _newest(matching.filter(pk__lt=newest[-1][0]))


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


def _newest(entries: QuerySet[IndexEntry]) -> list[Row]:
    """The newest ``MOST_RANKED`` of them, newest first; not in the order of the keys (``by_index``)."""
    newest = entries.order_by((F("pk") + 0).desc())
    return list(newest.values_list("pk", "content_type_id", "object_id")[:MOST_RANKED])


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
