"""Where on the page a refusal is told: by the code of ``quizzes.items.wording``. Pure."""

Place = tuple[str, str]
_EXACT: dict[str, Place] = {
    "choices_alike": ("rows", "steps"),
    "order_not_complete": ("rows", "steps"),
    "picture_missing": ("own", "picture"),
    "picture_not_ours": ("own", "picture"),
    "picture_without_size": ("own", "picture"),
    "picture_without_words": ("own", "alt"),
    "max_words_below_min": ("own", "max_words"),
    "words_out_of_range": ("own", "max_words"),
    "units_missing": ("rows", "units"),
    "units_offered_in_vain": ("own", "unit_policy"),
    "unit_penalty_out_of_range": ("own", "unit_penalty"),
}
_BY_WORD: tuple[tuple[str, Place], ...] = (
    ("scale", ("own", "scale")),
    ("scoring", ("own", "scoring")),
    ("file_count", ("own", "max_count")),
    ("file_size", ("own", "max_mb")),
    ("file_kind", ("own", "kinds")),
    ("rubric", ("rows", "rubric")),
    ("region", ("rows", "regions")),
    ("polygon", ("rows", "regions")),
    ("statement", ("rows", "statements")),
    ("source", ("rows", "pairs")),
    ("target", ("rows", "pairs")),
    ("pair", ("rows", "pairs")),
    ("unit", ("rows", "units")),
    ("stem", ("stem", "")),
    ("gap", ("stem", "")),
    ("mark", ("stem", "")),
    ("accepted", ("rows", "accepted")),
    ("credit", ("rows", "accepted")),
    ("tolerance", ("rows", "accepted")),
    ("pattern", ("rows", "accepted")),
    ("choice", ("rows", "choices")),
    ("correct", ("rows", "choices")),
    ("weight", ("rows", "choices")),
)


def place_of(code: str) -> Place:
    """The part of the page and the field or list in it; ``("sheet", "")`` for the page as a whole.

    >>> place_of("too_few_statements"), place_of("malformed")
    (('rows', 'statements'), ('sheet', ''))
    """
    if code in _EXACT:
        return _EXACT[code]
    return next((place for word, place in _BY_WORD if word in code), ("sheet", ""))
