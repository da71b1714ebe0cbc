"""Wagtail's SQLite full-text backend with a folded index."""

from typing import Any

from django.db.models import F
from modelsearch.backends.database.sqlite import sqlite

from content.search.asking import FoldingCompiler
from content.search.indexing import FoldingIndex


class FoldingSQLiteIndex(FoldingIndex, sqlite.SQLiteIndex):
    pass


class FoldingSQLiteCompiler(FoldingCompiler, sqlite.SQLiteSearchQueryCompiler):
    def get_index_vectors(self) -> list[tuple[Any, float]]:
        """Without Wagtail's own correction for long titles: bm25 has one, and accents lengthen what is indexed."""
        return [(F("index_entry__title"), 1.0), (F("index_entry__body"), 1.0)]


class FoldingSQLiteAutocomplete(FoldingCompiler, sqlite.SQLiteAutocompleteQueryCompiler):
    pass


class FoldingSQLiteBackend(sqlite.SQLiteSearchBackend):
    index_class = FoldingSQLiteIndex
    query_compiler_class = FoldingSQLiteCompiler
    autocomplete_query_compiler_class = FoldingSQLiteAutocomplete
