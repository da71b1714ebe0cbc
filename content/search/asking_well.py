"""A question as it should be put to the index. Reads the index's words and the editors' words; both are kept for a while."""

import secrets
from collections.abc import Sequence
from functools import lru_cache

from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from modelsearch.query import Or, PlainText, SearchQuery
from wagtail.search.models import IndexEntry

from content.models import BestAnswer, EverydayWord
from content.search.folding import question_words
from content.search.understanding import Counts, Dictionary, Understood, pairs_of, understand
from content.services.search_words import told

WORDS_KEY, STAMP_KEY = "content.search.words", "content.search.words.stamp"
DICTIONARY_KEY, BEST_KEY = "content.search.dictionary", "content.search.best"
KEPT_FOR = 3600
"""Seconds. A new word is found at once all the same: only what no page has is put right."""
CODED = "zq"
_held: dict[str, Counts] = {}


def ask(question: str) -> tuple[Understood, BestAnswer | None]:
    """What somebody meant, and the page editors chose for these very words.

    One look at the cache, and no question to the database while words and answers are kept.
    """
    kept = cache.get_many([STAMP_KEY, DICTIONARY_KEY, BEST_KEY])
    known = _words_of_the_index(kept.get(STAMP_KEY))
    understood = understand(question, known=known, dictionary=kept.get(DICTIONARY_KEY) or _dictionary())
    best = kept[BEST_KEY] if BEST_KEY in kept else _best_answers()
    return understood, best.get(" ".join(question_words(question)[0])) if understood.asked else None


def query_for(forms: Sequence[str]) -> SearchQuery:
    """Any of these folded questions, each with all its words. What has the words of a shorter one needs no longer one."""
    words = [frozenset(form.split()) for form in forms]
    asked = [
        PlainText(form)
        for number, form in enumerate(forms)
        if not any(
            other < words[number] or (other == words[number] and at < number)
            for at, other in enumerate(words)
        )
    ]
    return Or(asked) if len(asked) > 1 else asked[0]


def _words_of_the_index(stamp: str | None) -> Counts:
    """Some ten thousand words, held by each process under a stamp: what is asked for a question is only the stamp."""
    held = _held.get(stamp) if stamp else None
    if held is not None:
        return held
    found: Counts | None = cache.get(WORDS_KEY) if stamp else None
    return _hold(stamp, found) if stamp and found is not None else count_words()


def count_words() -> Counts:
    """Count them anew; beat does it every hour."""
    counts = _counted_by_postgres() if connection.vendor == "postgresql" else _counted_by_sqlite()
    stamp = secrets.token_hex(8)
    cache.set(WORDS_KEY, counts, 2 * KEPT_FOR)
    cache.set(STAMP_KEY, stamp, 2 * KEPT_FOR)
    return _hold(stamp, counts)


def _hold(stamp: str, counts: Counts) -> Counts:
    _held.clear()
    _held[stamp] = counts
    return counts


def _counted_by_sqlite() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.content_search_words "
            f"USING fts5vocab('main', '{IndexEntry._meta.db_table}_fts', 'row')"
        )
        cursor.execute(
            "SELECT term, doc FROM temp.content_search_words WHERE term NOT LIKE %s", [f"{CODED}%"]
        )
        return {word: count for word, count in cursor.fetchall() if len(word) < 40}


def _counted_by_postgres() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, ndoc FROM ts_stat('SELECT title || body FROM {IndexEntry._meta.db_table}') "  # noqa: S608 - our own table
            "WHERE word NOT LIKE %s",
            [f"{CODED}%"],
        )
        return {word: count for word, count in cursor.fetchall() if len(word) < 40}


def _dictionary() -> Dictionary:
    made = Dictionary(
        official=pairs_of(EverydayWord.objects.values_list("everyday", "official")), fillers=_fillers()
    )
    cache.set(DICTIONARY_KEY, made, KEPT_FOR)
    return made


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    return frozenset(" ".join(question_words(one)[0]) for one in told()["fillers"])


def _best_answers() -> dict[str, BestAnswer]:
    made = {" ".join(question_words(one.words)[0]): one for one in BestAnswer.objects.all()}
    cache.set(BEST_KEY, made, KEPT_FOR)
    return made


@receiver([post_save, post_delete], sender=EverydayWord)
def forget_dictionary(**_news: object) -> None:
    cache.delete(DICTIONARY_KEY)


@receiver([post_save, post_delete], sender=BestAnswer)
def forget_best_answers(**_news: object) -> None:
    cache.delete(BEST_KEY)
