"""Turning what somebody typed into a question to a folded index, whichever database answers it."""

from typing import Any

from modelsearch.query import And, Boost, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from content.search.folding import folded_words, question_words

NOTHING = Not(MatchAll())


def folded_query(query: Any, *, by_prefix: bool = False) -> Any:
    """The same question in folded words. With accents it also asks for the exact spelling, which ranks higher.

    A question without a single word (signs, emoji, wildcards) finds nothing.
    """
    if isinstance(query, PlainText):
        return _plain(query, by_prefix=by_prefix)
    if isinstance(query, Phrase):
        words = folded_words(query.query_string)
        return Phrase(" ".join(words)) if words else NOTHING
    if isinstance(query, Boost):
        return Boost(folded_query(query.subquery, by_prefix=by_prefix), query.boost)
    if isinstance(query, Not):
        return query if isinstance(query.subquery, MatchAll) else Not(folded_query(query.subquery))
    if isinstance(query, And | Or):
        return type(query)([folded_query(part, by_prefix=by_prefix) for part in query.subqueries])
    return query


def _plain(query: PlainText, *, by_prefix: bool) -> SearchQuery:
    folded, coded = question_words(query.query_string)
    if not folded:
        return NOTHING
    plain = PlainText(" ".join(folded), operator=query.operator)
    if by_prefix or not coded:
        return plain
    return Or([plain, PlainText(" ".join(coded), operator="and")])


class FoldingCompiler:
    """Mixed into a backend's query compiler: the question is folded before anything else happens to it."""

    LAST_TERM_IS_PREFIX: bool
    query: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query = folded_query(self.query, by_prefix=self.LAST_TERM_IS_PREFIX)
