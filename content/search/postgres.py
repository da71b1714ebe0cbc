"""Wagtail's PostgreSQL full-text backend with a folded index."""

from typing import Any

from django.db.models import F
from modelsearch.backends.database.postgres import postgres

from content.search.asking import FoldingCompiler
from content.search.indexing import FoldingIndex


class FoldingPostgresIndex(FoldingIndex, postgres.PostgresIndex):
    pass


class FoldingPostgresCompiler(FoldingCompiler, postgres.PostgresSearchQueryCompiler):
    def get_index_vectors(self, search_query: Any) -> list[tuple[Any, float]]:
        """Without Wagtail's correction for long titles: accents lengthen what is indexed."""
        return [(F("index_entries__title"), 1.0), (F("index_entries__body"), 1.0)]


class FoldingPostgresAutocomplete(FoldingCompiler, postgres.PostgresAutocompleteQueryCompiler):
    pass


class FoldingPostgresBackend(postgres.PostgresSearchBackend):
    index_class = FoldingPostgresIndex
    query_compiler_class = FoldingPostgresCompiler
    autocomplete_query_compiler_class = FoldingPostgresAutocomplete
